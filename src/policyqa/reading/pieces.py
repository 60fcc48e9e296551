"""What a format's reader hands on: the text, its pieces in reading order, and what the format itself says of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from policyqa.types import Span


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, paragraph or table row of the text, before it is known whether it is content.

    `level` is the level that the format itself gives a heading (`#`, `<h2>`), 0 where it gives none. `cells` are a
    table row's cells, `labels` the column heading of each as written. `under` are names that stand between the
    headings above and the piece (a sheet's name, a table's title, a group of rows); `place` and `cell_names` are as in
    `Block`.
    """

    start: int
    end: int
    level: int = 0
    cells: tuple[Span, ...] = ()
    labels: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    place: tuple[tuple[str, str], ...] = ()
    cell_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file's own markup says of the document: "" where it says nothing."""

    title: str = ""
    page_title: str = ""
    issuer: str = ""
    source: str = ""
    issued: str = ""
    number: str = ""
    site: str = ""


@dataclass(frozen=True, slots=True)
class Extract:
    """A file as its format's reader sees it; pieces are in order, inside the text and do not overlap."""

    text: str
    pieces: tuple[Piece, ...]
    encoding: str
    warnings: tuple[str, ...] = ()
    stated: Stated = field(default_factory=Stated)
