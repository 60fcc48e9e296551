"""Signing in and out in Chromium, where the policy, the cookies and the form meet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from test_browser import PHONE, QUESTION, WIDE, until
from web_access import axe_findings
from web_fakes import FakeAssistant
from web_site import Site

from policyqa.settings import Settings
from policyqa.web import accounts as rooms
from policyqa.web.accounts import add_account

pytestmark = pytest.mark.browser

PASSWORD = "海棠-2021-北门"
KEPT = """async () => {
  const get = async (what) => (await fetch(`/conversations/${what}`)).json();
  const { conversations } = await get("list");
  return Promise.all(conversations.map(async ({ id, name }) => [name, (await get(`one?id=${id}`)).turns.length]));
}"""
"""Names and lengths of the conversations that the server keeps for whoever has signed in."""


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("guarded")
    (folder / "corpus").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rooms, "_COST", (2**4, 8, 1))
        add_account(folder / "accounts.json", "李雷", "reader", PASSWORD)
        add_account(folder / "accounts.json", "bian", "editor", PASSWORD)
        served = Site(FakeAssistant(), replace(Settings(), accounts=folder / "accounts.json", corpus=folder / "corpus"))
        yield served
        served.close()


@pytest.fixture
def page(chromium: Any, guarded: Site) -> Iterator[Any]:
    context = chromium.new_context(viewport=WIDE, locale="zh-CN")
    opened = context.new_page()
    opened.set_default_timeout(15_000)
    opened.errors = []
    opened.on("pageerror", lambda error: opened.errors.append(str(error)))
    opened.on("console", lambda line: opened.errors.append(line.text) if line.type == "error" else None)
    yield opened
    context.close()


def enter(page: Any, name: str, password: str = PASSWORD) -> None:
    page.fill("#name", name)
    page.fill("#password", password)
    page.keyboard.press("Enter")


def test_sign_in_ask_and_sign_out(page: Any, guarded: Site) -> None:
    page.goto(guarded.url + "/?from=mail")
    assert page.url == guarded.url + "/sign-in?next=%2F%3Ffrom%3Dmail"
    assert page.evaluate("document.activeElement.id") == "name"
    enter(page, "李雷", "falsch-falsch")
    page.wait_for_selector("[role=alert]")
    assert "不对" in page.inner_text("[role=alert]")
    assert page.evaluate("document.activeElement.id") == "password"
    page.errors.clear()  # Chromium logs the 401 of the form
    enter(page, "李雷")
    page.wait_for_selector(".pq-chip:visible")
    assert page.url == guarded.url + "/?from=mail"
    page.fill("#pq-box textarea", QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector(".pq-figure")
    assert page.inner_text("#pq-account span") == "李雷"
    assert page.locator("html").get_attribute("data-edits") is None
    page.click("#pq-account button")
    page.wait_for_selector("#password")
    assert page.errors == []
    page.go_back()
    page.wait_for_selector("#password")
    assert page.locator(".pq-figure").count() == 0, "the page does not come back from the browser's memory"


def test_an_ended_session_leads_back_to_the_form(page: Any, guarded: Site) -> None:
    page.goto(guarded.url)
    enter(page, "bian")
    page.wait_for_selector(".pq-chip:visible")
    assert page.locator("html").get_attribute("data-edits") == "yes"
    page.context.clear_cookies()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_selector("#password")


def test_the_form_and_the_page_speak_the_same_language(page: Any, guarded: Site) -> None:
    page.goto(guarded.url + "/?from=mail")
    page.click("text=English")
    assert page.inner_text("button") == "Sign in"
    assert axe_findings(page) == []
    enter(page, "李雷")
    page.wait_for_selector(".pq-chip:visible")
    assert page.url == guarded.url + "/?from=mail"
    until(lambda: page.inner_text("#pq-account button") == "Sign out")
    page.click("#pq-language")
    page.click("#pq-account button")
    page.wait_for_selector("#password")
    assert page.inner_text("button") == "登录", "as the page spoke last"
    assert page.errors == []


def test_the_form_fits_a_phone_and_has_labels(page: Any, guarded: Site) -> None:
    page.set_viewport_size(PHONE)
    page.goto(guarded.url)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.get_by_label("用户名").count() == 1
    assert page.get_by_label("密码").count() == 1
    box = page.locator("button").bounding_box()
    assert box["height"] >= 44
    assert page.errors == []


def test_conversations_are_on_the_server_and_come_back_in_another_browser(
    page: Any, chromium: Any, guarded: Site
) -> None:
    page.goto(guarded.url)
    enter(page, "李雷")
    page.wait_for_selector(".pq-chip:visible")
    page.fill("#pq-box textarea", QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector(".pq-figure")
    until(lambda: page.evaluate(KEPT) == [[QUESTION, 1]])
    assert page.evaluate("localStorage.getItem('policyqa-conversations')") is None, "nothing stays in this browser"
    page.click("#pq-account button")
    page.wait_for_selector("#password")
    enter(page, "bian")
    page.wait_for_selector(".pq-chip:visible")
    page.click("#pq-history")
    page.wait_for_selector("#pq-conversations .pq-empty")
    assert "服务器" in page.inner_text("#pq-conversations .pq-menu-note")
    assert page.locator(".pq-talk").count() == 0, "another account's are not shown"

    context = chromium.new_context(viewport=WIDE, locale="zh-CN")
    other = context.new_page()
    other.on("pageerror", lambda error: page.errors.append(str(error)))
    other.goto(guarded.url)
    enter(other, "李雷")
    other.wait_for_selector(".pq-chip:visible")
    other.click("#pq-history")
    other.locator(".pq-talk", has_text=QUESTION).wait_for()
    other.locator("#pq-conversations .pq-menu-find").fill("没有这样的话")
    until(lambda: other.locator(".pq-talk").count() == 0)
    other.locator("#pq-conversations .pq-menu-find").fill("135个")
    until(lambda: other.locator(".pq-talk").count() == 1)
    other.locator(".pq-talk button", has_text="改名").click()
    other.locator(".pq-talk .pq-menu-find").fill("我的对话")
    other.keyboard.press("Enter")
    other.locator(".pq-talk-open", has_text="我的对话").click()
    other.wait_for_selector(".pq-figure")
    assert other.locator(".pq-card mark").first.inner_text() == "135个以上"
    other.fill("#pq-box textarea", "那2023年呢？")
    other.keyboard.press("Enter")
    until(lambda: other.locator(".pq-figure").count() == 2)
    until(lambda: other.evaluate(KEPT) == [["我的对话", 2]])  # it goes on under its name
    other.click("#pq-history")
    remove = other.locator(".pq-talk button", has_text="删除")
    remove.click()
    other.locator(".pq-talk button", has_text="确认删除").click()
    until(lambda: other.evaluate(KEPT) == [])
    context.close()
    assert page.errors == []
