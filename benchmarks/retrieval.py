"""Time a question over a large index, all parts included: understanding, search, and the answer or refusal.

    mkdir laws && zstd -dc ../shared/data/laws.tar.zst | tar x -C laws
    python -m policyqa index --corpus laws --index laws-index     # 3,476 statutes, 112,905 passages
    OMP_NUM_THREADS=2 taskset -c 0,1 python benchmarks/retrieval.py --index laws-index

Questions are made of the headings and openings of passages drawn at random, so that each has an answer in the index.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from datetime import date
from pathlib import Path

from policyqa.answering import answer_query
from policyqa.index.embedding import load_encoder
from policyqa.index.opening import OpenIndex, open_index
from policyqa.retrieval import known_places, search_passages
from policyqa.understanding import understand

ENDINGS = ("有哪些规定", "应当怎样处理", "由谁负责", "期限是多久", "是多少")


def questions(index: OpenIndex, count: int, seed: int) -> list[str]:
    """Make `count` questions of 12 to 30 characters."""
    rng = random.Random(seed)
    documents = index.documents()
    made: list[str] = []
    while len(made) < count:
        passages = index.passages_of(rng.choice(documents).path)
        if not passages:
            continue
        text = rng.choice(passages)[1].text.replace("\n", "").replace(" ", "")
        if len(text) > 40:
            start = rng.randrange(len(text) - 25)
            made.append(text[start : start + rng.randint(8, 24)] + rng.choice(ENDINGS))
    return made


def main() -> None:
    """Warm up with a tenth of the questions, then time each once and print the distribution."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    arguments = parser.parse_args()
    encoder = load_encoder()
    with open_index(arguments.index) as index:
        places = known_places(index)
        asked = questions(index, arguments.questions, arguments.seed)
        taken = []
        for question in [*asked[: len(asked) // 10], *asked]:
            started = time.perf_counter()
            query = understand(question, [], date(2025, 3, 1), *places)
            hits = search_passages(index, encoder, query)
            searched = time.perf_counter()
            answer_query(index, query, question, hits)
            ended = time.perf_counter()
            taken.append((searched - started, ended - searched, ended - started))
        taken = taken[len(asked) // 10 :]
        print(f"{index.passage_count} passages, {len(index.documents())} documents, {len(taken)} questions")
        for name, part in zip(("search", "answer", "all"), zip(*taken, strict=True), strict=True):
            milliseconds = sorted(1000 * seconds for seconds in part)
            late = milliseconds[int(0.95 * len(milliseconds))]
            print(f"{name}: median {statistics.median(milliseconds):.1f} ms, 95 % {late:.1f} ms")


if __name__ == "__main__":
    main()
