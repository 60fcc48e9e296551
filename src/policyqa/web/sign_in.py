"""Signing in and out: who a request comes from, the form, and the routes behind it."""

from __future__ import annotations

import asyncio
import hmac
import logging
import re
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, quote

from starlette.requests import Request

from policyqa.web.accounts import Account, Accounts
from policyqa.web.sessions import IDLE_S, Failures, Sessions
from policyqa.web.sign_in_form import LANGUAGE_COOKIE, Language, form_page, language_of

SESSION_COOKIE = "policyqa_session"
FORM_COOKIE = "policyqa_form"
SIGN_IN_PATHS = frozenset({"/sign-in", "/policyqa/sign-in.css", "/favicon.ico", "/robots.txt"})
"""What is open to those who have not signed in."""
SIGN_IN_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
MAX_FORM_BYTES = 4_000

_WAITING = 16
_BEARER = re.compile(rb"[Bb]earer {1,3}([\x21-\x7e]{1,200})")
_NEXT = re.compile(r"/(?:original)?(?:\?[\w\-.~%=&+*!'(),:;@/]{0,1500})?", re.ASCII)
_log = logging.getLogger(__name__)


class Gate:
    """Tells who a request comes from: by the cookie of a session, or by a program's key."""

    def __init__(self, accounts: Accounts, sessions: Sessions | None = None, failures: Failures | None = None) -> None:
        self.accounts = accounts
        self.sessions = sessions or Sessions(accounts)
        self.failures = failures or Failures()
        self._hashing = asyncio.Semaphore(1)
        self._waiting = 0

    def account_of(self, headers: Mapping[bytes, bytes]) -> Account | None:
        """Give whose request it is, None for a stranger's. A key that is stated counts alone."""
        stated = headers.get(b"authorization")
        if stated is not None:
            bearer = _BEARER.fullmatch(stated)
            return self.accounts.by_key(bearer[1].decode("ascii")) if bearer else None
        token = cookie_of(headers, SESSION_COOKIE)
        return self.sessions.account_of(token) if token else None

    async def sign_in(self, name: str, password: str, address: str) -> Account | float | None:
        """Give the account, None where name and password are no pair, or the seconds to wait before another try.

        One password is hashed at a time, so that many tries at once take neither all cores nor much memory.
        """
        who = (f"name {name[:64]}", f"address {address}")
        if self._waiting >= _WAITING:
            return 5.0
        self._waiting += 1
        try:
            async with self._hashing:
                wait = self.failures.wait_s(*who)
                if wait > 0:
                    return wait
                account = await asyncio.to_thread(self.accounts.sign_in, name, password)
                if account is None:
                    self.failures.note(*who)
                else:
                    self.failures.forget(who[0])
                return account
        finally:
            self._waiting -= 1


def account_in(scope: Mapping[str, Any]) -> Account | None:
    """Give whose request it is, of its ASGI scope; None where there are no accounts.

    In a function of Gradio's, with a parameter `request: gr.Request`, that is `request.request.scope`.
    """
    account: Account | None = scope.get("policyqa.account")
    return account


def cookie_of(headers: Mapping[bytes, bytes], name: str) -> str:
    """Give a cookie's value, "" where it is not sent; the first one where it is sent twice."""
    for part in headers.get(b"cookie", b"").decode("latin-1")[:8000].split(";"):
        key, _, value = part.strip().partition("=")
        if key == name:
            return value[:200]
    return ""


def sign_in_address(path: str, query: bytes) -> str:
    """Give the address of the form that leads back to a page of ours afterwards."""
    back = next_of(f"{path}?{query.decode('latin-1')}" if query else path)
    return "/sign-in" if back == "/" else f"/sign-in?next={quote(back, safe='')}"


def next_of(raw: str) -> str:
    """Give where to go after signing in: the page or a document with its query, "/" for anything else."""
    return raw if _NEXT.fullmatch(raw) else "/"


def add_sign_in_routes(app: Any, gate: Gate) -> None:
    """Add the form and what it does to a FastAPI application."""
    from fastapi.responses import HTMLResponse, RedirectResponse

    def page(request: Request, fields: Mapping[str, str], said: str = "", number: int = 0, status: int = 200) -> Any:
        token, language = secrets.token_urlsafe(24), _language(request, fields)
        back, name = next_of(fields.get("next", "/")), fields.get("name", "")
        reply = HTMLResponse(form_page(language, token, back, name, said, number), status)
        _set_cookie(reply, request, FORM_COOKIE, token, 3600)
        if request.method == "GET" and fields.get("language") == language:
            _keep_language(reply, request, language)
        return reply

    def show(request: Request, next: str = "/", language: str = "") -> Any:
        """Show the form, or the page to those who have signed in."""
        if gate.account_of(_headers(request)) is not None:
            return RedirectResponse(next_of(next), 303)
        return page(request, {"next": next, "language": language})

    async def enter(request: Request) -> Any:
        """Sign in."""
        fields = await _fields(request)
        expected = cookie_of(_headers(request), FORM_COOKIE)
        if not expected or not hmac.compare_digest(expected.encode(), fields.get("form", "").encode()):
            return page(request, fields, "登录页面已过期，请再试一次。", status=403)
        address = request.client.host if request.client else ""
        outcome = await gate.sign_in(fields.get("name", ""), fields.get("password", ""), address)
        if isinstance(outcome, float):
            minutes = max(1, round(outcome / 60 + 0.5))
            reply = page(request, fields, "登录失败次数太多，请约{}分钟后再试。", minutes, status=429)
            reply.headers["Retry-After"] = str(int(outcome) + 1)
            return reply
        if outcome is None:
            _log.warning("a sign-in from %s failed", address)
            return page(request, fields, "用户名或密码不对。", status=401)
        gate.sessions.end(cookie_of(_headers(request), SESSION_COOKIE))
        reply = RedirectResponse(next_of(fields.get("next", "/")), 303)
        if _language(request, fields) == "en":  # what follows the form speaks as it did
            _keep_language(reply, request, "en")
        _set_cookie(reply, request, SESSION_COOKIE, gate.sessions.start(outcome), IDLE_S)
        reply.delete_cookie(FORM_COOKIE)
        return reply

    def leave(request: Request) -> Any:
        """Sign out."""
        gate.sessions.end(cookie_of(_headers(request), SESSION_COOKIE))
        reply = RedirectResponse("/sign-in", 303)
        reply.delete_cookie(SESSION_COOKIE)
        return reply

    def account(request: Request) -> Any:
        """Tell who has signed in."""
        known = account_in(request.scope)
        return {"name": known.name, "role": known.role} if known else {}

    app.add_api_route("/account", account, methods=["GET"])
    app.add_api_route("/sign-in", show, methods=["GET"])
    app.add_api_route("/sign-in", enter, methods=["POST"])
    app.add_api_route("/sign-out", leave, methods=["POST"])


async def _fields(request: Request) -> dict[str, str]:
    """Read a small form; what is too long or no form has no fields."""
    data = bytearray()
    async for chunk in request.stream():
        data += chunk
        if len(data) > MAX_FORM_BYTES:
            return {}
    try:
        fields = parse_qs(data.decode("utf-8"), keep_blank_values=True, max_num_fields=8)
    except ValueError:
        return {}
    return {name: values[0] for name, values in fields.items()}


def _headers(request: Request) -> dict[bytes, bytes]:
    return dict(request.scope["headers"])


def _language(request: Request, fields: Mapping[str, str]) -> Language:
    kept = cookie_of(_headers(request), LANGUAGE_COOKIE)
    return language_of(fields.get("language", ""), kept, request.headers.get("accept-language", ""))


def _keep_language(reply: Any, request: Request, language: Language) -> None:
    """Let the page speak it too; its script reads this cookie, and it says nothing of anybody."""
    secure = request.url.scheme == "https"
    reply.set_cookie(LANGUAGE_COOKIE, language, max_age=365 * 86_400, path="/", samesite="lax", secure=secure)


def _set_cookie(reply: Any, request: Request, name: str, value: str, seconds: int) -> None:
    secure = request.url.scheme == "https"
    reply.set_cookie(name, value, max_age=seconds, path="/", httponly=True, samesite="lax", secure=secure)
