"""Showing: the scores of a set as words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any


def of(pair: Sequence[int]) -> str:
    """Give [3, 4] as 3/4, a dash where nothing was asked."""
    return f"{pair[0]}/{pair[1]}" if pair[1] else "–"


def percent(share: float | None) -> str:
    """Give a share in percent."""
    return "–" if share is None else f"{100 * share:.1f} %"


def number(value: float | None) -> str:
    """Give a number with three places."""
    return "–" if value is None else f"{value:.3f}"


def shares(values: Sequence[float | None]) -> str:
    """Give several shares with two places."""
    return " / ".join("–" if value is None else f"{value:.2f}" for value in values) if values[0] is not None else "–"


def milliseconds(seconds: float | None) -> str:
    """Give seconds as whole milliseconds."""
    return "–" if seconds is None else f"{1000 * seconds:.0f}"


MEASURES: tuple[tuple[str, str, Callable[[Any], str]], ...] = (
    ("questions", "questions", str),
    ("right", "right", of),
    ("right when it answers", "precision_when_answering", percent),
    ("unanswerable ones refused", "refusals_right", of),
    ("answerable ones refused", "refused_wrongly", str),
    ("figures exact", "figures_exact", of),
    ("comparator lost or changed", "comparator_lost", str),
    ("unit lost or changed", "unit_lost", str),
    ("year of the figure right", "year_right", of),
    ("citation right", "citations_right", of),
    ("quotes verbatim", "quotes_verbatim", of),
    ("first document shown right", "document_first", percent),
    ("passage recall@1 / 5 / 10", "passage_recall_1_5_10", shares),
    ("document recall@1 / 5 / 10", "document_recall_1_5_10", shares),
    ("nDCG@10", "ndcg_10", number),
    ("ROUGE-L, answers in words", "rouge_l", number),
    ("median ms", "seconds_p50", milliseconds),
    ("95th percentile ms", "seconds_p95", milliseconds),
)
"""The measures of a set: label, key in the scores, and how its value is shown."""


def score_lines(scores: Mapping[str, Any]) -> list[str]:
    """Give a line for each measure of a set that was asked for anything; claims last."""
    lines = []
    if "questions" in scores:
        lines += [f"{label}: {text}" for label, key, show in MEASURES if (text := show(scores[key])) != "–"]
        lines += [f"right, {kind}: {of(pair)}" for kind, pair in scores["kinds"].items()]
    if claims := scores.get("claims"):
        lines.append(f"claims, verdict right: {of(claims['verdicts_right'])}")
        lines.append(f"claims, false ones called supported: {claims['false_supported']}")
    return lines
