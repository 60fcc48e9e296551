"""Train the reader on open reading-comprehension sets: boosted trees that predict a candidate's F1 with the answer.

pip install scikit-learn
python training/train_reader.py --data ../shared/data/reading --out src/policyqa/model/reader
"""

from __future__ import annotations

import argparse
import collections
import json
import math
import random
import re
import time
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from ask_statutes import ask_statutes
from safetensors.numpy import save_file

from policyqa.chinese.fold import fold
from policyqa.index.lexical import tokens
from policyqa.reader.asking import question_words
from policyqa.reader.candidates import Candidates, find_candidates
from policyqa.reader.features import FEATURES, measure_candidates, odds_keys, weigh_locally
from policyqa.reader.form import find_form
from policyqa.reader.model import ReaderModel

SEED = 20261122
HELD_OUT = 10
"""Every tenth CMRC passage is kept for measuring."""

LENGTHS = ((6, 0.5), (12, 0.6), (20, 1.0), (40, 1.6), (80, 3.0), (10_000, 5.0))
"""Weight of a question by the length of its answer, so that the mix of lengths comes nearer to that of policy notices.

Those of the reading sets are short (CMRC's median has 12 characters); those of the tuning half of policies-dev have
a median of 42. Tuned, not trained, on that half.
"""
DRCD_SHARE = 0.25
NEGATIVES = 40


class Example(NamedTuple):
    """A question with the folded passage it is asked of and where its answer stands in it."""

    question: str
    text: str
    start: int
    end: int
    held_out: bool


def read_examples(path: Path, *, held_out: bool) -> list[Example]:
    """Read a set in SQuAD form, folded; examples whose answer is not where they say are looked up, else dropped."""
    found = []
    passages = [p for article in json.loads(path.read_text(encoding="utf-8"))["data"] for p in article["paragraphs"]]
    for number, passage in enumerate(passages):
        folded = fold(passage["context"])
        for asked in passage["qas"]:
            answer = asked["answers"][0]
            text, start = answer["text"], answer["answer_start"]
            if passage["context"][start : start + len(text)] != text:
                start = passage["context"].find(text)
                if start < 0:
                    continue
            span = folded.folded(start, start + len(text))
            if span.end > span.start:
                question = fold(asked["question"]).text
                kept = held_out and number % HELD_OUT == 0
                found.append(Example(question, folded.text, span.start, span.end, kept))
    return found


def frequencies(texts: set[str]) -> tuple[collections.Counter[str], int]:
    """Count in how many passages each token stands."""
    counts: collections.Counter[str] = collections.Counter()
    for text in texts:
        counts.update(set(tokens(text)))
    return counts, len(texts)


def overlap(candidates: Candidates, example: Example) -> np.ndarray:
    """F1 by characters of each candidate with the answer, by place; punctuation does not count."""
    solid = np.concatenate([[0], np.cumsum([not re.match(r"[\s,，、。;:“”\"'()《》!?]", c) for c in candidates.text])])
    inside = np.maximum(
        solid[np.minimum(candidates.ends, example.end)] - solid[np.maximum(candidates.starts, example.start)], 0
    )
    inside = np.where(
        np.minimum(candidates.ends, example.end) > np.maximum(candidates.starts, example.start), inside, 0
    )
    both = solid[candidates.ends] - solid[candidates.starts] + solid[example.end] - solid[example.start]
    return (2 * inside / np.maximum(both, 1)).astype(np.float32)


def learn_odds(examples: list[Example], found: list[Candidates], targets: list[np.ndarray]) -> dict[str, float]:
    """Learn from the best candidates how answers start and end: smoothed log odds against all candidates."""
    good: collections.Counter[str] = collections.Counter()
    every: collections.Counter[str] = collections.Counter()
    totals: collections.Counter[str] = collections.Counter()
    rng = random.Random(SEED)
    for example, candidates, target in zip(examples, found, targets, strict=True):
        breadth = find_form(example.question).breadth
        best = int(np.argmax(target))
        if target[best] < 0.8:
            continue
        picked = [best, *rng.choices(range(len(target)), k=20)]
        for i in picked:
            keys = odds_keys(candidates.text, int(candidates.starts[i]), int(candidates.ends[i]), breadth)
            (good if i == best else every).update(keys)
            totals["good" if i == best else "every"] += 1
    odds = {}
    for key, count in every.items():
        if count + good[key] >= 20 or good[key] >= 6:
            ratio = ((good[key] + 1) / (totals["good"] + 50)) / ((count + 1) / (totals["every"] + 50))
            if abs(math.log(ratio)) > 0.25:
                odds[key] = round(math.log(ratio), 2)
    return odds


def main() -> None:
    """Train, measure on the held-out part, save."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--laws", type=Path, help="the folder that laws.tar.zst was unpacked to")
    parser.add_argument("--made", type=int, default=6000, help="questions made from statutes")
    parser.add_argument("--trees", type=int, default=160)
    parser.add_argument("--limit", type=int, default=0, help="use only so many questions, for a trial")
    given = parser.parse_args()
    began = time.time()
    examples = read_examples(given.data / "cmrc2018-train.json", held_out=True)
    rng = random.Random(SEED)
    drcd = read_examples(given.data / "drcd-dev.json", held_out=False)
    examples += rng.sample(drcd, int(len(drcd) * DRCD_SHARE))
    if given.laws:
        examples += [Example(*made, False) for made in ask_statutes(given.laws, given.made, SEED)]
    if given.limit:
        examples = rng.sample(examples, given.limit)
    counts, passages = frequencies({e.text for e in examples})
    print(f"{len(examples)} questions, {passages} passages, {time.time() - began:.0f} s")

    beside = rivals(examples, counts)
    texts = sorted({e.text for e in examples})
    split = {text: find_candidates(text) for text in texts}
    print(f"candidates a passage: {np.mean([len(c.starts) for c in split.values()]):.0f}; {time.time() - began:.0f} s")
    targets = [overlap(split[e.text], e) for e in examples]
    kept = [i for i, e in enumerate(examples) if e.held_out]
    print(f"best candidate, held out: F1 {np.mean([targets[i].max() for i in kept]):.3f}")
    seen = [i for i, e in enumerate(examples) if not e.held_out]
    odds = learn_odds([examples[i] for i in seen], [split[examples[i].text] for i in seen], [targets[i] for i in seen])
    print(f"{len(odds)} odds; {time.time() - began:.0f} s")

    def gather(first: ReaderModel | None, chosen: list[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        choose = np.random.default_rng(SEED)
        rows, goals, loads = [], [], []
        for i in chosen:
            example = examples[i]
            length = example.end - example.start
            share = next(weight for most, weight in LENGTHS if length <= most)
            for j, values in enumerate(measure(example, beside[i][: i % 2], split, counts, passages, odds)):
                target = targets[i] if j == 0 else np.zeros(len(values), np.float32)
                good = np.flatnonzero(target > 0.2)
                if len(good) > 30:
                    chance = target[good] ** 2
                    good = choose.choice(good, 30, replace=False, p=chance / chance.sum())
                bad = np.flatnonzero(target <= 0.2)
                most = NEGATIVES if j == 0 else NEGATIVES // 3
                if first is None:
                    picked = choose.choice(bad, min(most, len(bad)), replace=False)
                else:
                    predicted = first.predict(values)
                    order = bad[np.argsort(-predicted[bad])][: 3 * most]
                    hard = choose.choice(order, min(len(order), most // 2), replace=False)
                    easy = choose.choice(bad, min(most - len(hard), len(bad)), replace=False)
                    picked = np.unique(np.concatenate([hard, easy]))
                    top = np.argsort(-predicted)[:12]
                    good = np.unique(np.concatenate([good, top[target[top] > 0.2]]))
                picked = np.concatenate([good, picked]).astype(int)
                rows.append(values[picked])
                goals.append(target[picked])
                loads.append(np.full(len(picked), share, np.float32))
        return np.concatenate(rows), np.concatenate(goals), np.concatenate(loads)

    half = rng.sample(seen, len(seen) // 3)
    first = fit(*gather(None, half), 60, odds)
    print(f"first round; {time.time() - began:.0f} s")
    values, goal, load = gather(first, seen)
    print(f"{values.shape} values; {time.time() - began:.0f} s")
    model = fit(values, goal, load, given.trees, odds)
    print(f"trained; {time.time() - began:.0f} s")
    save(model, given.out)
    for rivalled in (False, True):
        print("with the two most similar passages beside the right one" if rivalled else "with the passage given")
        report(model, [(examples[i], beside[i] if rivalled else (), targets[i]) for i in kept], split, counts, passages)
    print(f"done; {time.time() - began:.0f} s")


def rivals(examples: list[Example], counts: collections.Counter[str]) -> list[tuple[str, ...]]:
    """Give each question the two passages, other than its own, that hold most of it."""
    from scipy.sparse import csr_matrix

    texts = sorted({e.text for e in examples})
    held: dict[str, list[int]] = collections.defaultdict(list)
    for row, text in enumerate(texts):
        for token in set(tokens(text)):
            held[token].append(row)
    columns = {token: i for i, token in enumerate(held)}
    size = len(texts)
    pairs = [(row, columns[t], math.log(1 + size / len(found))) for t, found in held.items() for row in found]
    matrix = csr_matrix(([p[2] for p in pairs], ([p[0] for p in pairs], [p[1] for p in pairs])), (size, len(columns)))
    found = []
    for example in examples:
        asked = [columns[t] for t in set(tokens(example.question)) if t in columns and len(t) > 1]
        scores = np.asarray(matrix[:, asked].sum(axis=1)).ravel() if asked else np.zeros(size)
        order = np.argsort(-scores)[:3]
        found.append(tuple(texts[row] for row in order if texts[row] != example.text)[:2])
    return found


def measure(
    example: Example,
    beside: tuple[str, ...],
    split: dict[str, Candidates],
    counts: collections.Counter[str],
    passages: int,
    odds: dict[str, float],
) -> list[np.ndarray]:
    """Measure the candidates of a question's passage and of those beside it, as the package does."""
    weights = question_words(example.question, lambda t: math.log(1 + (passages - counts[t] + 0.5) / (counts[t] + 0.5)))
    texts = [split[example.text], *(split[text] for text in beside)]
    asked, held = weigh_locally(example.question, find_form(example.question), weights, texts)
    return [measure_candidates(c, asked, h, odds) for c, h in zip(texts, held, strict=True)]


def fit(values: np.ndarray, goal: np.ndarray, load: np.ndarray, trees: int, odds: dict[str, float]) -> ReaderModel:
    """Boost trees with scikit-learn and lay them out as plain arrays."""
    from sklearn.ensemble import HistGradientBoostingRegressor

    boosted = HistGradientBoostingRegressor(
        max_iter=trees, learning_rate=0.1, max_leaf_nodes=31, max_depth=7, min_samples_leaf=60, random_state=SEED
    )
    boosted.fit(values, goal, sample_weight=load)
    all_nodes: list[Any] = [predictor[0].nodes for predictor in boosted._predictors]
    size = max(len(nodes) for nodes in all_nodes)
    shape = (len(all_nodes), size)
    feature, left, right = np.zeros(shape, np.int32), np.zeros(shape, np.int32), np.zeros(shape, np.int32)
    threshold, value = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    for i, nodes in enumerate(all_nodes):
        own = np.arange(len(nodes))
        leaf = nodes["is_leaf"].astype(bool)
        feature[i, : len(nodes)] = np.where(leaf, 0, nodes["feature_idx"])
        threshold[i, : len(nodes)] = np.where(leaf, 0, nodes["num_threshold"])
        left[i, : len(nodes)] = np.where(leaf, own, nodes["left"])
        right[i, : len(nodes)] = np.where(leaf, own, nodes["right"])
        value[i, : len(nodes)] = np.where(leaf, nodes["value"], 0)
    depth = max(int(nodes["depth"].max()) for nodes in all_nodes)
    model = ReaderModel(feature, threshold, left, right, value, float(boosted._baseline_prediction[0, 0]), depth, odds)
    ours, theirs = model.predict(values[:300]), boosted.predict(values[:300])
    print(f"plain arrays and scikit-learn differ by at most {np.abs(ours - theirs).max():.2g}")
    return model


def report(
    model: ReaderModel,
    asked: list[tuple[Example, tuple[str, ...], np.ndarray]],
    split: dict[str, Candidates],
    counts: collections.Counter[str],
    passages: int,
) -> None:
    """Print exact match and F1 of the chosen candidate on the held-out questions, by length and form."""
    groups: dict[str, list[tuple[bool, float]]] = collections.defaultdict(list)
    for example, beside, target in asked:
        predicted = [model.predict(v) for v in measure(example, beside, split, counts, passages, dict(model.odds))]
        first = max(range(len(predicted)), key=lambda i: predicted[i].max(initial=-9))
        score = float(target[int(np.argmax(predicted[0]))]) if first == 0 else 0.0
        length = example.end - example.start
        size = "to 10" if length <= 10 else "to 25" if length <= 25 else "to 50" if length <= 50 else "longer"
        for group in ("all", size, find_form(example.question).name):
            groups[group].append((score > 0.999, score))
    for group, scores in groups.items():
        exact, f1 = np.mean([s[0] for s in scores]), np.mean([s[1] for s in scores])
        print(f"held out {group:8} {len(scores):5}  exact match {exact:.3f}  F1 {f1:.3f}")


def save(model: ReaderModel, folder: Path) -> None:
    """Write the arrays as safetensors and the rest as JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    save_file(
        {
            "feature": model.feature.astype(np.int16),
            "threshold": model.threshold,
            "left": model.left.astype(np.int16),
            "right": model.right.astype(np.int16),
            "value": model.value,
        },
        folder / "reader.safetensors",
    )
    told = {"features": FEATURES, "base": model.base, "depth": model.depth, "odds": dict(sorted(model.odds.items()))}
    (folder / "reader.json").write_text(json.dumps(told, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
