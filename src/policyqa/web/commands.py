"""What the page's own script asks of the server: one JSON text through a hidden field, read here and never trusted."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from policyqa.errors import InputError
from policyqa.index.restricting import Filters
from policyqa.types import Scope
from policyqa.web.answers import Asked, Given
from policyqa.web.chat import MAX_TURNS, clean_question
from policyqa.web.records import given_of, read_value
from policyqa.web.scope_tags import PARTS, Part

MAX_COMMAND_CHARS = 900_000


@dataclass(frozen=True, slots=True)
class Again:
    """Ask the question of a kept answer once more, in the place of its turn where that is the last one."""

    name: str


@dataclass(frozen=True, slots=True)
class Rescope:
    """Ask the question of a kept answer with one part of its scope changed, or taken away where `new` is ""."""

    name: str
    part: Part
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Repeat:
    """Ask what a link says; `documents` is the state of the documents when it was made."""

    asked: Asked
    documents: str


@dataclass(frozen=True, slots=True)
class Reopen:
    """Show a conversation that the browser kept."""

    turns: tuple[Given, ...]


Command = Again | Rescope | Repeat | Reopen


def parse_command(raw: str, max_chars: int) -> Command:
    """Read a command; questions are cleaned and cut to `max_chars`.

    Raises:
        InputError: it is none (in Chinese).
    """
    if len(raw) > MAX_COMMAND_CHARS:
        raise InputError("这段对话太长，打不开了 (the command is too long)")
    try:
        said = json.loads(raw)
        return _READERS[said["do"]](said, max_chars)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError("这个操作没有看懂，请重试 (no command)") from error


def _again(said: dict[str, Any], _: int) -> Command:
    return Again(_word(said["name"]))


def _rescope(said: dict[str, Any], _: int) -> Command:
    part = next(known for known in PARTS if known == said["part"]) if said["part"] in PARTS else None
    if part is None:
        raise ValueError("no part of a scope")
    return Rescope(_word(said["name"]), part, _word(said["old"]), _word(said["new"]))


def _repeat(said: dict[str, Any], max_chars: int) -> Command:
    earlier = [clean_question(_word(text, 4000), max_chars)[0] for text in _list(said.get("earlier", []), 20)]
    scope = read_value(Scope, said["scope"]) if said.get("scope") else None
    within = read_value(Filters, said["within"]) if said.get("within") else Filters()
    question = clean_question(_word(said["question"], 4000), max_chars)[0]
    if not question:
        raise ValueError("no question")
    return Repeat(Asked(question, tuple(earlier), scope, within), _word(said.get("documents", "")))


def _reopen(said: dict[str, Any], _: int) -> Command:
    return Reopen(tuple(given_of(record) for record in _list(said["turns"], 1000)[-MAX_TURNS:]))


def _word(raw: object, most: int = 200) -> str:
    if not isinstance(raw, str) or len(raw) > most:
        raise ValueError("no short text")
    return raw


def _list(raw: object, most: int) -> Sequence[object]:
    if not isinstance(raw, list) or len(raw) > most:
        raise ValueError("no short list")
    return raw


_READERS = {"again": _again, "rescope": _rescope, "repeat": _repeat, "reopen": _reopen}
