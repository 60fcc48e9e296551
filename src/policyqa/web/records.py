"""Answers as records that a browser keeps, and back: what comes back is checked field by field and never trusted."""

from __future__ import annotations

import types
import typing
from dataclasses import asdict, fields, is_dataclass, replace
from functools import cache
from typing import Any, Literal, TypeVar, Union

from policyqa.errors import InputError
from policyqa.web.answers import Given

MAX_TEXT = 20_000
MAX_ITEMS = 200

_Value = TypeVar("_Value")


def record_of(given: Given) -> dict[str, Any]:
    """Give `given` as JSON values; the passages that retrieval found are left out."""
    return asdict(replace(given, answer=replace(given.answer, hits=())))


def given_of(record: object) -> Given:
    """Read what `record_of` gave.

    Raises:
        InputError: it is something else, or larger than any answer.
    """
    try:
        return _read(Given, record)
    except (TypeError, KeyError, ValueError) as error:
        raise InputError("这段记录读不出来，可能不是本页保存的 (no record of an answer)") from error


def read_value(kind: type[_Value], raw: object) -> _Value:
    """Read a dataclass from JSON values, as `given_of` does.

    Raises:
        TypeError: something is of another type, or a field without default is absent.
        ValueError: a text or a list is too long, or a word is none of those allowed.
    """
    return _read(kind, raw)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _read(kind: type[_Value], raw: object) -> _Value:
    if not isinstance(raw, dict) or not is_dataclass(kind):
        raise TypeError(f"{kind} is not {type(raw)}")
    known = {field.name for field in fields(kind)}
    hints = _hints(kind)
    return kind(**{name: _value(hints[name], value) for name, value in raw.items() if name in known})


def _value(hint: Any, raw: object) -> Any:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is Literal:
        if raw not in inner:
            raise ValueError(f"{raw!r} is none of {inner}")
        return raw
    if origin in (Union, types.UnionType):
        return None if raw is None else _value(next(part for part in inner if part is not type(None)), raw)
    if origin is tuple:
        return _sequence(inner, raw)
    if is_dataclass(hint):
        return _read(typing.cast(type[Any], hint), raw)
    return _plain(hint, raw)


def _sequence(inner: tuple[Any, ...], raw: object) -> tuple[Any, ...]:
    if not isinstance(raw, list):
        raise TypeError("no list")
    if len(raw) > MAX_ITEMS:
        raise ValueError("too many items")
    if inner[-1] is Ellipsis:
        return tuple(_value(inner[0], item) for item in raw)
    return tuple(_value(part, item) for part, item in zip(inner, raw, strict=True))


def _plain(hint: type, raw: object) -> Any:
    if hint is float and type(raw) is int:
        return float(raw)
    if type(raw) is not hint:
        raise TypeError(f"{raw!r} is no {hint}")
    if isinstance(raw, str) and len(raw) > MAX_TEXT:
        raise ValueError("too long")
    if isinstance(raw, int) and not -(10**9) < raw < 10**9:
        raise ValueError("too large")
    return raw
