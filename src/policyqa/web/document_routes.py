"""The routes of the documents tab: the list and the originals for every reader, the rest for editors.

What they take and give is JSON but for files, which come as a plain body and go as attachments.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from starlette.requests import Request

from policyqa.errors import PolicyQAError
from policyqa.index.reporting import Progress
from policyqa.web.library import AlreadyThere, Library, TooLarge, report_json
from policyqa.web.manifest_edit import parse_fields, state_fields
from policyqa.web.rebuild import Rebuilds, RebuildState

STAGE_NAMES = {
    "reading": "读取文件",
    "indexing": "建立检索",
    "embedding": "计算向量",
    "publishing": "发布",
    "done": "完成",
}

_log = logging.getLogger(__name__)


def add_document_routes(app: Any, library: Library, rebuilds: Rebuilds | None) -> None:
    """Add the routes to a FastAPI application; without `rebuilds` only those that change nothing."""
    from fastapi.responses import Response

    def listing() -> Any:
        """List the indexed documents, and say how large a file may be."""
        return reply({"documents": library.listing(), "max_bytes": library.max_bytes})

    def original(document: str) -> Any:
        """Give the file of an indexed document, never to be shown in place."""
        try:
            data = library.original(document)
        except (KeyError, PolicyQAError):
            return reply({"error": "没有这份文件"}, 404)
        return Response(data, headers=attachment(document.rsplit("/", 1)[-1]))

    app.add_api_route("/documents/list", _told(listing), methods=["GET"])
    app.add_api_route("/documents/file", original, methods=["GET"])
    if rebuilds is not None:
        _add_editing(app, library, rebuilds)


def attachment(name: str) -> dict[str, str]:
    """Give the headers with which a browser keeps a file of that name and never opens it in the page."""
    plain = quote(name.encode("utf-8", "replace"), safe="")
    return {
        "Cache-Control": "no-store",
        "Content-Type": "application/octet-stream",
        "Content-Disposition": f"attachment; filename*=UTF-8''{plain}",
    }


def reply(content: dict[str, Any], status: int = 200) -> Any:
    """Give JSON in ASCII: a document may hold a lone surrogate, which UTF-8 cannot carry."""
    from fastapi.responses import Response

    return Response(json.dumps(content), status, {"Cache-Control": "no-store"}, "application/json")


def _add_editing(app: Any, library: Library, rebuilds: Rebuilds) -> None:
    async def upload(request: Request, name: str, replace: bool = False) -> Any:
        """Take a file's bytes into the corpus; the index is told separately."""
        try:
            kept, size = await library.receive(name, request.stream(), replace=replace)
        except AlreadyThere as error:
            return reply({"error": str(error), "exists": True}, 409)
        except TooLarge as error:
            return reply({"error": str(error)}, 413)
        except PolicyQAError as error:
            return reply({"error": str(error)}, 400)
        except OSError:
            _log.exception("an upload could not be written")
            return reply({"error": "文件写不进文档文件夹，详情见日志"}, 500)
        return {"path": kept, "bytes": size}

    def remove(document: str) -> Any:
        """Delete a document and bring the index up to date."""
        library.remove(document)
        rebuilds.start()
        return {"removed": document}

    def metadata(document: str, stated: dict[str, Any]) -> Any:
        """Write what a person states of a document into the manifest and bring the index up to date."""
        if not any(known["path"] == document for known in library.listing()):
            return reply({"error": "没有这份文件"}, 404)
        state_fields(library.corpus, document, parse_fields(stated))
        rebuilds.start()
        return {"stated": document}

    def index() -> Any:
        """Bring the index up to date."""
        rebuilds.start()
        return {"started": True}

    def state(report: bool = False) -> Any:
        """Tell how far the build is, and with `report` what became of every file."""
        now = rebuilds.state
        shown = _state_json(now)
        if report:
            shown["report"] = report_json(now.report) if now.report else {"files": library.report()}
        return reply(shown)

    app.add_api_route("/documents/upload", upload, methods=["POST"])
    for name, call in (("remove", remove), ("metadata", metadata), ("index", index)):
        app.add_api_route(f"/documents/{name}", _told(call), methods=["POST"])
    app.add_api_route("/documents/state", _told(state), methods=["GET"])


def _told(call: Callable[..., Any]) -> Callable[..., Any]:
    """Let a route tell in JSON, and in Chinese, why it could not do what was asked."""
    from functools import wraps

    @wraps(call)
    def told(*args: Any, **named: Any) -> Any:
        try:
            return call(*args, **named)
        except PolicyQAError as error:
            return reply({"error": str(error)}, 400)
        except OSError:
            _log.exception("a document could not be changed")
            return reply({"error": "文件改不了，详情见日志"}, 500)

    return told


def _state_json(state: RebuildState) -> dict[str, Any]:
    return {
        "running": state.running,
        "runs": state.runs,
        "error": state.error,
        "progress": _progress_json(state.progress) if state.progress else None,
    }


def _progress_json(progress: Progress) -> dict[str, Any]:
    return {
        "stage": STAGE_NAMES[progress.stage],
        "documents_done": progress.documents_done,
        "documents": progress.documents,
        "passages_done": progress.passages_done,
        "passages": progress.passages,
        "seconds_left": progress.seconds_left,
    }
