"""The preview of a marker [1] in Chromium: what it shows, what it covers, and how one gets to it and away from it."""

from __future__ import annotations

from typing import Any

import pytest
from test_browser import PHONE, QUESTION, WIDE, Visit, until
from test_browser_access import COMPARISON, ask
from test_end_to_end import shot
from web_access import axe_findings
from web_site import Site

pytestmark = pytest.mark.browser

OPEN = ".pq-preview"
BOXES = """() => {
  const box = (element) => element.getBoundingClientRect().toJSON();
  const rows = [...document.querySelectorAll(".pq-turn:last-child :is(tr, p, li)")].map(box);
  return { preview: box(document.querySelector(".pq-preview")), rows, height: innerHeight, width: innerWidth };
}"""
"""Where the preview and the lines of the answer stand."""


def covered(page: Any, below: float = -1) -> list[dict[str, float]]:
    """Give the lines of the answer that the preview lies over, of those that begin at `below` or under it."""
    seen = page.evaluate(BOXES)
    over = seen["preview"]
    assert over["left"] >= 0
    assert over["top"] >= 0
    assert over["right"] <= seen["width"]
    assert over["bottom"] <= seen["height"]
    return [
        row
        for row in seen["rows"]
        if row["left"] < over["right"]
        and over["left"] < row["right"]
        and row["top"] < over["bottom"]
        and over["top"] < row["bottom"]
        and row["top"] >= below
    ]


@pytest.mark.parametrize("larger", [False, True])
def test_it_stands_beside_the_answer_and_the_mouse_can_go_to_it(chromium: Any, real_site: Site, larger: bool) -> None:
    visit = Visit(chromium, real_site.url, WIDE)
    page = visit.page
    if larger:
        page.click("#pq-larger")
    ask(visit, COMPARISON)
    markers = page.locator(".pq-table tbody a.pq-ref")
    markers.nth(0).hover()
    page.wait_for_selector(OPEN)
    assert covered(page) == []
    if not larger:
        shot(page, "preview.png", kept=False)
    assert "90" in page.inner_text(f"{OPEN} mark")
    from_box, to_box = markers.nth(0).bounding_box(), page.locator(OPEN).bounding_box()
    page.mouse.move(to_box["x"] + 20, from_box["y"] + 8, steps=25)
    page.wait_for_timeout(400)
    assert page.locator(OPEN).count() == 1, "the way to it and the preview itself keep it open"
    markers.nth(2).hover()
    until(lambda: "80亿元以上" in "".join(page.locator(f"{OPEN} mark").all_inner_texts()))
    page.mouse.move(5, 5)
    page.wait_for_selector(OPEN, state="detached")
    visit.check_clean()
    visit.close()


def test_escape_closes_it_and_a_key_for_the_question_stays_with_the_question(chromium: Any, real_site: Site) -> None:
    visit = Visit(chromium, real_site.url, WIDE)
    page = visit.page
    ask(visit, QUESTION)
    page.fill("#pq-box textarea", "那2023年呢")
    page.hover(".pq-answer a.pq-ref >> nth=0")
    page.wait_for_selector(OPEN)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.keyboard.press("Escape")
    page.wait_for_selector(OPEN, state="detached")
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    visit.check_clean()
    visit.close()


def test_the_keyboards_focus_shows_it_and_leads_into_it(chromium: Any, real_site: Site) -> None:
    visit = Visit(chromium, real_site.url, WIDE)
    page = visit.page
    ask(visit, QUESTION)
    page.locator(".pq-answer .pq-tags button").last.focus()
    page.keyboard.press("Tab")
    page.wait_for_selector(OPEN)
    link = page.locator("a.pq-ref[aria-describedby=pq-preview]")
    assert link.evaluate("e => e === document.activeElement")
    assert axe_findings(page) == []
    page.keyboard.press("Escape")
    page.wait_for_selector(OPEN, state="detached")
    assert page.evaluate("document.activeElement.className") == "pq-ref", "and the focus stays"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.wait_for_selector(OPEN)
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.innerText") == "打开原文"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.className") == "pq-ref"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.wait_for_selector(OPEN)
    page.keyboard.press("Shift+Tab")
    page.wait_for_selector(OPEN, state="detached")
    visit.check_clean()
    visit.close()


def test_a_tap_shows_it_above_what_is_read_next(chromium: Any, real_site: Site) -> None:
    touch = chromium.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    page = touch.new_page()
    page.goto(real_site.url)
    page.wait_for_selector(".pq-chip:visible")
    page.fill("#pq-box textarea", COMPARISON)
    page.keyboard.press("Enter")
    marker = page.locator(".pq-table tbody a.pq-ref").first
    marker.tap()
    page.wait_for_selector(f"{OPEN} mark")
    row = marker.evaluate("e => e.closest('tr').getBoundingClientRect().top")
    assert covered(page, row + 1) == [], "neither the row after it nor what follows"
    shot(page, "preview-phone.png", kept=False)
    page.tap(f"{OPEN} button")
    page.frame_locator("#pq-dialog iframe").locator("mark").first.wait_for()
    touch.close()
