"""Flood the page (X6): 500 questions at once, 50 connections that never finish a request, 50 streams left at once.

    python benchmarks/flood.py --index index

Questions beyond the queue must be turned away with 503, nothing may end in another error, a question asked while the
slow connections hang must be answered, and ten seconds after the flood answers must come as before.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import sys
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from load import Server, ask, client_of, event_of_the_box, questions_of

QUESTIONS, SLOW, LEFT = 500, 50, 50
RECOVERY_S = 10


def hang(address: str) -> list[socket.socket]:
    """Open connections that send half a request and then nothing."""
    where = urlsplit(address)
    held = []
    for _ in range(SLOW):
        connection = socket.create_connection((where.hostname, where.port), timeout=10)
        connection.sendall(b"POST /gradio_api/queue/join HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
        held.append(connection)
    return held


async def join(client: httpx.AsyncClient, event: int, question: str, number: int) -> int:
    """Put a question into the queue and never ask for the answer; give the status."""
    body = {"data": [question, None], "fn_index": event, "session_hash": f"flood{number}"}
    try:
        return (await client.post("/gradio_api/queue/join", json=body)).status_code
    except httpx.HTTPError as error:
        print(f"  {type(error).__name__} {error}")
        return 0


async def leave(client: httpx.AsyncClient, event: int, question: str, number: int) -> None:
    """Ask, begin to read the answer, and go."""
    body = {"data": [question, None], "fn_index": event, "session_hash": f"left{number}"}
    await client.post("/gradio_api/queue/join", json=body)
    async with client.stream("GET", f"/gradio_api/queue/data?session_hash=left{number}") as stream:
        async for _ in stream.aiter_lines():
            return


async def flood(address: str, event: int, questions: list[str]) -> Counter[int]:
    """Send all questions at once; give how many got which status."""
    limits = httpx.Limits(max_connections=QUESTIONS)
    async with httpx.AsyncClient(base_url=address, timeout=60, limits=limits) as client:
        asked = [join(client, event, questions[n % len(questions)], n) for n in range(QUESTIONS)]
        counts = Counter(await asyncio.gather(*asked))
        outcomes = [leave(client, event, questions[n % len(questions)], n) for n in range(LEFT)]
        await asyncio.gather(*outcomes, return_exceptions=True)
    return counts


def main() -> int:
    """Run it; give 1 where a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument(
        "--questions", type=Path, help="JSONL with a `question` a line (default: starters of the index)"
    )
    arguments = parser.parse_args()
    questions = questions_of(arguments)
    server = Server(arguments.index)
    try:
        address = server.address()
        event = event_of_the_box(client_of(address).config)
        person = client_of(address, event)
        how = {"fn_index": event}
        ask(person, how, questions[0])
        usual = ask(person, how, questions[1])
        held = hang(address)
        slow = ask(person, how, questions[2])
        counts = asyncio.run(flood(address, event, questions))
        ended = time.perf_counter()
        after = ask(person, how, questions[3])
        while (after.error or after.last > 3 * usual.last + 0.5) and time.perf_counter() - ended < RECOVERY_S:
            after = ask(person, how, questions[3])
        recovered = time.perf_counter() - ended
        for connection in held:
            connection.close()
        print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        print(f"one question: {usual.last:.2f} s; beside {SLOW} slow connections: {slow.last:.2f} s {slow.error}")
        print(f"{QUESTIONS} questions at once: {dict(counts)} (200 taken, 503 turned away)")
        print(f"recovered after {recovered:.1f} s: {after.last:.2f} s {after.error}")
        print(f"memory of the server: {server.memory_mb():.0f} MB")
    finally:
        server.stop()
    bad = set(counts) - {200, 503} or not counts[503] or slow.error or after.error or recovered > RECOVERY_S
    return int(bool(bad))


if __name__ == "__main__":
    sys.exit(main())
