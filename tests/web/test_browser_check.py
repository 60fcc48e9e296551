"""The tab 核对 in Chromium: a draft over the sample corpus is pasted or uploaded, its marks read, a figure opened."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import web_fakes as fakes
from test_browser import FOREIGN, PHONE, WIDE, Visit, until
from test_end_to_end import shot
from web_payloads import EVIL, PAYLOADS
from web_site import Site

from policyqa.checking import open_citation
from policyqa.checking.types import CheckedClaim, CheckedDraft

pytestmark = pytest.mark.browser

DRAFT = (
    "宣州区2021年新引进5000万元以上项目达到135个以上，到2023年新引进5000万元以上项目460个以上。\n"
    "大观区2022年地区生产总值增长目标为8.5%左右，全社会固定资产投资增长目标为11%以上。\n"
    "宜秀区江南大学创新联合体项目面积12000平方米，2021年新建公园7个。"
)
TRUE, WRONG, UNKNOWN = "135个以上", "460个以上", "7个"


def open_tab(visit: Visit) -> Any:
    visit.page.click("#pq-check-tab-button")
    visit.page.wait_for_selector("#pq-draft-box textarea:visible")
    return visit.page


def mark(page: Any, text: str) -> Any:
    return page.locator(".pq-draft a.pq-claim", has_text=text).first


@pytest.mark.parametrize(("viewport", "picture"), [(WIDE, "check.png"), (PHONE, "")])
def test_pasted_draft_is_marked_and_a_figure_shows_its_passage(
    chromium: Any, real_site: Site, viewport: dict[str, int], picture: str, tmp_path: Path
) -> None:
    visit = Visit(chromium, real_site.url, viewport)
    page = open_tab(visit)
    page.fill("#pq-draft-box textarea", DRAFT)
    page.click("#pq-check-run")
    page.wait_for_selector(".pq-draft")
    for text, sign, name in ((TRUE, "✓", "pq-ok"), (WRONG, "✗", "pq-wrong"), (UNKNOWN, "?", "pq-unknown")):
        assert mark(page, text).inner_text().replace("\n", "") == text + sign
        assert name in mark(page, text).get_attribute("class")
        assert "underline" in mark(page, text).evaluate("e => getComputedStyle(e).textDecorationLine")
    colours = {mark(page, t).evaluate("e => getComputedStyle(e).textDecorationColor") for t in (TRUE, WRONG, UNKNOWN)}
    assert len(colours) == 3
    shown = page.locator(".pq-draft").evaluate(
        "e => [...e.querySelectorAll('sup')].map(s => s.remove()) && e.innerText"
    )
    assert shown == DRAFT, "the draft stands there as it was"
    summary = page.locator(".pq-summary").inner_text()
    assert all(word in summary for word in ("个数字", "✗ 不符 1", "? 未找到 1", "✓ 一致"))

    mark(page, WRONG).click()
    card = page.locator(".pq-judged.pq-lit")
    card.wait_for()
    assert all(word in card.inner_text() for word in ("不符", "450个以上", "2023年"))
    until(
        lambda: card.evaluate("e => e.getBoundingClientRect().top >= 0 && e.getBoundingClientRect().top < innerHeight")
    )
    assert card.locator("mark").all_inner_texts() == ["450个以上"]
    visit.context.grant_permissions(["clipboard-read", "clipboard-write"])
    card.locator(".pq-cite").click()
    card.locator(".pq-cite", has_text="已复制").wait_for()
    line = page.evaluate("navigator.clipboard.readText()")
    opened = open_citation(real_site.assistant.index, line)
    assert (opened.state, "450个以上" in opened.citation.quote) == ("same", True)
    if picture:
        page.click("#pq-check-edit")
        page.click("#pq-check-run")
        page.wait_for_selector(".pq-draft sup")
        mark(page, WRONG).click()
        card.wait_for()
        shot(page, picture)
    card.locator("a.pq-original").click()
    frame = page.frame_locator("#pq-dialog iframe")
    until(lambda: frame.locator("mark").all_inner_texts() == ["450个以上"])
    page.keyboard.press("Escape")

    for name, format in (("核对结果.docx", "docx"), ("核对结果.md", "md")):
        with page.expect_download() as download:
            page.click(f".pq-exports a[href$='format={format}']")
        assert download.value.suggested_filename == name
        download.value.save_as(tmp_path / name)
    assert f"**{WRONG}**✗" in (tmp_path / "核对结果.md").read_text(encoding="utf-8")
    import docx

    assert any(WRONG in paragraph.text for paragraph in docx.Document(str(tmp_path / "核对结果.docx")).paragraphs)
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], "the page scrolls sideways"
    visit.check_clean()
    visit.close()


def test_keyboard_alone_reaches_a_figure_and_its_passage(chromium: Any, real_site: Site) -> None:
    visit = Visit(chromium, real_site.url, WIDE)
    page = visit.page
    page.focus("#pq-ask-tab-button")
    page.keyboard.press("Tab")
    until(lambda: page.evaluate("document.activeElement.id").startswith("pq-"))
    page.focus("#pq-check-tab-button")
    page.keyboard.press("Enter")
    page.wait_for_selector("#pq-draft-box textarea:visible")
    page.focus("#pq-draft-box textarea")
    page.keyboard.insert_text(DRAFT)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector(".pq-draft")
    mark(page, WRONG).focus()
    page.keyboard.press("Enter")
    until(lambda: "450个以上" in page.evaluate("document.activeElement.innerText"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").split() == ["pq-original"]
    visit.check_clean()
    visit.close()


def test_uploaded_draft_fills_the_box_and_is_checked(chromium: Any, real_site: Site) -> None:
    import docx

    word, data = docx.Document(), BytesIO()
    for line in DRAFT.split("\n"):
        word.add_paragraph(line)
    word.save(data)
    visit = Visit(chromium, real_site.url, WIDE)
    page = open_tab(visit)
    page.set_input_files("#pq-draft-file", {"name": "讲话.docx", "mimeType": "", "buffer": data.getvalue()})
    until(lambda: WRONG in page.input_value("#pq-draft-box textarea"))
    page.click("#pq-check-run")
    page.wait_for_selector(".pq-draft")
    assert "pq-wrong" in mark(page, WRONG).get_attribute("class")
    assert not page.locator("#pq-check-actions label").is_visible()
    visit.check_clean()
    page.click("#pq-check-edit")
    page.set_input_files("#pq-draft-file", {"name": "x.pdf", "mimeType": "", "buffer": b"%PDF"})
    page.wait_for_selector(".pq-note:has-text('草稿可以是')")
    visit.close()


def test_empty_and_failing_drafts_are_told_in_words_and_stop_gives_the_box_back(chromium: Any, site: Site) -> None:
    import threading

    visit = Visit(chromium, site.url, WIDE)
    page = open_tab(visit)
    page.click("#pq-check-run")
    page.wait_for_selector(".pq-failure:has-text('请先粘贴')")
    page.fill("#pq-draft-box textarea", "太长")
    page.click("#pq-check-run")
    page.wait_for_selector(".pq-failure:has-text('草稿有60000字')")
    release = threading.Event()
    site.assistant.before_answer = lambda: release.wait(20)
    try:
        page.fill("#pq-draft-box textarea", fakes.DRAFT)
        page.click("#pq-check-run")
        page.wait_for_selector(".pq-working:has-text('1／3')")
        page.click("#pq-check-stop")
        page.wait_for_selector("#pq-check-run:visible")
        assert page.locator("#pq-checked .pq-working").count() == 0
    finally:
        release.set()
        site.assistant.before_answer = lambda: None
    page.click("#pq-check-run")
    page.wait_for_selector(".pq-draft")
    assert page.locator(".pq-compared del").inner_text() == "大"
    visit.check_clean()
    visit.close()


def test_hostile_drafts_and_documents_stay_text(chromium: Any, site: Site) -> None:
    text, claims = "", []
    for payload in PAYLOADS:
        text += f"甲 {payload} 乙"
        figure = replace(fakes.figure(), text=payload, region=payload, indicator=payload)
        cited = replace(fakes.citation(), title=payload, issuer=payload, quote=payload, document=payload)
        where = (len(text), len(text) + len(payload))
        claims.append(CheckedClaim(payload, *where, "contradicted", payload, figure, figure, (cited,)))
        text += f"{payload} 丙\n"
    site.assistant.checks["核对"] = CheckedDraft(text, "contradicted", tuple(claims))
    visit = Visit(chromium, site.url, WIDE)
    page = open_tab(visit)
    page.fill("#pq-draft-box textarea", "核对")
    page.click("#pq-check-run")
    page.wait_for_selector("#pq-check-edit:visible")
    assert page.locator("#pq-claims .pq-judged").count() == page.locator(".pq-draft a").count() == len(PAYLOADS)
    for part in ("#pq-checked .pq-draft", "#pq-claims .pq-evidence"):
        alive = page.locator(f"{part} :is({FOREIGN})")
        assert alive.count() == 0, (part, alive.first.evaluate("e => e.outerHTML"))
    links = page.locator("#pq-checked a, #pq-claims a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert all(link.startswith(("/original?", "/check/export?", "#pq-")) for link in links)
    assert not any(url.startswith(EVIL) for url in visit.requests)
    visit.check_clean()
    visit.close()
