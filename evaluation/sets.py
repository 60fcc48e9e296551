"""Sets: which question files there are, and over which documents each is asked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

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
    """List our own sets, our own over the shared documents, then those of the shared folder that are there."""
    own = [
        EvaluationSet(f"own {folder} {path.stem}", path, "own")
        for folder in ("questions", "claims")
        for path in sorted((evaluation / folder).glob("*.jsonl"))
    ]
    if shared is None:
        return own
    own += [
        EvaluationSet(f"shared {path.stem}", path, "all")
        for path in sorted((evaluation / "questions-shared").glob("*.jsonl"))
    ]
    others = [EvaluationSet(name, shared / "eval" / f"{name}.jsonl", over) for name, over in SHARED_SETS]
    return own + [s for s in others if s.path.is_file()]


def corpora(project: Path, shared: Path | None) -> dict[str, Path]:
    """Name the folders of documents that sets are asked over."""
    folders = {"own": project / "corpus"}
    if shared is not None:
        folders |= {"seeds": shared / "corpus" / "seeds", "all": shared / "corpus"}
    return folders
