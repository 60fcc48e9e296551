"""The interface in English: everything that is the page's own, nothing that documents and people say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import web_fakes as fakes
from test_browser import QUESTION, WIDE, Visit, until
from web_site import Site

pytestmark = pytest.mark.browser

STATIC = Path(__file__).parents[2] / "src" / "policyqa" / "web" / "static"
WEB = STATIC.parent
HAN = re.compile(r"[\u3400-\u9fff]")
SAID = (
    *(".pq-asked", ".pq-answer", ".pq-chip", ".pq-card h3", ".pq-card h4", ".pq-facts", "blockquote", ".pq-path"),
    *(".pq-draft", ".pq-remark", ".pq-compared", ".pq-judged > ul", ".pq-name", ".pq-row-facts", "dd", ".pq-warning"),
    *("#pq-language", "#pq-dialog strong", "#pq-said[lang=zh-CN]"),
)
"""Where a document, a question, an answer or a draft speaks."""
LEFT = """(said) => {
  const texts = [], shown = (e) => e.checkVisibility({ checkVisibilityCSS: true });
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode, e = node.parentElement;
    if (!e.closest(said) && !e.closest("script, style, textarea") && shown(e)) texts.push(node.data.trim());
  }
  for (const e of document.querySelectorAll("[aria-label], [placeholder]")) {
    if (!e.closest(said) && shown(e)) texts.push(e.getAttribute("aria-label") || "", e.placeholder || "");
  }
  return texts.filter((text) => /[\\u3400-\\u9fff]/.test(text));
}"""
"""The page's own words that are Chinese still."""


@pytest.fixture(scope="module")
def words() -> dict[str, str]:
    found = json.loads((STATIC / "english.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def literals(path: Path) -> Iterator[str]:
    """The string literals of a script that hold Chinese, each expression in them as `{}`."""
    code = re.sub(r"^\s*//.*$|\s// .*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for plain, template in re.findall(r'"([^"\n]*)"|`([^`]*)`', code):
        text = plain or template
        while "${" in text:  # the innermost first: a template may stand in an expression
            shorter = re.sub(r"\$\{[^{}]*\}", "{}", text)
            text = shorter if shorter != text else text.replace("${", "", 1)
        if HAN.search(text):
            yield text


def entry(words: dict[str, str], text: str) -> bool:
    """Tell whether `text` is an entry, or fits a pattern of which every other part is."""
    if text in words:
        return True
    for chinese in words:
        parts = [re.escape(part) for part in chinese.split("{}")]
        if len(parts) > 1 and re.fullmatch("(.{0,300}?)".join(parts), text):
            return True
    return False


def test_every_chinese_word_of_the_scripts_has_its_english(words: dict[str, str]) -> None:
    parts = {"，约剩 {} 秒", "，{}／{} 段", "表格，共{}行", "{}年"}  # of sentences that have entries, and of answers
    own = {"中文", "图表.png"}  # the name of the language, in that language; a file's name
    missing = {
        f"{path.name}: {text}"
        for path in sorted(STATIC.glob("*.js"))
        for text in literals(path)
        if text not in parts | own and not entry(words, text)
    }
    assert missing == set()


def test_placeholders_agree(words: dict[str, str]) -> None:
    for chinese, english in words.items():
        assert HAN.search(chinese), chinese
        assert not HAN.search(english), english
        assert english.count("{}") <= chinese.count("{}"), chinese


def snapshot(page: Any) -> list[str]:
    texts: list[str] = page.evaluate("document.querySelector('.gradio-container').innerText.split('\\n')")
    return texts


def open_all(visit: Visit, draft: str) -> Iterator[str]:
    """Walk through the views; gives each one's name when it stands there."""
    page = visit.page
    yield "empty"
    visit.ask(QUESTION)
    page.wait_for_selector(".pq-card")
    yield "answer"
    visit.ask("2030年的目标是多少？")
    page.wait_for_selector(".pq-none")
    yield "refusal"
    page.locator("a.pq-original").first.click()
    page.frame_locator("#pq-dialog iframe").locator("mark").first.wait_for()
    yield "document"
    page.keyboard.press("Escape")
    visit.ask("坏了吗")
    page.wait_for_selector(".pq-failure")
    yield "failure"
    page.click("#pq-check-tab-button")
    yield "no draft"
    page.click("#pq-check-run")
    page.wait_for_selector("#pq-checked .pq-failure")
    yield "empty draft"
    page.fill("#pq-draft-box textarea", draft)
    page.click("#pq-check-run")
    page.wait_for_selector(".pq-draft")
    yield "draft"
    page.click("#pq-documents-tab-button")
    page.locator(".pq-document summary").first.click()
    page.locator(".pq-document-body dl").first.wait_for()
    page.get_by_text("Edit details").first.click()
    page.get_by_text("Delete", exact=True).first.click()
    yield "documents"


def test_every_view_is_english_but_for_what_is_quoted(chromium: Any, site: Site) -> None:
    visit = Visit(chromium, site.url, WIDE)
    page = visit.page
    page.click("#pq-language")
    until(lambda: page.title() == "Policy Q&A")
    for view in open_all(visit, fakes.DRAFT):
        page.wait_for_timeout(100)
        assert page.evaluate(LEFT, ", ".join(SAID)) == [], view
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("blockquote").first.get_attribute("lang") == "zh-CN", "a screen reader reads it as Chinese"
    visit.check_clean()
    visit.close()


def test_quotes_answers_and_names_stay_as_they_are_and_chinese_comes_back(chromium: Any) -> None:
    """Documents whose very words are those of the interface."""
    assistant = fakes.FakeAssistant()
    cited = replace(fakes.citation(), title="打开原文", issuer="复制", number="提问")
    assistant.answers["文档"] = replace(
        fakes.found(), answer="目标", text="复制 **核对** [1]\n未找到", citations=(cited,)
    )
    assistant.documents["新对话.txt"] = fakes.document("新对话.txt", "共 3 份", "文档")
    site = Site(assistant)
    visit = Visit(chromium, site.url, WIDE)
    page = visit.page
    visit.ask("文档")
    page.wait_for_selector(".pq-card")
    chinese = snapshot(page)
    quoted = [".pq-asked", ".pq-figure", ".pq-answer > p:not(.pq-figure)", ".pq-card h3", ".pq-facts", "blockquote"]
    before = {part: page.locator(part).all_inner_texts() for part in quoted}
    page.click("#pq-language")
    until(lambda: page.locator("#pq-clear", has_text="New chat").count())
    until(lambda: page.locator(".pq-original", has_text="Open document").count())
    assert {part: page.locator(part).all_inner_texts() for part in quoted} == before
    page.click(".pq-cite")
    page.wait_for_selector(".pq-cite.pq-told")
    page.click("#pq-documents-tab-button")
    page.wait_for_selector(".pq-document:visible")
    assert page.locator(".pq-document .pq-name").all_inner_texts() == ["示例区招商引资三年行动方案", "文档"]
    page.click("#pq-ask-tab-button")
    page.click("#pq-language")
    until(lambda: page.title() == "政策问答")
    page.locator(".pq-cite.pq-told").wait_for(state="detached")
    assert snapshot(page) == chinese
    visit.close()
    site.close()
