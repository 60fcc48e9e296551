"""Arguments as programs send them: looked up, held to their kind and size, and refused in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from policyqa.errors import InputError

Arguments = Mapping[str, Any]


def held_to(arguments: Any, names: frozenset[str]) -> Arguments:
    """Give `arguments` if it is an object without other keys than `names`.

    Raises:
        InputError: it is not.
    """
    if not isinstance(arguments, Mapping):
        raise InputError("请求应是一个JSON对象")
    unknown = sorted(str(name)[:40] for name in arguments.keys() - names)
    if unknown:
        raise InputError(f"不认识的参数：{'、'.join(unknown[:5])}；可用：{'、'.join(sorted(names))}")
    return arguments


def text_of(arguments: Arguments, name: str, most: int) -> str:
    """Give a text that must be there, of up to `most` characters.

    Raises:
        InputError: it is missing, blank, no text or too long.
    """
    value = arguments.get(name)
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"缺少参数{name}（文字）")
    if len(value) > most:
        raise InputError(f"{name}有{len(value)}个字，最多{most}个")
    return value


def texts_of(arguments: Arguments, name: str, count: int, most: int) -> list[str]:
    """Give a list of up to `count` texts of up to `most` characters, empty where it is absent.

    Raises:
        InputError: it is no such list.
    """
    value = arguments.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        raise InputError(f"{name}应是文字的列表")
    if len(value) > count:
        raise InputError(f"{name}最多{count}项")
    if any(len(item) > most for item in value):
        raise InputError(f"{name}每项最多{most}个字")
    return value


def number_of(arguments: Arguments, name: str, default: int, low: int, high: int) -> int:
    """Give a whole number between `low` and `high`, or the default.

    Raises:
        InputError: it is none.
    """
    value = arguments.get(name, default)
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 12:
        value = int(value)  # from an address
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        raise InputError(f"{name}应是{low}到{high}之间的整数")
    return value


def day_of(arguments: Arguments) -> date | None:
    """Give the day of asking, None where it is absent.

    Raises:
        InputError: it is no date.
    """
    value = arguments.get("as_of")
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise InputError("as_of应是日期，如2025-03-01") from error
