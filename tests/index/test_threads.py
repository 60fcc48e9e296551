"""Many threads asking while the index is built again and again."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from stub_index import PARK, ROAD, StubEncoder, Workshop

from policyqa.index.generations import current_generation
from policyqa.index.opening import open_index

SECONDS = 6.0


def test_threads_read_whole_generations_while_builds_go_on(workshop: Workshop) -> None:
    """Every document of round n says n: an answer that mixes generations would show two rounds."""
    _write_round(workshop, 0)
    workshop.build()
    vector = StubEncoder().encode(["项目投资"])[0]
    errors: list[str] = []
    rounds_seen: set[str] = set()
    asked = [0]
    stop = threading.Event()

    def ask() -> None:
        try:
            index = open_index(workshop.index)
            while not stop.is_set():
                if current_generation(workshop.index) != index.manifest.generation:
                    index.close()
                    index = open_index(workshop.index)
                rows = [row for row, _ in index.search_passages({"轮": 1.0}, 50)]
                rows += [row for row, _ in index.search_dense(vector, 50)]
                figures = index.search_figures({"投资": 1.0}, 50)
                said = {p.indexed.split("@")[1].split(" ")[0] for p in index.passages(rows)}
                said |= {index.document(f.document).text.split("@")[1].split("\n")[0] for f, _ in figures}
                if len(said) != 1 or not figures:
                    errors.append(f"generation {index.manifest.generation} says {said}")
                if index.warnings:
                    errors.append(index.warnings[0])
                rounds_seen.update(said)
                asked[0] += 1
            index.close()
        except Exception as error:
            errors.append(f"{type(error).__name__}: {error}")

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    end, number = time.monotonic() + SECONDS, 0
    while time.monotonic() < end:
        number += 1
        _write_round(workshop, number)
        workshop.build()
    stop.set()
    for thread in threads:
        thread.join(30)
    assert errors == []
    assert number >= 2
    assert len(rounds_seen) >= 2
    assert asked[0] > 100


def test_one_open_index_is_shared_by_threads(workshop: Workshop) -> None:
    workshop.build()
    with open_index(workshop.index) as index:

        def answers() -> tuple[object, ...]:
            return index.search_passages({"项目": 1.0}, 5), index.figures_of("park.txt"), index.document("road.txt")

        expected = answers()
        wrong: list[object] = []

        def ask() -> None:
            for _ in range(200):
                got = (
                    index.search_passages({"项目": 1.0}, 5),
                    index.figures_of("park.txt"),
                    index.document("road.txt"),
                )
                if got != expected:
                    wrong.append(got)

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert not any(thread.is_alive() for thread in threads)
        assert wrong == []


def _write_round(workshop: Workshop, number: int) -> None:
    for name, text in (("park", PARK), ("road", ROAD), (f"only{number % 3}", "单独")):
        workshop.write(**{name: f"第几轮@{number}\n{text}"})
    for path in (workshop.corpus / "book.txt", workshop.corpus / f"only{(number - 1) % 3}.txt"):
        Path(path).unlink(missing_ok=True)
