"""The real page in Chromium: a person asks, reads, opens; a hostile document stays text."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, ClassVar
from weakref import WeakKeyDictionary

import pytest
import web_fakes as fakes
from web_payloads import EVIL, PAYLOADS
from web_site import Site

pytestmark = pytest.mark.browser

QUESTION = "2021年新引进5000万元以上项目目标是多少"
FOREIGN = (
    "script, iframe, object, embed, form, input, img, video, audio, svg, style, link, meta, base, marquee, [style]"
)
"""What no document or question may bring to life where its text is shown."""
WIDE = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}


def until(condition: Callable[[], object], seconds: float = 15) -> None:
    """Wait for `condition`; playwright's own wait_for_function is stopped by the page's policy (no eval).

    A frame that is just being loaded has nothing to look at yet, which playwright says by an error.
    """
    from playwright.sync_api import Error

    def holds() -> bool:
        try:
            return bool(condition())
        except Error as error:
            if "Execution context was destroyed" not in str(error):
                raise
            return False

    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.05)


class Visit:
    """One visitor: a page whose every request and script error is written down.

    A visitor that is closed leaves its browsing context to the next one, without what was stored and allowed in it but
    with the page's own files in its cache, which take longer to load than anything else here.
    """

    free: ClassVar[WeakKeyDictionary[Any, list[Any]]] = WeakKeyDictionary()
    """Of each browser, the contexts that nobody uses."""

    def __init__(self, browser: Any, url: str, viewport: dict[str, int], dark: bool = False) -> None:
        self.url = url
        self.requests: list[str] = []
        self.errors: list[str] = []
        self.others = self.free.setdefault(browser, [])
        self.context = self.others.pop() if self.others else browser.new_context(locale="zh-CN")
        self.page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.page.set_viewport_size(viewport)
        self.page.emulate_media(color_scheme="dark" if dark else "light")
        self.context.on("request", self.note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", lambda line: self.errors.append(line.text) if line.type == "error" else None)
        self.page.on("dialog", lambda dialog: self.errors.append(f"dialog {dialog.message}"))
        self.page.goto(url)
        self.page.wait_for_selector(".pq-chip:visible")
        shown = 0
        while shown != (shown := self.page.locator(".pq-chip:visible").count()):
            self.page.wait_for_timeout(60)  # the chips appear one after the other

    def note(self, request: Any) -> None:
        self.requests.append(request.url)

    def close(self) -> None:
        """Leave, and leave nothing behind."""
        self.context.remove_listener("request", self.note)
        self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        for page in self.context.pages:
            page.close()
        self.context.clear_cookies()
        self.context.clear_permissions()
        self.others.append(self.context)

    def ask(self, question: str) -> None:
        self.page.fill("#pq-box textarea", question)
        self.page.keyboard.press("Enter")

    def check_clean(self) -> None:
        outside = [url for url in self.requests if not url.startswith((self.url + "/", "data:", "blob:"))]
        assert outside == []
        assert self.errors == []
        assert self.page.evaluate("window.pwned") is None


@pytest.fixture
def visit(chromium: Any, site: Site) -> Iterator[Visit]:
    visitor = Visit(chromium, site.url, WIDE)
    yield visitor
    visitor.close()


def test_answer_figure_first_then_evidence_then_the_whole_document(visit: Visit) -> None:
    visit.ask(QUESTION)
    page = visit.page
    answer = page.locator(".pq-answer").last
    answer.wait_for()
    assert answer.locator("> *").first.inner_text() == "135个以上"
    size = "e => parseFloat(getComputedStyle(e).fontSize)"
    assert answer.locator(".pq-figure").evaluate(size) >= 1.8 * answer.locator("> p").last.evaluate(size)
    assert "2021年，示例区" in answer.inner_text()
    assert page.locator(".pq-card mark").inner_text() == "135个以上"
    card = page.locator(".pq-card").inner_text()
    assert all(word in card for word in ("示例区招商引资三年行动方案", "示例区人民政府", "2021-02-27"))
    page.click("a.pq-original")
    frame = page.frame_locator("#pq-dialog iframe")
    mark = frame.locator("mark")
    mark.wait_for()
    assert mark.inner_text() == "135个以上"
    until(lambda: page.evaluate("document.querySelector('#pq-dialog iframe').contentWindow.scrollY > 500"))
    box = mark.bounding_box()
    assert box is not None
    assert 0 < box["y"] < WIDE["height"]
    page.keyboard.press("Escape")
    page.wait_for_selector("#pq-dialog", state="hidden")
    visit.check_clean()


def test_evidence_beside_the_chat_on_a_wide_screen_and_below_on_a_phone(chromium: Any, site: Site) -> None:
    for viewport, beside in ((WIDE, True), (PHONE, False)):
        visit = Visit(chromium, site.url, viewport)
        visit.ask(QUESTION)
        visit.page.wait_for_selector(".pq-card")
        chat = visit.page.locator("#pq-chat-side").bounding_box()
        side = visit.page.locator("#pq-evidence-side").bounding_box()
        assert chat is not None
        assert side is not None
        assert (side["x"] >= chat["x"] + chat["width"]) == beside
        assert (side["y"] >= chat["y"] + chat["height"]) == (not beside)
        width = visit.page.evaluate("document.documentElement.scrollWidth")
        assert width <= viewport["width"], "the page scrolls sideways"
        visit.check_clean()
        visit.close()


def test_marker_leads_to_its_card_and_a_former_turns_marker_to_the_document(visit: Visit) -> None:
    page = visit.page
    visit.ask(QUESTION)
    page.locator(".pq-answer a.pq-ref").first.click()
    page.wait_for_selector(".pq-card.pq-lit")
    visit.ask("2030年的目标是多少？")
    page.wait_for_selector(".pq-none")
    page.locator(".pq-answer a.pq-ref").first.click()
    page.frame_locator("#pq-dialog iframe").locator("mark").wait_for()
    visit.check_clean()


def test_follow_up_is_asked_with_the_earlier_questions_and_clearing_forgets_them(visit: Visit, site: Site) -> None:
    page = visit.page
    page.locator(".pq-chip:visible").first.click()
    page.wait_for_selector(".pq-figure")
    page.locator(".pq-chip:visible", has_text="那2023年呢").click()
    until(lambda: page.locator(".pq-figure").count() == 2)
    assert site.assistant.asked[-1] == ("那2023年呢？", (QUESTION,))
    page.click("#pq-clear")
    page.wait_for_selector(".pq-welcome")
    visit.ask("2030年的目标是多少？")
    page.wait_for_selector(".pq-none")
    assert site.assistant.asked[-1] == ("2030年的目标是多少？", ())
    visit.check_clean()


def test_long_question_is_cut_with_a_notice(visit: Visit, site: Site) -> None:
    visit.ask("目" * 700)
    visit.page.wait_for_selector(".pq-notice")
    assert "500" in visit.page.locator(".pq-notice").inner_text()
    assert site.assistant.asked[-1][0] == "目" * 500
    visit.check_clean()


def test_stop_gives_the_box_back_and_the_next_question_works(visit: Visit, site: Site) -> None:
    import threading

    release = threading.Event()
    site.assistant.before_answer = lambda: release.wait(20)
    try:
        visit.ask(QUESTION)
        visit.page.wait_for_selector(".pq-working")
        visit.page.click("#pq-box .stop-button")
        visit.page.wait_for_selector("#pq-box .submit-button")
        assert visit.page.locator(".pq-working").count() == 0
    finally:
        release.set()
        site.assistant.before_answer = lambda: None
    visit.ask("2030年的目标是多少？")
    visit.page.wait_for_selector(".pq-none")


def test_failure_is_told_in_words(visit: Visit) -> None:
    visit.ask("坏了吗")
    visit.page.wait_for_selector(".pq-failure")
    assert "暂时无法回答" in visit.page.locator(".pq-failure").inner_text()
    visit.check_clean()


def hostile(payload: str) -> tuple[Any, Any]:
    """Give an answer and a document that hold `payload` wherever a document has a say."""
    text = f"标题\n前文 {payload} 后文 135个以上\n表\t{payload}\t135个以上"
    path = f"{payload[:80]}.txt".encode("utf-8", "ignore").decode()  # no file name holds a lone surrogate
    document = replace(fakes.document(path, text, payload), metadata=replace(fakes.document().metadata, title=payload))
    start, end = 3, len(text.split("\n")[1]) + 3
    quote = text[start:end]
    mark = fakes.span_of("135个以上", text)
    source = fakes.citation()
    cited = replace(
        source, document=path, title=payload, issuer=payload, date=payload, number=payload, start=start, end=end,
        quote=quote, marks=(mark,),
    )  # fmt: skip
    figure = replace(fakes.figure(), text=payload, region=payload, indicator=payload, year=payload, why=payload)
    answer = replace(
        fakes.found(payload), answer=payload, text=f"{payload} **{payload}** [1]", figures=(figure,),
        citations=(cited,), also_stated=(figure,), disagreement=(figure,), suggestions=(payload,),
        rows=((payload, payload), (payload, payload)), scope=replace(fakes.found().scope, region_names=(payload,)),
    )  # fmt: skip
    return answer, document


@pytest.mark.parametrize("batch", range(4))
def test_hostile_documents_and_questions_stay_text(chromium: Any, batch: int) -> None:
    site = Site(fakes.FakeAssistant())
    visit = Visit(chromium, site.url, WIDE)
    page = visit.page
    try:
        for number, payload in enumerate(PAYLOADS[batch::4]):
            answer, document = hostile(payload)
            site.assistant.documents[document.path] = document
            site.assistant.ask = lambda *_, answer=answer, **__: answer
            visit.ask(payload)
            until(lambda number=number: page.locator(".pq-answer").count() > number)
            for part in ("#pq-chat .message .prose", "#pq-evidence .pq-evidence"):
                alive = page.locator(f"{part} :is({FOREIGN})")
                assert alive.count() == 0, (payload, part, alive.first.evaluate("e => e.outerHTML"))
            links = page.locator("#pq-chat .message a, #pq-evidence a").evaluate_all("all => all.map(a => a.href)")
            assert all(link.startswith(f"{site.url}/original?") for link in links), payload
            page.locator("a.pq-original").last.click()
            frame = page.frame_locator("#pq-dialog iframe")
            frame.locator(".cited").first.wait_for()
            assert frame.locator(f"main :is({FOREIGN}, a)").count() == 0, payload
            page.keyboard.press("Escape")
        assert not any(url.startswith(EVIL) for url in visit.requests)
        visit.check_clean()
    finally:
        visit.close()
        site.close()
