"""The page itself: where everything stands and what follows a press."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from policyqa.present import answer_json
from policyqa.web.answers import Answers
from policyqa.web.asking import CHIPS, AskHandlers, ask_handlers
from policyqa.web.assistants import AssistantLike
from policyqa.web.chat import AT_WORK, clean_question
from policyqa.web.check_page import build_check_tab
from policyqa.web.checks import Drafts, Results
from policyqa.web.filters import build_filters
from policyqa.web.markup import evidence_html
from policyqa.web.offline import import_gradio

TITLE = "政策问答"
CONCURRENT = 6
SHOWN_AT_ONCE = 32  # questions whose first stage is on the page; how many are worked on says chat.AT_WORK
WAITING = 32
_PROMISE = "问政府文件里的指标、目标和数据；答案只取自原文，逐条注明出处。"
_HEADER = f'<header class="pq-header"><h1>{TITLE}</h1><p>{_PROMISE}</p></header>'
_LIBRARY = '<div class="pq-library"><h2 class="pq-side-title">文档</h2></div>'
_WELCOME = '<div class="pq-welcome"><p>问一个数字</p><span>写明年份和地区，答案更准。</span></div>'


def build_page(
    assistant: AssistantLike,
    max_question_chars: int = 500,
    drafts: Drafts | None = None,
    results: Results | None = None,
    answers: Answers | None = None,
) -> Any:
    """Build the Gradio page that asks `assistant`; give a `gradio.Blocks`, queue set, not yet served.

    Its only named endpoint is `/ask`. `drafts`, `results` and `answers` are shared with the routes. What stands in
    the documents tab is put there by `static/documents.js`, the list of conversations by `static/conversations.js`.
    """
    gr = import_gradio()
    with gr.Blocks(title=TITLE, fill_width=True, analytics_enabled=False, delete_cache=(3600, 3600)) as page:
        with gr.Row(elem_id="pq-top"):
            _safe_html(gr, _HEADER)
            gr.Button("历史", elem_id="pq-history", size="sm", scale=0, min_width=72)
            clear = gr.Button("新对话", elem_id="pq-clear", size="sm", scale=0, min_width=96)
        with gr.Tabs(elem_id="pq-tabs"):
            with gr.Tab("问答", id="ask", elem_id="pq-ask-tab"):
                _build_ask_tab(gr, page, ask_handlers(gr, assistant, answers or Answers(), max_question_chars), clear)
            with gr.Tab("核对", id="check", elem_id="pq-check-tab"):
                build_check_tab(gr, _safe_html, assistant, drafts or Drafts(), results or Results())
            with gr.Tab("文档", id="documents", elem_id="pq-documents-tab"), gr.Column(elem_id="pq-documents"):
                _safe_html(gr, _LIBRARY)
        gr.api(_endpoint(assistant, max_question_chars), api_name="ask", concurrency_limit=CONCURRENT)
    page.queue(default_concurrency_limit=CONCURRENT, max_size=WAITING, status_update_rate="auto")
    return page


def _build_ask_tab(gr: Any, page: Any, handlers: AskHandlers, clear: Any) -> None:
    """Put the chat with its evidence beside it where it is called for; `clear` is the button that begins anew."""
    turns = gr.State((), time_to_live=4 * 3600)
    with gr.Row(elem_id="pq-main"):
        with gr.Column(scale=6, min_width=320, elem_id="pq-chat-side"):
            chat = _chatbot(gr)
            with gr.Row(elem_id="pq-chips"):
                chips = [gr.Button("", visible=False, size="sm", elem_classes="pq-chip") for _ in range(CHIPS)]
            filters = build_filters(gr)
            box = _question_box(gr)
        with gr.Column(scale=5, min_width=320, elem_id="pq-evidence-side"):
            _safe_html(gr, '<h2 class="pq-side-title">原文依据</h2>')
            evidence = _safe_html(gr, evidence_html(None), "pq-evidence")
    command = gr.Textbox(visible="hidden", elem_id="pq-command", label="命令")
    send = gr.Button("", visible="hidden", elem_id="pq-send")
    outputs = [chat, evidence, box, turns, *chips]
    asking = {
        "outputs": outputs,
        "concurrency_limit": SHOWN_AT_ONCE,
        "concurrency_id": "ask",
        "show_progress": "hidden",
    }
    private = {"api_visibility": "private"}
    events = [box.submit(handlers.respond, [box, turns, *filters], **asking, **private)]
    events += [chip.click(handlers.respond, [chip, turns, *filters], **asking, **private) for chip in chips]
    events += [send.click(handlers.obey, [command, turns, *filters], **asking, **private)]
    quiet = {"show_progress": "hidden", **private}
    after = [event.then(handlers.suggest, [turns], chips, **quiet) for event in events]
    box.stop(handlers.stopped, [turns], [chat, box], cancels=events, **private)
    clear.click(handlers.refresh, [turns], outputs, cancels=[*events, *after], **quiet)
    page.load(handlers.refresh, [turns], outputs, **quiet)
    page.load(handlers.offer, None, filters, **quiet)


def _safe_html(gr: Any, value: str, elem_id: str | None = None) -> Any:
    """Show `value`, one HTML block on one line.

    gr.Markdown rather than gr.HTML: that needs 'unsafe-eval' in the page's policy and passes everything through,
    this one cleans (DOMPurify) what is escaped already.
    """
    return gr.Markdown(value, elem_id=elem_id, sanitize_html=True, latex_delimiters=[], container=False, buttons=[])


def _chatbot(gr: Any) -> Any:
    return gr.Chatbot(
        elem_id="pq-chat",
        show_label=False,
        label="对话",
        container=False,
        height=None,
        min_height=260,
        buttons=[],
        latex_delimiters=[],
        sanitize_html=True,
        feedback_options=None,
        placeholder=_WELCOME,
        allow_file_downloads=False,
        group_consecutive_messages=False,
        layout="bubble",
        autoscroll=False,  # ask.js brings the question to the top, so that its answer is read from the beginning
    )


def _question_box(gr: Any, **changes: Any) -> Any:
    return gr.Textbox(
        elem_id="pq-box",
        label="问题",
        show_label=False,
        container=False,
        placeholder="写明年份、地区和指标",
        lines=1,
        max_lines=4,
        autofocus=True,
        submit_btn="提问",
        html_attributes=gr.InputHTMLAttributes(autocorrect="off", spellcheck=False, autocomplete="off"),
        **changes,
    )


def _endpoint(assistant: AssistantLike, max_chars: int) -> Callable[[str, list[str]], dict[str, Any]]:
    def ask(question: str, earlier: list[str] = []) -> dict[str, Any]:  # noqa: B006 - the API shows the default
        """Answer a question about the documents, as the machine interface describes it; `earlier` is oldest first."""
        asked, _ = clean_question(question, max_chars)
        before = [clean_question(text, max_chars)[0] for text in earlier[-20:]]
        with AT_WORK:
            return answer_json(assistant.ask(asked, before))

    return ask
