"""What happens in a conversation: cleaning a question, asking it in stages, keeping the turns. No Gradio here."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from policyqa.errors import PolicyQAError
from policyqa.index.restricting import Filters
from policyqa.types import Answer, Scope
from policyqa.web.assistants import AssistantLike
from policyqa.web.markup import answer_html, inline, question_html

STAGES = ("理解问题", "检索", "核对数字", "作答")
MAX_TURNS = 40
EARLIER_QUESTIONS = 8
_ACTIONS = (
    ("pq-copy", "复制", "复制回答"),
    ("pq-again", "重答", "重新回答"),
    ("pq-share", "链接", "复制链接，打开即再问一次"),
    ("pq-good", "有用", "这个回答有用"),
    ("pq-bad", "有误", "这个回答有误"),
)
AT_WORK = threading.BoundedSemaphore(2)
"""How many questions are worked on at a time; the others have been told their first stage and wait here.

Measured by benchmarks/load.py (20 at once, median to the first words, other work on the machine): 4 at a time 2.3 s,
2 1.5 s, 1 1.4 s; more than one so that a slow question does not hold up all others.
"""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what stands below it in the chat, as HTML.

    `asked` is what a later question is completed from, where that is not the question itself; `name` what the answer
    is kept under.
    """

    question: str
    shown: str
    asked: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Failure:
    """What a person is told where asking failed."""

    message: str


def clean_question(raw: str, max_chars: int) -> tuple[str, str]:
    """Give the question to ask and a notice, "" where nothing was cut.

    Blanks round it, control characters and lone surrogates are dropped before it is cut to `max_chars`.
    """
    question = plain_line(raw[: max_chars * 4])
    cut = len(question) > max_chars or len(raw) > max_chars * 4
    return question[:max_chars], f"问题超过{max_chars}个字，只取了前{max_chars}个字。" if cut else ""


def plain_line(text: str) -> str:
    """Give `text` on one line, without control characters, lone surrogates and blanks round it."""
    line = "".join(c if c.isprintable() or c == "\u200d" else " " for c in text).strip()
    return line.encode("utf-8", "ignore").decode("utf-8")


async def ask_in_stages(
    assistant: AssistantLike,
    question: str,
    earlier: Sequence[str],
    scope: Scope | None = None,
    within: Filters | None = None,
) -> AsyncIterator[str | Answer | Failure]:
    """Ask in a thread of its own; give each stage's name as it begins, then the answer or a failure.

    A stage that is over before anybody was told of it is left out: each costs the page some 5 ms. A consumer that
    stops early, at any moment, leaves the thread to end by itself.
    """
    loop = asyncio.get_running_loop()
    events: asyncio.Queue[str | Answer | Failure] = asyncio.Queue()

    def tell(event: str | Answer | Failure) -> None:
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(events.put_nowait, event)

    def later(stage: str) -> None:
        if stage != STAGES[0]:  # the first is told before the wait for a place
            tell(stage)

    def ask() -> Answer:
        return assistant.ask(question, earlier, on_stage=later, scope=scope, within=within)

    threading.Thread(target=_ask, args=(ask, tell), name="policyqa-ask", daemon=True).start()
    while True:
        event = await events.get()
        while isinstance(event, str) and not events.empty():
            event = events.get_nowait()
        yield event
        if not isinstance(event, str):
            return


def _ask(ask: Callable[[], Answer], tell: Callable[[str | Answer | Failure], None]) -> None:
    tell(STAGES[0])
    try:
        with AT_WORK:
            tell(ask())
    except PolicyQAError:
        _log.exception("the index cannot be asked")
        tell(Failure("暂时无法回答：索引不可用。请稍后再试，或请管理员查看日志。"))
    except Exception:  # whatever it is, the page must go on; the details are the administrator's
        _log.exception("asking failed")
        tell(Failure("回答时出错，请换一种问法再试。"))


def earlier_questions(turns: Sequence[Turn]) -> list[str]:
    """Give the questions that a follow-up is completed from, oldest first."""
    return [turn.asked or turn.question for turn in turns[-EARLIER_QUESTIONS:]]


def chat_messages(turns: Sequence[Turn]) -> list[dict[str, str]]:
    """Give `turns` as Gradio's chat messages; every content is one escaped HTML block."""
    return [
        message
        for turn in turns
        for message in (
            {"role": "user", "content": question_html(turn.question)},
            {"role": "assistant", "content": turn.shown},
        )
    ]


def working_html(stage: str) -> str:
    """Give the line that shows how far an answer is."""
    at = STAGES.index(stage) if stage in STAGES else 0
    steps = "".join(
        f'<span class="pq-step {"pq-done" if i < at else "pq-now" if i == at else ""}">{name}</span>'
        for i, name in enumerate(STAGES)
    )
    return f'<div class="pq-working" role="status">{steps}</div>'


def shown_answer(answer: Answer, notice: str, name: str = "") -> str:
    """Give an answer as it stands in the chat, with what can be done with it; `name` is what it is kept under."""
    shown = _ACTIONS if name else _ACTIONS[:1]
    buttons = "".join(
        f'<button class="{kind}" type="button" value="{name}" title="{title}">{words}</button>'
        for kind, words, title in shown
    )
    marked = f' id="pq-turn-{name}"' if name else ""
    actions = f'<p class="pq-actions">{buttons}</p>'
    return f'<div class="pq-turn"{marked}>{answer_html(answer, notice, name)}{actions}</div>'


def shown_failure(message: str) -> str:
    """Give a failure as it stands in the chat."""
    return f'<div class="pq-answer pq-failure" role="alert"><p>{inline(message)}</p></div>'
