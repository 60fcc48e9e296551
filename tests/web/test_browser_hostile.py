"""A hostile file in the folder, read, indexed, asked about and opened in Chromium: all of it stays text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from test_browser import EVIL, FOREIGN, PHONE, WIDE, Visit, until
from web_payloads import PAYLOADS
from web_site import Site

from policyqa.settings import Settings

pytestmark = pytest.mark.browser

FIGURE = "37个"
ALIVE = (
    '<script>window.pwned=1</script><img src="http://evil.example/a.png" onerror="window.pwned=1">'
    '<div style="position:fixed;inset:0;background:red;z-index:9999">盖住</div>'
    '<a href="javascript:window.pwned=1">点</a>'
)
LINKS = "![图](http://evil.example/b.png) [点我](javascript:window.pwned=1) http://evil.example/auto"
NAME = "<img src=x onerror=window.pwned=1>[a](b)&quot;.txt"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    from policyqa.web.server import open_assistant

    folder = tmp_path_factory.mktemp("hostile")
    corpus = folder / "corpus"
    corpus.mkdir()
    long = "株洲市" + "很长的一行没有标点" * 12_000
    text = f"株洲市2024年园林工作要点{LINKS}\n\n2024年株洲市新建公园{FIGURE}{LINKS}，{ALIVE}。\n\n{long}\n"
    (corpus / NAME).write_text(text + "\n".join(PAYLOADS).encode("utf-8", "ignore").decode(), encoding="utf-8")
    body = f"<h1>湘潭市2024年公园</h1>{ALIVE}<p>2024年湘潭市新建公园41个{LINKS}。</p>"
    page = f"<html><head><title>湘潭市{LINKS}</title></head><body>{body}</body></html>"
    (corpus / "yi.html").write_text(page, encoding="utf-8")
    rows = f"| 指标 | 2024年 |\n|---|---|\n| 新建公园{ALIVE} | 53个 |\n| {'x' * 20_000} | 1个 |\n"
    table = f"# 衡阳市2024年任务{LINKS}\n\n{rows}"
    (corpus / "bing.md").write_text(table, encoding="utf-8")
    plain = "# 岳阳市2025年政府工作报告\n\n## 二、2025年目标任务\n\n地区生产总值增长5.5%，高新技术企业达到1250家。\n"
    (corpus / "ding.md").write_text(plain, encoding="utf-8")  # for the starter questions
    settings = replace(Settings(), corpus=corpus, index=folder / "index", allow_edits="yes")
    served = Site(open_assistant(settings, lambda _: None), settings)
    yield served
    served.close()


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("2024年株洲市新建公园多少个", FIGURE),
        ("2024年湘潭市新建公园多少个", "41个"),
        ("2024年衡阳市新建公园多少个", "53个"),
    ],
)
@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_hostile_file_is_answered_from_and_stays_text(
    chromium: Any, site: Site, question: str, figure: str, viewport: dict[str, int]
) -> None:
    visit = Visit(chromium, site.url, viewport)
    page = visit.page
    visit.ask(question)
    page.wait_for_selector(".pq-answer .pq-figure")
    assert page.locator(".pq-figure").first.inner_text() == figure
    for part in ("#pq-chat .message .prose", "#pq-evidence .pq-evidence"):
        alive = page.locator(f"{part} :is({FOREIGN})")
        assert alive.count() == 0, alive.first.evaluate("e => e.outerHTML")
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"], "a long line scrolls the page"
    page.locator("a.pq-original").first.click()
    frame = page.frame_locator("#pq-dialog iframe")
    until(lambda: figure in frame.locator("mark").all_inner_texts())
    assert frame.locator(f"main :is({FOREIGN}, a)").count() == 0
    wide = frame.locator("html").evaluate("e => e.scrollWidth <= e.clientWidth")
    assert wide, "a long line scrolls the document sideways"
    page.keyboard.press("Escape")
    assert not any(url.startswith(EVIL) for url in visit.requests)
    visit.check_clean()
    visit.close()


def test_the_list_of_documents_shows_their_names_as_text(chromium: Any, site: Site) -> None:
    visit = Visit(chromium, site.url, WIDE)
    page = visit.page
    page.get_by_role("tab", name="文档").click()
    page.wait_for_selector(".pq-document")
    assert page.locator(".pq-document").count() == 4
    for row in page.locator(".pq-document summary").all():
        row.click()
    assert "<img src=x onerror=window.pwned=1>" in page.locator("#pq-documents").inner_text()
    alive = page.locator(".pq-document :is(script, iframe, img, svg, style, link, [style])")
    assert alive.count() == 0
    visit.check_clean()
    visit.close()


def test_what_programs_get_of_it_is_text_too(site: Site) -> None:
    import httpx

    for path in ("yi.html", NAME):
        reply = httpx.get(f"{site.url}/original", params={"document": path})
        assert reply.status_code == 200
        assert "<img" not in reply.text
        assert "<script" not in reply.text
        kept = httpx.get(f"{site.url}/documents/file", params={"document": path})
        assert kept.headers["content-type"] == "application/octet-stream"
        assert kept.headers["content-disposition"].startswith("attachment")
    assert Path(NAME).name == NAME
