"""What goes wrong for programs, and what they are told of it."""

from __future__ import annotations

import logging

from policyqa.errors import InputError, PolicyQAError

_log = logging.getLogger(__name__)


class NotThere(InputError):
    """There is no document of that name."""


class Busy(PolicyQAError):
    """As many as may wait are waiting."""


def told(error: Exception) -> tuple[int, str]:
    """Give the status and the words for what went wrong; what is nobody's business stands in the log only."""
    if isinstance(error, NotThere):
        return 404, str(error)
    if isinstance(error, InputError):
        return 400, str(error).split(" (")[0]
    if isinstance(error, Busy):
        return 503, str(error)
    _log.error("a program could not be answered", exc_info=error)
    return (503, "暂时无法回答：索引不可用") if isinstance(error, PolicyQAError) else (500, "出错了，详情见日志")
