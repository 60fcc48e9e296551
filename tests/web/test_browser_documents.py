"""The tab 文档 in Chromium: a file is uploaded, found in the list, asked about, corrected and removed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import web_fakes as fakes
from test_browser import FOREIGN, PHONE, WIDE, Visit, until
from test_end_to_end import shot
from web_payloads import EVIL, PAYLOADS
from web_site import Site

from policyqa.settings import Settings

pytestmark = pytest.mark.browser

NAME = "绩溪县公园计划.txt"
TEXT = "绩溪县2024年公园建设计划\n\n2024年，绩溪县新建口袋公园37个。\n"


@pytest.fixture
def edited_site(sample: tuple[Settings, list[str]], tmp_path: Path, chromium: Any) -> Iterator[tuple[Site, Settings]]:
    """The sample corpus, copied, served to someone who may change it."""
    from policyqa.web.server import open_assistant

    shutil.copytree(sample[0].corpus, tmp_path / "corpus")
    shutil.copytree(sample[0].index, tmp_path / "index")
    settings = replace(Settings(), corpus=tmp_path / "corpus", index=tmp_path / "index", max_file_mb=1)
    served = Site(open_assistant(settings, lambda _: None), settings)
    yield served, settings
    served.close()


def open_tab(visit: Visit) -> Any:
    visit.page.click("#pq-documents-tab-button")
    visit.page.wait_for_selector(".pq-document:visible")
    return visit.page


def upload(page: Any, *files: tuple[str, bytes]) -> None:
    page.set_input_files("#pq-upload", [{"name": n, "mimeType": "", "buffer": data} for n, data in files])


def row(page: Any, path: str) -> Any:
    return page.locator(f'.pq-document[data-path="{path}"]')


def test_a_document_is_uploaded_asked_about_corrected_and_removed(
    chromium: Any, edited_site: tuple[Site, Settings]
) -> None:
    site, settings = edited_site
    visit = Visit(chromium, site.url, WIDE)
    page = open_tab(visit)
    before = page.locator(".pq-document").count()
    upload(
        page, (NAME, TEXT.encode()), ("坏.docx", b"PK\x03\x04"), ("程序.txt.exe", b"x"), ("大.txt", b"x" * 1_000_001)
    )
    row(page, NAME).wait_for()
    assert page.locator(".pq-document").count() == before + 1
    told = page.locator(".pq-queue li")
    until(lambda: "1 个数字" in told.nth(0).inner_text())
    assert "未能读取" in told.nth(1).inner_text()
    assert "不支持" in told.nth(2).inner_text()
    assert "太大" in told.nth(3).inner_text()
    assert "索引已更新" in page.locator(".pq-status").inner_text()
    assert "个没有读入" in page.locator(".pq-report summary").inner_text()
    assert not (settings.corpus / "程序.txt.exe").exists()
    visit.errors.clear()  # Chromium writes each refused upload down as an error

    page.click("#pq-ask-tab-button")
    visit.ask("2024年绩溪县新建口袋公园多少个")
    page.wait_for_selector(".pq-answer .pq-figure")
    assert page.locator(".pq-answer > *").first.inner_text() == "37个"

    page.click("#pq-documents-tab-button")
    page.fill(".pq-search", "绩溪 2024")
    until(lambda: page.locator(".pq-document").count() == 1)
    row(page, NAME).locator("summary").click()
    row(page, NAME).locator("dl").wait_for()
    shown = row(page, NAME).inner_text()
    assert all(word in shown for word in ("绩溪县2024年公园建设计划", "第1行", NAME))
    with page.expect_download() as download:
        row(page, NAME).get_by_text("下载原件").click()
    assert download.value.suggested_filename == NAME
    row(page, NAME).get_by_text("打开原文").click()
    frame = page.frame_locator("#pq-dialog iframe")
    frame.locator("p", has_text="新建口袋公园37个").wait_for()
    page.keyboard.press("Escape")

    row(page, NAME).get_by_text("修改信息").click()
    page.get_by_label("发文机关").fill("绩溪县人民政府")
    page.get_by_label("成文日期").fill("去年")
    page.get_by_text("保存", exact=True).click()
    page.wait_for_selector(".pq-form:has-text('日期请写成')")
    visit.errors.clear()
    page.get_by_label("成文日期").fill("2024-01-05")
    page.get_by_text("保存", exact=True).click()
    until(lambda: "2024-01-05" in row(page, NAME).locator("summary").inner_text())
    assert "人工填写" in row(page, NAME).inner_text()
    assert '"绩溪县人民政府"' in (settings.corpus / "manifest.toml").read_text(encoding="utf-8")
    page.fill(".pq-search", "")
    page.locator(".pq-document summary").first.click()
    page.locator(".pq-document-body dl").first.wait_for()
    shot(page, "documents.png")

    row(page, NAME).get_by_text("删除", exact=True).click()
    row(page, NAME).get_by_text("确认删除").click()
    row(page, NAME).wait_for(state="detached")
    assert not (settings.corpus / NAME).exists()
    page.click("#pq-ask-tab-button")
    visit.ask("2024年绩溪县新建口袋公园多少个？")
    page.wait_for_selector(".pq-refusal")
    visit.check_clean()
    visit.close()


def test_a_file_of_the_same_name_is_replaced_only_when_told_so(
    chromium: Any, edited_site: tuple[Site, Settings]
) -> None:
    site, settings = edited_site
    visit = Visit(chromium, site.url, PHONE)
    page = open_tab(visit)
    kept = (settings.corpus / "daguan-report.md").read_bytes()
    upload(page, ("daguan-report.md", TEXT.encode()))
    page.wait_for_selector(".pq-queue .pq-failed:has-text('已有同名文件')")
    assert (settings.corpus / "daguan-report.md").read_bytes() == kept
    visit.errors.clear()
    page.click(".pq-queue button")
    until(lambda: "已读入" in page.locator(".pq-queue li").inner_text())
    assert (settings.corpus / "daguan-report.md").read_bytes() == TEXT.encode()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], "the page scrolls sideways"
    visit.check_clean()
    visit.close()


def test_readers_see_the_list_and_nothing_that_changes_it(chromium: Any) -> None:
    site = Site(fakes.FakeAssistant(), replace(Settings(), allow_edits="no"))
    visit = Visit(chromium, site.url, WIDE)
    page = open_tab(visit)
    page.locator(".pq-document summary").click()
    page.locator(".pq-document-body", has_text="少一页").wait_for()
    assert page.locator(".pq-documents :is(button, input[type=file], form)").count() == 0
    page.click("#pq-check-tab-button")
    page.wait_for_selector("#pq-check-run:visible")
    assert page.locator("input[type=file]").count() == 0
    visit.check_clean()
    visit.close()
    site.close()


def test_hostile_documents_stay_text_in_the_list(chromium: Any) -> None:
    assistant = fakes.FakeAssistant()
    for number, payload in enumerate(PAYLOADS):
        path = f"{number}{payload[:80]}.txt".encode("utf-8", "ignore").decode()
        document = fakes.document(path, "甲", payload)
        found = (("title", payload), ("issuer", payload))
        metadata = replace(document.metadata, issuer=payload, number=payload, source=payload, found=found)
        assistant.documents[path] = replace(document, metadata=metadata, warnings=(payload,))
    site = Site(assistant)
    visit = Visit(chromium, site.url, WIDE)
    page = open_tab(visit)
    assert page.locator(".pq-document").count() == len(PAYLOADS) + 1
    page.locator(".pq-document").evaluate_all("all => all.forEach(one => { one.open = true; })")
    until(lambda: page.locator(".pq-document-body").count() == len(PAYLOADS) + 1)
    assert page.locator(f".pq-list :is({FOREIGN})").count() == 0
    links = page.locator(".pq-list a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert all(link.startswith(("/original?document=", "/documents/file?document=")) for link in links)
    assert not any(url.startswith(EVIL) for url in visit.requests)
    visit.check_clean()
    visit.close()
    site.close()
