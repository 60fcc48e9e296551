"""The whole product in Chromium: the sample corpus is indexed, served, asked, and its evidence opened."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from test_browser import PHONE, QUESTION, WIDE, Visit, until
from web_site import Site

from policyqa.settings import Settings

pytestmark = pytest.mark.browser

SCREENSHOTS = Path(__file__).parents[2] / "docs" / "screenshots"


def test_building_a_missing_index_is_announced_and_its_end(sample: tuple[Settings, list[str]]) -> None:
    assert ["建立" in line for line in sample[1]] == [True, False]
    assert "索引建好了" in sample[1][1]


@pytest.mark.parametrize(
    ("name", "viewport", "dark"), [("wide", WIDE, False), ("phone", PHONE, False), ("dark", WIDE, True)]
)
def test_question_answer_citation_and_document(
    chromium: Any, real_site: Site, name: str, viewport: dict[str, int], dark: bool
) -> None:
    visit = Visit(chromium, real_site.url, viewport, dark)
    page = visit.page
    visit.ask(QUESTION)
    page.wait_for_selector(".pq-answer .pq-figure")
    assert page.locator(".pq-answer > *").first.inner_text() == "135个以上"
    prose = page.locator(".pq-answer").inner_text()
    assert "宣州区" in prose
    assert "2021年" in prose
    card = page.locator(".pq-card").first
    assert "135个以上" in card.locator("mark").all_inner_texts()
    assert card.locator("h3").inner_text()
    shot(page, f"answer-{name}.png")
    card.locator("a.pq-original").click()
    frame = page.frame_locator("#pq-dialog iframe")
    until(lambda: "135个以上" in frame.locator("mark").all_inner_texts())
    box = frame.locator("mark").first.bounding_box()
    assert box is not None
    assert 0 < box["y"] < viewport["height"], "the marked passage is in sight"
    if name == "wide":
        shot(page, "original-wide.png")
    page.keyboard.press("Escape")
    visit.check_clean()
    visit.close()


def test_follow_up_and_refusal(chromium: Any, real_site: Site) -> None:
    visit = Visit(chromium, real_site.url, WIDE)
    page = visit.page
    visit.ask(QUESTION)
    page.wait_for_selector(".pq-figure")
    visit.ask("那2023年呢？")
    until(lambda: page.locator(".pq-figure").count() == 2)
    assert page.locator(".pq-figure").last.inner_text() == "450个以上"
    visit.ask("2035年宣州区新引进5000万元以上项目目标是多少")
    page.wait_for_selector(".pq-refusal")
    assert "2035" in page.locator(".pq-refusal").inner_text()
    visit.check_clean()
    visit.close()


def test_every_starter_question_has_an_answer(chromium: Any, real_site: Site) -> None:
    visit = Visit(chromium, real_site.url, WIDE)
    count = len(real_site.assistant.starters(4))
    assert count >= 2
    until(lambda: visit.page.locator(".pq-chip:visible").count() == count)
    for number in range(count):
        visit.page.locator(".pq-chip:visible").nth(number).click()
        visit.page.wait_for_selector(".pq-answer")
        assert visit.page.locator(".pq-refusal").count() == 0, visit.page.locator("#pq-chat").inner_text()
        visit.page.click("#pq-clear")
        visit.page.wait_for_selector(".pq-welcome")
        until(lambda: visit.page.locator(".pq-chip:visible").count() == count)
    visit.close()


def shot(page: Any, name: str, kept: bool = True) -> None:
    """Write a screenshot into the folder POLICYQA_SCREENSHOTS, where that is set.

    With 1 those that are `kept` go to the README's folder.
    """
    folder = os.environ.get("POLICYQA_SCREENSHOTS")
    if folder and (kept or folder != "1"):
        page.wait_for_timeout(700)
        target = SCREENSHOTS if folder == "1" else Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=target / name)
