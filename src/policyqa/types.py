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
    `labels` the folded column heading of each cell ("" where there is none).
    """

    start: int
    end: int
    kind: BlockKind = "paragraph"
    path: tuple[str, ...] = ()
    level: int = 0
    cells: tuple[Span, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known of a document as a whole; "" and () where it is not stated.

    `issued` is an ISO date (2021-02-27, 2021-02 or 2021). `years` are the years the document is about, the main one
    first (a report of December 2021 that sets the targets of 2022 is about 2022). `region` is an administrative
    code of six digits with `region_name` its full name; `region_name` may also be a zone (宣城经开区) under `region`.
    `found` says for each field how it was found ("manifest", "line 3", "title", ...).
    """

    title: str = ""
    issuer: str = ""
    number: str = ""
    issued: str = ""
    source: str = ""
    region: str = ""
    region_name: str = ""
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
    identify it (earlier part of the clause, heading path). `year` is "2025", "2021-2025" or "". `region` is an
    administrative code, `holder` the name of the place or body whose figure it is.
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
    row: int = -1
