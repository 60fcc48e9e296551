"""Tables: scores as Markdown, and blocks of documents replaced between their marks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from policyqa.measuring.showing import MEASURES, milliseconds, number, of, percent, shares

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
    rows += [(label, *(show(s[key]) for s in asked.values())) for label, key, show in MEASURES]
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


def models_table(scores: Scores) -> str:
    """Give what words, the embedding model and both find of the sets that were searched so; "" where none was."""
    rows: list[Sequence[str]] = [("searched by", "document recall@1 / 5 / 10", "passage recall@1 / 5 / 10")]
    rows += [
        (f"{name}: {way}", shares(found["documents"]), shares(found["passages"]))
        for name, s in scores.items()
        for way, found in s.get("retrieval", {}).items()
    ]
    return markdown(rows) if len(rows) > 1 else ""


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
