"""What programs may call, each a JSON object in and a JSON object out: ask, check, compare, search, documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from policyqa.checking.draft import MAX_DRAFT_CHARS
from policyqa.errors import InputError
from policyqa.present import answer_json, checked_json, year_name
from policyqa.types import Answer
from policyqa.web.api.arguments import Arguments, day_of, held_to, number_of, text_of, texts_of
from policyqa.web.api.failures import NotThere
from policyqa.web.assistants import AssistantLike

MAX_QUESTION_CHARS = 20_000
"""What a question may be sent with; it is cut to the setting, and the answer says so."""
MAX_EARLIER = 20
MAX_CELLS = 40
MAX_SLICE_CHARS = 20_000
MAX_LISTED = 1_000

_QUESTION = {"type": "string", "minLength": 1, "maxLength": MAX_QUESTION_CHARS, "description": "用中文提的问题"}
_AS_OF = {"type": "string", "format": "date", "description": "提问日期，今年、去年以它为准；默认今天"}


@dataclass(frozen=True, slots=True)
class Tool:
    """A function as programs see it: its name, what it does, the JSON schema of its arguments, and itself."""

    name: str
    about: str
    properties: dict[str, dict[str, Any]]
    required: tuple[str, ...]
    call: Callable[[Arguments], dict[str, Any]]

    def run(self, arguments: Any) -> dict[str, Any]:
        """Call it.

        Raises:
            InputError: an argument is unknown, missing, of another kind or too large (in Chinese).
            NotThere: there is no such document.
        """
        return self.call(held_to(arguments, frozenset(self.properties)))

    def schema(self) -> dict[str, Any]:
        """Give the JSON schema of its arguments."""
        required = list(self.required)
        return {"type": "object", "properties": self.properties, "required": required, "additionalProperties": False}


def tools_over(assistant: AssistantLike) -> dict[str, Tool]:
    """Give the functions over an assistant, by name."""
    functions = Functions(assistant)
    strings = {"type": "array", "items": {"type": "string"}}
    tools = (
        Tool(
            "ask", "回答一个关于政府文件的问题：数字、目标、政策条款；给出原文引文，没有依据时明确说没有找到。",
            {"question": _QUESTION, "as_of": _AS_OF,
             "earlier": strings | {"maxItems": MAX_EARLIER, "description": "此前的问题，最早的在前"}},
            ("question",), functions.ask,
        ),
        Tool(
            "check", "核对一段稿子里的每个数字和引语：与文件相符、矛盾，还是没有找到。",
            {"text": {"type": "string", "minLength": 1, "maxLength": MAX_DRAFT_CHARS, "description": "稿子全文"},
             "as_of": _AS_OF},
            ("text",), functions.check,
        ),
        Tool(
            "compare", "并列一项指标在几个地区、几个年份的数字，每格都是一次单独、有引文的回答。",
            {"indicator": {"type": "string", "minLength": 1, "maxLength": 100, "description": "指标，如 GDP增长目标"},
             "regions": strings | {"maxItems": 20}, "as_of": _AS_OF,
             "years": strings | {"maxItems": 20, "description": "如 2024，或 2021-2025"}},
            ("indicator",), functions.compare,
        ),
        Tool(
            "search", "找出与问题最相关的原文段落，最好的在前。",
            {"question": _QUESTION, "limit": {"type": "integer", "minimum": 1, "maximum": 10}, "as_of": _AS_OF},
            ("question",), functions.search,
        ),
        Tool(
            "document", f"给出一份文件的信息和正文的一段（一次最多{MAX_SLICE_CHARS}字，用start接着取）。",
            {"document": {"type": "string", "minLength": 1, "maxLength": 1000, "description": "引文里的document"},
             "start": {"type": "integer", "minimum": 0},
             "limit": {"type": "integer", "minimum": 1, "maximum": MAX_SLICE_CHARS}},
            ("document",), functions.document,
        ),
        Tool(
            "documents", f"列出收录的文件（一次最多{MAX_LISTED}份，用start接着取）。",
            {"start": {"type": "integer", "minimum": 0},
             "limit": {"type": "integer", "minimum": 1, "maximum": MAX_LISTED}},
            (), functions.documents,
        ),
    )  # fmt: skip
    return {tool.name: tool for tool in tools}


class Functions:
    """The functions themselves; they keep nothing and may be called from any thread."""

    def __init__(self, assistant: AssistantLike) -> None:
        self._assistant = assistant

    def answer(self, arguments: Arguments) -> Answer:
        """Ask, and give the answer itself."""
        question = text_of(arguments, "question", MAX_QUESTION_CHARS)
        earlier = texts_of(arguments, "earlier", MAX_EARLIER, MAX_QUESTION_CHARS)
        return self._assistant.ask(question, earlier, day_of(arguments))

    def ask(self, arguments: Arguments) -> dict[str, Any]:
        """Answer a question: the answer object of the machine interface."""
        return answer_json(self.answer(arguments))

    def check(self, arguments: Arguments) -> dict[str, Any]:
        """Check a draft: the checked draft of the machine interface."""
        return checked_json(self._assistant.check(text_of(arguments, "text", MAX_DRAFT_CHARS), as_of=day_of(arguments)))

    def compare(self, arguments: Arguments) -> dict[str, Any]:
        """Ask for one indicator in each place and year by itself, and give the answers as rows.

        Raises:
            InputError: there would be no cell to compare, or more than `MAX_CELLS`.
        """
        indicator = text_of(arguments, "indicator", 100)
        regions = texts_of(arguments, "regions", 20, 50) or [""]
        years = texts_of(arguments, "years", 20, 9) or [""]
        if not 2 <= len(regions) * len(years) <= MAX_CELLS:
            raise InputError(f"请给出2到{MAX_CELLS}格：regions（地区）和years（年份）的组合")
        as_of = day_of(arguments)
        rows = []
        for region in regions:
            for year in years:
                asked = f"{region}{year_name(year.removesuffix('年'))}{indicator}是多少"
                answer = answer_json(self._assistant.ask(asked, (), as_of))
                kept = {name: answer[name] for name in ("found", "answer", "text", "figures", "citations", "scope")}
                rows.append({"region": region, "year": year, "question": asked} | kept)
        return {"indicator": indicator, "rows": rows, "found": sum(row["found"] for row in rows)}

    def search(self, arguments: Arguments) -> dict[str, Any]:
        """Give the passages that retrieval puts first."""
        question = text_of(arguments, "question", MAX_QUESTION_CHARS)
        limit = number_of(arguments, "limit", 10, 1, 10)
        answer = answer_json(self._assistant.ask(question, (), day_of(arguments)))
        titles = {known.path: known.metadata.title for known in self._assistant.index.documents()}
        hits = [hit | {"title": titles.get(hit["document"], "")} for hit in answer["hits"][:limit]]
        return {"question": question, "scope": answer["scope"], "hits": hits}

    def document(self, arguments: Arguments) -> dict[str, Any]:
        """Give a document's metadata and a part of its text.

        Raises:
            NotThere: no document of that path is indexed.
        """
        path = text_of(arguments, "document", 1_000)
        start = number_of(arguments, "start", 0, 0, 10**9)
        limit = number_of(arguments, "limit", MAX_SLICE_CHARS, 1, MAX_SLICE_CHARS)
        try:
            found = self._assistant.document(path)
        except (LookupError, ValueError) as error:
            raise NotThere("没有这份文件") from error
        text = found.text[start : start + limit]
        known = found.metadata
        return {
            "document": found.path, "title": known.title, "issuer": known.issuer, "number": known.number,
            "date": known.issued, "region": known.region_name, "years": list(known.years), "source": known.source,
            "sha256": found.sha256, "characters": len(found.text), "start": min(start, len(found.text)),
            "end": min(start, len(found.text)) + len(text), "text": text,
        }  # fmt: skip

    def documents(self, arguments: Arguments) -> dict[str, Any]:
        """List the indexed documents by path."""
        start = number_of(arguments, "start", 0, 0, 10**9)
        limit = number_of(arguments, "limit", MAX_LISTED, 1, MAX_LISTED)
        known = self._assistant.index.documents()
        listed = [
            {"document": one.path, "title": one.metadata.title, "issuer": one.metadata.issuer,
             "number": one.metadata.number, "date": one.metadata.issued, "region": one.metadata.region_name,
             "years": list(one.metadata.years), "characters": one.characters, "figures": one.figures}
            for one in known[start : start + limit]
        ]  # fmt: skip
        return {"total": len(known), "start": start, "documents": listed}
