"""Typed answers: who, where, when, by what and how often, of the kind asked for or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from made_up import assistant_over

from policyqa.answering import doers, moments, venues
from policyqa.answering.slots import find_slot
from policyqa.assistant import Assistant
from policyqa.types import Answer
from policyqa.understanding import understand

DAY = date(2025, 6, 1)

MEETING = """株洲市召开轨道交通产业推进会

本报讯 3月10日上午，全市轨道交通产业推进会在市规划展览馆召开。
市委副书记、市长周建平出席会议并讲话，副市长李文秀主持会议。
会上，市工业和信息化局通报了上年产业运行情况。会议要求，各园区要在3月25日前将任务分解到企业。
智轨二期、检测中心、配件园要分别于6月底、9月底、12月底前竣工投产。某新材料项目2025年4月开工。
"""
NOTICE = """曲靖市人民政府关于印发曲靖市高原农业奖补办法的通知
曲政发〔2025〕7号

曲靖市高原农业奖补办法

第一条 对新建冷库的企业给予奖励。由市农业农村局牵头。
第二条 企业应于每年8月31日前通过“曲农通”平台提交材料，申报时间为7月1日至8月31日。
第三条 奖补评审每两年开展一次，由市农业农村局会同市财政局负责评审。
第四条 工作专班办公室设在市农业农村局。对冷链企业由县级财政负责兑付。
第五条 本办法自2025年5月1日起施行，有效期至2027年12月31日，由市财政局负责解释。
《曲靖市农业补助办法》（曲政发〔2020〕3号）同时废止。

附表
1.冷库建设：新建冷库20座。责任单位：市商务局。
2.品牌工程：培育品牌30个。（市市场监管局牵头，市农业农村局配合）
"""
PLAN = """株洲市2025年民生项目说明

因用地报批滞后，河西医院竣工时间由2026年底调整为2027年6月。
城东大桥力争2027年开工、2029年通车。
"""


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("typed")
    return assistant_over(folder, {"meeting.txt": MEETING, "notice.txt": NOTICE, "plan.txt": PLAN})


def ask(assistant: Assistant, question: str) -> Answer:
    return assistant.ask(question, [], DAY)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("株洲轨道交通产业推进会谁主持的", "副市长李文秀"),
        ("株洲轨道交通推进会是谁讲话的", "市委副书记、市长周建平"),
        ("株洲推进会上谁通报了产业运行情况", "市工业和信息化局"),
        ("株洲轨道交通产业推进会在哪里召开的", "市规划展览馆"),
        ("株洲轨道交通推进会在什么地方举行", "市规划展览馆"),
        ("株洲各园区要在哪天前把任务分解到企业", "3月25日前"),
        ("株洲检测中心什么时候竣工投产", "9月底"),
        ("株洲河西医院什么时候竣工", "2027年6月"),
        ("株洲河西医院原定什么时候竣工", "2026年底"),
        ("株洲城东大桥哪年通车", "2029年"),
        ("株洲城东大桥哪年开工", "2027年"),
        ("曲靖高原农业奖补办法从什么时候起施行", "2025年5月1日起"),
        ("曲靖高原农业奖补办法有效期到什么时候", "2027年12月31日"),
        ("曲靖高原农业奖补办法由谁解释", "市财政局"),
        ("曲靖高原农业奖补材料在哪个平台提交", "“曲农通”平台"),
        ("曲靖高原农业奖补的申报时间是什么时候", "7月1日至8月31日"),
        ("曲靖高原农业奖补多久评审一次", "每两年"),
        ("曲靖高原农业奖补工作专班办公室设在哪里", "市农业农村局"),
        ("曲靖高原农业奖补办法的文号", "曲政发〔2025〕7号"),
        ("曲靖高原农业奖补办法把哪个旧办法废止了", "《曲靖市农业补助办法》"),
        ("曲靖冷库建设的责任单位是谁", "市商务局"),
        ("曲靖品牌工程由哪个部门牵头", "市市场监管局"),
    ],
)
def test_the_thing_of_the_kind_asked_for(made_up: Assistant, question: str, answer: str) -> None:
    got = ask(made_up, question)
    assert got.answer == answer
    assert any(answer.strip("“”《》") in citation.quote for citation in got.citations)


@pytest.mark.parametrize(
    "question",
    [
        "株洲轨道交通产业推进会在哪个酒店召开的",  # a place is named, but none of that kind
        "曲靖高原农业奖补推进会谁主持的",  # no meeting
        "株洲城东大桥由谁主持召开",
        "株洲某新材料项目什么时候投产",  # only its start is dated
        "株洲民生项目说明的文号",
    ],
)
def test_nothing_of_the_kind_is_refused(made_up: Assistant, question: str) -> None:
    assert not ask(made_up, question).found


def test_a_person_is_asked_for_by_name_and_an_office_is_none() -> None:
    text = "市委副书记、市长出席会议,副市长主持会议。"
    assert [text[slice(*s)] for s in doers.find_doers(text, "主持")] == ["副市长"]
    assert list(doers.find_doers(text, "主持", named=True)) == []
    named = "会议由副市长李文秀主持。"
    assert [named[slice(*s)] for s in doers.find_doers(named, "主持", named=True)] == ["副市长李文秀"]


@pytest.mark.parametrize("text", ["株洲市召开推进会,主持会议的同志强调安全。", "全市主持会议要简短。"])
def test_no_subject_is_no_person(text: str) -> None:
    assert list(doers.find_doers(text, "主持")) == []


def test_units_of_brackets_keep_to_their_part() -> None:
    text = "推进冷链建设。(市商务局牵头,市财政局、市税务局配合)"
    assert [text[slice(*s)] for s in doers.find_charged(text, "牵头")][:1] == ["市商务局"]
    assert [text[slice(*s)] for s in doers.find_charged(text, "配合")][:1] == ["市财政局、市税务局"]


def test_a_venue_is_no_time() -> None:
    text = "会议在3月10日上午召开。"
    assert list(venues.find_venues(text, "召开")) == []


def test_dates_dealt_out_keep_their_order() -> None:
    text = "甲一期、乙二期要分别于6月底、9月底前投产。"
    found = moments.find_moments("乙二期什么时候投产", {"乙二": 1.0}, text)
    assert max(found, key=lambda m: m.share).start == text.index("9月底")


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("推进会谁主持的", "doer"),
        ("株洲市市长是谁", "office"),
        ("技改资金哪天前拨付", "date"),
        ("专班多久调度一次", "often"),
        ("捐赠动态在哪些网站能看到", None),
        ("怎么申请补贴", None),
    ],
)
def test_slots(question: str, kind: str | None) -> None:
    slot = find_slot(understand(question, [], DAY))
    assert (slot.kind if slot else None) == kind
