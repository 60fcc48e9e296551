"""A conversation as a file: questions and answers in order, sources numbered through, as Markdown or for Word."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from policyqa.checking.records import citation_line
from policyqa.errors import InputError
from policyqa.present import BOLD, chinese_marks, figure_line
from policyqa.types import Citation
from policyqa.web.answers import Given
from policyqa.web.chat import MAX_TURNS
from policyqa.web.records import given_of

MAX_NAME_CHARS = 120
_MARKER = re.compile(r"\[(\d{1,3})\]")
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_PROMISE = "回答由政策问答从所收录的文件中取出，引文逐字；请以原文为准。"

Labels = dict[int, int]


def read_conversation(body: bytes) -> tuple[str, tuple[Given, ...]]:
    """Read what the browser kept: a name and the turns.

    Raises:
        InputError: it is something else (in Chinese).
    """
    try:
        said = json.loads(body)
        name, turns = said["name"], said["turns"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError("这段对话读不出来 (no conversation)") from error
    if not isinstance(name, str) or not isinstance(turns, list):
        raise InputError("这段对话读不出来 (no conversation)")
    return " ".join(name.split())[:MAX_NAME_CHARS], tuple(given_of(turn) for turn in turns[-MAX_TURNS:])


def conversation_markdown(name: str, turns: Sequence[Given]) -> str:
    """Give a conversation as Markdown; nothing of a question or a document is read as markup."""
    sources, labels = _numbered(turns)
    parts = [f"# {_escaped(name or '对话')}", _PROMISE]
    for given, renumbered in zip(turns, labels, strict=True):
        parts.append(f"## {_escaped(_asked(given))}")
        if given.answer.answer:
            parts.append(f"**{_escaped(given.answer.answer)}**")
        parts += [_line(text, renumbered, _escaped, r"**\1**") for text in _lines(given)]
        if given.answer.rows:
            parts.append(_markdown_table(given.answer.rows, renumbered))
        parts.append(f"（{_when(given)}）")
    if sources:
        parts += ["## 来源", "\n".join(f"{number}. {_cited(c)}" for number, c in enumerate(sources, 1))]
    return "\n\n".join(parts) + "\n"


def conversation_docx(name: str, turns: Sequence[Given]) -> bytes:
    """Give a conversation as a Word document: headings, answers, tables, numbered sources."""
    import docx

    sources, labels = _numbered(turns)
    document: Any = docx.Document()
    document.add_heading(_xml(name or "对话"), level=1)
    document.add_paragraph(_PROMISE)
    for given, renumbered in zip(turns, labels, strict=True):
        document.add_heading(_xml(_asked(given)), level=2)
        if given.answer.answer:
            document.add_paragraph().add_run(_xml(given.answer.answer)).bold = True
        for text in _lines(given):
            document.add_paragraph(_line(text, renumbered, _xml, r"\1"))
        _word_table(document, given.answer.rows, renumbered)
        document.add_paragraph(f"（{_when(given)}）")
    if sources:
        document.add_heading("来源", level=2)
    for number, citation in enumerate(sources, 1):
        document.add_paragraph(_xml(f"[{number}] {_citable(citation)}"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _numbered(turns: Sequence[Given]) -> tuple[list[Citation], list[Labels]]:
    """Every passage cited once, in order, and for each turn the numbers that its own labels become."""
    numbers: dict[tuple[str, str, int, int], int] = {}
    sources: list[Citation] = []
    labels: list[Labels] = []
    for given in turns:
        renumbered: Labels = {}
        for citation in given.answer.citations:
            key = (citation.document, citation.sha256, citation.start, citation.end)
            if key not in numbers:
                sources.append(citation)
                numbers[key] = len(sources)
            renumbered[citation.label] = numbers[key]
        labels.append(renumbered)
    return sources, labels


def _asked(given: Given) -> str:
    return chinese_marks(given.answer.resolved_question) if given.asked.scope is not None else given.asked.question


def _lines(given: Given) -> Iterator[str]:
    answer = given.answer
    yield from (line for line in chinese_marks(answer.text).split("\n") if line.strip())
    for name, figures in (("说法不一", answer.disagreement), ("另有记载", answer.also_stated)):
        if figures:
            yield f"{name}：" + "；".join(figure_line(figure) for figure in figures)


def _line(text: str, labels: Labels, escaped: Callable[[str], str], bold: str) -> str:
    """A line with its markers renumbered; what stands between them escaped, what was bold in `bold`'s form."""
    out, at = [], 0
    for match in _MARKER.finditer(text):
        out.append(_plain(text[at : match.start()], escaped, bold))
        number = labels.get(int(match[1]))
        out.append(f"[{number}]" if number else escaped(match[0]))
        at = match.end()
    return "".join([*out, _plain(text[at:], escaped, bold)])


def _plain(text: str, escaped: Callable[[str], str], bold: str) -> str:
    parts = BOLD.split(text)  # every second part was bold
    return "".join(
        bold.replace(r"\1", escaped(part)) if number % 2 else escaped(part) for number, part in enumerate(parts)
    )


def _markdown_table(rows: Sequence[Sequence[str]], labels: Labels) -> str:
    lines = ["| " + " | ".join(_line(cell, labels, _escaped, r"\1") for cell in row) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def _word_table(document: Any, rows: Sequence[Sequence[str]], labels: Labels) -> None:
    if not rows:
        return
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=False):
            cell.text = _line(text, labels, _xml, r"\1")


def _when(given: Given) -> str:
    return f"{given.at[:16].replace('T', ' ')} UTC，文档状态 {given.documents}"


def _citable(citation: Citation) -> str:
    """A citation line; a lone surrogate in the quote, which has no hash, is a question mark in it."""
    return citation_line(replace(citation, quote=citation.quote.encode("utf-8", "replace").decode()))


def _cited(citation: Citation) -> str:
    """A citation line in which the identifier stands as it is, so that it can be copied from the file too."""
    words, mark, code = _citable(citation).rpartition(" [policyqa:")
    return f"{_escaped(words)}{mark}{code}"


def _escaped(text: str) -> str:
    """Text on one line in which Markdown has nothing to read."""
    return _SPECIAL.sub(r"\\\1", " ".join(text.encode("utf-8", "replace").decode().split("\n")))


def _xml(text: str) -> str:
    """Text without the characters that no XML file may hold."""
    return _NOT_IN_XML.sub("\ufffd", text)
