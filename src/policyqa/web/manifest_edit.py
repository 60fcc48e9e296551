"""Writing what a person states of a document into `corpus/manifest.toml`, all else in it kept as it stands."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any

from policyqa.errors import InputError
from policyqa.reading.manifest import MANIFEST_NAME, entry_of

FIELDS = ("title", "issuer", "date", "number", "region", "validity", "years")
"""What can be stated of a document in the page; `years` is a list."""
MAX_CHARS = 300

_DATE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_YEAR = re.compile(r"(?:19|20)\d\d(?:-(?:19|20)\d\d)?")
_YEARS_APART = re.compile(r"[\s,，、;；年]{1,20}")
_writing = Lock()


def parse_fields(raw: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """Check what a form states; "" and [] take a statement back. Years may come as one text: `2021、2023`.

    Raises:
        InputError: an unknown field, or a value that cannot be (in Chinese).
    """
    stated: dict[str, str | list[str]] = {}
    for name, value in raw.items():
        if name not in FIELDS or not isinstance(value, str) or len(value) > MAX_CHARS:
            raise InputError(f"“{str(name)[:20]}”不能这样填（最多{MAX_CHARS}个字）")
        text = " ".join("".join(c if c.isprintable() else " " for c in value).split())
        if name == "years":
            stated[name] = [year for year in _YEARS_APART.split(text.replace("—", "-")) if year]
            if not all(_YEAR.fullmatch(year) for year in stated[name]):
                raise InputError("年份请写成 2021 或 2021-2025，多个用顿号隔开")
            continue
        if name == "date" and text and not _DATE.fullmatch(text):
            raise InputError("日期请写成 2021-02-27、2021-02 或 2021")
        stated[name] = text
    return stated


def state_fields(corpus: Path, path: str, stated: Mapping[str, str | list[str]]) -> None:
    """Write fields of a document's entry, making the entry where there is none; empty ones are taken out of it.

    Entries, comments and order of everything else stay. The file is replaced at once or not at all.

    Raises:
        InputError: the manifest there is malformed, or would be.
        OSError: it cannot be written.
    """
    with _writing:
        manifest = _Manifest(corpus)
        entry = manifest.entry(path)
        for name, value in stated.items():
            if value:
                entry[name] = value
            elif name in entry:
                del entry[name]
        if set(entry) <= {"path"}:
            manifest.drop(path)
        manifest.save(path)


def drop_entry(corpus: Path, path: str) -> None:
    """Take a document's entry out of the manifest, if it has one.

    Raises:
        InputError: the manifest there is malformed.
        OSError: it cannot be written.
    """
    with _writing:
        if not entry_of(corpus, path):
            return
        manifest = _Manifest(corpus)
        manifest.drop(path)
        manifest.save(path)


class _Manifest:
    """A manifest as it stands, with its comments, while it is changed."""

    def __init__(self, corpus: Path) -> None:
        """Read it; raises InputError where it is malformed."""
        import tomlkit

        entry_of(corpus, "")  # says in which line it is malformed
        self._where = corpus / MANIFEST_NAME
        text = self._where.read_text(encoding="utf-8-sig") if self._where.exists() else ""
        self._document: Any = tomlkit.parse(text)

    def _entries(self) -> Any:
        return self._document.get("document", [])

    def entry(self, path: str) -> Any:
        """Give the document's entry, a new last one where there is none."""
        import tomlkit

        for entry in self._entries():
            if _same(entry.get("path"), path):
                return entry
        fresh = tomlkit.table()
        fresh["path"] = path
        if "document" not in self._document:
            self._document["document"] = tomlkit.aot()
        self._document["document"].append(fresh)
        return fresh

    def drop(self, path: str) -> None:
        """Take the document's entry out."""
        entries = self._entries()
        for number in reversed(range(len(entries))):
            if _same(entries[number].get("path"), path):
                del entries[number]
        if not entries and "document" in self._document:
            del self._document["document"]

    def save(self, path: str) -> None:
        """Replace the file, once reading it back gives no error."""
        import tomlkit

        text = tomlkit.dumps(self._document)
        with tempfile.TemporaryDirectory() as trial:
            Path(trial, MANIFEST_NAME).write_text(text, encoding="utf-8")
            entry_of(Path(trial), path)
        passing = self._where.with_name(f".{MANIFEST_NAME}.new")
        with passing.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(passing, self._where)


def _same(stated: Any, path: str) -> bool:
    """Tell whether an entry's path is this one, written as the manifest may write it."""
    return str(stated or "").strip().replace("\\", "/").removeprefix("./") == path
