"""The routes of whole documents: as read with a passage marked, and a PDF's page as it looks."""

from __future__ import annotations

import hashlib
import threading
from typing import Any, Literal
from urllib.parse import urlencode

from policyqa.errors import PolicyQAError
from policyqa.types import Document, Span
from policyqa.web.assistants import AssistantLike
from policyqa.web.library import Library
from policyqa.web.original import View, document_html, page_of, parse_marks

DRAWING = 2
"""How many pages are drawn at once: each takes a process, half a second and some 100 MB."""
WAIT_S = 5.0
MAX_PASSAGE_CHARS = 2000


def add_original_routes(app: Any, assistant: AssistantLike, library: Library) -> None:
    """Add the routes to a FastAPI application; documents are looked up in the index, never on disk."""
    from fastapi import HTTPException
    from fastapi.responses import HTMLResponse, Response

    drawing = threading.BoundedSemaphore(DRAWING)

    def indexed(document: str) -> Document:
        try:
            return assistant.document(document)
        except (PolicyQAError, LookupError, ValueError) as error:
            raise HTTPException(404, "没有这份文件") from error

    def original(
        document: str,
        start: int = 0,
        end: int = 0,
        marks: str = "",
        script: Literal["", "simplified"] = "",
        framed: bool = False,
    ) -> HTMLResponse:
        """Give a whole document with a passage marked."""
        found = indexed(document)
        view = View(bool(script), framed, pictures=True)
        address = urlencode({"document": document, "start": start, "end": end, "marks": marks}, errors="replace")
        passage = Span(start, max(start, end))
        return HTMLResponse(document_html(found, passage, parse_marks(marks), view, address))

    def page(document: str, start: int = 0, end: int = 0, marks: str = "") -> Response:
        """Give the page of a PDF that a passage begins on, drawn, with the passage marked."""
        found = indexed(document)
        passage = Span(start, max(start, end))
        number = page_of(found, passage)
        if not number:
            raise HTTPException(404, "这份文件没有页面图")
        if not drawing.acquire(timeout=WAIT_S):
            raise HTTPException(503, "正在画别的页面，请稍后再试")
        try:
            data = draw(found, library, number, passage, parse_marks(marks))
        except (KeyError, PolicyQAError) as error:
            raise HTTPException(404, "这一页画不出来，请下载原文件查看") from error
        finally:
            drawing.release()
        return Response(data, 200, {"Cache-Control": "private, max-age=600"}, "image/png")

    app.add_api_route("/original", original, methods=["GET"], response_class=HTMLResponse)
    app.add_api_route("/original/page", page, methods=["GET"])


def draw(document: Document, library: Library, number: int, passage: Span, marks: tuple[Span, ...]) -> bytes:
    """Draw a page of the file that was indexed.

    Raises:
        KeyError: it is no longer indexed.
        PolicyQAError: the file has changed since, is gone, or cannot be drawn.
    """
    from policyqa.errors import ReadError
    from policyqa.reading.picture import picture_of_page

    data = library.original(document.path)
    if hashlib.sha256(data).hexdigest() != document.sha256:
        raise ReadError("文件在建立索引之后改过 (changed since it was indexed)")
    text = document.text[passage.start : min(passage.end, passage.start + MAX_PASSAGE_CHARS)]
    words = [document.text[mark.start : mark.end] for mark in marks]
    return picture_of_page(data, number, text, words)
