"""Whatever the bytes: only ReadError, blocks in order inside the text, spans that give back their own text."""

import io
import random
import tempfile
import time
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from hostile import packed
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from policyqa.errors import ReadError
from policyqa.reading import list_corpus, read_document, skipped_files
from policyqa.reading.lines import cut_pieces
from policyqa.types import Document

SEEDS = {
    "txt": "导航菜单\n关于2021年工作的通知\n发布日期：2021-02-03 来源：某局\n一、目标\n（一）工业\n1.产值120亿元。\n"
    "上一篇：无\n",
    "md": "# 目标\n\n| 指标 | 2021年 |\n| --- | --- |\n| 产值 | 120亿元 |\n\n- 一条\n> 引文\n",
    "csv": '任务表（单位：亿元）,,\n指标,2021年,备注\n产值,120亿元,\n"投资,合计",80,注\n',
    "html": "<html><title>甲-乙网</title><body><div class=nav><a href=/>首页</a></div><h1>目标</h1><table><tr><th>指标"
    "<th colspan=2>值</tr><tr><td rowspan=2>产值<td>1<td>2</tr></table><p style='display:none'>隐</p><p>增长5%。</p>",
}
PIECES = st.sampled_from(
    [
        *(
            "\n",
            "　　",
            " ",
            "一、",
            "（一）",
            "1.",
            "第三章 ",
            "增长5%。",
            "2021年",
            "来源：",
            "〔2021〕1号",
            "上一篇：",
            "ICP备",
        ),
        *("<td>", "<table>", "</p>", "&#0;", "&amp;", "<!--", "]]>", "|", "---|", "#", "：", "。"),
        *("\ufeff", "\u200b", "\0"),
    ]
)


def check(document: Document) -> None:
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.text)
        text = document.text[block.start : block.end]
        assert text.strip()
        assert block.level in range(5)
        cell_end = block.start
        for cell in block.cells:
            assert cell_end <= cell.start <= cell.end <= block.end
            cell_end = cell.end
            if document.format not in ("txt", "csv"):  # where a cell may have been written over several lines
                assert "\n" not in document.text[cell.start : cell.end]
        assert len(block.cell_names) in (0, len(block.cells))
        assert len(block.labels) == len(block.cells)
        end = block.end


def read(data: bytes, suffix: str) -> Document | None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"x.{suffix}").write_bytes(data)
        try:
            return read_document(Path(folder), f"x.{suffix}")
        except ReadError:
            return None


relaxed = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("suffix", sorted(SEEDS))
@relaxed
@given(data=st.binary(max_size=300))
@example(b"\xff\xfe\x00")
@example(b"\xfe\xff\xd8\x00")
@example(b"<" * 200)
def test_arbitrary_bytes(suffix: str, data: bytes) -> None:
    document = read(data, suffix)
    if document is not None:
        check(document)


@pytest.mark.parametrize("suffix", sorted(SEEDS))
@relaxed
@given(parts=st.lists(PIECES | st.text(max_size=8), max_size=40))
def test_arbitrary_pieces_of_documents(suffix: str, parts: list[str]) -> None:
    document = read("".join(parts).encode("utf-8", "ignore"), suffix)
    if document is not None:
        check(document)


@pytest.mark.parametrize("suffix", sorted(SEEDS))
@relaxed
@given(at=st.integers(0, 400), cut=st.integers(0, 20), put=st.binary(max_size=12))
def test_mutated_documents(suffix: str, at: int, cut: int, put: bytes) -> None:
    data = SEEDS[suffix].encode()
    document = read(data[:at] + put + data[at + cut :], suffix)
    if document is not None:
        check(document)


@relaxed
@given(text=st.text(alphabet=st.sampled_from("增长一、。：，（）(1.%2021年 　\u00a0\n各位”“—"), max_size=400))
def test_pieces_hold_every_visible_character_once(text: str) -> None:
    pieces = cut_pieces(text)
    covered = "".join(text[p.start : p.end] for p in pieces)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(pieces))


@pytest.mark.parametrize("suffix", sorted(SEEDS))
def test_seeds_are_read(suffix: str) -> None:
    document = read(SEEDS[suffix].encode(), suffix)
    assert document is not None
    check(document)
    assert any(
        "120亿元" in document.text[b.start : b.end] or "5%" in document.text[b.start : b.end] for b in document.blocks
    )


SAMPLES = ("xuanzhou-plan.docx", "daguan-indicators.xlsx", "jingkai-handbook.pdf", "yixiu-list.mhtml")
MUTATED = 200


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Damage some bytes: flips, cuts, repeats, zeroed ranges; inside the parts of an archive half of the time."""
    if data.startswith(b"PK") and chance.random() < 0.6:
        parts = unpacked(data)
        name = chance.choice([n for n in parts if "theme" not in n and "styles" not in n])
        return packed({**parts, name: mutate(parts[name], chance)})
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at, size = chance.randrange(max(1, len(out))), chance.choice((1, 1, 4, 30, 300))
        kind = chance.randrange(5)
        if kind == 0:
            out[at : at + size] = chance.randbytes(size)
        elif kind == 1:
            del out[at : at + size]
        elif kind == 2:
            out[at:at] = out[at : at + size] * chance.choice((1, 2, 50))
        elif kind == 3:
            out[at : at + size] = bytes(size)
        else:
            out[at:at] = chance.choice((b"<", b">", b"9999999999", b"-1", b"\xff\xff\xff\xff", b"/Kids", b"endobj"))
    return bytes(out)


def attempt(folder: Path, name: str) -> tuple[Document | None, float]:
    """The document, None where it was refused, and the seconds that it took."""
    started = time.monotonic()
    try:
        return read_document(folder, name), time.monotonic() - started
    except ReadError:
        return None, time.monotonic() - started


@pytest.mark.parametrize("name", SAMPLES)
def test_mutated_samples(project: Path, tmp_path: Path, name: str) -> None:
    """Only `ReadError`, none takes more than five seconds, and what is read is sound."""
    data, chance = (project / "corpus" / name).read_bytes(), random.Random(20261122)
    document_read = 0
    for _ in range(MUTATED):
        (tmp_path / name).write_bytes(mutate(data, chance))
        document, taken = attempt(tmp_path, name)
        if taken >= 5:  # the reader runs beside whatever else the machine does: only a second slow try is its own
            document, taken = attempt(tmp_path, name)
        assert taken < 5
        if document is not None:
            check(document)
            document_read += 1
    assert document_read > MUTATED / 20


def test_mutated_archives(project: Path, tmp_path: Path) -> None:
    """Every member is read or refused for itself, whatever is damaged of the archive."""
    corpus = project / "corpus"
    members = {name: (corpus / name).read_bytes() for name in ("jingkai-flat.txt", "xuanzhou-plan.docx")}
    data, chance = packed(members), random.Random(20261122)
    read_members = refused = 0
    for _ in range(MUTATED):
        (tmp_path / "a.zip").write_bytes(mutate(data, chance))
        refused += len(skipped_files(tmp_path))
        for file in list_corpus(tmp_path):
            document, _ = attempt(tmp_path, file.path)
            refused += document is None
            if document is not None:
                check(document)
                read_members += 1
    assert read_members > MUTATED / 20
    assert refused > MUTATED / 20


@pytest.mark.parametrize("name", SAMPLES)
def test_samples_are_sound(project: Path, name: str) -> None:
    check(read_document(project / "corpus", name))
