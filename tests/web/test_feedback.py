"""What people say of answers: written by a press only, replaced by the next one, exported as harmless CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import web_fakes as fakes

from policyqa.cli import main
from policyqa.errors import InputError
from policyqa.index.restricting import Filters
from policyqa.settings import Settings
from policyqa.web.answers import Answers, Asked, Given
from policyqa.web.feedback import COLUMNS, REASONS, judgements, judgements_csv, record_judgement, withdraw_judgement


def given(question: str = "2021年目标") -> Given:
    asked = Asked(question, ("前一问",), within=Filters(years=("2021",)))
    return Given(asked, replace(fakes.found(question), question=question), "abc", "2026-01-01T00:00:00+00:00")


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "below" / "feedback.sqlite3"


def test_nothing_is_written_before_a_press(log: Path) -> None:
    assert list(judgements(log)) == []
    withdraw_judgement(log, "a")
    assert not log.exists()


def test_a_judgement_holds_question_answer_sources_and_state_of_the_documents(log: Path) -> None:
    record_judgement(log, "a", given(), "bad", "出处错")
    (row,) = judgements(log)
    assert (row["verdict"], row["reason"], row["question"]) == ("bad", "出处错", "2021年目标")
    assert row["answer"] == "135个以上"
    assert json.loads(row["earlier"]) == ["前一问"]
    assert json.loads(row["within"])[0] == ["2021"]
    assert json.loads(row["sources"])[0]["quote"] == fakes.SENTENCE
    assert row["documents"] == "abc"
    assert log.stat().st_mode & 0o077 == 0, "for its owner's eyes only"


def test_the_last_word_on_an_answer_counts_and_can_be_taken_back(log: Path) -> None:
    record_judgement(log, "a", given(), "bad", "答案错")
    record_judgement(log, "a", given(), "good")
    record_judgement(log, "b", given("另一问"), "good")
    assert [row["verdict"] for row in judgements(log)] == ["good", "good"]
    withdraw_judgement(log, "a")
    assert [row["question"] for row in judgements(log)] == ["另一问"]
    assert "2021年目标".encode() not in log.read_bytes(), "what is taken back is gone from the file"


@pytest.mark.parametrize(
    ("verdict", "reason"), [("bad", ""), ("bad", "不好"), ("good", "答案错"), ("", ""), ("none", "")]
)
def test_other_words_are_refused(log: Path, verdict: str, reason: str) -> None:
    with pytest.raises(InputError, match="原因"):
        record_judgement(log, "a", given(), verdict, reason)
    assert not log.exists()


@pytest.mark.parametrize(
    "question", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "\ud800坏"]
)
def test_the_export_holds_no_formula(log: Path, question: str) -> None:
    record_judgement(log, "a", given(question), "good")
    rows = list(csv.reader(io.StringIO(judgements_csv(log))))
    assert tuple(rows[0]) == COLUMNS
    assert not [cell for cell in rows[1] if cell.lstrip()[:1] in ("=", "+", "-", "@") or cell[:1] in ("\t", "\r")]


def test_the_command_line_exports(log: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.csv"
    assert main(["feedback", "--feedback", str(log), "--export", str(out)]) == 2
    assert "nobody" in capsys.readouterr().err
    record_judgement(log, "a", given(), "bad", "该拒答")
    assert main(["feedback", "--feedback", str(log), "--export", str(out)]) == 0
    assert "该拒答" in out.read_text(encoding="utf-8-sig")
    log.write_bytes(b"no database at all" * 100)
    assert main(["feedback", "--feedback", str(log), "--export", str(out)]) == 2


@pytest.fixture
def served(log: Path) -> Iterator[tuple[Any, Answers]]:
    """A client of the routes alone, and the answers behind them."""
    from fastapi import FastAPI
    from fastapi.testclient import TestClient

    from policyqa.web.answer_routes import add_answer_routes

    app, answers = FastAPI(), Answers()
    add_answer_routes(app, fakes.FakeAssistant(), answers, log)
    with TestClient(app) as client:
        yield client, answers


def test_the_route_takes_judgements_of_kept_answers_only(served: tuple[Any, Answers], log: Path) -> None:
    client, answers = served
    name = answers.keep(given())
    for reason in REASONS:
        reply = client.post("/answers/judgement", json={"name": name, "verdict": "bad", "reason": reason})
        assert reply.status_code == 200
    assert [row["reason"] for row in judgements(log)] == [REASONS[-1]]
    assert client.post("/answers/judgement", json={"name": "0" * 24, "verdict": "good"}).status_code == 404
    assert client.post("/answers/judgement", json={"name": name, "verdict": "none"}).status_code == 200
    assert list(judgements(log)) == []


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b"null", b'{"name": 1, "verdict": "good"}', b"[" * 5000, b'{"name": "a"}', b"\xff"]
)
def test_the_route_takes_nothing_else(served: tuple[Any, Answers], log: Path, body: bytes) -> None:
    assert served[0].post("/answers/judgement", content=body).status_code == 400
    assert not log.exists()


def test_the_setting_names_the_file() -> None:
    from policyqa.settings import load_settings

    assert load_settings({"POLICYQA_FEEDBACK": "/var/lib/x.db"}).feedback == Path("/var/lib/x.db")
    assert Settings().feedback == Path("feedback.sqlite3")
