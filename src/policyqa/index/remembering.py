"""Remembering: what was worked out about an open index, kept with it and gone with it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, TypeVarTuple, cast

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex


Given = TypeVarTuple("Given")
T = TypeVar("T")


def remembered(
    most: int,
) -> Callable[[Callable[[OpenIndex, *Given], T]], Callable[[OpenIndex, *Given], T]]:
    """Make a function of an index and hashable values remember its last `most` results, or fewer, in the index itself.

    The values are given by place, never by name: they are the key. A cache of its own would keep a generation of the
    index that nobody asks any more. Results may hold no index.
    """

    def remembering(function: Callable[[OpenIndex, *Given], T]) -> Callable[[OpenIndex, *Given], T]:
        @wraps(function)
        def recall(index: OpenIndex, /, *args: *Given) -> T:
            held: dict[Hashable, Any] = index.memory.setdefault(function, {})
            key = (index.shows, args)
            if (known := held.get(key, held)) is not held:
                return cast(T, known)
            result = function(index, *args)
            if len(held) >= most:
                held.clear()  # costs less at each call than keeping the order of use
            held[key] = result
            return result

        return recall

    return remembering
