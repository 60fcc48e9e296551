"""What a person states of documents in `corpus/manifest.toml`; it overrules whatever was found in them."""

from __future__ import annotations

import datetime
import json
import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from policyqa.errors import InputError

MANIFEST_NAME = "manifest.toml"
_TEXTS = ("path", "title", "source", "issuer", "date", "region", "number", "validity")
_KEYS = frozenset((*_TEXTS, "years"))
_DATE = re.compile(r"\d{4}(?:-\d{2}){0,2}")
_HEADER = re.compile(r"^\s*\[\[\s*document\s*\]\]", re.MULTILINE)

Entry = dict[str, str | list[str]]


def _complain(where: Path, text: str, nth: int, key: str, message: str) -> InputError:
    """Make the error for the nth entry (from 0), naming the key's line or else the entry's first."""
    headers = [m.start() for m in _HEADER.finditer(text)] + [len(text)]
    at = headers[min(nth, len(headers) - 1)]
    end = headers[min(nth + 1, len(headers) - 1)]
    found = re.compile(rf"^\s*\"?{re.escape(key)}\"?\s*=", re.MULTILINE).search(text, at, end) if key else None
    position = found.end() if found else at
    return InputError(f"{where}, line {text.count(chr(10), 0, position) + 1}: {message}")


def _text_of(value: Any) -> str | None:
    """A manifest value as text, None where it is neither text nor a date nor a whole number."""
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value).strip()
    return None


def _checked(where: Path, text: str, nth: int, raw: Any) -> Entry:
    """Check one `[[document]]` table and bring its values to text."""
    if not isinstance(raw, dict) or not raw.get("path"):
        raise _complain(where, text, nth, "", 'a [[document]] needs path = "..."')
    entry: Entry = {}
    for key, value in raw.items():
        if key not in _KEYS:
            raise _complain(where, text, nth, key, f"unknown key {key!r}; known are {', '.join(sorted(_KEYS))}")
        if key == "years":
            years = [_text_of(v) for v in value] if isinstance(value, list) else [None]
            if not all(y and re.fullmatch(r"\d{4}(?:-\d{4})?", y) for y in years):
                raise _complain(where, text, nth, key, "years is a list of years, such as [2021, 2023]")
            entry[key] = [y for y in years if y]
            continue
        plain = _text_of(value)
        if plain is None:
            raise _complain(where, text, nth, key, f"{key} must be text in quotes")
        if key == "date" and plain and not _DATE.fullmatch(plain):
            raise _complain(where, text, nth, key, "date is written 2021-02-27, 2021-02 or 2021")
        entry[key] = plain.replace("\\", "/").removeprefix("./") if key == "path" else plain
    return entry


@lru_cache(maxsize=4)
def _load(where: Path, stamp: tuple[int, int]) -> dict[str, Entry]:
    """Read the manifest; `stamp` (time of change, size) only keys the cache."""
    try:
        text = where.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{where}: cannot be read as UTF-8 text: {error}") from error
    try:
        parsed = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise InputError(f"{where}: not valid TOML: {error}") from error
    documents = parsed.pop("document", [])
    if parsed or not isinstance(documents, list):
        raise InputError(f"{where}, line 1: only [[document]] tables may stand in a manifest")
    entries = [_checked(where, text, nth, raw) for nth, raw in enumerate(documents)]
    found: dict[str, Entry] = {}
    for nth, entry in enumerate(entries):
        path = str(entry["path"])
        if path in found:
            raise _complain(where, text, nth, "path", f"{path!r} has two entries")
        found[path] = entry
    return found


def entry_of(corpus: Path, path: str) -> Entry:
    """Look up what the manifest states of a document; {} where there is no manifest or no entry.

    Raises:
        InputError: the manifest is malformed; the message names the line.
    """
    where = corpus / MANIFEST_NAME
    try:
        status = where.stat()
    except OSError:
        return {}
    return _load(where, (status.st_mtime_ns, status.st_size)).get(path, {})


def manifest_entry(corpus: Path, path: str) -> str:
    """Give a document's manifest entry as canonical JSON, "" where there is none: it changes when the entry does.

    Raises:
        InputError: the manifest is malformed; the message names the line.
    """
    entry = entry_of(corpus, path)
    return json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":")) if entry else ""
