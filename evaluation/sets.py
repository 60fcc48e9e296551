"""Sets: which question files there are, and over which documents each is asked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from judging import Question

from policyqa.errors import InputError

SHARED_SETS = (
    ("seed-questions", "seeds"),
    ("provinces-dev", "all"),
    ("natural-dev", "all"),
    ("policies-dev", "all"),
    ("claims-dev", "all"),
)
"""Files of the shared folder's eval/ and the documents that each is asked over."""


@dataclass(frozen=True, slots=True)
class EvaluationSet:
    """A question file; `over` names the documents: "own" is corpus/, "all" and "seeds" are the shared folder's."""

    name: str
    path: Path
    over: str


def find_sets(evaluation: Path, shared: Path | None) -> list[EvaluationSet]:
    """List the project's own sets, then those of the shared folder that are there."""
    own = [
        EvaluationSet(f"own {folder} {path.stem}", path, "own")
        for folder in ("questions", "claims")
        for path in sorted((evaluation / folder).glob("*.jsonl"))
    ]
    if shared is None:
        return own
    others = [EvaluationSet(name, shared / "eval" / f"{name}.jsonl", over) for name, over in SHARED_SETS]
    return own + [s for s in others if s.path.is_file()]


def corpora(project: Path, shared: Path | None) -> dict[str, Path]:
    """Name the folders of documents that sets are asked over."""
    folders = {"own": project / "corpus"}
    if shared is not None:
        folders |= {"seeds": shared / "corpus" / "seeds", "all": shared / "corpus"}
    return folders


def read_questions(path: Path) -> list[Question]:
    """Read a question file.

    Raises:
        InputError: a line is no question object; the message names file and line.
    """
    questions = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            questions.append(_question(json.loads(line)))
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{path}:{number}: no question object: {error!r}") from error
    return questions


def _question(item: dict[str, Any]) -> Question:
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


def is_claims(questions: list[Question]) -> bool:
    """Tell whether a set is of claims only, which are checked and not asked."""
    return bool(questions) and all(question.kind == "claim" for question in questions)
