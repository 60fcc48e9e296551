"""HTML pages: order, tables, what is not shown, and hostile pages (reliability.md, D3)."""

import contextlib
from pathlib import Path

import pytest

from policyqa.errors import ReadError
from policyqa.reading import read_document
from policyqa.types import Document
from timing import assert_cpu_within

PAGE = """<!DOCTYPE html><html><head><meta charset="gb2312"><title>关于工业目标的通知_北山市人民政府网</title>
<meta name="PubDate" content="2022-03-01 09:00"><meta name="ContentSource" content="市工信局">
<script>var x="脚本文字";</script></head><body>
<div class="top"><ul><li><a href="/">首页</a><li><a>公开</a><li><a>服务</a><li><a>互动</a></ul></div>
<form><table><tr><td><table><tr><td><h1>关于工业目标的通知</h1>
<div>发布时间：2022-03-01 浏览次数：18</div>
<p>　　各县区：</p><h2>一、总体目标</h2>
<p>工业增加值增长<b>9%</b>左右，<span style="display: none">暗藏99%</span>新增企业<i>40</i>家。<br>
完成技改投资120亿元。</p>
<table><caption>分解表（单位：亿元）</caption><tr><th rowspan=2>县区<th colspan=2>产值<tr><th>2021年<th>2022年
<tr><td>东区<td>120<td>135<tr><td>西区<td><p>80</p><td>96</table>
<p hidden>藏起来的话。</p></table></table></form>
<div>上一篇：<a href="1">旧文</a></div>
<ul><li><a>热点新闻一</a><li><a>热点新闻二</a><li><a>热点新闻三</a><li><a>热点新闻四</a></ul>
<footer>版权所有：北山市</footer></body></html>"""


def read(tmp_path: Path, page: str | bytes, name: str = "a.html") -> Document:
    (tmp_path / name).write_bytes(page if isinstance(page, bytes) else page.encode("utf-8"))
    return read_document(tmp_path, name)


def test_a_page_as_text_one_block_a_line(tmp_path: Path) -> None:
    document = read(tmp_path, PAGE.encode("gb18030"), "a.htm")
    assert (document.format, document.encoding) == ("html", "gb18030")
    assert document.text.split("\n") == [
        "关于工业目标的通知",
        "发布时间：2022-03-01 浏览次数：18",
        "各县区：",
        "一、总体目标",
        "工业增加值增长9%左右，新增企业40家。",
        "完成技改投资120亿元。",
        "分解表（单位：亿元）",
        "县区\t产值",
        "2021年\t2022年",
        "东区\t120\t135",
        "西区\t80\t96",
        "上一篇：旧文",
    ]


def test_table_rows_carry_cells_and_their_column_headings(tmp_path: Path) -> None:
    document = read(tmp_path, PAGE)
    rows = [b for b in document.blocks if b.kind == "row"]
    assert [document.text[c.start : c.end] for c in rows[3].cells] == ["西区", "80", "96"]
    assert rows[3].labels == ("县区", "产值/2021年(亿元)", "产值/2022年(亿元)")
    assert rows[3].path == ("一、总体目标", "分解表")
    assert (rows[3].place, rows[3].cell_names) == ((("table", "1"), ("row", "4")), ("1", "2", "3"))


def test_metadata_of_the_head(tmp_path: Path) -> None:
    found = read(tmp_path, PAGE).metadata
    assert (found.title, found.issued, found.source) == ("关于工业目标的通知", "2022-03-01", "市工信局")


def test_words_merged_over_rows_stand_in_each_row_and_numbers_in_the_first(tmp_path: Path) -> None:
    page = "<table><tr><th>区<th>年<th>值<tr><td rowspan=2>东<td>2021<td>5<tr><td>2022<td>6</table><p>完。</p>"
    document = read(tmp_path, page)
    rows = [b for b in document.blocks if b.kind == "row"]
    assert [r.labels for r in rows[1:]] == [("区", "年", "值"), ("区", "年", "值")]
    assert document.text.split("\n")[1:3] == ["东\t2021\t5", "东\t2022\t6"]
    page = "<table><tr><th>区<th>值<tr><td>东<td rowspan=2>50<tr><td>西</table><p>完。</p>"
    assert read(tmp_path, page, "b.html").text.split("\n")[1:3] == ["东\t50", "西\t"]


def test_prose_in_furniture_clothes_stays(tmp_path: Path) -> None:
    page = '<div class="banner">全年投资增长12%，好于预期。</div><div class="menu"><a>甲</a></div><p>正文有一句话。</p>'
    assert "全年投资增长12%" in read(tmp_path, page).text
    assert "甲" not in read(tmp_path, page).text


def test_entities_are_not_resolved_and_nothing_is_fetched(tmp_path: Path, network_blocked: list[str]) -> None:
    secret = tmp_path / "secret"
    secret.write_text("机密内容", encoding="utf-8")
    lol = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "哈"}">' for i in range(10))
    page = (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY f SYSTEM "file://{secret}">{lol}'
        '<!ENTITY % p SYSTEM "http://192.0.2.1/x.dtd">%p;]><html><head><link rel=stylesheet href="http://192.0.2.1/s.css">'
        "</head><body><p>&f;&l9;正文有一句话。</p><img src=http://192.0.2.1/i.png></body></html>"
    )
    document = read(tmp_path, page)
    assert "正文有一句话。" in document.text
    assert "机密" not in document.text
    assert len(document.text) < 1000
    assert not network_blocked


HOSTILE = {
    "deep": "<div>" * 100_000 + "<p>深处。</p>",
    "deep spans": "<span>" * 100_000 + "深处。",
    "tables": "<table><tr><td>" * 20_000,
    "open tags": "<" * 300_000,
    "wide cells": "<table>" + "<tr><td colspan=50 rowspan=50>字" * 3_000,
    "quotes": '<p title="' * 20_000,
    "comments": "<!--" * 100_000,
}


@pytest.mark.parametrize("kind", sorted(HOSTILE))
def test_hostile_pages_are_read_or_refused_in_time(tmp_path: Path, kind: str) -> None:
    def attempt() -> None:
        with contextlib.suppress(ReadError):
            assert len(read(tmp_path, HOSTILE[kind]).text) <= len(HOSTILE[kind])

    assert_cpu_within(5, attempt)


def test_a_page_nested_too_deeply_says_so(tmp_path: Path) -> None:
    page = "<p>前面有一句话。</p>" + "<div>" * 5_000 + "深处。"
    assert any("嵌套过深" in warning for warning in read(tmp_path, page).warnings)
    with pytest.raises(ReadError, match="嵌套过深"):
        read(tmp_path, HOSTILE["deep"])
