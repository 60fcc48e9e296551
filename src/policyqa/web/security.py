"""What stands between the network and Gradio: the routes that are open, and the headers of every reply."""

from __future__ import annotations

import re
import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]

OPEN_PATHS = frozenset(
    {
        "/",
        "/config",
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
OPEN_PREFIXES = ("/assets/", "/gradio_api/call/ask/", "/gradio_api/heartbeat/", "/policyqa/", "/static/")
METHODS = frozenset({"GET", "HEAD", "POST"})

PAGE_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self'; "
    "connect-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'self'; "
    "form-action 'none'; frame-ancestors 'self'; object-src 'none'"
)
OTHER_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
FIXED_HEADERS = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"SAMEORIGIN"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)

_SCRIPT = re.compile(rb"<script(?=[\s>])")
_OUTSIDE_META = re.compile(rb'<meta\s{1,20}(?:property|name)="(?:og|twitter):[^>]{0,400}>')


class Guard:
    """ASGI middleware: closes every route that the page does not need and puts the headers on every reply.

    A closed route is 404, another method 405, a POST from a page of another origin 403. Gradio's own CORS headers
    are dropped: no other origin may read a reply.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            return  # the page uses no websocket
        headers = dict(scope["headers"])
        status = refusal(scope["method"], scope["path"], headers)
        if status:
            await _refuse(status, send)
        elif scope["path"] == "/":
            await self._serve_page(scope, receive, send)
        else:
            await self.app(scope, receive, _with_headers(send, OTHER_POLICY))

    async def _serve_page(self, scope: Scope, receive: Receive, send: Send) -> None:
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
                page = rewrite_page(bytes(body), nonce)
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


def refusal(method: str, path: str, headers: MutableMapping[bytes, bytes]) -> int:
    """Give the status with which a request is turned away, 0 for one that may pass."""
    if path not in OPEN_PATHS and not path.startswith(OPEN_PREFIXES):
        return 404
    if method not in METHODS:
        return 405
    origin = headers.get(b"origin")
    if method == "POST" and origin is not None:
        host = urlsplit(origin.decode("latin-1")).netloc
        if host != headers.get(b"host", b"").decode("latin-1"):
            return 403
    return 0


def rewrite_page(page: bytes, nonce: str) -> bytes:
    """Put `nonce` on each script of Gradio's page, name its language, drop its references to other hosts."""
    page = _OUTSIDE_META.sub(b"", page)
    page = page.replace(b'lang="en"', b'lang="zh-CN"', 1)
    return _SCRIPT.sub(b'<script nonce="' + nonce.encode() + b'"', page)


def _with_headers(send: Send, policy: str) -> Send:
    async def sender(message: Message) -> None:
        if message["type"] == "http.response.start":
            dropped = {name for name, _ in FIXED_HEADERS} | {b"server", b"content-security-policy"}
            kept = [
                (name, value)
                for name, value in message.get("headers", [])
                if name.lower() not in dropped and not name.lower().startswith(b"access-control-")
            ]
            message["headers"] = [*kept, *FIXED_HEADERS, (b"content-security-policy", policy.encode())]
        await send(message)

    return sender


async def _refuse(status: int, send: Send) -> None:
    guarded = _with_headers(send, OTHER_POLICY)
    await guarded({"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0")]})
    await guarded({"type": "http.response.body", "body": b""})
