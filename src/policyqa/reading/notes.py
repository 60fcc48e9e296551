"""Footnotes and endnotes of Word documents, found by the marks that refer to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KINDS = ("footnote", "endnote")
_LEFT_OUT = frozenset(f"{_W}{name}" for name in ("del", "moveFrom"))
_NO_NOTES = frozenset(("separator", "continuationSeparator", "continuationNotice"))


class Notes:
    """The notes of one document, given out once each, at the first mark that refers to them."""

    def __init__(self, document: Any) -> None:
        """Read the parts that hold them; a part that is no XML holds none."""
        self._notes = {kind: _notes_of(document, kind) for kind in _KINDS}
        self._given = dict.fromkeys(_KINDS, 0)

    def referred_in(self, element: Any) -> Iterator[tuple[str, int, list[Any]]]:
        """Yield the notes that a paragraph or table refers to: kind, number from 1, and its paragraphs."""
        for kind in _KINDS:
            if not self._notes[kind]:
                continue
            for mark in element.iter(f"{_W}{kind}Reference"):
                if next(mark.iterancestors(*_LEFT_OUT), None) is not None:
                    continue
                note = self._notes[kind].pop(mark.get(f"{_W}id") or "", None)
                if note is not None:
                    self._given[kind] += 1
                    yield kind, self._given[kind], list(note.iter(f"{_W}p"))


def _notes_of(document: Any, kind: str) -> dict[str, Any]:
    """A document's notes of one kind by their identifiers."""
    links = [r for r in document.part.rels.values() if r.reltype.endswith(f"/{kind}s") and not r.is_external]
    if not links:
        return {}
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        root = etree.fromstring(links[0].target_part.blob, parser)
    except etree.XMLSyntaxError:
        return {}
    notes = root.iter(f"{_W}{kind}")
    return {note.get(f"{_W}id") or "": note for note in notes if note.get(f"{_W}type") not in _NO_NOTES}
