"""Ranking: fusion with strong and useless models, joined neighbours, places, everyday words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import policyqa.retrieval.ranking as ranking
from policyqa.chinese.fold import fold_text
from policyqa.index.building import build_index
from policyqa.index.embedding import Vectors, load_encoder
from policyqa.index.lexical import tokens
from policyqa.index.opening import OpenIndex, open_index
from policyqa.retrieval import OUTSIDE_FACTOR, admit_documents, known_places, search_passages, token_weights
from policyqa.retrieval.everyday import OFFICIAL_WORDS, official_words
from policyqa.retrieval.features import telling_bigrams
from policyqa.retrieval.joining import MAX_CHARS
from policyqa.retrieval.words import roles
from policyqa.settings import Settings
from policyqa.types import Scope
from policyqa.understanding import Query, understand
from timing import assert_cpu_within

SUBJECTS = ("教育", "卫生", "交通", "水利", "农业", "文化", "住房", "环保", "科技", "商务", "民政", "气象")


def document(subject: str) -> str:
    paragraphs = [
        f"{n}、关于{subject}工作的第{n}项安排。各单位要把{subject}工作摆在重要位置，{subject}部门每季度报告一次进展，"
        f"遇到困难及时协调解决，确保{subject}第{n}项任务按期办结。" + "本段说明背景和依据，不列具体数字。" * 6
        for n in range(1, 7)
    ]
    return f"关于{subject}工作的通知\n\n" + "\n\n".join(paragraphs) + "\n"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenIndex]:
    folder = tmp_path_factory.mktemp("retrieval")
    corpus = folder / "corpus"
    corpus.mkdir()
    for n, subject in enumerate(SUBJECTS):
        (corpus / f"d{n:02}.txt").write_text(document(subject), encoding="utf-8")
    (corpus / "road.txt").write_text(
        "交通年报\n\n全年新改建公路里程1200公里。\n\n全年完成造林面积30万亩。\n", encoding="utf-8"
    )
    build_index(corpus, folder / "index", Settings())
    with open_index(folder / "index") as opened:
        yield opened


def asked(index: OpenIndex, question: str) -> Query:
    return understand(question, [], date(2025, 3, 1), *known_places(index))


@dataclass(frozen=True)
class Oracle:
    """Gives a question the vector of the passage that it is told is right, with noise: a strong model.

    `right` is the passage's row by folded question; a question that is not in it gets noise alone.
    """

    name: str
    vectors: Vectors
    right: dict[str, int] = field(default_factory=dict)
    dimension: int = 64

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = []
        for text in texts:
            noise = np.random.default_rng(len(text)).standard_normal(self.dimension).astype(np.float32)
            noise /= 4 * np.linalg.norm(noise)
            row = self.right.get(text)
            vector = noise if row is None else self.vectors[row] + noise
            rows.append(vector / np.linalg.norm(vector))
        return np.stack(rows)


def random_vectors(count: int) -> Vectors:
    vectors = np.random.default_rng(3).standard_normal((count, 64)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@dataclass(frozen=True)
class WithVectors:
    """An index whose passages have other vectors: everything else is the real one's."""

    real: OpenIndex
    vectors: Vectors

    def __getattr__(self, name: str) -> object:
        return getattr(self.real, name)

    def __hash__(self) -> int:
        return id(self)

    def search_dense(self, vector: Vectors, k: int) -> list[tuple[int, float]]:
        cosines = self.vectors @ vector
        return [(int(row) + self.first, float(cosines[row])) for row in np.argsort(-cosines)[:k]]

    def rank_by_cosine(self, vector: Vectors, k: int, rows: Collection[int]) -> list[tuple[int, float]]:
        cosines = {row: float(self.vectors[row - self.first] @ vector) for row in rows}
        return sorted(cosines.items(), key=lambda pair: -pair[1])[:k]

    @property
    def first(self) -> int:
        return self.real.passages_of(self.real.documents()[0].path)[0][0]


def all_rows(index: OpenIndex) -> list[int]:
    return sorted(row for d in index.documents() for row, _ in index.passages_of(d.path))


def rank_of(index: OpenIndex, hits: Sequence[object], row: int) -> int:
    wanted = index.passages([row])[0]
    spans = [(h.passage.document, h.passage.start, h.passage.end) for h in hits]  # type: ignore[attr-defined]
    held = (i for i, (d, s, e) in enumerate(spans) if d == wanted.document and s <= wanted.start and wanted.end <= e)
    return next(held, 99)


QUESTIONS = tuple(f"{subject}部门多久报告一次进展" for subject in SUBJECTS)


def test_fusion_follows_a_strong_model(index: OpenIndex) -> None:
    """Words point elsewhere, the model knows better: the passage that it means comes first or second."""
    rows = all_rows(index)
    vectors = random_vectors(len(rows))
    queries = [asked(index, q) for q in QUESTIONS]
    # the right passage of each question is one of the next document: lexical search cannot know
    targets = [index.passages_of(index.documents()[(n + 1) % len(SUBJECTS)].path)[2][0] for n in range(len(SUBJECTS))]
    right = {q.question: rows.index(t) for q, t in zip(queries, targets, strict=True)}
    encoder = Oracle(index.manifest.model_name, vectors, right)
    fused = WithVectors(index, vectors)
    assert rows == list(range(rows[0], rows[0] + len(rows)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            ranking, "BUNDLED_MODEL", ""
        )  # the index was built with the bundled model; take it for a named one
        ranks = [
            rank_of(index, search_passages(fused, encoder, q), t)  # type: ignore[arg-type]
            for q, t in zip(queries, targets, strict=True)
        ]
    alone = [rank_of(index, search_passages(index, None, q), t) for q, t in zip(queries, targets, strict=True)]
    assert sum(rank == 0 for rank in alone) <= 2
    assert sum(rank == 0 for rank in ranks) >= 10


@pytest.mark.parametrize("bundled", [ranking.BUNDLED_MODEL, ""])
def test_a_useless_model_does_no_harm(index: OpenIndex, bundled: str) -> None:
    """Vectors that mean nothing leave each question's own document first."""
    vectors = random_vectors(len(all_rows(index)))
    fused = WithVectors(index, vectors)
    encoder = Oracle(index.manifest.model_name, vectors)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranking, "BUNDLED_MODEL", bundled)
        for question in QUESTIONS:
            query = asked(index, question)
            before = search_passages(index, None, query)[0].passage.document
            assert search_passages(fused, encoder, query)[0].passage.document == before  # type: ignore[arg-type]


def test_a_model_of_other_vectors_is_not_asked(index: OpenIndex) -> None:
    stranger = Oracle("some/other-model", random_vectors(4))
    query = asked(index, QUESTIONS[0])
    assert search_passages(index, stranger, query) == search_passages(index, None, query)


def test_joined_hits_are_verbatim_and_short(index: OpenIndex) -> None:
    encoder = load_encoder()
    for question in (*QUESTIONS, "水利工作有哪些安排"):
        hits = search_passages(index, encoder, asked(index, question))
        assert hits
        assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
        for hit in hits:
            passage, text = hit.passage, index.document(hit.passage.document).text
            assert passage.text == text[passage.start : passage.end]
            assert len(passage.text) <= MAX_CHARS
            assert passage.indexed.endswith(fold_text(passage.text))
            assert hit.core is None or passage.start <= hit.core.start < hit.core.end <= passage.end
        spans = [(h.passage.document, (h.core or h.passage).start) for h in hits]
        assert len(set(spans)) == len(spans)


def test_answers_in_words_get_their_neighbours(index: OpenIndex) -> None:
    hit = search_passages(index, None, asked(index, "水利工作有哪些安排"))[0]
    assert hit.core is not None
    assert hit.passage.end - hit.passage.start > hit.core.end - hit.core.start
    assert hit.passage.id in {p.id for _, p in index.passages_of(hit.passage.document)}


def test_documents_of_no_place_may_answer_but_lend_no_figures(index: OpenIndex) -> None:
    admitted = admit_documents(index, Scope(regions=("110000",), region_names=("北京市",)))
    for fit in admitted.values():
        assert not fit.own
        assert OUTSIDE_FACTOR < fit.factor <= 0.5 < fit.weight < 1.0


def test_everyday_words_find_official_prose(index: OpenIndex) -> None:
    query = asked(index, "乡下修路修了多长")
    assert "公路" in official_words(query.question)
    assert token_weights(query)["公路"] < token_weights(query)["修路"]
    assert search_passages(index, None, query)[0].passage.document == "road.txt"


def test_the_list_of_everyday_words_is_sound() -> None:
    assert all(word and official for word, official in OFFICIAL_WORDS.items())
    assert official_words("没有这样的词") == []


def test_words_have_roles() -> None:
    found = roles("北京市哪些企业减免房租", ["北京", "京市", "哪些", "些企", "企业", "房租", "租", "口罩"])
    assert found == {
        "北京": "place",
        "京市": "place",
        "哪些": "asking",
        "些企": "joint",
        "企业": "content",
        "房租": "content",
        "租": "content",
    }
    assert roles("哪些事和哪些人", ["哪些"])["哪些"] == "asking"
    assert roles("政府通知什么", ["知什", "什么"]) == {"知什": "joint", "什么": "asking"}


def test_what_is_asked_for_weighs_more_than_the_asking(index: OpenIndex) -> None:
    query = asked(index, "北京市的公路里程是多少")
    weights, telling = token_weights(query), telling_bigrams(index, query)
    assert weights["公路"] > weights["北京"] > weights["多少"]
    assert weights["公路"] > weights["公"]
    assert "北京" not in telling, "a place weighs documents, not passages"
    assert telling["公路"] > telling["里程"] * 0.5
    assert sum(telling.values()) < 1, "words that stand nowhere keep their share"


def test_a_question_of_one_token_a_thousand_times_is_read_at_once() -> None:
    text = "增" * 5000
    assert_cpu_within(0.2, lambda: roles(text, tokens(text)))


def test_search_is_repeatable(index: OpenIndex) -> None:
    encoder = load_encoder()
    query = asked(index, QUESTIONS[3])
    assert search_passages(index, encoder, query) == search_passages(index, encoder, query)


def test_shared_sets_keep_their_bars(shared: Path, tmp_path: Path) -> None:
    """A floor under the right document first; the whole measure is `make eval`'s."""
    import json

    build_index(shared / "corpus", tmp_path / "index", Settings())
    lines = (shared / "eval" / "policies-dev.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line) for line in lines][::5]
    with open_index(tmp_path / "index") as opened:
        encoder = load_encoder()
        first = [search_passages(opened, encoder, asked(opened, q["question"]), 1)[0] for q in questions]
    right = sum(h.passage.document.endswith(q["doc"]) for h, q in zip(first, questions, strict=True))
    assert right / len(questions) >= 0.88
