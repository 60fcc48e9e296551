"""Question files: JSON lines with what is asked and what only the judge may know."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from policyqa.errors import InputError
from policyqa.measuring.judging import Question


def read_questions(path: Path) -> list[Question]:
    """Read a question file.

    Raises:
        InputError: the file cannot be read, or a line is no question object; the message names file and line.
    """
    questions = []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read as UTF-8: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            questions.append(_question(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{path}:{number}: no question object: {error!r}") from error
    return questions


def _question(item: dict[str, Any]) -> Question:
    if item.get("as_of"):
        date.fromisoformat(item["as_of"])
    names = item.get("docs") or ([item["doc"]] if item.get("doc") else [])
    return Question(
        id=str(item["id"]),
        kind=str(item["kind"]),
        text=str(item["question"]),
        answers=tuple(item.get("answers") or ()),
        documents=frozenset(names),
        evidence=item.get("evidence") or "",
        history=tuple(item.get("history") or ()),
        as_of=item.get("as_of") or "",
        year=str(item.get("year") or ""),
    )
