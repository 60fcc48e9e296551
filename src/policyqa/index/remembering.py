"""Remembering: what was worked out about an open index, kept with it and gone with it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex


P = ParamSpec("P")
T = TypeVar("T")


def remembered(most: int) -> Callable[[Callable[Concatenate[OpenIndex, P], T]], Callable[Concatenate[OpenIndex, P], T]]:
    """Make a function of an index and hashable values remember its last `most` results, or fewer, in the index itself.

    A cache of its own would keep a generation of the index that nobody asks any more. Results may hold no index.
    """

    def remembering(function: Callable[Concatenate[OpenIndex, P], T]) -> Callable[Concatenate[OpenIndex, P], T]:
        @wraps(function)
        def recall(index: OpenIndex, /, *args: P.args, **kwargs: P.kwargs) -> T:
            held: dict[Hashable, Any] = index.memory.setdefault(function, {})
            key = (index.shows, args)
            if (known := held.get(key, held)) is not held:
                return cast(T, known)
            result = function(index, *args, **kwargs)
            if len(held) >= most:
                held.clear()  # costs less at each call than keeping the order of use
            held[key] = result
            return result

        return recall

    return remembering
