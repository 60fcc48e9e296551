"""The routes of conversations kept on the server, there only where there are accounts, each for its own account."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.requests import Request

from policyqa.errors import InputError
from policyqa.web.accounts import Accounts
from policyqa.web.conversation_store import (
    conversations_of,
    forget_others,
    keep_conversation,
    owner_of,
    read_kept,
    remove_conversation,
    rename_conversation,
)
from policyqa.web.conversations import read_conversation
from policyqa.web.document_routes import reply
from policyqa.web.sign_in import account_in

_NONE = "没有这段对话"
_log = logging.getLogger(__name__)


def add_conversation_routes(app: Any, accounts: Accounts, path: Path) -> None:
    """Add the routes to a FastAPI application; `path` is the file of conversations, made by the first."""
    try:
        _forget_strangers(accounts, path)
    except (OSError, sqlite3.Error) as error:
        raise InputError(
            f"{path} is no file of conversations ({error}): move it away, and a new one is made"
        ) from error

    async def listed(request: Request, words: str = "") -> Any:
        """List one's conversations."""

        def act(owner: str) -> Any:
            _forget_strangers(accounts, path)
            return {"conversations": conversations_of(path, owner, words)}

        return await _for_owner(request, act)

    async def one(request: Request, id: str) -> Any:
        """Give one of one's conversations."""
        return await _for_owner(request, lambda owner: read_kept(path, owner, id))

    async def keep(request: Request) -> Any:
        """Keep a conversation as it now stands."""
        body = await request.body()

        def act(owner: str) -> Any:
            name, turns = read_conversation(body)
            keep_conversation(path, owner, _field(body, "id"), name, turns)
            return {"kept": len(turns)}

        return await _for_owner(request, act)

    async def rename(request: Request) -> Any:
        """Name one of one's conversations."""
        body = await request.body()
        return await _for_owner(
            request,
            lambda owner: _done(rename_conversation(path, owner, _field(body, "id"), _field(body, "name"))),
        )

    async def remove(request: Request) -> Any:
        """Remove one of one's conversations."""
        body = await request.body()
        return await _for_owner(request, lambda owner: _done(remove_conversation(path, owner, _field(body, "id"))))

    app.add_api_route("/conversations/list", listed, methods=["GET"])
    app.add_api_route("/conversations/one", one, methods=["GET"])
    app.add_api_route("/conversations/keep", keep, methods=["POST"])
    app.add_api_route("/conversations/rename", rename, methods=["POST"])
    app.add_api_route("/conversations/remove", remove, methods=["POST"])


async def _for_owner(request: Request, act: Callable[[str], Any]) -> Any:
    """Do something for the account that has signed in; a program's key, which is for asking, opens nobody's past."""
    account = account_in(request.scope)
    if account is None or "authorization" in request.headers:
        return reply({"error": "请先登录"}, 403)
    try:
        done = await asyncio.to_thread(act, owner_of(account))
    except InputError as error:
        return reply({"error": str(error).split(" (")[0]}, 400)
    except (OSError, sqlite3.Error):
        _log.exception("the conversations cannot be read or written")
        return reply({"error": "对话没有保存，详情见日志"}, 500)
    return reply({"error": _NONE}, 404) if done is None else reply(done)


def _forget_strangers(accounts: Accounts, path: Path) -> None:
    """Remove what accounts had that are no more; nothing while the file of accounts is absent, empty or damaged."""
    known = accounts.everyone()
    if known:
        forget_others(path, {owner_of(account) for account in known})


def _done(found: bool) -> dict[str, bool] | None:
    return {"done": True} if found else None


def _field(body: bytes, name: str) -> str:
    """Read a text of a small JSON object; InputError where there is none."""
    try:
        value = json.loads(body)[name]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError("没有看懂 (no such field)") from error
    if not isinstance(value, str):
        raise InputError("没有看懂 (no text)")
    return value
