"""The log of judgements: what people said of answers, in one SQLite file, written by a press and nothing else."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from policyqa.errors import InputError
from policyqa.present import source_line
from policyqa.web.answers import Given, now
from policyqa.web.private_store import open_private
from policyqa.web.tables import safe_cell

REASONS = ("答案错", "出处错", "该拒答", "不该拒答")
COLUMNS = (
    "at", "verdict", "reason", "question", "earlier", "resolved_question", "scope", "within", "found", "answer",
    "text", "sources", "documents",
)  # fmt: skip
"""The columns of the export; `documents` names the state of the documents that the answer came from."""

_CREATE = """CREATE TABLE IF NOT EXISTS judgements (
    name TEXT PRIMARY KEY, at TEXT, verdict TEXT, reason TEXT, question TEXT, earlier TEXT, resolved_question TEXT,
    scope TEXT, within TEXT, found INTEGER, answer TEXT, text TEXT, sources TEXT, documents TEXT)"""
_INSERT = "INSERT OR REPLACE INTO judgements VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_SELECT = """SELECT at, verdict, reason, question, earlier, resolved_question, scope, within, found, answer, text,
    sources, documents FROM judgements ORDER BY at, name"""


def record_judgement(path: Path, name: str, given: Given, verdict: str, reason: str = "") -> None:
    """Write what a person says of the answer called `name`: good, or bad for a reason; a later word replaces it.

    Raises:
        InputError: the verdict is neither "good" nor "bad", or a bad one has no reason of `REASONS` (in Chinese).
        OSError: the file cannot be written.
    """
    if verdict not in ("good", "bad") or (verdict == "bad") != (reason in REASONS):
        raise InputError("请选一个原因")
    answer, asked = given.answer, given.asked
    values = (
        name, now(), verdict, reason, asked.question, _json(asked.earlier), answer.resolved_question,
        _json(_scope(given)), _json([getattr(asked.within, n) for n in ("years", "places", "issuers", "documents")]),
        int(answer.found), answer.answer, answer.text, _json([_source(given, n) for n in range(len(answer.citations))]),
        given.documents,
    )  # fmt: skip
    with closing(open_private(path, _CREATE)) as log, log:
        log.execute(_INSERT, [v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for v in values])


def withdraw_judgement(path: Path, name: str) -> None:
    """Take back what was said of the answer called `name`, and the question with it."""
    if path.exists():
        with closing(open_private(path, _CREATE)) as log, log:
            log.execute("DELETE FROM judgements WHERE name = ?", (name,))


def judgements(path: Path) -> Iterator[dict[str, Any]]:
    """Read the log, oldest first; nothing where there is none.

    Raises:
        InputError: the file is no log.
    """
    if not path.exists():
        return
    try:
        with closing(open_private(path, _CREATE)) as log:
            rows = log.execute(_SELECT).fetchall()
    except sqlite3.Error as error:
        raise InputError(f"{path} is no log of feedback ({error})") from error
    yield from (dict(zip(COLUMNS, row, strict=True)) for row in rows)


def judgements_csv(path: Path) -> str:
    """Give the log as CSV with a heading row; no cell is one that a spreadsheet takes for a formula."""
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for judgement in judgements(path):
        rows.writerow([safe_cell(str(value)) for value in judgement.values()])
    return out.getvalue()


def _scope(given: Given) -> dict[str, Any]:
    scope = given.answer.asked
    return {
        "years": scope.years,
        "places": [*scope.region_names, *scope.holders],
        "status": scope.status,
        "by_hand": given.asked.scope is not None,
    }


def _source(given: Given, number: int) -> dict[str, Any]:
    citation = given.answer.citations[number]
    return {
        "label": citation.label,
        "source": source_line(citation),
        "document": citation.document,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
