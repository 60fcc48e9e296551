"""What stands between the network and Gradio: the routes that are open, and the headers of every reply."""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from ipaddress import ip_address
from typing import Any, Literal
from urllib.parse import urlsplit

from policyqa.web.accounts import Account
from policyqa.web.sign_in import SIGN_IN_PATHS, SIGN_IN_POLICY, Gate, sign_in_address

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]

OPEN_PATHS = frozenset(
    {
        "/",
        "/check/export",
        "/config",
        "/documents/file",
        "/documents/list",
        "/favicon.ico",
        "/gradio_api/call/ask",
        "/gradio_api/cancel",
        "/gradio_api/info",
        "/gradio_api/queue/data",
        "/gradio_api/queue/join",
        "/gradio_api/reset",
        "/gradio_api/startup-events",
        "/manifest.json",
        "/original",
        "/robots.txt",
        "/theme.css",
    }
)
OPEN_PREFIXES = (
    "/answers/",
    "/assets/",
    "/gradio_api/call/ask/",
    "/gradio_api/heartbeat/",
    "/original/",
    "/policyqa/",
    "/static/",
)
EDIT_PATHS = frozenset(
    {
        "/check/draft",
        "/documents/index",
        "/documents/metadata",
        "/documents/remove",
        "/documents/state",
        "/documents/upload",
    }
)
"""Open only to those who may edit; for everyone else they do not exist."""
ACCOUNT_PATHS = frozenset(
    {
        "/account",
        "/conversations/keep",
        "/conversations/list",
        "/conversations/one",
        "/conversations/remove",
        "/conversations/rename",
        "/sign-in",
        "/sign-out",
    }
)
"""Open only where there are accounts."""
PROGRAM_PATHS = frozenset(
    {
        "/api/ask",
        "/api/check",
        "/api/compare",
        "/api/document",
        "/api/documents",
        "/api/search",
        "/mcp",
        "/v1/chat/completions",
        "/v1/models",
    }
)
"""Open only where programs are let in."""
METHODS = frozenset({"GET", "HEAD", "POST"})
PUBLIC_PREFIXES = ("/assets/", "/policyqa/", "/static/")
"""The page's own files, which a browser may keep; with accounts it keeps nothing else."""
MAX_BODY_BYTES = 1_000_000
"""What a POST may carry, unless it is an upload: a draft of 50,000 characters, each escaped, fits."""

Edits = Literal["local", "yes", "no"]

PAGE_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self'; "
    "connect-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'self'; "
    "form-action 'none'; frame-ancestors 'self'; object-src 'none'"
)
OTHER_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
FIXED_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)

_FORWARDED = (b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-real-ip")
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]{2,45}\]|[^:@/\[\]\s]{1,253})(?::\d{1,5})?")
_SCRIPT = re.compile(rb"<script(?=[\s>])")
_OUTSIDE_META = re.compile(rb'<meta\s{1,20}(?:property|name)="(?:og|twitter):[^>]{0,400}>')


class Guard:
    """ASGI middleware: closes every route that the page does not need and puts the headers on every reply.

    A closed route is 404, another method 405, a POST from a page of another origin 403, one that does not say how
    long it is 411, one that is too long 413. Gradio's own CORS headers are dropped: no other origin may read a reply.
    With a `gate`, strangers are led to the form (a page) or get 401 (anything else). Whose request it is stands in
    the scope as `policyqa.account`.
    """

    def __init__(
        self,
        app: ASGIApp,
        edits: Edits = "no",
        uploads: Mapping[str, int] | None = None,
        gate: Gate | None = None,
        programs: Edits = "no",
    ) -> None:
        """Stand before `app`.

        Args:
            app: what answers.
            edits: whom the routes of `EDIT_PATHS` are open to; with a gate, to editors unless it is "no".
            uploads: of the routes that take files, how many bytes each may be sent.
            gate: tells who a request comes from; None where there are no accounts.
            programs: whom the routes of `PROGRAM_PATHS` are open to; with a gate, to all accounts unless it is "no".
        """
        self.app = app
        self.edits = edits
        self.uploads = uploads or {}
        self.gate = gate
        self.programs = programs

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # the page uses no websocket
        headers = dict(scope["headers"])
        account = self.gate.account_of(headers) if self.gate else None
        editor = self._is_editor(headers, account)
        status = self._refusal(scope, headers, account, editor)
        if status == 401 and scope["method"] == "GET" and scope["path"] in ("/", "/original"):
            await _refuse(303, send, sign_in_address(scope["path"], scope.get("query_string", b"")))
        elif status:
            await _refuse(status, send)
        elif scope["path"] == "/":
            await self._serve_page({**scope, "policyqa.account": account}, receive, send, editor)
        else:
            private = self.gate is not None and not scope["path"].startswith(PUBLIC_PREFIXES)
            policy = SIGN_IN_POLICY if scope["path"] == "/sign-in" else OTHER_POLICY
            await self.app({**scope, "policyqa.account": account}, receive, _with_headers(send, policy, private))

    def _is_editor(self, headers: Mapping[bytes, bytes], account: Account | None) -> bool:
        if self.gate is None:
            return may_edit(self.edits, headers)
        return self.edits != "no" and account is not None and account.role == "editor"

    def _refusal(self, scope: Scope, headers: Mapping[bytes, bytes], account: Account | None, editor: bool) -> int:
        method, path = scope["method"], scope["path"]
        known = path in ACCOUNT_PATHS and self.gate is not None
        if path in PROGRAM_PATHS:
            known = self.programs != "no" and (self.gate is not None or may_edit(self.programs, headers))
        status = refusal(method, path, headers, editor, known)
        if not status and self.gate is not None and account is None and path not in SIGN_IN_PATHS:
            status = 401
        return status or length_refusal(method, headers, self.uploads.get(path, MAX_BODY_BYTES))

    async def _serve_page(self, scope: Scope, receive: Receive, send: Send, editor: bool) -> None:
        """Serve Gradio's page with a nonce on its inline scripts, in Chinese, without references to other hosts."""
        nonce = secrets.token_urlsafe(16)
        plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
        start: Message = {}
        body = bytearray()

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            if message["type"] != "http.response.body":  # Starlette's test client is told of templates too
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body"):
                page = rewrite_page(bytes(body), nonce, editor, scope.get("policyqa.account"))
                kept = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
                start["headers"] = [
                    *kept,
                    (b"content-length", str(len(page)).encode()),
                    (b"cache-control", b"no-store"),
                ]
                guarded = _with_headers(send, PAGE_POLICY.format(nonce=nonce))
                await guarded(start)
                await guarded({"type": "http.response.body", "body": page})

        await self.app({**scope, "headers": plain}, receive, collect)


def refusal(method: str, path: str, headers: Mapping[bytes, bytes], editor: bool = False, known: bool = False) -> int:
    """Give the status with which a request is turned away, 0 for one that may pass; `known` opens a path besides."""
    is_open = path in OPEN_PATHS or path.startswith(OPEN_PREFIXES) or (editor and path in EDIT_PATHS)
    if not is_open and not known:
        return 404
    if method not in METHODS:
        return 405
    if method == "POST" and _is_foreign(headers):
        return 403
    return 0


def _is_foreign(headers: Mapping[bytes, bytes]) -> bool:
    """Tell whether a page of another origin sends this; a program that is no browser states no origin."""
    if headers.get(b"sec-fetch-site", b"none") in (b"cross-site", b"same-site"):
        return True
    if b"origin" not in headers:
        return False
    try:
        sender = urlsplit(headers[b"origin"].decode("latin-1")).netloc
    except ValueError:
        return True
    return sender != headers.get(b"host", b"").decode("latin-1")


def length_refusal(method: str, headers: Mapping[bytes, bytes], most: int) -> int:
    """Give the status with which a POST is turned away for its length, 0 for one that may pass."""
    if method != "POST":
        return 0
    length = headers.get(b"content-length", b"")
    if not length.isdigit() or b"transfer-encoding" in headers:
        return 411
    return 413 if len(length) > 15 or int(length) > most else 0


def may_edit(edits: Edits, headers: Mapping[bytes, bytes]) -> bool:
    """Tell whether a request may reach the routes that change something.

    With "local" it must be addressed to this machine by a loopback name and not be passed on by a proxy: a page of
    another host whose name was rebound to 127.0.0.1 still sends that name.
    """
    if edits != "local":
        return edits == "yes"
    if any(name in headers for name in _FORWARDED):
        return False
    host = _HOST.fullmatch(headers.get(b"host", b"").decode("latin-1"))
    return host is not None and is_loopback(host[1].strip("[]"))


def is_loopback(host: str) -> bool:
    """Tell whether `host`, a name or an address, is this machine to itself.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("127.0.0.1.example.org")
    (True, True, True, False)
    """
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def rewrite_page(page: bytes, nonce: str, editor: bool = False, account: Account | None = None) -> bytes:
    """Put `nonce` on each script of Gradio's page, name its language, drop its references to other hosts.

    An `editor`'s page says so to our scripts, which then offer what changes documents, and an account's page whose
    it is, so that they offer to sign out; names hold nothing that an attribute would have to escape.
    """
    page = _OUTSIDE_META.sub(b"", page)
    named = 'lang="zh-CN"' + (' data-edits="yes"' if editor else "")
    named += f' data-account="{account.name}"' if account else ""
    page = page.replace(b'lang="en"', named.encode(), 1)
    return _SCRIPT.sub(b'<script nonce="' + nonce.encode() + b'"', page)


def _with_headers(send: Send, policy: str, private: bool = False) -> Send:
    """Put the fixed headers and the policy on a reply; a `private` one is kept by nobody."""
    fixed = [*FIXED_HEADERS, (b"content-security-policy", policy.encode())]
    if policy == SIGN_IN_POLICY:  # with no-referrer a browser sends the form with `Origin: null`
        fixed.append((b"referrer-policy", b"same-origin"))
        fixed.remove((b"referrer-policy", b"no-referrer"))
    if private:
        fixed.append((b"cache-control", b"no-store"))
    dropped = {name for name, _ in fixed} | {b"server"}

    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [
                (name, value)
                for name, value in message.get("headers", [])
                if name.lower() not in dropped and not name.lower().startswith(b"access-control-")
            ]
            message["headers"] = [*kept, *fixed]
        await send(message)

    return sender


async def _refuse(status: int, send: Send, location: str = "") -> None:
    guarded = _with_headers(send, OTHER_POLICY, private=True)
    headers = [(b"content-length", b"0")]
    if status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    if location:
        headers.append((b"location", location.encode("ascii")))
    await guarded({"type": "http.response.start", "status": status, "headers": headers})
    await guarded({"type": "http.response.body", "body": b""})
