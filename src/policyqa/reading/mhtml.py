"""Read saved web pages (.mhtml): the page inside is read as any other page, its pictures and styles are left out."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage, Message

from policyqa.reading.html import extract_html
from policyqa.reading.pieces import Extract

_MAX_PARTS = 2_000


def _page(message: Message) -> bytes | None:
    """The bytes of the first HTML part, None where there is none."""
    for number, part in enumerate(message.walk()):
        if number > _MAX_PARTS:
            return None
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            return content if isinstance(content, bytes) else None
    return None


def extract_mhtml(data: bytes) -> Extract:
    """Read the first page of a web archive; one without a page gives no pieces and a warning."""
    try:
        message = email.message_from_bytes(data, EmailMessage, policy=email.policy.compat32)
        page = _page(message)
    except (ValueError, LookupError, RecursionError, AttributeError, TypeError):
        page = None  # what the parser of mail raises on damaged headers and encodings
    if page is None:
        return Extract("", (), "", ("网页存档里没有网页，请重新保存为.mhtml或.html",))
    return extract_html(page)
