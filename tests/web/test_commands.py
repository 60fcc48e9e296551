"""What the page's script may ask of the server, and the records that a browser keeps: read strictly, shown escaped."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
import web_fakes as fakes
from web_payloads import PAYLOADS

from policyqa.errors import InputError
from policyqa.index.restricting import Filters
from policyqa.types import Scope
from policyqa.web.answers import ANSWERS_KEPT, Answers, Asked, Given, state_of
from policyqa.web.commands import Again, Reopen, Repeat, Rescope, parse_command
from policyqa.web.records import given_of, record_of
from policyqa.web.scope_tags import changed_scope, choices, tags_html

ASKED = Asked("2021年目标", ("前",), Scope(("2021",), ("341802",), ("宣州区",), (), "target"), Filters(years=("2021",)))
GIVEN = Given(ASKED, replace(fakes.compared("比"), disagreement=(fakes.figure(),)), "abc", "2026-01-01T00:00:00+00:00")


def test_a_record_comes_back_whole_but_for_the_hits() -> None:
    record = json.loads(json.dumps(record_of(replace(GIVEN, answer=fakes.found()))))
    assert given_of(record) == replace(GIVEN, answer=replace(fakes.found(), hits=()))
    assert given_of(json.loads(json.dumps(record_of(GIVEN)))) == GIVEN


def broken(change: Any) -> object:
    record = json.loads(json.dumps(record_of(GIVEN)))
    change(record)
    return record


@pytest.mark.parametrize(
    "record",
    [
        None, [], "x", {}, {"asked": {}},
        broken(lambda r: r["answer"].update(found="yes")),
        broken(lambda r: r["answer"].update(text="长" * 20_001)),
        broken(lambda r: r["answer"].update(rows=[["a"]] * 201)),
        broken(lambda r: r["answer"].update(rows="abc")),
        broken(lambda r: r["answer"]["figures"][0].update(status="sure")),
        broken(lambda r: r["answer"]["citations"][0].update(label="1")),
        broken(lambda r: r["answer"]["citations"][0].update(start=10**12)),
        broken(lambda r: r["answer"]["citations"][0].update(marks=[[1, 2]])),
        broken(lambda r: r.pop("at")),
        broken(lambda r: r["asked"].update(earlier=[1])),
    ],
)  # fmt: skip
def test_what_is_no_record_is_refused(record: object) -> None:
    with pytest.raises(InputError):
        given_of(record)


def test_commands_are_read() -> None:
    assert parse_command('{"do": "again", "name": "a"}', 500) == Again("a")
    said = {"do": "rescope", "name": "a", "part": "years", "old": "2021", "new": ""}
    assert parse_command(json.dumps(said), 500) == Rescope("a", "years", "2021", "")
    link = {
        "do": "repeat",
        "question": " 目标\u0000" + "长" * 600,
        "earlier": ["前"],
        "scope": None,
        "documents": "abc",
    }
    read = parse_command(json.dumps(link), 500)
    assert isinstance(read, Repeat)
    assert len(read.asked.question) == 500
    assert (read.asked.earlier, read.asked.scope, read.documents) == (("前",), None, "abc")
    again = parse_command(json.dumps({"do": "reopen", "turns": [record_of(GIVEN)] * 50}), 500)
    assert again == Reopen((GIVEN,) * 40)


@pytest.mark.parametrize(
    "raw",
    [
        "", "[]", "null", "{}", '{"do": "x"}', '{"do": "again"}', '{"do": "again", "name": 1}', "[" * 100_000,
        '{"do": "rescope", "name": "a", "part": "text", "old": "", "new": ""}',
        '{"do": "repeat", "question": ""}', '{"do": "repeat", "question": "a", "scope": {"years": "2021"}}',
        '{"do": "repeat", "question": "a", "within": {"years": [1]}}',
        '{"do": "reopen", "turns": {}}', '{"do": "reopen", "turns": [{}]}', '{"do": ["again"]}',
        '{"do": "again", "name": "' + "a" * 1_000_000 + '"}',
    ],
)  # fmt: skip
def test_what_is_no_command_is_refused(raw: str) -> None:
    with pytest.raises(InputError):
        parse_command(raw, 500)


def test_the_oldest_answers_are_forgotten() -> None:
    answers = Answers()
    names = [answers.keep(GIVEN) for _ in range(ANSWERS_KEPT + 1)]
    assert len(set(names)) == ANSWERS_KEPT + 1
    assert answers.get(names[0]) is None
    assert answers.get(names[1]) is GIVEN


def test_the_state_of_the_documents_is_their_content() -> None:
    document = fakes.indexed(fakes.document())
    assert state_of([document]) == state_of([replace(document, row=7)]) or document.row == 7
    assert state_of([document]) != state_of([replace(document, sha256="1" * 64)])
    assert state_of([document]) != state_of([replace(document, metadata=replace(document.metadata, years=("2020",)))])


DOCUMENTS = [
    fakes.indexed(replace(d, metadata=replace(d.metadata, region=region, region_name=name, years=years)))
    for d, region, name, years in (
        (fakes.document("a"), "341802", "宣州区", ("2021", "2023")),
        (fakes.document("b"), "340803", "大观区", ("2022",)),
        (fakes.document("c"), "341802", "宣城经开区", ("2021-2025",)),
    )
]


def test_choices_are_those_of_the_documents() -> None:
    offered = choices(DOCUMENTS)
    assert [value for value, _ in offered["years"]] == ["2023", "2022", "2021"]
    assert dict(offered["places"]) == {"341802": "宣州区", "340803": "大观区", "宣城经开区": "宣城经开区"}


@pytest.mark.parametrize(
    ("part", "old", "new", "expected"),
    [
        ("years", "2021", "", Scope((), ("341802",), ("宣州区",), (), "target")),
        ("years", "2021", "2022", Scope(("2022",), ("341802",), ("宣州区",), (), "target")),
        ("years", "", "2022", Scope(("2021", "2022"), ("341802",), ("宣州区",), (), "target")),
        ("years", "2021", "1999", Scope(("2021",), ("341802",), ("宣州区",), (), "target")),
        ("places", "341802", "", Scope(("2021",), (), (), (), "target")),
        ("places", "341802", "340803", Scope(("2021",), ("340803",), ("大观区",), (), "target")),
        ("places", "341802", "宣城经开区", Scope(("2021",), (), (), ("宣城经开区",), "target")),
        ("places", "341802", "<script>", Scope(("2021",), ("341802",), ("宣州区",), (), "target")),
        ("status", "target", "", Scope(("2021",), ("341802",), ("宣州区",), (), "unknown")),
        ("status", "target", "actual", Scope(("2021",), ("341802",), ("宣州区",), (), "actual")),
        ("text", "target", "", Scope(("2021",), ("341802",), ("宣州区",), (), "target")),
    ],
)
def test_one_part_of_a_scope_is_changed(part: str, old: str, new: str, expected: Scope) -> None:
    scope = Scope(("2021",), ("341802",), ("宣州区",), (), "target")
    assert changed_scope(scope, part, old, new, DOCUMENTS) == expected


def test_tags_that_the_question_asked_for_can_be_taken_away() -> None:
    answer = replace(fakes.found(), asked=Scope(("2021",), (), (), (), "target"))
    shown = tags_html(answer)
    assert shown.count("pq-tag-drop") == 2
    assert 'value="years|2021"' in shown
    assert "pq-filled" in shown, "the place was filled in by the answer"


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_hostile_scope_stays_text(payload: str) -> None:
    scope = Scope((payload,), (payload,), (payload,), (payload,))
    shown = tags_html(replace(fakes.found(), asked=scope, scope=scope))
    assert "<script" not in shown.lower()
    assert "<img" not in shown.lower()
    known = len(re.findall(r"</?(?:p|span|button)[ >]|<br>", shown))
    assert shown.count("<") == shown.count(">") == known
