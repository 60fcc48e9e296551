"""Years that are assumed or come back to the document's own, and places of paragraphs; invented documents."""

from __future__ import annotations

import pytest

from policyqa.figures import find_figures
from policyqa.types import Block, Document, Figure, Metadata

HALF_YEAR = Metadata(
    title="北山市上半年经济运行情况", issued="2024-07-20", region="530300", region_name="曲靖市", years=("2024",)
)
NOBODY = Metadata(title="各地积极推动企业复工", issued="2021-02-18", years=("2021",))


def figures(metadata: Metadata, *paragraphs: str) -> dict[str, Figure]:
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(at, at + len(paragraph)))
        at += len(paragraph) + 1
    document = Document("a.txt", "\n".join(paragraphs), "0" * 64, "txt", tuple(blocks), metadata)
    return {figure.text: figure for figure in find_figures(document)}


def assumed(source: str) -> Metadata:
    return Metadata(title="企业复工", years=("2021",), found=(("years", source),))


@pytest.mark.parametrize("source", ["folder", "file name", "text"])
def test_a_year_that_only_the_document_s_assumed_one_gives_is_marked(source: str) -> None:
    found = figures(assumed(source), "截至2月16日,复工企业120家,去年同期90家。2019年复工企业80家。")
    assert {text: (f.year, f.year_source) for text, f in found.items()} == {
        "120家": ("2021", source),
        "90家": ("2020", source),
        "80家": ("2019", ""),
    }


@pytest.mark.parametrize("source", ["title", "date issued", "text and folder", "manifest", "tasks"])
def test_a_year_that_is_stated_is_not_marked(source: str) -> None:
    assert figures(assumed(source), "复工企业120家。")["120家"].year_source == ""


def test_a_half_year_s_figures_behind_a_year_named_in_passing() -> None:
    found = figures(
        HALF_YEAR,
        "上半年,全市生产总值400亿元,增长6%,快于一季度、去年全年增速。一季度,全市生产总值190亿元;"
        "2023年,全市生产总值800亿元。分项看,上半年投资增长5%。6月当月,出口增长11%;其中,民企出口增长12%。",
    )
    years = {text: f.year for text, f in found.items()}
    assert years == {
        "400亿元": "2024", "6%": "2024", "190亿元": "2024", "800亿元": "2023",
        "5%": "2024", "11%": "2024", "12%": "2024",
    }  # fmt: skip


def test_the_year_before_ends_where_the_half_year_comes_back() -> None:
    found = figures(
        HALF_YEAR,
        "上半年投资增长5%。去年全年投资300亿元；开工项目12个。当年引资20亿元。出口40亿元。",
        "上半年,消费增长7%。",
    )
    years = {text: f.year for text, f in found.items()}
    last = {"300亿元": "2023", "12个": "2023", "20亿元": "2023"}
    assert years == {"5%": "2024", **last, "40亿元": "2024", "7%": "2024"}


def test_a_review_s_half_year_is_of_the_year_that_its_paragraph_names() -> None:
    report = Metadata(title="曲靖市2024年政府工作报告", issued="2024-01-16", region="530300", years=("2024",))
    found = figures(report, "2022年,投资增长5%。上半年出口40亿元。")
    assert {f.year for f in found.values()} == {"2022"}


def test_a_paragraph_s_figures_are_those_of_the_place_it_begins_with() -> None:
    found = figures(
        NOBODY,
        "安徽省积极协助企业。目前,全省120家企业复工。截至2月16日,已有80家投产。全国共有9000家复工。",
        "2月14日,湖南省出台措施。全省300家企业复工。",
        "此外,还有500家企业提出申请。",
        "湖北、江西两省合作。共有700家企业受益。",
    )
    assert {text: f.holder for text, f in found.items()} == {
        "120家": "安徽省", "80家": "安徽省", "9000家": "", "300家": "湖南省", "500家": "", "700家": "",
    }  # fmt: skip


def test_another_place_s_sentence_ends_a_paragraph_s_place() -> None:
    found = figures(NOBODY, "安徽省积极协助企业。湖南省派员学习。截至2月16日,已有80家投产。")
    assert found["80家"].holder == ""


def test_paragraphs_of_a_document_with_a_place_of_its_own_keep_it() -> None:
    found = figures(HALF_YEAR, "安徽省派员学习。全市80家企业投产。")
    assert found["80家"].holder == "曲靖市"
