"""The values that flow through policyqa: frozen, plain, and free of behaviour that could fail.

Offsets are half-open code points of `Document.text`, the text as the reader gave it, before any folding.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Status = Literal["target", "actual", "estimate", "unknown"]
Comparator = Literal["=", ">=", ">", "<=", "<", "~", "range"]
Measure = Literal["level", "growth", "share", "rank", "multiple"]
BlockKind = Literal["heading", "paragraph", "row"]


@dataclass(frozen=True, slots=True)
class Span:
    """A range of one text: code points, half-open."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or table row of a document that carries content (page furniture is no block).

    `path` holds the folded headings above it, outermost first; a heading's own text is not in its own path.
    `level` is 1 for the outermost heading, 0 for what is no heading. `cells` are a table row's cells in order,
    `labels` the folded column heading of each cell ("" where there is none), with its unit in brackets where a unit
    line or a unit column states it. `place` says where the block stands in the original, outermost first
    (("sheet", "目标"), ("row", "7")), () where offsets alone tell; `cell_names` is the original's name of each cell
    ("C7" in a spreadsheet, the column's number elsewhere), () where it has none.
    """

    start: int
    end: int
    kind: BlockKind = "paragraph"
    path: tuple[str, ...] = ()
    level: int = 0
    cells: tuple[Span, ...] = ()
    labels: tuple[str, ...] = ()
    place: tuple[tuple[str, str], ...] = ()
    cell_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document as a whole; "" and () where it is not stated.

    `issued` is an ISO date (2021-02-27, 2021-02 or 2021). `years` are the years the document is about, the main one
    first (a report of December 2021 that sets the targets of 2022 is about 2022). `region` is an administrative
    code of six digits with `region_name` its full name; `region_name` may also be a zone (宣城经开区) under `region`.
    `validity` is whether it is in force as far as it says so itself (现行有效, 废止, 征求意见稿).
    `found` says for each field how it was found ("manifest", "line 3", "title", ...).
    """

    title: str = ""
    issuer: str = ""
    number: str = ""
    issued: str = ""
    source: str = ""
    region: str = ""
    region_name: str = ""
    validity: str = ""
    years: tuple[str, ...] = ()
    found: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: its whole text, what of it is content, and what is known of it.

    `path` is the path below the corpus folder with "/"; `sha256` is of the file's bytes.
    """

    path: str
    text: str
    sha256: str
    format: str
    blocks: tuple[Block, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    encoding: str = ""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a document, about 256 characters, that is indexed and quoted.

    `text` is verbatim (`document.text[start:end]`); `indexed` is what is searched: title, heading path and passage,
    folded. `id` is stable while the document's bytes are the same.
    """

    id: str
    document: str
    start: int
    end: int
    text: str
    indexed: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a document states, bound to what it measures.

    `start`/`end` span the figure with its comparator and unit (`135个以上`), `clause_start`/`clause_end` the clause
    to quote. `value` is a decimal string in the base unit `unit`; a range is "5.0/5.5". `indicator` is the folded
    wording of what is measured (`新引进5000万元以上项目`); `context` is the folded wording around it that may also
    identify it, in four lines: heading path, sentence before, earlier part of the sentence, own clause. `year` is
    "2025", "2021-2025" or "". `region` is an
    administrative code, `holder` the name of the place or body whose figure it is. `year_source` says what the year
    was assumed by where the text itself does not tell it ("folder", "file name", "text"), "" where it does.
    """

    document: str
    start: int
    end: int
    clause_start: int
    clause_end: int
    text: str
    value: str
    unit: str
    comparator: Comparator
    indicator: str
    context: str = ""
    year: str = ""
    region: str = ""
    holder: str = ""
    status: Status = "unknown"
    measure: Measure = "level"
    year_source: str = ""
    row: int = -1


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found; `score` is larger for better.

    `core` is the part that the search found by itself, where neighbours are joined to it in `passage`; None where
    there are none.
    """

    passage: Passage
    score: float
    core: Span | None = None


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question is restricted to; an empty field restricts nothing.

    `years` as in `Figure.year`; `regions` are administrative codes and `region_names` how to show them, in the same
    order; `holders` are zones or bodies that are no administrative region (宣城经开区).
    """

    years: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    region_names: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    status: Status = "unknown"


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where another copy of a document has a quote, word for word but for width, script, blanks and marks."""

    document: str
    title: str
    issuer: str
    date: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A span of a document that an answer rests on, with what identifies the document.

    `quote` is verbatim, `document.text[start:end]`, at most 400 characters. `marks` are spans of the same document
    inside the quote that carry the answer. `passage` is a stable identifier. `place` says where in the original it
    stands, as far as one place can be named: (("page", "3"), ("table", "2"), ("row", "5"), ("column", "3")), (("sheet",
    "目标"), ("row", "7"), ("cell", "C7"), ("heading", "2022年(亿元)")). `also_in` are the other copies of the document,
    `validity` is as in `Metadata`.
    """

    label: int
    document: str
    title: str
    issuer: str
    date: str
    start: int
    end: int
    quote: str
    marks: tuple[Span, ...] = ()
    number: str = ""
    sha256: str = ""
    passage: str = ""
    place: tuple[tuple[str, str], ...] = ()
    also_in: tuple[Elsewhere, ...] = ()
    validity: str = ""


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure as an answer shows it.

    `citation` is a label of the answer's citations; `why` says in what a figure that was not chosen differs;
    `year_source` is as in `Figure`.
    """

    text: str
    value: str
    unit: str
    comparator: Comparator
    indicator: str
    year: str
    region: str
    status: Status
    citation: int
    computed: bool = False
    why: str = ""
    year_source: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer or a refusal, as `machine-interface` describes it.

    `answer` is the shortest complete answer, "" where `found` is false; `text` is Markdown-light prose with [1]
    markers and **bold** for the answer. `rows` is a comparison's table: a heading row, then one row per place or year.
    `scope` is that of what is answered, `asked` what the question was understood to be restricted to.
    """

    question: str
    resolved_question: str
    found: bool
    answer: str
    text: str
    figures: tuple[StatedFigure, ...] = ()
    citations: tuple[Citation, ...] = ()
    scope: Scope = field(default_factory=Scope)
    hits: tuple[Hit, ...] = ()
    suggestions: tuple[str, ...] = ()
    also_stated: tuple[StatedFigure, ...] = ()
    disagreement: tuple[StatedFigure, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    seconds: float = 0.0
    asked: Scope = field(default_factory=Scope)
