"""Checked drafts as HTML, and what keeps them between a check and its export."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import web_fakes as fakes
from hypothesis import given
from hypothesis import strategies as st
from test_present import ATTRIBUTES, OURS, read
from web_payloads import PAYLOADS

from policyqa.checking.types import CheckedClaim, CheckedDraft, Difference, Quotation
from policyqa.errors import InputError
from policyqa.present import chinese_marks
from policyqa.web.chat import Failure
from policyqa.web.check_markup import claims_html, draft_html, failure_html, progress_html
from policyqa.web.checks import DRAFTS_KEPT, RESULTS_KEPT, Drafts, Results, Step, check_in_steps


def test_each_figure_is_marked_by_sign_and_class_and_leads_to_its_card() -> None:
    shown, cards = draft_html(fakes.checked(), "x"), claims_html(fakes.checked())
    for number, (text, sign, name) in enumerate(
        (("135个以上", "✓", "pq-ok"), ("460个以上", "✗", "pq-wrong"), ("3亿元", "?", "pq-unknown")), 1
    ):
        link = re.search(
            rf'<a class="pq-claim {name}" id="pq-mark-{number}" href="#pq-claim-{number}"[^>]*>(.*?)</a>', shown
        )
        assert link, text
        assert link[1] == f"{text}<sup>{sign}</sup>"
        assert f'id="pq-claim-{number}"' in cards
    assert "共核对3个数字" in shown
    assert [part in shown for part in ("✗ 不符 1", "? 未找到 1", "✓ 一致 1")] == [True] * 3
    assert "format=docx" in shown
    assert "format=md" in shown


def test_card_shows_verdict_stated_figure_remark_and_passage() -> None:
    card = claims_html(fakes.checked()).split("<article")[2]
    assert all(word in card for word in ("不符", "文件为450个以上", "450个以上（示例区，2023年，目标）", "打开原文"))
    assert "<mark>450个以上</mark>" in card
    assert 'href="/original?document=shili.txt' in card


def test_quotation_shows_what_differs_and_is_marked_behind_its_closing_mark() -> None:
    assert "以项目为<del>大</del><ins>王</ins>”" in claims_html(fakes.checked())
    assert re.search(
        r'以项目为大”<a class="pq-claim pq-quoted pq-wrong" href="#pq-quotation-1"', draft_html(fakes.checked(), "x")
    )


def test_draft_without_figures_says_so() -> None:
    empty = CheckedDraft("无数字", "not found")
    assert "没有可核对的数字" in draft_html(empty, "x")
    assert "没有可以核对的数字" in claims_html(empty)
    assert "会显示在这里" in claims_html(None)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_drafts_and_documents_make_no_markup(payload: str) -> None:
    text = f"甲{payload}乙{payload}丙"
    first, second = text.index(payload), text.rindex(payload)
    figure = replace(fakes.figure(), text=payload, region=payload, year=payload)
    cited = replace(fakes.citation(), quote=payload, title=payload, issuer=payload, number=payload, document=payload)
    claim = CheckedClaim(payload, first, first + len(payload), "contradicted", payload, figure, figure, (cited,))
    quotation = Quotation(payload, second, second + len(payload), "contradicted", payload, payload,
                          (Difference(second, second + 1, payload),), (cited,))  # fmt: skip
    hostile = CheckedDraft(text, "contradicted", (claim,), (quotation,))
    for markup in (draft_html(hostile, payload), claims_html(hostile), failure_html(payload), progress_html(1, 2)):
        assert "\n" not in markup
        reader = read(markup)
        assert reader.tags <= OURS | {"sup", "em", "h4", "section", "del", "ins"}
        assert {name for name, _ in reader.attributes} <= ATTRIBUTES | {"aria-label", "id", "role"}
        links = [str(value) for name, value in reader.attributes if name == "href"]
        assert all(link.startswith(("/original?document=", "/check/export?id=", "#pq-")) for link in links)


@given(st.text(alphabet="甲1\n<&”\t", max_size=30), st.data())
def test_any_draft_keeps_its_text(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4, unique=True)))
    spans = [(a, b) for a, b in zip(cuts[::2], cuts[1::2], strict=False) if a < b]
    claims = tuple(CheckedClaim(text[a:b], a, b, "supported", "", fakes.figure()) for a, b in spans)
    quotations = tuple(
        Quotation(text[a:b], a, b, "not found")
        for a, b in [sorted(data.draw(st.tuples(*[st.integers(0, len(text))] * 2)))]
    )
    markup = draft_html(CheckedDraft(text, "supported", claims, quotations), "x")
    body = markup[markup.index('<div class="pq-draft">') : markup.index('<p class="pq-exports">')]
    shown = read(re.sub(r"<sup>.*?</sup>", "", body)).text
    assert shown == text
    assert body.count('class="pq-claim pq-quoted') == 1


def collect(run: Any) -> list[Any]:
    async def all_of() -> list[Any]:
        return [event async for event in check_in_steps(run)]

    return asyncio.run(all_of())


def test_steps_come_before_the_result_and_failures_tell_no_detail(caplog: pytest.LogCaptureFixture) -> None:
    events = collect(lambda tell: (tell(1, 3), fakes.checked())[1])
    assert events == [Step(1, 3), fakes.checked()]

    def fail(tell: Any) -> Any:
        raise RuntimeError("/secret/path")

    (failure,) = collect(fail)
    assert isinstance(failure, Failure)
    assert "secret" not in failure.message
    assert "/secret/path" in caplog.text
    (failure,) = collect(lambda tell: fakes.FakeAssistant().check("太长", on_progress=tell))
    assert failure.message == "草稿有60000字，请分成几段"


def test_uploaded_draft_is_checked_by_its_file_until_its_text_is_changed(project: Path) -> None:
    assistant, drafts = fakes.FakeAssistant(), Drafts()
    text = drafts.keep("讲话.DOCX", (project / "corpus" / "xuanzhou-plan.docx").read_bytes())
    assert "前30\t前50" in text
    drafts.check(assistant, text.replace("\n", "\r\n"))
    assert assistant.checked[0] == "draft.docx"
    drafts.check(assistant, text + "改")
    assert assistant.checked[-1].endswith("改")


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [("a.pdf", b"%PDF", "可以是"), ("a", b"x", "可以是"), ("a.docx", b"PK\x03\x04broken", "读不了"),
     ("a.txt", b" \n", "空的"), ("a.txt", "长".encode() * 50_001, "50001")],
)  # fmt: skip
def test_unfit_drafts_are_refused_in_words(name: str, data: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        Drafts().keep(name, data)


def test_only_the_last_results_and_drafts_are_kept() -> None:
    results, drafts = Results(), Drafts()
    names = [results.keep(fakes.checked()) for _ in range(RESULTS_KEPT + 1)]
    assert results.get(names[0]) is None
    assert results.get(names[-1]) is not None
    assert len(set(names)) == len(names)
    for number in range(DRAFTS_KEPT + 1):
        drafts.keep("a.txt", f"草稿{number}".encode())
    assistant = fakes.FakeAssistant()
    drafts.check(assistant, "草稿0")
    drafts.check(assistant, f"草稿{DRAFTS_KEPT}")
    assert assistant.checked == ["草稿0", "draft.txt", f"草稿{DRAFTS_KEPT}"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("未找到(最接近:**1,200个**)[1]; 见“甲(乙)”", "未找到（最接近：**1,200个**）[1]；见“甲(乙)”"),
        ("产值(GDP)", "产值（GDP）"),
        ("目标是多少?", "目标是多少？"),
        ("10:30 a:b 1,200 《甲:乙》 **1:2**", "10:30 a:b 1,200 《甲:乙》 **1:2**"),
        ("", ""),
    ],
)
def test_marks_of_our_sentences_are_full_width(text: str, shown: str) -> None:
    assert chinese_marks(text) == shown


@given(st.text(alphabet="甲a1,;:?!()“”*[]《》 \n", max_size=40))
def test_full_width_marks_change_nothing_but_marks_and_blanks_behind_them(text: str) -> None:
    back = str.maketrans("，；：？！（）", ",;:?!()")
    assert chinese_marks(text).translate(back).replace(" ", "") == text.replace(" ", "")


def test_full_width_marks_take_linear_time() -> None:
    for text in ("(" * 100_000, "“" * 100_000, "甲(" * 50_000, "*" * 100_000, "，" + " " * 100_000):
        chinese_marks(text)
