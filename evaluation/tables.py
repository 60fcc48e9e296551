"""Tables: scores as Markdown, and blocks of documents replaced between their marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Scores = Mapping[str, Mapping[str, Any]]


def markdown(rows: Sequence[Sequence[str]]) -> str:
    """Give rows as a Markdown table, the first as heading; numbers to the right."""
    head, *body = rows
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


ENGLISH = (
    "questions",
    "answered right",
    "figures exact",
    "bound or unit lost",
    "unanswerable ones refused",
    "right when it answers",
    "right citation",
    "evidence in the first 1 / 5 / 10 passages",
    "ROUGE-L, answers in words",
    "median ms",
)
CHINESE = (
    "问题集",
    "答对",
    "数字完全正确",
    "丢失上下限或单位",
    "无答案的题拒答",
    "作答时的正确率",
    "引文正确",
    "依据在前 1 / 5 / 10 段",
    "文字答案 ROUGE-L",
    "中位毫秒",
)


def readme_table(scores: Scores, heading: Sequence[str]) -> str:
    """Give the table of the README: a row a set of questions, in the given language."""
    rows: list[Sequence[str]] = [heading]
    for name, s in scores.items():
        if "verdicts_right" in s:
            continue
        rows.append(
            (
                name,
                of(s["right"]),
                of(s["figures_exact"]),
                str(s["comparator_lost"] + s["unit_lost"]) if s["figures_exact"][1] else "–",
                of(s["refusals_right"]),
                percent(s["precision_when_answering"]),
                of(s["citations_right"]),
                shares(s["passage_recall_1_5_10"]),
                number(s["rouge_l"]),
                milliseconds(s["seconds_p50"]),
            )
        )
    return markdown(rows)


def whole_table(scores: Scores) -> str:
    """Give every measure as a row and every set of questions as a column."""
    asked = {name: s for name, s in scores.items() if "verdicts_right" not in s}
    rows: list[Sequence[str]] = [("", *asked)]
    rows += [(label, *(show(s[key]) for s in asked.values())) for label, key, show in _MEASURES]
    kinds = dict.fromkeys(kind for s in asked.values() for kind in s["kinds"])
    rows += [(f"right: {kind}", *(of(s["kinds"].get(kind, [0, 0])) for s in asked.values())) for kind in kinds]
    return markdown(rows)


def claims_table(scores: Scores) -> str:
    """Give the sets of claims; "" where none was checked."""
    checked = {name: s for name, s in scores.items() if "verdicts_right" in s}
    if not checked:
        return ""
    heading: Sequence[str] = ("claims", "verdict right", "false ones called supported")
    return markdown([heading, *((n, of(s["verdicts_right"]), str(s["false_supported"])) for n, s in checked.items())])


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


_MEASURES = (
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


def replace_block(path: Path, name: str, text: str) -> None:
    """Put `text` between `<!-- name:start -->` and `<!-- name:end -->` of a document.

    Raises:
        ValueError: the document has not just one such block.
    """
    source = path.read_text(encoding="utf-8")
    start, end = f"<!-- {name}:start -->", f"<!-- {name}:end -->"
    if source.count(start) != 1 or source.count(end) != 1 or source.index(start) > source.index(end):
        raise ValueError(f"{path}: expected one block {start} … {end}")
    before, _, rest = source.partition(start)
    path.write_text(f"{before}{start}\n{text.strip()}\n{end}{rest.partition(end)[2]}", encoding="utf-8")


def blocks_of(text: str) -> list[str]:
    """List the names of the blocks that a document holds, in order."""
    return re.findall(r"<!-- ([a-z]{1,20}):start -->", text)
