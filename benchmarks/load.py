"""Let many people ask at once, each with a real Gradio client, and time first words, answers and the start.

    python benchmarks/load.py --index index --people 20 --rounds 5

The server is a process of its own (`policyqa serve` on a free port of 127.0.0.1); the people are threads of this one,
on the same cores, so what is told includes their own work. A person asks as the page does, by the event of the question
box, whose first update is the first words; with `--endpoint` by the named endpoint `/ask`, which gives the whole
answer. `--people` above what is answered and queued at once (6 and 32) shows how the rest is turned away.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("GRADIO_ANALYTICS_ENABLED", "False")
READY = re.compile(r"http://127\.0\.0\.1:\d+/")
FIRST_WORDS_S = 2.0
FIRST_ANSWER_S = 10.0
PATIENCE_S = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: seconds to the first update and to the last, and what went wrong ("" where nothing did)."""

    first: float
    last: float
    error: str = ""


class Server:
    """`policyqa serve` in a process of its own."""

    def __init__(self, index: Path) -> None:
        """Start it; `started` is the moment of its start."""
        self.started = time.perf_counter()
        command = [sys.executable, "-m", "policyqa", "serve", "--index", str(index), "--port", "0"]
        self.process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8")

    def address(self) -> str:
        """Wait until it listens and give its address."""
        assert self.process.stderr is not None
        told = ""
        for line in self.process.stderr:
            told += line
            found = READY.search(line)
            if found:
                threading.Thread(target=self.process.stderr.read, daemon=True).start()
                return found[0]
        raise SystemExit(f"the server ended before it listened:\n{told}")

    def memory_mb(self) -> float:
        """Give its resident memory, 0 where the system does not tell."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text()
        except OSError:
            return 0
        found = re.search(r"VmRSS:\s{1,20}(\d{1,15}) kB", status)
        return int(found[1]) / 1000 if found else 0

    def cpu_seconds(self) -> float:
        """Give the CPU seconds that it has used, 0 where the system does not tell."""
        try:
            fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(") ", 1)[1].split()
        except OSError:
            return 0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(10)


NO_FILTERS: tuple[list[str], ...] = ([], [], [], [])
"""Years, places, issuers and documents: the page's four filters, none chosen."""


def event_of_the_box(config: dict[str, Any]) -> int:
    """Give the number of the event that follows a question typed into the page."""
    boxes = {c["id"] for c in config["components"] if c.get("props", {}).get("elem_id") == "pq-box"}
    for dependency in config["dependencies"]:
        if any(target[0] in boxes and target[1] == "submit" for target in dependency["targets"]):
            return int(dependency["id"])
    raise SystemExit("the page has no question box")


def client_of(address: str, event: int | None = None) -> Any:
    """Give a person's client; `event` is one that only the page itself calls."""
    from gradio_client import Client

    client = Client(address, verbose=False, ssl_verify=False)  # plain HTTP: no need to read certificates each time
    if event is not None:
        client.endpoints[event].is_valid = True  # the client leaves private events to the page, which this stands for
    return client


def ask(client: Any, how: dict[str, Any], question: str) -> Asked:
    """Ask once and wait for the end."""
    began = time.perf_counter()
    first = 0.0
    try:
        job = client.submit(*([question, []] if "api_name" in how else [question, *NO_FILTERS]), **how)
        for _ in job:
            first = first or time.perf_counter() - began
        job.result(timeout=PATIENCE_S)
    except Exception as error:  # whatever a client raises is what a person would have been told
        return Asked(first, time.perf_counter() - began, f"{type(error).__name__}: {str(error)[:80]}")
    last = time.perf_counter() - began
    return Asked(first or last, last)


def crowd(clients: list[Any], how: dict[str, Any], questions: list[str], rounds: int) -> list[Asked]:
    """Let every client ask at the same moment, `rounds` times."""
    asked: list[Asked] = []
    for turn in range(rounds):
        barrier = threading.Barrier(len(clients))

        def person(number: int, client: Any, barrier: threading.Barrier = barrier, turn: int = turn) -> None:
            barrier.wait()
            asked.append(ask(client, how, questions[(number + turn * len(clients)) % len(questions)]))

        threads = [threading.Thread(target=person, args=pair) for pair in enumerate(clients)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return asked


def described(name: str, seconds: list[float]) -> str:
    """Give median, 95th percentile and maximum in one line."""
    if not seconds:
        return f"{name}: none"
    ordered = sorted(seconds)
    at_95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"{name}: median {statistics.median(ordered):.2f} s, 95 % {at_95:.2f} s, worst {ordered[-1]:.2f} s"


def questions_of(arguments: argparse.Namespace) -> list[str]:
    """Give the questions of a JSONL file, or the starters of the index."""
    if arguments.questions:
        lines = arguments.questions.read_text(encoding="utf-8").splitlines()
        return [json.loads(line)["question"] for line in lines if line.strip()]
    from policyqa.assistant import Assistant
    from policyqa.settings import Settings

    return Assistant(arguments.index, Settings()).starters(20)


def main() -> int:
    """Run it; give 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument(
        "--questions", type=Path, help="JSONL with a `question` a line (default: starters of the index)"
    )
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--endpoint", action="store_true", help="ask by the named endpoint instead of the page's event")
    arguments = parser.parse_args()
    questions = questions_of(arguments)
    server = Server(arguments.index)
    try:
        address = server.address()
        listening = time.perf_counter() - server.started
        opened = client_of(address)
        event = None if arguments.endpoint else event_of_the_box(opened.config)
        how: dict[str, Any] = {"api_name": "/ask"} if event is None else {"fn_index": event}
        first = ask(client_of(address, event), how, questions[0])
        answered = time.perf_counter() - server.started
        print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        spent = server.cpu_seconds()
        print(f"start: listening {listening:.1f} s, first question answered {answered:.1f} s {first.error}")
        print(f"CPU of the server until then: {spent:.1f} s")
        before = server.memory_mb()
        clients = [client_of(address, event) for _ in range(arguments.people)]
        cpu, own = server.cpu_seconds(), time.process_time()
        asked = crowd(clients, how, questions, arguments.rounds)
        cpu, own = server.cpu_seconds() - cpu, time.process_time() - own
        good = [one for one in asked if not one.error]
        print(f"{arguments.people} people at once, {arguments.rounds} times: {len(good)} of {len(asked)} answered")
        print(described("first words", [one.first for one in good]))
        print(described("whole answer", [one.last for one in good]))
        for error, count in Counter(one.error for one in asked if one.error).most_common(3):
            print(f"turned away {count}: {error}")
        each = 1000 / len(asked)
        print(f"CPU a question: {cpu * each:.0f} ms of the server, {own * each:.0f} ms of the clients")
        print(f"memory of the server: {before:.0f} MB before, {server.memory_mb():.0f} MB after")
    finally:
        server.stop()
    median = statistics.median(one.first for one in good) if good else float("inf")
    return int(median > FIRST_WORDS_S or answered > FIRST_ANSWER_S)


if __name__ == "__main__":
    sys.exit(main())
