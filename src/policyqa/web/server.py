"""Serving the page: the application with all its routes, and the process that listens."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from socket import AF_INET, AF_INET6, SO_REUSEADDR, SOL_SOCKET, socket
from typing import Any

from policyqa.errors import InputError
from policyqa.index.reporting import BuildReport, Progress
from policyqa.settings import Settings
from policyqa.web.accounts import Accounts, read_accounts
from policyqa.web.answer_routes import add_answer_routes
from policyqa.web.answers import Answers
from policyqa.web.api.mcp import has_mcp
from policyqa.web.api.routes import Programs
from policyqa.web.assistants import AssistantLike
from policyqa.web.check_routes import add_check_routes
from policyqa.web.checks import MAX_DRAFT_BYTES, Drafts, Results
from policyqa.web.conversation_routes import add_conversation_routes
from policyqa.web.conversation_store import MAX_CONVERSATION_BYTES, store_beside
from policyqa.web.document_routes import add_document_routes
from policyqa.web.library import Library
from policyqa.web.offline import import_gradio
from policyqa.web.original_routes import add_original_routes
from policyqa.web.page import TITLE, build_page
from policyqa.web.rebuild import Build, Rebuilds
from policyqa.web.security import Edits, Guard, is_loopback
from policyqa.web.sign_in import MAX_FORM_BYTES, Gate, add_sign_in_routes

STATIC = Path(__file__).parent / "static"
MAX_CONNECTIONS = 800
"""Beyond it 503; a page that is open holds two. Below the 1,024 files that a process may usually open."""
_KINDS = {".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml"}
_HEAD = (
    '<link rel="stylesheet" href="/policyqa/page.css"><link rel="stylesheet" href="/policyqa/work.css">'
    '<link rel="stylesheet" href="/policyqa/ask.css">'
    '<script defer src="/policyqa/page.js"></script><script defer src="/policyqa/check.js"></script>'
    '<script defer src="/policyqa/documents.js"></script><script defer src="/policyqa/ask.js"></script>'
    '<script defer src="/policyqa/keeping.js"></script><script defer src="/policyqa/conversations.js"></script>'
    '<script defer src="/policyqa/following.js"></script><script defer src="/policyqa/preview.js"></script>'
    '<link rel="stylesheet" href="/policyqa/access.css"><script defer src="/policyqa/settings.js"></script>'
    '<script defer src="/policyqa/language.js"></script><script defer src="/policyqa/access.js"></script>'
    '<meta name="color-scheme" content="light dark">'
)
_ACCOUNT_HEAD = '<link rel="stylesheet" href="/policyqa/account.css"><script defer src="/policyqa/account.js"></script>'
_FONTS = ["Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "Source Han Sans SC", "system-ui", "sans-serif"]
_MONO = ["Noto Sans Mono CJK SC", "ui-monospace", "Consolas", "monospace"]


def build_app(assistant: AssistantLike, settings: Settings | None = None) -> Any:
    """Build the whole web application over `assistant`: page, API, whole documents, behind the guard (ASGI).

    What changes documents is there only for those whom `settings.allow_edits` names. Where `settings.accounts` holds
    accounts, everything but the form for signing in is for those who have signed in, and changes are for editors.
    """
    settings = settings or Settings()
    gate = Gate(Accounts(settings.accounts)) if read_accounts(settings.accounts) else None
    edits = edits_of(settings, gate is not None)
    sizes = {"/sign-in": MAX_FORM_BYTES, "/sign-out": MAX_FORM_BYTES}
    sizes |= {"/conversations/keep": MAX_CONVERSATION_BYTES}
    sizes |= {"/check/draft": MAX_DRAFT_BYTES, "/documents/upload": settings.max_file_mb * 1_000_000}
    app = _in_event_loop(lambda: _build_app(assistant, settings, edits, gate))
    return Guard(app, edits, sizes, gate, programs_of(settings))


def programs_of(settings: Settings) -> Edits:
    """Give whom the routes for programs are open to where there are no accounts."""
    if settings.programs != "yes":
        return "no"
    return "local" if is_loopback(settings.host) else "yes"


def edits_of(settings: Settings, accounts: bool = False) -> Edits:
    """Give whom the editing routes are open to; "local" is "no" where the page listens on other addresses.

    With `accounts` they are open to editors wherever they are, unless the setting is "no".
    """
    if accounts:
        return "no" if settings.allow_edits == "no" else "yes"
    if settings.allow_edits == "local" and is_loopback(settings.host):
        return "local"
    return "yes" if settings.allow_edits == "yes" else "no"


def _in_event_loop(build: Callable[[], Any]) -> Any:
    """Call `build` where an event loop runs: without one Gradio makes one for each of its locks and closes none."""
    import asyncio

    async def call() -> Any:
        return build()

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(call())
    return build()


def _build_app(assistant: AssistantLike, settings: Settings, edits: Edits, gate: Gate | None) -> Any:
    gr = import_gradio()
    from fastapi import FastAPI

    programs = Programs(assistant) if settings.programs == "yes" else None
    lifespan = programs.lifespan if programs else None
    app = FastAPI(title=TITLE, docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    if programs is not None:
        programs.add_routes(app)
    drafts, results, answers = Drafts(), Results(), Answers()
    _add_static(app)
    add_answer_routes(app, assistant, answers, settings.feedback)
    if gate is not None:
        add_sign_in_routes(app, gate)
        add_conversation_routes(app, gate.accounts, store_beside(settings.accounts))
    add_check_routes(app, drafts, results, uploads=edits != "no")
    library = Library(settings, lambda: assistant.index.documents())
    add_original_routes(app, assistant, library)
    add_document_routes(app, library, None if edits == "no" else Rebuilds(_build_of(settings)))
    gr.mount_gradio_app(
        app,
        build_page(assistant, settings.max_question_chars, drafts, results, answers),
        path="/",
        server_name=settings.host,
        server_port=settings.port,
        footer_links=[],
        run_history=False,
        allowed_paths=[],
        max_file_size="16kb",
        show_error=False,
        ssr_mode=False,
        enable_monitoring=False,
        pwa=False,
        mcp_server=False,
        favicon_path=str(STATIC / "favicon.svg"),
        theme=_theme(gr),
        head=_HEAD if gate is None else _HEAD + _ACCOUNT_HEAD,
    )
    return app


def _build_of(settings: Settings) -> Build:
    """Give what brings the index up to date with the corpus."""

    def build(tell: Callable[[Progress], None]) -> BuildReport:
        from policyqa.index.building import build_index

        settings.corpus.mkdir(parents=True, exist_ok=True)
        return build_index(settings.corpus, settings.index, settings, report=tell)

    return build


def serve(settings: Settings, announce: Callable[[str], None] | None = None) -> None:
    """Serve the page on `settings.host` and `settings.port` until interrupted.

    `announce` is told in Chinese what goes on: that an index is built first where there is none, and the address
    once it listens. A damaged index, neither index nor corpus, an address that is taken, or one that others reach
    while there are no accounts is a `PolicyQAError`.

    Args:
        settings: `index`, `corpus`, `host`, `port`, `max_question_chars` and what building an index needs.
        announce: called with one line at a time; nothing is printed otherwise.
    """
    say = announce or (lambda _: None)
    check_who_may_come(settings, say)
    listener = _listen(settings.host, settings.port)
    with closing(listener):
        _serve(settings, listener, say)


def check_who_may_come(settings: Settings, say: Callable[[str], None]) -> None:
    """Tell where passwords or answers cross the network in the clear.

    Raises:
        InputError: others than this machine would reach the page and there are no accounts, or their file will not do.
    """
    known = read_accounts(settings.accounts)
    if is_loopback(settings.host):
        return
    if not known and settings.open_to_network_without_accounts != "yes":
        raise InputError(
            f"will not listen on {settings.host} without accounts, since whoever reaches it could ask and read every"
            " document: add one with policyqa accounts add NAME --role editor, or, if that is what you want, say"
            " --open-to-network-without-accounts"
        )
    if known:
        say("注意：没有TLS时，密码和问答在网络上是明文。请在前面放一个带TLS的反向代理。")
    else:
        say("注意：没有账号，凡是能连到这个地址的人都可以提问并阅读全部文件。")


def _serve(settings: Settings, listener: socket, say: Callable[[str], None]) -> None:
    import uvicorn

    assistant = open_assistant(settings, say)
    config = uvicorn.Config(
        build_app(assistant, settings),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_keep_alive=30,
        limit_concurrency=MAX_CONNECTIONS,
        timeout_graceful_shutdown=2,
        ws="none",
    )
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    port = listener.getsockname()[1]
    address = f"http://{host}:{port}/"
    if settings.programs == "yes":
        also = "mcp" if has_mcp() else "（没有安装mcp，/mcp不可用）"
        say(f"程序接口：{address}api/… {address}v1/chat/completions {address}{also}")
    server = _make_server(config, lambda: say(f"已就绪：{address} （按 Ctrl+C 结束）"))
    with suppress(KeyboardInterrupt):  # Ctrl+C is how it ends
        server.run(sockets=[listener])


def _listen(host: str, port: int) -> socket:
    """Bind the address before the index is opened, so that a taken port is told at once."""
    listener = socket(AF_INET6 if ":" in host else AF_INET)
    try:
        listener.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        listener.bind((host, port))
    except (OSError, OverflowError) as error:
        listener.close()
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot listen on {host}:{port} ({reason}): choose another --host or --port") from error
    return listener


def open_assistant(settings: Settings, say: Callable[[str], None]) -> AssistantLike:
    """Open the assistant over `settings.index`; where there is no index, build it from `settings.corpus` first."""
    from policyqa.assistant import Assistant
    from policyqa.errors import IndexMissing

    try:
        assistant: AssistantLike = Assistant(settings.index, settings)
    except IndexMissing:
        from policyqa.index.building import build_index

        say(f"还没有索引，先从 {settings.corpus} 建立……")
        report = build_index(settings.corpus, settings.index, settings)
        say(f"索引建好了：{report.documents} 份文件，{report.figures} 个数字，用时 {report.seconds:.0f} 秒。")
        assistant = Assistant(settings.index, settings)
    return assistant


def _add_static(app: Any) -> None:
    from fastapi import HTTPException
    from fastapi.responses import FileResponse

    def static(name: str) -> FileResponse:
        """Give one of the page's own files."""
        path = STATIC / name
        if name not in {entry.name for entry in STATIC.iterdir()} or path.suffix not in _KINDS:
            raise HTTPException(404)
        return FileResponse(path, media_type=_KINDS[path.suffix])

    app.add_api_route("/policyqa/{name}", static, methods=["GET"])


def _theme(gr: Any) -> Any:
    """Give a quiet theme: system fonts, one blue, little rounding."""
    return gr.themes.Base(
        primary_hue=gr.themes.colors.blue,
        neutral_hue=gr.themes.colors.slate,
        radius_size=gr.themes.sizes.radius_md,
        font=_FONTS,
        font_mono=_MONO,
    )


def _make_server(config: Any, started: Callable[[], None]) -> Any:
    """Give a uvicorn server that calls `started` once it listens."""
    import uvicorn

    class AnnouncingServer(uvicorn.Server):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            if self.started:
                started()

    return AnnouncingServer(config)
