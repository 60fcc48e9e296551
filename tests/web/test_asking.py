"""What follows presses in the chat, without a browser: turns, notices, suggestions."""

from __future__ import annotations

import asyncio
import json
import threading
from dataclasses import replace
from typing import Any

import pytest
import web_fakes as fakes

from policyqa.index.restricting import Filters
from policyqa.types import Scope
from policyqa.web.answers import Answers
from policyqa.web.asking import CHIPS, AskHandlers, ask_handlers


class Components:
    """Stands in for gradio: updates are what they were made of, a skip is None."""

    @staticmethod
    def update(**changes: Any) -> dict[str, Any]:
        return changes

    @staticmethod
    def skip() -> None:
        return None


@pytest.fixture
def desk() -> tuple[AskHandlers, fakes.FakeAssistant, Answers]:
    assistant, answers = fakes.FakeAssistant(), Answers()
    return ask_handlers(Components, assistant, answers, 500), assistant, answers


Desk = tuple[AskHandlers, fakes.FakeAssistant, Answers]


def last(stream: Any) -> Any:
    async def collect() -> Any:
        return [update async for update in stream][-1]

    return asyncio.run(collect())


def command(**said: Any) -> str:
    return json.dumps(said)


def test_a_question_is_asked_within_the_filters(desk: Desk) -> None:
    handlers, assistant, _ = desk
    chat, _, _, turns, *_ = last(handlers.respond("问", (), ["2021"], [], [], ["shili.txt"]))
    assert assistant.filters[-1] == Filters(years=("2021",), documents=("shili.txt",))
    assert "按筛选只查了1份文件（2021年、指定的1份文件）。" in chat[-1]["content"]
    assert turns[0].name in chat[-1]["content"]
    chat, *_ = last(handlers.respond("问", (), ["1999"], [], [], []))
    assert "没有符合筛选条件的文件" in chat[-1]["content"]


def test_asking_again_takes_the_place_of_the_last_turn_only(desk: Desk) -> None:
    handlers, assistant, answers = desk
    first = last(handlers.respond("第一问", (), [], [], [], []))[3]
    both = last(handlers.respond("第二问", first, [], [], [], []))[3]
    again = last(handlers.obey(command(do="again", name=both[1].name), both, [], [], [], []))[3]
    assert [turn.question for turn in again] == ["第一问", "第二问"]
    assert again[1].name != both[1].name
    assert assistant.asked[-1] == ("第二问", ("第一问",))
    more = last(handlers.obey(command(do="again", name=both[0].name), both, [], [], [], []))[3]
    assert [turn.question for turn in more] == ["第一问", "第二问", "第一问"]
    assert answers.get(more[2].name) is not None


def test_a_changed_scope_is_asked_with_what_was_before_it(desk: Desk) -> None:
    handlers, assistant, _ = desk
    scope = Scope(("2021",), (), (), (), "target")
    assistant.answers["2021年目标"] = replace(fakes.found("2021年目标"), asked=scope, resolved_question="目标是多少?")
    turns = last(handlers.respond("2021年目标", (), [], [], [], []))[3]
    said = command(do="rescope", name=turns[0].name, part="years", old="2021", new="")
    turns = last(handlers.obey(said, turns, [], [], [], []))[3]
    assert assistant.scopes[-1] == replace(scope, years=())
    assert assistant.asked[-1] == ("2021年目标", ())
    assert turns[-1].question == turns[-1].asked == "目标是多少？"
    last(handlers.respond("那2023年呢", turns, [], [], [], []))
    assert assistant.asked[-1] == ("那2023年呢", ("2021年目标", "目标是多少？"))


@pytest.mark.parametrize("said", ["", "x", command(do="again", name="gone"), command(do="reopen", turns=[{}])])
def test_what_cannot_be_done_is_said_and_changes_no_turn(desk: Desk, said: str) -> None:
    handlers, assistant, _ = desk
    turns = last(handlers.respond("问", (), [], [], [], []))[3]
    chat, panel, _, kept, *_ = last(handlers.obey(said, turns, [], [], [], []))
    assert 'role="alert"' in chat[-1]["content"]
    assert len(chat) == 3
    assert panel is kept is None
    assert len(assistant.asked) == 1


def test_suggestions_are_made_for_one_at_a_time(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    handlers, assistant, _ = desk
    assistant.answers["问"] = replace(fakes.found("问"), suggestions=())
    turns = last(handlers.respond("问", (), [], [], [], []))[3]
    assert handlers.suggest(turns)[0] == {"value": "示例区2023年新引进5000万元以上项目目标是多少？", "visible": True}
    assert handlers.suggest(()) == [None] * CHIPS
    begun, release = threading.Event(), threading.Event()

    def slow(*_: object) -> list[str]:
        begun.set()
        release.wait(10)
        return []

    monkeypatch.setattr(assistant, "follow_ups", slow)
    first = threading.Thread(target=handlers.suggest, args=(turns,))
    first.start()
    assert begun.wait(5)
    assert handlers.suggest(turns) == [None] * CHIPS
    release.set()
    first.join(5)


def test_an_answers_own_suggestions_stay(desk: Desk) -> None:
    handlers, _, _ = desk
    turns = last(handlers.respond("2021年目标", (), [], [], [], []))[3]
    assert handlers.suggest(turns) == [None] * CHIPS


@pytest.mark.parametrize("leaving", ["refresh", "respond"])
def test_a_conversation_left_gets_no_suggestions_any_more(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, leaving: str
) -> None:
    """The person pressed 新对话, or asked on, while they were made: they would stand below something else."""
    handlers, assistant, _ = desk
    assistant.answers["问"] = replace(fakes.found("问"), suggestions=())
    turns = last(handlers.respond("问", (), [], [], [], []))[3]

    def follow_ups(*_: object) -> list[str]:
        if leaving == "refresh":
            handlers.refresh(turns)
        else:
            last(handlers.respond("再问", turns, [], [], [], []))
        return ["来得太晚"]

    monkeypatch.setattr(assistant, "follow_ups", follow_ups)
    assert handlers.suggest(turns) == [None] * CHIPS
