"""What follows a question, a press on a tag, a reopened conversation: the turns, the panel and the next questions."""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from policyqa.errors import InputError, PolicyQAError
from policyqa.present import chinese_marks
from policyqa.types import Answer
from policyqa.web.answers import Answers, Asked, Given, now, state_of
from policyqa.web.assistants import AssistantLike
from policyqa.web.chat import (
    MAX_TURNS,
    Failure,
    Turn,
    ask_in_stages,
    chat_messages,
    clean_question,
    earlier_questions,
    plain_line,
    shown_answer,
    shown_failure,
    working_html,
)
from policyqa.web.commands import Again, Reopen, Repeat, Rescope, parse_command
from policyqa.web.filters import filter_choices, filter_notice, filters_of
from policyqa.web.markup import evidence_html
from policyqa.web.scope_tags import changed_scope

CHIPS = 4
FOLLOW_UPS = 2
SUGGESTING_WAIT_S = 0.5
"""Suggestions are made for one person at a time; where many ask at once, some go without, and no answer waits."""

LEFT_KEPT = 256
"""Answers left behind whose suggestions may still be under way; one takes seconds."""

Turns = tuple[Turn, ...]
Update = tuple[Any, ...]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AskHandlers:
    """The functions behind the chat's events. All but `suggest` give chat, evidence, box, turns and the chips.

    `respond` and `obey` take a text, the turns and the filters' values, the others the turns alone.
    """

    respond: Callable[..., AsyncIterator[Update]]
    obey: Callable[..., AsyncIterator[Update]]
    refresh: Callable[[Turns], Update]
    offer: Callable[[], Update]
    suggest: Callable[[Turns], Any]
    stopped: Callable[[Turns], Update]


def ask_handlers(gr: Any, assistant: AssistantLike, answers: Answers, max_chars: int) -> AskHandlers:
    """Give the functions behind the chat's events, over one assistant and the answers kept."""
    desk = _Desk(gr, assistant, answers, max_chars)
    return AskHandlers(desk.respond, desk.obey, desk.refresh, desk.offer, desk.suggest, desk.stopped)


class _Desk:
    """Holds what every handler needs; of conversations only which answers were lately left behind."""

    def __init__(self, gr: Any, assistant: AssistantLike, answers: Answers, max_chars: int) -> None:
        self.gr = gr
        self.assistant = assistant
        self.answers = answers
        self.max_chars = max_chars
        self.suggesting = threading.Lock()
        self.left: deque[str] = deque(maxlen=LEFT_KEPT)
        self.idle = {"submit_btn": "提问", "stop_btn": False}
        self.busy = {"value": "", "submit_btn": False, "stop_btn": "停止"}

    async def respond(self, raw: str, turns: Turns, *filters: object) -> AsyncIterator[Update]:
        """Answer what was typed or a chip's question."""
        question, notice = clean_question(raw or "", self.max_chars)
        if not question:
            yield (self.gr.skip(),) * (4 + CHIPS)
            return
        self._leave(turns)
        asked = Asked(question, tuple(earlier_questions(turns)), within=filters_of(filters))
        async for update in self._ask(asked, turns, notice):
            yield update

    async def obey(self, raw: str, turns: Turns, *filters: object) -> AsyncIterator[Update]:
        """Do what the page's script asks."""
        self._leave(turns)
        try:
            command = parse_command(raw or "", self.max_chars)
            if isinstance(command, Reopen):
                yield self._reopened(command)
                return
            asked, turns, notice = self._meant(command, turns, filters)
        except InputError as error:
            failed = Turn("", shown_failure(str(error).split(" (")[0]))
            shown = [*chat_messages(turns), *chat_messages([failed])[1:]]
            yield (shown, self.gr.skip(), self.gr.skip(), self.gr.skip(), *[self.gr.skip()] * CHIPS)
            return
        async for update in self._ask(asked, turns, notice):
            yield update

    def _meant(
        self, command: Again | Rescope | Repeat, turns: Turns, filters: Sequence[object]
    ) -> tuple[Asked, Turns, str]:
        """Give what to ask, after which turns, and what to say with the answer."""
        if isinstance(command, Repeat):
            same = command.documents == self._state()
            notice = "文档与链接生成时相同。" if same else "链接生成之后文档有增删或改动，答案可能与当时不同。"
            return command.asked, turns, notice
        given = self.answers.get(command.name)
        if given is None:
            raise InputError("这次回答已不在，请重新提问 (the answer is no longer kept)")
        if isinstance(command, Again):
            kept = turns[:-1] if turns and turns[-1].name == command.name else turns
            return given.asked, kept, ""
        documents = self.assistant.index.documents()
        scope = changed_scope(given.answer.asked, command.part, command.old, command.new, documents)
        return replace(given.asked, scope=scope, within=filters_of(filters)), turns, ""

    async def _ask(self, asked: Asked, turns: Turns, notice: str) -> AsyncIterator[Update]:
        skip, state = self.gr.skip(), self._state()
        async for event in ask_in_stages(self.assistant, asked.question, asked.earlier, asked.scope, asked.within):
            if isinstance(event, str):
                shown = [*chat_messages(turns), *chat_messages([Turn(asked.question, working_html(event))])]
                yield (shown, skip, self.gr.update(**self.busy), skip, *self._chips([]))
                continue
            turn, panel, ahead = self._settled(asked, event, notice, state)
            turns = (*turns, turn)[-MAX_TURNS:]
            yield (chat_messages(turns), panel, self.gr.update(**self.idle), turns, *self._chips(ahead))

    def _settled(self, asked: Asked, event: Answer | Failure, notice: str, state: str) -> tuple[Turn, str, list[str]]:
        """Give the turn, the evidence panel and the next questions of an outcome."""
        if isinstance(event, Failure):
            return Turn(asked.question, shown_failure(event.message)), evidence_html(None), []
        notice += filter_notice(asked.within, self.assistant.index.documents())
        turn = self._turn(Given(asked, event, state, now()), notice)
        return turn, evidence_html(event), list(event.suggestions)

    def _turn(self, given: Given, notice: str = "") -> Turn:
        name = self.answers.keep(replace(given, answer=replace(given.answer, hits=())))
        by_hand = given.asked.scope is not None
        resolved = chinese_marks(plain_line(given.answer.resolved_question)) if by_hand else ""
        shown = shown_answer(given.answer, notice, name)
        return Turn(resolved or given.asked.question, shown, resolved, name)

    def _reopened(self, command: Reopen) -> Update:
        turns = tuple(self._turn(given) for given in command.turns)
        panel = evidence_html(command.turns[-1].answer if command.turns else None)
        box = self.gr.update(value="", **self.idle)
        return (chat_messages(turns), panel, box, turns, *self._chips([]))

    def _state(self) -> str:
        return state_of(self.assistant.index.documents())

    def refresh(self, turns: Turns) -> Update:
        """Begin anew, with questions to start from."""
        self._leave(turns)
        starters = self.assistant.starters(CHIPS)
        return ([], evidence_html(None), self.gr.update(value="", **self.idle), (), *self._chips(starters))

    def offer(self) -> Update:
        """Give the filters their choices."""
        return tuple(self.gr.update(choices=each) for each in filter_choices(self.assistant.index.documents()))

    def suggest(self, turns: Turns) -> Any:
        """Give the chips their questions after an answer that brought none, while it is the last one shown."""
        given = self.answers.get(turns[-1].name) if turns else None
        skipped = [self.gr.skip()] * CHIPS
        if given is None or given.answer.suggestions or not self.suggesting.acquire(timeout=SUGGESTING_WAIT_S):
            return skipped
        try:
            ahead = self.assistant.follow_ups(given.answer, FOLLOW_UPS, given.asked.within)
        except PolicyQAError:
            _log.exception("no questions to follow")
            return skipped
        finally:
            self.suggesting.release()
        return skipped if turns[-1].name in self.left else self._chips(ahead)

    def _leave(self, turns: Turns) -> None:
        if turns:
            self.left.append(turns[-1].name)

    def stopped(self, turns: Turns) -> Update:
        """Show the turns before the one that was stopped."""
        return chat_messages(turns), self.gr.update(**self.idle)

    def _chips(self, questions: list[str]) -> list[Any]:
        padded = [*(chinese_marks(plain_line(question)) for question in questions), *[""] * CHIPS][:CHIPS]
        return [self.gr.update(value=question, visible=bool(question)) for question in padded]
