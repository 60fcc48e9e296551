"""The tab that checks a draft: where everything stands and what follows a press."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from functools import partial
from typing import Any

from policyqa.checking.draft import MAX_DRAFT_CHARS
from policyqa.checking.types import CheckedDraft
from policyqa.web.assistants import CheckerLike
from policyqa.web.chat import Failure
from policyqa.web.check_markup import claims_html, draft_html, failure_html, progress_html
from policyqa.web.checks import Drafts, Results, Step, check_in_steps

CHECKING = 2
_ASKED = f"粘贴要核对的文字，最多{MAX_DRAFT_CHARS}个字。每个数字都会与文件逐一对照。"
_EMPTY = "请先粘贴要核对的文字。"

Update = tuple[Any, ...]
Html = Callable[..., Any]


def build_check_tab(gr: Any, html: Html, checker: CheckerLike, drafts: Drafts, results: Results) -> None:
    """Put the tab's parts where they are called for, inside an open `gradio.Tab`.

    Args:
        gr: the module gradio.
        html: shows one block of escaped HTML: `html(gr, value, elem_id)`.
        checker: what checks.
        drafts: uploaded drafts.
        results: where results are kept for the exports.
    """
    with gr.Row(elem_id="pq-check"):
        with gr.Column(scale=6, min_width=320, elem_id="pq-check-side"):
            box = _draft_box(gr)
            shown = html(gr, "", "pq-checked")
            with gr.Row(elem_id="pq-check-actions"):
                run = gr.Button("核对", variant="primary", elem_id="pq-check-run", scale=0, min_width=120)
                stop = gr.Button("停止", elem_id="pq-check-stop", scale=0, min_width=96, visible=False)
                edit = gr.Button("修改草稿", elem_id="pq-check-edit", scale=0, min_width=120, visible=False)
        with gr.Column(scale=5, min_width=320, elem_id="pq-claims-side"):
            html(gr, '<h2 class="pq-side-title">核对依据</h2>')
            claims = html(gr, claims_html(None), "pq-claims")
    outputs = [box, shown, claims, run, stop, edit]
    quiet = {"show_progress": "hidden", "api_visibility": "private"}
    event = run.click(
        _checking(gr, checker, drafts, results), [box], outputs,
        concurrency_limit=CHECKING, concurrency_id="check", **quiet,
    )  # fmt: skip
    stop.click(partial(_back, gr), None, outputs, cancels=[event], **quiet)
    edit.click(partial(_back, gr), None, outputs, **quiet)


def _draft_box(gr: Any) -> Any:
    return gr.Textbox(
        elem_id="pq-draft-box",
        label="草稿",
        placeholder=_ASKED,
        lines=14,
        max_lines=14,
        max_length=4 * MAX_DRAFT_CHARS,  # what is longer is refused in words; this keeps a request within its limit
        html_attributes=gr.InputHTMLAttributes(autocorrect="off", spellcheck=False, autocomplete="off"),
    )


def _checking(
    gr: Any, checker: CheckerLike, drafts: Drafts, results: Results
) -> Callable[[str], AsyncIterator[Update]]:
    """Give what follows a press on 核对."""

    async def check(text: str) -> AsyncIterator[Update]:
        if not (text or "").strip():
            yield (gr.skip(), failure_html(_EMPTY), gr.skip(), gr.skip(), gr.skip(), gr.skip())
            return
        yield _busy(gr, 0, 0)
        async for event in check_in_steps(lambda tell: drafts.check(checker, text, tell)):
            yield _after(gr, event, results)

    return check


def _after(gr: Any, event: Step | CheckedDraft | Failure, results: Results) -> Update:
    if isinstance(event, Step):
        return _busy(gr, event.done, event.total)
    if isinstance(event, Failure):
        return (gr.update(visible=True), failure_html(event.message), claims_html(None), *_buttons(gr, "run"))
    shown = draft_html(event, results.keep(event))
    return (gr.update(visible=False), shown, claims_html(event), *_buttons(gr, "edit"))


def _busy(gr: Any, done: int, total: int) -> Update:
    return (gr.skip(), progress_html(done, total), gr.skip(), *_buttons(gr, "stop"))


def _back(gr: Any) -> Update:
    return (gr.update(visible=True), "", claims_html(None), *_buttons(gr, "run"))


def _buttons(gr: Any, shown: str) -> list[Any]:
    """Show one of the three buttons, hide the others."""
    return [gr.update(visible=name == shown) for name in ("run", "stop", "edit")]
