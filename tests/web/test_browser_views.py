"""What people do most, in Chromium over the sample corpus: compare, open a table's cell and a web page, long lines."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import web_fakes as fakes
from test_browser import PHONE, QUESTION, WIDE, Visit, until
from test_browser_access import COMPARISON, DRAFT, REFUSED, ask, open_document
from test_end_to_end import shot
from web_access import SIDEWAYS
from web_site import Site

pytestmark = pytest.mark.browser

DESK = {"width": 1440, "height": 900}


def test_comparison_is_a_table_whose_every_row_leads_to_its_passage(chromium: Any, real_site: Site) -> None:
    visit = Visit(chromium, real_site.url, DESK)
    page = visit.page
    ask(visit, COMPARISON)
    rows = page.locator(".pq-table tbody tr")
    shown = [row.split() for row in rows.all_inner_texts()]
    assert [(row[0], row[-1]) for row in shown] == [("宣州区", "[1]"), ("大观区", "[2]"), ("宣城经开区", "[3]")]
    assert [figure for figure in ("90亿元", "11%左右", "80亿元以上") if any(figure in row for row in shown)] == [
        "90亿元", "11%左右", "80亿元以上",
    ]  # fmt: skip
    for number, figure in enumerate(("90亿元", "11%左右", "80亿元以上")):
        page.mouse.move(0, 0)  # a preview may lie over the next row
        rows.nth(number).locator("a.pq-ref").click()
        value = figure.split("亿")[0].split("%")[0]  # a table's cell may leave the unit to its head
        until(lambda value=value: value in "".join(page.locator(".pq-card.pq-lit mark").all_inner_texts()))
    page.mouse.move(0, 0)
    shot(page, "comparison.png")
    visit.check_clean()
    visit.close()


@pytest.mark.parametrize(
    ("question", "document", "figure"),
    [
        ("大观区2022年全社会固定资产投资增长目标是多少", "daguan-indicators.xlsx", "11%左右"),
        ("宣城经开区2023年固定资产投资目标是多少", "jingkai-page.html", "80亿元以上"),
    ],
)
def test_citation_opens_a_table_and_a_web_page_with_the_cell_marked(
    chromium: Any, real_site: Site, question: str, document: str, figure: str
) -> None:
    visit = Visit(chromium, real_site.url, WIDE)
    page = visit.page
    ask(visit, question)
    page.locator(f'.pq-card:has(.pq-path:text-is("{document}")) a.pq-original').first.click()
    frame = page.frame_locator("#pq-dialog iframe")
    until(lambda: frame.locator("td mark").all_inner_texts() == [figure])
    mark = frame.locator("td mark")
    assert "固定资产投资" in mark.evaluate("e => e.closest('tr').innerText")
    assert mark.evaluate("e => e.closest('table').rows.length") >= 5
    box = mark.bounding_box()
    assert box is not None
    assert 0 < box["y"] < WIDE["height"], "the marked passage is in sight"
    visit.check_clean()
    visit.close()


@pytest.mark.parametrize("larger", [False, True], ids=["usual", "larger"])
def test_on_a_phone_the_chart_and_the_documents_head_are_whole(chromium: Any, real_site: Site, larger: bool) -> None:
    visit = Visit(chromium, real_site.url, PHONE)
    page = visit.page
    if larger:
        page.click("#pq-larger")
    tops = [page.locator(f"#{name}").bounding_box()["y"] for name in ("pq-history", "pq-clear")]
    assert tops[0] == tops[1], "the two buttons stand in one row"
    ask(visit, "宣州区2021年和2023年新引进5000万元以上项目目标")
    chart = page.locator(".pq-chart img")
    until(lambda: chart.evaluate("e => e.complete && e.naturalWidth > 0"))
    assert chart.evaluate("e => e.offsetWidth <= e.parentElement.clientWidth"), "drawn for the phone, shown whole"
    page.locator("a.pq-original").first.click()
    page.frame_locator("#pq-dialog iframe").locator("mark").first.wait_for()
    head = page.locator("#pq-dialog .pq-dialog-bar > *")
    cut = head.evaluate_all("all => all.filter(e => e.scrollWidth > e.clientWidth + 1 && e.tagName !== 'A').length")
    assert cut == 0, "the title is read whole"
    rights = head.evaluate_all("all => all.map(e => e.getBoundingClientRect().right)")
    assert max(rights) <= PHONE["width"]
    visit.close()


def test_a_menu_stays_while_the_page_scrolls_under_it(chromium: Any, real_site: Site) -> None:
    visit = Visit(chromium, real_site.url, {"width": 1366, "height": 560})  # too low for the answer in larger type
    page = visit.page
    page.click("#pq-larger")
    ask(visit, QUESTION)
    page.locator(".pq-bad").last.scroll_into_view_if_needed()
    page.locator(".pq-bad").last.click()
    menu = page.locator(".pq-menu")
    menu.wait_for()
    before = menu.bounding_box()
    chat = page.locator("#pq-chat .bubble-wrap")

    def moved() -> bool:
        chat.evaluate("e => { const at = e.scrollTop; e.scrollBy(0, -20); if (e.scrollTop === at) e.scrollBy(0, 20) }")
        return menu.bounding_box() != before

    until(moved)
    page.keyboard.press("Escape")
    menu.wait_for(state="detached")
    visit.check_clean()
    visit.close()


def test_very_long_lines_stay_in_their_place(chromium: Any) -> None:
    long, wide = "长" * 20_000 + "x" * 20_000, "\t".join(["单元格" * 10] * 60)
    text = f"标题\n{long}135个以上\n{wide}\n"
    assistant = fakes.FakeAssistant()
    assistant.documents["长.txt"] = fakes.document("长.txt", text, "x" * 300)
    start, end = text.index("长"), text.index("\t") - 30
    cited = replace(
        fakes.citation(), document="长.txt", title="x" * 300, start=start, end=end, quote=text[start:end],
        marks=(fakes.span_of("135个以上", text),),
    )  # fmt: skip
    rows = (("x" * 300, "数字", "出处"), ("y" * 300, "135个以上", "[1]"))
    assistant.answers[QUESTION] = replace(fakes.found(), text=f"{'x' * 3000} [1]", citations=(cited,), rows=rows)
    site = Site(assistant)
    for viewport in (WIDE, PHONE):
        visit = Visit(chromium, site.url, viewport)
        page = visit.page
        visit.ask(QUESTION)
        page.wait_for_selector(".pq-card")
        assert page.evaluate(SIDEWAYS) == []
        page.locator("a.pq-original").first.click()
        frame = page.frame_locator("#pq-dialog iframe")
        frame.locator("mark").wait_for()
        assert frame.locator("html").evaluate("e => e.scrollWidth <= e.clientWidth"), "only the table scrolls sideways"
        assert frame.locator(".table").evaluate("e => e.scrollWidth > e.clientWidth")
        page.keyboard.press("Escape")
        page.click("#pq-documents-tab-button")
        page.wait_for_selector(".pq-document:visible")
        assert page.evaluate(SIDEWAYS) == []
        visit.check_clean()
        visit.close()
    site.close()


def test_a_page_that_asked_another_host_would_fail_here(chromium: Any, site: Site) -> None:
    visit = Visit(chromium, site.url, WIDE)
    visit.check_clean()
    visit.page.evaluate("() => { new Image().src = 'http://192.0.2.1/x.png'; }")
    until(lambda: visit.errors or visit.requests[-1].startswith("http://192.0.2.1"))
    with pytest.raises(AssertionError):
        visit.check_clean()
    visit.close()


@pytest.mark.parametrize("name", ["larger", "english", "dark"])
def test_main_views_in_other_clothes(chromium: Any, real_site: Site, name: str) -> None:
    visit = Visit(chromium, real_site.url, {"width": 1920, "height": 1080} if name == "larger" else WIDE)
    page = visit.page
    page.click({"larger": "#pq-larger", "english": "#pq-language", "dark": "#pq-dark"}[name])
    shot(page, f"start-{name}.png", kept=False)
    ask(visit, REFUSED if name == "dark" else COMPARISON)
    page.wait_for_selector(".pq-card")
    assert page.locator("#pq-box").evaluate("e => e.getBoundingClientRect().bottom <= innerHeight")
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight"), (
        "chat and evidence scroll, not the page"
    )
    shot(page, f"refusal-{name}.png" if name == "dark" else f"answer-{name}.png")
    page.click("#pq-check-tab-button")
    page.fill("#pq-draft-box textarea", DRAFT)
    page.click("#pq-check-run")
    page.wait_for_selector(".pq-draft")
    shot(page, f"check-{name}.png", kept=False)
    open_document(page)
    shot(page, f"documents-{name}.png", kept=False)
    assert page.evaluate(SIDEWAYS) == []
    visit.check_clean()
    visit.close()
