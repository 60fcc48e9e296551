"""Readers a person can follow by hand: a document is a text file, a passage a line, a figure a number."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from policyqa.errors import ReadError
from policyqa.index.building import build_index
from policyqa.index.opening import OpenIndex
from policyqa.index.readers import Readers
from policyqa.index.reporting import BuildReport
from policyqa.reading.corpus import CorpusFile
from policyqa.settings import Settings
from policyqa.types import Block, Document, Figure, Metadata, Passage

DIMENSION = 16


def list_files(corpus: Path) -> list[CorpusFile]:
    paths = sorted(corpus.rglob("*.txt"))
    return [CorpusFile(path.relative_to(corpus).as_posix(), path, path.stat().st_size) for path in paths]


def read(corpus: Path, path: str) -> Document:
    """The first line is the title; a file that begins with BAD cannot be read, with BUG breaks the reader."""
    raw = (corpus / path).read_bytes()
    text = raw.decode("utf-8", "surrogatepass")
    if text.startswith("BAD"):
        raise ReadError("it begins with BAD")
    if text.startswith("BUG"):
        raise ZeroDivisionError("a bug in a reader")
    title = text.partition("\n")[0]
    found = (("title", "line 1"),)
    metadata = Metadata(title=title, issuer="某局", years=("2021", "2023"), region="341802", found=found)
    return Document(
        path, text, hashlib.sha256(raw).hexdigest(), "txt", (Block(0, len(text)),), metadata, "utf-8", ("w",)
    )


def split(document: Document, max_chars: int) -> list[Passage]:
    lines = re.finditer(rf"[^\n]{{1,{max_chars}}}", document.text)
    title, name = document.metadata.title, document.sha256[:8]
    return [Passage(f"{name}.{m.start()}", document.path, *m.span(), m[0], f"{title} {m[0]}") for m in lines]


def find(document: Document) -> list[Figure]:
    found = []
    for match in re.finditer(r"(20\d\d)年([^\d\n]{1,20})(\d{1,9})元", document.text):
        start, end = match.start(3), match.end()
        clause = (match.start(), end)
        found.append(
            Figure(
                document.path, start, end, *clause, match[3] + "元", match[3], "元", "=", match[2], match[0], match[1],
                "341802", "某区", "target",
            )
        )  # fmt: skip
    return found


@dataclass
class StubEncoder:
    """Counts characters by their code; `texts` keeps what it was given."""

    name: str = "stub"
    dimension: int = DIMENSION
    texts: list[str] = field(default_factory=list)

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts.extend(texts)
        out = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            for character in text:
                out[row, ord(character) % self.dimension] += 1
        lengths = np.linalg.norm(out, axis=1, keepdims=True)
        return np.divide(out, lengths, out=np.zeros_like(out), where=lengths > 0)


@dataclass
class Workshop:
    """A corpus and an index in one folder, and what was read and embedded by the last build."""

    folder: Path
    settings: Settings = field(default_factory=Settings)
    entries: dict[str, str] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)
    encoders: list[StubEncoder] = field(default_factory=list)

    @property
    def corpus(self) -> Path:
        return self.folder / "corpus"

    @property
    def index(self) -> Path:
        return self.folder / "index"

    def write(self, **texts: str) -> None:
        for name, text in texts.items():
            path = self.corpus / f"{name}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8", "surrogatepass"))

    def readers(self) -> Readers:
        def noted(corpus: Path, path: str) -> Document:
            self.read.append(path)
            return read(corpus, path)

        def encoder(settings: Settings) -> StubEncoder:
            dimension = int(settings.model) if settings.model.isdigit() else DIMENSION
            self.encoders.append(StubEncoder(f"stub-{dimension}", dimension))
            return self.encoders[-1]

        return Readers(
            list_files, noted, split, find, encoder, lambda _, path: self.entries.get(path, ""),
            lambda _: [("a.doc", "old Word")], lambda model: f"{model}:1",
        )  # fmt: skip

    def build(self) -> BuildReport:
        self.read.clear()
        self.encoders.clear()
        return build_index(self.corpus, self.index, self.settings, readers=self.readers())


def content(index: OpenIndex) -> dict[str, object]:
    """All that an index holds and answers, without rows, which depend on the order of additions."""
    weights = {"项": 1.0, "项目": 2.0, "投": 0.5, "投资": 1.0, "2021": 1.0}
    vector = StubEncoder().encode(["项目投资"])[0]
    vector = np.resize(vector, index.manifest.dimension)

    def named(hits: list[tuple[int, float]]) -> list[tuple[float, str]]:
        names = [passage.id for passage in index.passages([row for row, _ in hits])]
        return sorted((-round(score, 3), name) for name, (_, score) in zip(names, hits, strict=True))

    figures = index.search_figures(weights, 1000)
    return {
        "documents": [index.document(document.path) for document in index.documents()],
        "counts": [(d.path, d.passages, d.figures) for d in index.documents()],
        "passages": [[p for _, p in index.passages_of(d.path)] for d in index.documents()],
        "figures": [[(f.start, f.value, f.year) for f in index.figures_of(d.path)] for d in index.documents()],
        "lexical": named(index.search_passages(weights, 1000)),
        "dense": named(index.search_dense(vector, 1000)),
        "whole": sorted((-round(s, 3), path) for path, s in index.search_documents(weights, 1000)),
        "ranked figures": sorted((-round(s, 3), f.document, f.start) for f, s in figures),
        "frequency": index.document_frequency("项目"),
    }


PARK = "园区公告\n2021年项目投资500元，\n2023年项目投资900元。\n其他事项另行通知。"
ROAD = "道路计划\n2021年道路投资70元。\n项目由交通局负责。\n路面"
BOOK = "读书通知\n图书馆周末开放。"
