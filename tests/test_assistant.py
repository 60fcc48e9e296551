"""The assistant: stages in order, a new generation is followed, what is missing is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from policyqa.assistant import STAGES, Assistant
from policyqa.errors import IndexMissing
from policyqa.index.building import build_index
from policyqa.settings import Settings

DAY = date(2025, 6, 1)


def write(corpus: Path, growth: str) -> None:
    corpus.mkdir(exist_ok=True)
    text = f"# 株洲市2025年政府工作报告\n\n2025年1月8日\n\n## 二、2025年目标任务\n\n地区生产总值增长{growth}。\n"
    (corpus / "report.md").write_text(text, encoding="utf-8")


@pytest.fixture
def built(tmp_path: Path) -> Settings:
    settings = Settings(corpus=tmp_path / "corpus", index=tmp_path / "index")
    write(settings.corpus, "5.5%")
    build_index(settings.corpus, settings.index, settings)
    return settings


def test_a_new_generation_answers_without_reopening(built: Settings) -> None:
    assistant = Assistant(built.index, built)
    assert assistant.ask("株洲市2025年GDP增长目标", (), DAY).answer == "5.5%"
    write(built.corpus, "6.5%以上")
    build_index(built.corpus, built.index, built)
    assert assistant.ask("株洲市2025年GDP增长目标", (), DAY).answer == "6.5%以上"


def test_stages_are_told_in_order(built: Settings) -> None:
    told: list[str] = []
    Assistant(built.index, built).ask("株洲市2025年GDP增长目标", (), DAY, on_stage=told.append)
    assert tuple(told) == STAGES


def test_without_a_model_questions_are_still_answered(built: Settings, tmp_path: Path) -> None:
    assistant = Assistant(built.index, replace(built, model=str(tmp_path / "no-model")))
    assert assistant.ask("株洲市2025年GDP增长目标", (), DAY).answer == "5.5%"


def test_a_folder_without_an_index_is_told(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing):
        Assistant(tmp_path, Settings())


def test_an_unknown_document_is_a_key_error(built: Settings) -> None:
    with pytest.raises(KeyError):
        Assistant(built.index, built).document("none.md")


def test_starter_questions_are_answered_by_the_documents(built: Settings) -> None:
    assistant = Assistant(built.index, built)
    starters = assistant.starters()
    assert starters
    assert all(assistant.ask(question, (), DAY).found for question in starters)
