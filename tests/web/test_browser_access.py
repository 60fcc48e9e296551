"""For everyone: axe finds nothing, the keyboard reaches all, an answer is said once, settings hold, paper is clean."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from test_browser import PHONE, QUESTION, WIDE, Visit, until
from web_access import FOCUSED, LISTEN, SIDEWAYS, axe_findings, tab_stops
from web_site import Site

pytestmark = pytest.mark.browser

COMPARISON = "宣州、大观、宣城经开区固投目标分别多少"
REFUSED = "2035年宣州区新引进5000万元以上项目目标是多少"
DRAFT = "2021年，宣州区新引进5000万元以上项目135个以上，到2023年460个以上，2021年引进外资3亿元。"


def ask(visit: Visit, question: str, turns: int = 1) -> None:
    visit.ask(question)
    until(lambda: visit.page.locator(".pq-answer").count() == turns)


def check_draft(page: Any) -> None:
    page.click("#pq-check-tab-button")
    page.fill("#pq-draft-box textarea", DRAFT)
    page.click("#pq-check-run")
    page.wait_for_selector(".pq-draft")


def open_document(page: Any, path: str = "daguan-projects.txt") -> Any:
    page.click("#pq-documents-tab-button")
    page.wait_for_selector(".pq-document:visible")
    row = page.locator(f'.pq-document[data-path="{path}"]')
    row.locator("summary").click()
    row.locator("dl").wait_for()
    return row


@pytest.mark.parametrize(("dark", "viewport"), [(False, WIDE), (True, PHONE)])
def test_axe_finds_nothing_in_any_view(chromium: Any, real_site: Site, dark: bool, viewport: dict[str, int]) -> None:
    visit = Visit(chromium, real_site.url, viewport, dark)
    page = visit.page
    found = {"empty": axe_findings(page)}
    ask(visit, QUESTION)
    found["answer"] = axe_findings(page)
    page.locator("a.pq-original").first.click()
    page.frame_locator("#pq-dialog iframe").locator("mark").first.wait_for()
    found["dialog"] = axe_findings(page, 'document.getElementById("pq-dialog")')
    address = page.locator("#pq-dialog iframe").get_attribute("src")
    page.keyboard.press("Escape")
    ask(visit, COMPARISON, 2)
    found["comparison"] = axe_findings(page)
    ask(visit, REFUSED, 3)
    found["refusal"] = axe_findings(page)
    check_draft(page)
    found["draft"] = axe_findings(page)
    row = open_document(page)
    row.get_by_text("修改信息").click()
    found["documents"] = axe_findings(page)
    for mode in ("#pq-larger", "#pq-dark", "#pq-language"):
        page.click(mode)
    until(lambda: page.locator("#pq-clear", has_text="New chat").count())
    page.wait_for_timeout(300)  # colours change over 200 ms
    found["larger, other colours, English"] = axe_findings(page)
    page.goto(str(address))
    found["document"] = axe_findings(page)
    assert {view: lines for view, lines in found.items() if lines} == {}
    visit.close()


def test_keyboard_alone_asks_reads_opens_and_closes(chromium: Any, real_site: Site) -> None:
    visit = Visit(chromium, real_site.url, WIDE)
    page, press = visit.page, visit.page.keyboard.press

    def focused() -> str:
        return str(page.evaluate(FOCUSED)["name"])

    stops = [stop for stop in tab_stops(page) if stop != "#pq-history 历史"]
    assert stops[:9] == [
        "#pq-skip 跳到正文", "#pq-print 打印", "#pq-larger 大字", "#pq-dark 深色", "#pq-language English",
        "#pq-clear 新对话", "#pq-ask-tab-button 问答", "#pq-check-tab-button 核对", "#pq-documents-tab-button 文档",
    ]  # fmt: skip
    assert len([stop for stop in stops if stop.endswith("？")]) == page.locator(".pq-chip:visible").count()
    assert stops[-2:] == ["问题", "提问"]

    press("Tab")
    assert focused() == "#pq-skip 跳到正文"
    press("Enter")
    assert focused() == "问题"
    page.keyboard.insert_text(QUESTION)
    press("Enter")
    page.wait_for_selector(".pq-figure")
    assert focused() == "问题", "the next question can be typed at once"

    stops = tab_stops(page)
    order = [stops.index(name) for name in ("#pq-documents-tab-button 文档", "[1]", "复制", "问题", "提问", "打开原文")]
    assert order == sorted(order), stops
    page.locator(".pq-answer a.pq-ref").first.focus()
    press("Enter")
    until(lambda: page.evaluate("document.activeElement.matches('.pq-card.pq-lit')"))
    press("Tab")
    assert focused() == "打开原文"
    press("Enter")
    page.frame_locator("#pq-dialog iframe").locator("mark").first.wait_for()
    assert page.evaluate("document.querySelector('#pq-dialog').contains(document.activeElement)")
    press("Escape")
    page.wait_for_selector("#pq-dialog", state="hidden")
    assert focused() == "打开原文", "closing gives the focus back"

    page.focus("#pq-clear")
    press("Space")
    page.wait_for_selector(".pq-welcome")
    until(lambda: focused() == "问题")
    page.locator(".pq-chip:visible").first.focus()
    press("Enter")
    page.wait_for_selector(".pq-answer")
    until(lambda: focused() == "问题")
    page.focus("#pq-larger")
    press("Space")
    assert page.get_attribute("#pq-larger", "aria-pressed") == "true"
    visit.check_clean()
    visit.close()


def test_keyboard_alone_corrects_a_document_and_leaves_again(chromium: Any, real_site: Site) -> None:
    visit = Visit(chromium, real_site.url, WIDE)
    page, press = visit.page, visit.page.keyboard.press
    page.click("#pq-documents-tab-button")
    page.wait_for_selector(".pq-document:visible")
    row = page.locator(".pq-document").nth(1)
    row.locator("summary").focus()
    press("Enter")
    row.locator("dl").wait_for()
    row.get_by_text("修改信息").focus()
    press("Enter")
    until(lambda: page.evaluate(FOCUSED)["name"] == "标题")
    press("Escape")
    assert row.locator("form").count() == 0
    row.get_by_text("删除", exact=True).focus()
    press("Enter")
    assert page.evaluate(FOCUSED)["name"] == "确认删除"
    press("Escape")
    assert page.evaluate(FOCUSED)["name"] == "删除"
    press("Escape")
    assert row.get_attribute("open") is None
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    stops = tab_stops(page)
    assert [stop for stop in stops if stop.startswith(("查找", "上传", "更新", "#pq-upload"))] == [
        "查找文档", "#pq-upload 上传文件", "更新索引",
    ]  # fmt: skip
    visit.check_clean()
    visit.close()


def test_each_answer_is_said_once(chromium: Any, real_site: Site) -> None:
    visit = Visit(chromium, real_site.url, WIDE)
    page = visit.page
    page.evaluate(LISTEN)
    ask(visit, QUESTION)
    until(lambda: any("135个以上" in line for line in page.evaluate("heard")))
    ask(visit, REFUSED, 2)
    until(lambda: any("未找到" in line for line in page.evaluate("heard")))
    check_draft(page)
    until(lambda: any("共核对3个数字" in line for line in page.evaluate("heard")))
    page.wait_for_timeout(300)
    heard = [line for line in page.evaluate("heard") if line not in ("正在查找", "正在核对")]
    assert [line.split("。")[0].split("，")[0] for line in heard] == ["135个以上", "未找到", "共核对3个数字"], heard
    assert page.evaluate("document.activeElement.matches('.pq-summary')")
    visit.close()


def test_settings_hold_over_a_reload_and_come_back(chromium: Any, real_site: Site) -> None:
    visit = Visit(chromium, real_site.url, WIDE)
    page = visit.page
    size = "parseFloat(getComputedStyle(document.querySelector('#pq-tabs button[role=tab]')).fontSize)"
    tall = "document.querySelector('#pq-ask-tab-button').getBoundingClientRect().height"
    before = page.evaluate(tall), page.evaluate(size)
    page.click("#pq-larger")
    page.click("#pq-dark")
    page.click("#pq-language")
    until(lambda: page.title() == "Policy Q&A")
    page.reload()
    page.wait_for_selector(".pq-chip:visible")
    until(lambda: page.locator("#pq-clear", has_text="New chat").count())
    assert page.evaluate(tall) >= 1.2 * before[0]
    assert page.evaluate("document.body.matches('.dark') && document.documentElement.lang") == "en"
    ask(visit, QUESTION)
    page.locator("a.pq-original").first.click()
    frame = page.frame_locator("#pq-dialog iframe")
    frame.locator("mark").first.wait_for()
    until(
        lambda: (
            frame.locator("html").evaluate("e => getComputedStyle(e.querySelector('body')).backgroundColor")
            == "rgb(15, 23, 42)"
        )
    )
    page.keyboard.press("Escape")
    assert page.evaluate("document.querySelector('#pq-box').getBoundingClientRect().bottom <= innerHeight")
    for setting in ("#pq-larger", "#pq-dark", "#pq-language"):
        page.click(setting)
    until(lambda: page.title() == "政策问答")
    assert page.evaluate("document.body.matches('.dark')") is False
    assert page.evaluate(tall) == before[0]
    visit.check_clean()
    visit.close()


def test_without_motion_where_the_system_asks_for_none(chromium: Any, real_site: Site) -> None:
    context = chromium.new_context(viewport=WIDE, locale="zh-CN", reduced_motion="reduce")
    page = context.new_page()
    page.goto(real_site.url)
    page.wait_for_selector(".pq-chip:visible")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter((e) => {
          const style = getComputedStyle(e);
          const lasts = (value) => value.split(",").some((part) => parseFloat(part) > 0.02);
          return style.scrollBehavior === "smooth" || lasts(style.transitionDuration) || lasts(style.animationDuration);
        }).map((e) => e.outerHTML.slice(0, 120))"""
    )
    assert moving == []
    context.close()


def test_paper_has_the_answer_its_sources_and_the_day_and_nothing_else(chromium: Any, real_site: Site) -> None:
    import pypdfium2

    visit = Visit(chromium, real_site.url, WIDE, dark=True)
    page = visit.page

    def printed() -> tuple[str, Any]:
        document = pypdfium2.PdfDocument(BytesIO(page.pdf(format="A4")))
        text = "".join(sheet.get_textpage().get_text_bounded() for sheet in document)
        return "".join(text.split()), document[0].render().to_pil()

    ask(visit, QUESTION)
    ask(visit, COMPARISON, 2)
    text, picture = printed()
    assert QUESTION not in text, "its cards are not on the page any more"
    sources = page.locator(".pq-path").all_inner_texts()
    assert len(sources) >= 3
    for words in (COMPARISON, "90亿元", "80亿元以上[3]", "对象年份", *sources, "打印于", "2021-02-27"):
        assert words in text, text
    for chrome in ("提问", "新对话", "核对", "English", "复制", "打开原文", "跳到"):
        assert chrome not in text, chrome
    assert picture.getpixel((3, 3)) == (255, 255, 255), "dark mode is not printed"
    assert min(picture.convert("L").getdata()) < 60, "ink is black"
    check_draft(page)
    text, _ = printed()
    assert all(words in text for words in ("共核对3个数字", "460个以上", "450个以上", "打印于"))
    assert "导出" not in text
    open_document(page)
    text, _ = printed()
    titles = ["".join(title.split()) for title in page.locator(".pq-document .pq-name").all_inner_texts()]
    assert [title for title in titles if title not in text] == [], "a page's end cuts nothing off"
    visit.close()


@pytest.mark.parametrize("larger", [False, True])
def test_nothing_scrolls_sideways_on_a_small_phone(chromium: Any, real_site: Site, larger: bool) -> None:
    visit = Visit(chromium, real_site.url, {"width": 360, "height": 740})
    page = visit.page
    if larger:
        page.click("#pq-larger")
    found = {"empty": page.evaluate(SIDEWAYS)}
    ask(visit, COMPARISON)
    found["comparison"] = page.evaluate(SIDEWAYS)
    table = page.locator(".pq-table")
    assert table.evaluate("e => e.scrollWidth > e.clientWidth"), "the table scrolls in itself"
    until(lambda: table.get_attribute("tabindex") == "0")
    assert table.locator("td").first.evaluate("e => e.offsetHeight") < 60, "a cell is not squeezed to a column"
    top = page.locator(".pq-asked").evaluate("e => e.getBoundingClientRect().top")
    assert -5 <= top < 300, "the answer is in sight from its beginning"
    check_draft(page)
    found["draft"] = page.evaluate(SIDEWAYS)
    row = open_document(page)
    row.get_by_text("修改信息").click()
    found["documents"] = page.evaluate(SIDEWAYS)
    page.click("#pq-language")
    until(lambda: page.locator("#pq-language", has_text="中文").count())
    until(lambda: page.evaluate(SIDEWAYS) == [])
    assert {view: lines for view, lines in found.items() if lines} == {}
    visit.check_clean()
    visit.close()
