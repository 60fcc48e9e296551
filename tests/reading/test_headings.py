"""Headings of official prose and the paths that they give."""

import pytest

from policyqa.reading.headings import chinese_number, place_lines

PROSE = "围绕主导产业延链补链,建立重点项目清单,实行月调度、季通报,全年完成投资120亿元,同比增长12%,力争更好。"


def paths(*lines: str) -> list[tuple[tuple[str, ...], int]]:
    return [(place.path, place.level) for place in place_lines(lines, [0] * len(lines))]


def test_levels_of_official_prose_nest_and_close() -> None:
    assert paths("一、目标", "(一)工业", "1.项目提速", PROSE, "2.平台提质", "(二)农业", PROSE, "二、保障", PROSE) == [
        ((), 1),
        (("一、目标",), 2),
        (("一、目标", "(一)工业"), 3),
        (("一、目标", "(一)工业", "1.项目提速"), 0),
        (("一、目标", "(一)工业"), 3),
        (("一、目标",), 2),
        (("一、目标", "(二)农业"), 0),
        ((), 1),
        (("二、保障",), 0),
    ]


def test_chapters_and_articles() -> None:
    assert paths(
        "第一章 总则", "第一条 为了规范管理,制定本办法。", "本办法所称企业,是指工业企业。", "第二条 适用于本市。"
    ) == [
        ((), 1),
        (("第一章 总则",), 0),
        (("第一章 总则", "第一条"), 0),
        (("第一章 总则",), 0),
    ]


def test_a_run_in_heading_stays_in_its_paragraph_and_leads_what_follows() -> None:
    assert paths("(一)扩大投资。" + PROSE, PROSE, "(二)促进消费。" + PROSE) == [
        ((), 0),
        (("(一)扩大投资",), 0),
        ((), 0),
    ]


def test_a_counted_sentence_is_no_heading_but_ends_the_one_before() -> None:
    line = "二、自本月起,各单位可申请缓缴社会保险费,期限不超过6个月。"
    assert paths("一、缴费", PROSE, line, PROSE) == [((), 1), (("一、缴费",), 0), ((), 0), ((), 0)]


def test_a_count_that_starts_again_under_a_heading_is_nested() -> None:
    assert paths("一、主要目标", PROSE, "二、重点工作", "一、招商", PROSE, "二、项目", "三、企业")[3:] == [
        (("二、重点工作",), 2),
        (("二、重点工作", "一、招商"), 0),
        (("二、重点工作",), 2),
        (("二、重点工作",), 2),
    ]


def test_a_lost_dot_is_seen_by_the_count() -> None:
    assert [level for _, level in paths("1.项目提速", "2工业提级", "3.平台提质")] == [1, 1, 1]
    assert [level for _, level in paths(PROSE, "2工业提级", "3个项目")] == [0, 0, 0]


def test_an_unmarked_heading_of_a_work_report() -> None:
    assert paths("各位代表:", "2024年工作回顾", PROSE + PROSE)[1] == ((), 1)


@pytest.mark.parametrize(
    "line",
    [
        "1",
        "3.5亿元",
        "1.75亿美元",
        "12月底前完成",
        "第一条例的规定是明确的",
        "第三产业增长8%",
        "一是抓项目。",
        "2023年",
        "10.5%",
    ],
)
def test_figures_and_prose_are_no_headings(line: str) -> None:
    assert paths(PROSE, line, PROSE)[1][1] == 0


def test_levels_of_the_format_go_before_marks() -> None:
    placed = place_lines(["目标", "一、工业", "正文是一句话。"], [1, 2, 0])
    assert [(place.path, place.level) for place in placed] == [((), 1), (("目标",), 2), (("目标", "一、工业"), 0)]


def test_path_parts_are_at_most_forty_characters() -> None:
    assert max(len(part) for part in paths("一、" + "抓" * 50, PROSE)[1][0]) == 40


@pytest.mark.parametrize(
    ("text", "value"), [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("一百零三", 103), ("7", 7)]
)
def test_counting_numerals(text: str, value: int) -> None:
    assert chinese_number(text) == value
