"""In Chromium, over the sample corpus: scope tags, filters, judging, comparing, copying, conversations, links."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_browser import QUESTION, WIDE, Visit, until
from web_site import Site

from policyqa.web.feedback import judgements

pytestmark = pytest.mark.browser

COMPARISON = "宣州区2021年和2023年新引进5000万元以上项目目标"


@pytest.fixture
def visit(chromium: Any, real_site: Site) -> Iterator[Visit]:
    visitor = Visit(chromium, real_site.url, WIDE)
    visitor.context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield visitor
    visitor.close()


def ask(visit: Visit, question: str) -> Any:
    """Ask, and give the answer that follows."""
    before = visit.page.locator(".pq-turn .pq-answer").count()
    visit.ask(question)
    return answered(visit, before + 1)


def answered(visit: Visit, count: int) -> Any:
    until(lambda: visit.page.locator(".pq-turn .pq-answer").count() == count)
    return visit.page.locator(".pq-answer").last


def clipboard(visit: Visit) -> str:
    return str(visit.page.evaluate("navigator.clipboard.readText()"))


def test_the_scope_stands_as_tags_and_changing_one_asks_again(visit: Visit) -> None:
    page = visit.page
    answer = ask(visit, QUESTION)
    tags = answer.locator(".pq-tag-change").all_inner_texts()
    assert tags == ["宣州区", "2021年", "目标"]
    assert answer.locator(".pq-tag-drop").count() == 2, "the place was not asked for"
    sizes = answer.locator(".pq-tag-drop").evaluate_all("all => all.map(e => [e.offsetWidth, e.offsetHeight])")
    assert all(24 <= width <= 36 and height >= 24 for width, height in sizes), "a cross; its words are read out only"
    page.get_by_role("button", name="去掉2021年").click()
    answer = answered(visit, 2)
    assert answer.locator(".pq-figure span").all_inner_texts() == ["2023年450个以上", "2021年135个以上"]
    assert page.locator(".pq-asked").last.inner_text() == "新引进5000万元以上项目目标是多少"
    page.locator(".pq-answer").first.locator(".pq-tag-change", has_text="2021年").click()
    menu = page.locator(".pq-menu")
    menu.locator("button", has_text="2023年").click()
    answer = answered(visit, 3)
    assert answer.locator(".pq-figure").inner_text() == "450个以上"
    ask(visit, "那2021年呢？")
    assert page.locator(".pq-figure").last.inner_text() == "135个以上", "a follow-up builds on the scope set by hand"
    visit.check_clean()


def test_a_menu_of_a_tag_works_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit.page
    answer = ask(visit, QUESTION)
    button = answer.locator(".pq-tag-change", has_text="2021年")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".pq-menu")
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    page.wait_for_selector(".pq-menu", state="detached")
    assert button.evaluate("e => e === document.activeElement")
    visit.check_clean()


def test_filters_restrict_what_is_searched(visit: Visit) -> None:
    page = visit.page
    page.click("#pq-filters button")
    field = page.locator("#pq-filter-places input")
    field.fill("大观")
    page.locator("[role=option]", has_text="大观区").first.click()
    answer = ask(visit, QUESTION)
    assert "pq-refusal" in (answer.get_attribute("class") or "")
    assert "按筛选只查了" in answer.locator(".pq-notice").inner_text()
    assert "大观区" in answer.locator(".pq-notice").inner_text()
    assert ask(visit, "2022年地区生产总值增长目标是多少").locator(".pq-figure").inner_text() == "8.5%左右"
    visit.check_clean()


def test_a_judgement_is_kept_by_a_press_only(visit: Visit, real_site: Site) -> None:
    page, log = visit.page, real_site.feedback  # type: ignore[attr-defined]
    ask(visit, QUESTION)
    assert list(judgements(log)) == []
    page.locator(".pq-bad").last.click()
    assert "不按则不记入" in page.locator(".pq-menu").inner_text()
    page.keyboard.press("Escape")
    assert list(judgements(log)) == []
    page.locator(".pq-bad").last.click()
    page.locator(".pq-menu button", has_text="出处错").click()
    until(lambda: [(row["question"], row["reason"]) for row in judgements(log)] == [(QUESTION, "出处错")])
    until(lambda: page.locator(".pq-bad").last.get_attribute("aria-pressed") == "true")
    page.locator(".pq-bad").last.click()
    until(lambda: list(judgements(log)) == [])
    visit.check_clean()


def test_a_comparison_is_a_table_with_a_chart_that_can_be_sorted_and_kept(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    answer = ask(visit, COMPARISON)
    until(lambda: answer.locator(".pq-chart img").evaluate("e => e.complete && e.naturalWidth") == 720)
    column = "tbody td:nth-child(2)"
    assert answer.locator(column).all_inner_texts() == ["135个以上", "450个以上"]
    assert answer.locator("tbody tr").nth(0).locator("a.pq-ref").count() == 1, "each cell has its citation"
    assert answer.locator(".pq-shared").inner_text() == "目标 · 新引进5000万元以上项目"
    sort = answer.locator("th", has_text="数字").locator("button")
    sort.click()
    assert answer.locator(column).all_inner_texts() == ["450个以上", "135个以上"]
    assert answer.locator("th", has_text="数字").get_attribute("aria-sort") == "descending"
    sort.click()
    assert answer.locator(column).all_inner_texts() == ["135个以上", "450个以上"]
    kept: dict[str, bytes] = {}
    for kind in ("csv", "xlsx", "png"):
        with page.expect_download() as download:
            answer.locator(f"button[name={kind}]").click()
        download.value.save_as(tmp_path / kind)
        kept[kind] = (tmp_path / kind).read_bytes()
    rows = list(csv.DictReader(io.StringIO(kept["csv"].decode("utf-8-sig"))))
    assert [(row["数字"], row["数值"], row["单位"]) for row in rows] == [
        ("135个以上", "135", "个"),
        ("450个以上", "450", "个"),
    ]
    assert kept["xlsx"].startswith(b"PK")
    assert kept["png"].startswith(b"\x89PNG")
    assert int.from_bytes(kept["png"][16:20]) == 1440
    visit.check_clean()


def test_an_answer_is_copied_with_its_sources_and_asked_again_in_its_place(visit: Visit) -> None:
    page = visit.page
    ask(visit, QUESTION)
    page.locator(".pq-copy").last.click()
    until(lambda: clipboard(visit).startswith("135个以上\n"))
    assert "[1] 《" in clipboard(visit)
    name = page.locator(".pq-turn").last.get_attribute("id")
    page.locator(".pq-again").last.click()
    until(lambda: page.locator(".pq-turn").last.get_attribute("id") not in (name, None))
    assert page.locator(".pq-turn").count() == 1
    visit.check_clean()


def test_what_is_offered_next_has_an_answer(visit: Visit) -> None:
    ask(visit, QUESTION)
    chip = visit.page.locator(".pq-chip:visible").first
    until(lambda: "新引进5000万元以上项目" in chip.inner_text() and "2023" in chip.inner_text())
    chip.click()
    assert answered(visit, 2).locator(".pq-figure").inner_text() == "450个以上"
    visit.check_clean()


def test_suggestions_that_come_late_do_not_take_the_place_of_starters(visit: Visit, real_site: Site) -> None:
    import threading

    page, assistant = visit.page, real_site.assistant
    starters = page.locator(".pq-chip:visible").all_inner_texts()
    begun, release = threading.Event(), threading.Event()
    made = assistant.follow_ups

    def late(*given: Any) -> list[str]:
        begun.set()
        release.wait(20)
        return list(made(*given))

    assistant.follow_ups = late
    try:
        ask(visit, QUESTION)
        assert begun.wait(10)
        page.click("#pq-clear")
        page.wait_for_selector(".pq-welcome")
        until(lambda: page.locator(".pq-chip:visible").all_inner_texts() == starters)
        release.set()
        page.wait_for_timeout(1500)
        assert page.locator(".pq-chip:visible").all_inner_texts() == starters
    finally:
        release.set()
        del assistant.follow_ups


def test_conversations_are_kept_found_named_reopened_exported_and_removed(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    ask(visit, QUESTION)
    until(lambda: "135个以上" in str(page.evaluate("localStorage.getItem('policyqa-conversations')")))
    page.click("#pq-clear")
    page.wait_for_selector(".pq-welcome")
    ask(visit, "2022年大观区地区生产总值增长目标是多少")
    until(lambda: page.evaluate("JSON.parse(localStorage.getItem('policyqa-conversations')).length") == 2)
    page.reload()
    page.wait_for_selector(".pq-chip:visible")
    page.click("#pq-history")
    assert page.locator(".pq-talk").count() == 2
    page.locator("#pq-conversations .pq-menu-find").first.fill("135个")
    until(lambda: page.locator(".pq-talk").count() == 1)
    page.locator(".pq-talk button", has_text="改名").click()
    page.locator(".pq-talk .pq-menu-find").fill("我的对话")
    page.keyboard.press("Enter")
    until(lambda: "我的对话" in page.locator(".pq-talk-open").inner_text())
    with page.expect_download() as download:
        page.locator(".pq-talk button", has_text="Markdown").click()
    download.value.save_as(tmp_path / "a.md")
    assert download.value.suggested_filename == "我的对话.md"
    assert (tmp_path / "a.md").read_text(encoding="utf-8").startswith("# 我的对话\n")
    page.locator(".pq-talk-open").click()
    answer = answered(visit, 1)
    assert answer.locator(".pq-figure").inner_text() == "135个以上"
    assert page.locator(".pq-card mark").first.inner_text() == "135个以上"
    ask(visit, "那2023年呢？")
    assert page.locator(".pq-figure").last.inner_text() == "450个以上", "a reopened conversation goes on"
    until(lambda: page.evaluate("JSON.parse(localStorage.getItem('policyqa-conversations'))[0].turns.length") == 2)
    page.click("#pq-history")
    remove = page.locator(".pq-talk", has_text="我的对话").locator("button").last
    remove.click()
    remove.click()
    until(lambda: page.locator(".pq-talk").count() == 1)
    visit.check_clean()


def test_a_link_asks_the_same_again_and_says_whether_documents_changed(visit: Visit) -> None:
    page = visit.page
    ask(visit, QUESTION).locator(".pq-tag-drop").first.click()
    answered(visit, 2)
    page.locator(".pq-share").last.click()
    until(lambda: clipboard(visit).startswith(visit.url))
    link = clipboard(visit)
    for address, said in (
        (link, "文档与链接生成时相同"),
        (link.split("&d=")[0] + "&d=0123456789ab", "文档有增删或改动"),
    ):
        page.goto(address)
        visit.errors.clear()  # Gradio's stream of the page that was left is told as aborted
        answer = answered(visit, 1)
        assert answer.locator(".pq-figure span").all_inner_texts() == ["2023年450个以上", "2021年135个以上"]
        assert said in answer.locator(".pq-notice").inner_text()
        assert page.url == f"{visit.url}/"
    visit.check_clean()


@pytest.mark.parametrize(
    "query", ["q=%00%3Cscript%3E", "q=a&s={}&w=[]", "q=a&s=%7B%22years%22:1%7D", "q=" + "a" * 6000]
)
def test_a_broken_link_asks_or_says_so_and_the_page_goes_on(visit: Visit, query: str) -> None:
    visit.page.goto(f"{visit.url}/?{query}")
    visit.errors.clear()
    visit.page.wait_for_selector(".pq-answer")
    ask(visit, QUESTION)
    visit.check_clean()


def test_a_tampered_store_does_no_harm(visit: Visit) -> None:
    page = visit.page
    evil = '<img src=x onerror="window.pwned=1">'
    for kept in ("not json", "{}", "[1, null]", f'[{{"id":"a","name":{evil!r},"turns":[1]}}]'.replace("'", '"')):
        page.evaluate("text => localStorage.setItem('policyqa-conversations', text)", kept)
        page.click("#pq-history")
        page.keyboard.press("Escape")
    page.evaluate(
        "evil => localStorage.setItem('policyqa-conversations', JSON.stringify([{id: 'a', name: evil, turns: [1]}]))",
        evil,
    )
    page.click("#pq-history")
    assert evil in page.locator(".pq-talk-open").inner_text()
    page.locator(".pq-talk-open").click()
    page.wait_for_selector(".pq-failure")
    ask(visit, QUESTION)
    visit.check_clean()


def test_the_page_of_a_pdf_is_shown_with_the_passage_marked(visit: Visit) -> None:
    page = visit.page
    page.click("#pq-filters button")
    page.locator("#pq-filter-documents input").fill("handbook")
    page.locator("[role=option]", has_text="handbook").first.click()
    ask(visit, "宣城经开区2023年固定资产投资目标是多少")
    cards = page.locator(".pq-card", has_text="jingkai-handbook.pdf")
    cards.first.locator("a.pq-original").click()
    picture = page.frame_locator("#pq-dialog iframe").locator("details img")
    picture.scroll_into_view_if_needed()
    until(lambda: picture.evaluate("e => e.complete && e.naturalWidth") == 1100)
    assert page.locator("#pq-dialog a", has_text="下载原文件").get_attribute("href") == (
        "/documents/file?document=jingkai-handbook.pdf"
    )
    visit.check_clean()
