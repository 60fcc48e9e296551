"""Try a learned ranker: logistic regression on pairs of CMRC 2018 passages, by the features of `policyqa.retrieval`.

    python training/train_ranker.py --data ../shared/data

Prints what each feature weighs when it is learned, against the weights in use, and the share of held-out questions
whose passage comes first. Nothing is written: learned on encyclopaedia articles the weights lose on official documents
(docs/retrieval.md), so the package keeps its own.
"""

from __future__ import annotations

import argparse
import json
import random
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt

from policyqa.index.building import build_index
from policyqa.index.opening import OpenIndex, open_index
from policyqa.retrieval import ranking, token_weights
from policyqa.retrieval.features import coverage, form_share, telling_bigrams, wanted_forms
from policyqa.settings import Settings
from policyqa.understanding import understand

Floats = npt.NDArray[np.float64]

FEATURES = ("passage", "document", "coverage", "form")
IN_USE = np.array([1.0, ranking.DOCUMENT_WEIGHT, ranking.COVERAGE_WEIGHT, ranking.FORM_WEIGHT])
DEPTH, WRONG = 40, 15


def write_texts(source: Path, folder: Path) -> list[tuple[str, str, int, int]]:
    """Write each text of CMRC as a document; give question, document and the answer's range in it."""
    asked = []
    for n, entry in enumerate(json.loads(source.read_text(encoding="utf-8"))["data"]):
        for paragraph in entry["paragraphs"]:
            heading = entry["title"] + "\n\n" if entry.get("title") else ""
            path = f"{n:05d}.txt"
            (folder / path).write_text(heading + paragraph["context"], encoding="utf-8")
            for question in paragraph["qas"]:
                answer = question["answers"][0]
                start = len(heading) + int(answer["answer_start"])
                asked.append((question["question"], path, start, start + len(answer["text"])))
    return asked


def candidates(index: OpenIndex, asked: tuple[str, str, int, int]) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Give the features of the passages that BM25 finds, shape (n, 4), and which of them hold the answer."""
    question, path, start, end = asked
    query = understand(question, [], date(2018, 1, 1))
    weights = token_weights(query)
    lexical = dict(index.search_passages(weights, DEPTH))
    documents = dict(index.search_documents(weights, 200))
    top, top_document = max(lexical.values(), default=1.0), max(documents.values(), default=1.0)
    telling, forms = telling_bigrams(index, query), wanted_forms(query)
    passages = index.passages(list(lexical))
    rows = [
        (score / top, documents.get(p.document, 0.0) / top_document, coverage(telling, p), form_share(forms, p))
        for score, p in zip(lexical.values(), passages, strict=True)
    ]
    right = [p.document == path and p.start <= start and end <= p.end for p in passages]
    return np.array(rows).reshape(-1, len(FEATURES)), np.array(right, dtype=bool)


def learn(found: list[tuple[Floats, npt.NDArray[np.bool_]]]) -> Floats:
    """Learn weights from differences of a right and a wrong passage of one question; the first weight becomes 1."""
    from sklearn.linear_model import LogisticRegression

    pairs = np.vstack([x[y][:1] - x[~y][:WRONG] for x, y in found])
    labels = np.r_[np.ones(len(pairs)), np.zeros(len(pairs))]
    model = LogisticRegression(fit_intercept=False, max_iter=300).fit(np.vstack([pairs, -pairs]), labels)
    weights: Floats = model.coef_[0]
    return weights / np.abs(weights).max()


def first_right(weights: Floats, found: list[tuple[Floats, npt.NDArray[np.bool_]]]) -> float:
    """Share of questions whose best passage holds the answer, of those where BM25 finds one that does."""
    return float(np.mean([y[np.argmax(x @ weights)] for x, y in found]))


def main() -> None:
    """Index the texts, measure features, learn on most questions, compare on the rest."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder with reading/cmrc2018-train.json")
    parser.add_argument("--questions", type=int, default=3500)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with TemporaryDirectory() as name:
        corpus = Path(name) / "corpus"
        corpus.mkdir()
        asked = write_texts(arguments.data / "reading" / "cmrc2018-train.json", corpus)
        random.Random(arguments.seed).shuffle(asked)
        build_index(corpus, Path(name) / "index", Settings())
        with open_index(Path(name) / "index") as index:
            found = [candidates(index, a) for a in asked[: arguments.questions]]
    found = [(x, y) for x, y in found if y.any() and not y.all()]
    cut = len(found) * 6 // 7
    learned = learn(found[:cut])
    for label, weights in (("in use", IN_USE), ("learned", learned), ("BM25 alone", np.eye(len(FEATURES))[0])):
        held = first_right(weights, found[cut:])
        print(f"{label}: {dict(zip(FEATURES, weights.round(2), strict=True))} first right {held:.3f}")


if __name__ == "__main__":
    main()
