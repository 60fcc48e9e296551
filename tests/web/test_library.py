"""The documents behind the page: names, uploads, removal, metadata, one build at a time."""

from __future__ import annotations

import asyncio
import os
import threading
import time
import tomllib
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import web_fakes as fakes
from hypothesis import given
from hypothesis import strategies as st

from policyqa.errors import IndexBusy, InputError, ReadError
from policyqa.index.reporting import BuildReport, Progress
from policyqa.reading.corpus import list_corpus
from policyqa.settings import Settings
from policyqa.web.library import KINDS, AlreadyThere, Library, TooLarge, safe_name
from policyqa.web.manifest_edit import drop_entry, parse_fields, state_fields
from policyqa.web.rebuild import Rebuilds


@pytest.mark.parametrize(
    ("raw", "kept"),
    [
        ("计划.docx", "计划.docx"),
        ("../../etc/计划.txt", "计划.txt"),
        ("C:\\temp\\..\\计划?.DOCX", "计划_.DOCX"),
        ("/etc/passwd/x.md", "x.md"),
        ("...隐藏.txt", "隐藏.txt"),
        (".. /a.txt", "a.txt"),
        ("a\x00b\n\u202e.txt", "a_b__.txt"),
        ("\ud800甲.txt", "甲.txt"),
        ("长" * 300 + ".txt", "长" * 58 + ".txt"),
        ("é.txt", "é.txt"),
        ("a.txt.", "a.txt"),
    ],
)
def test_names_are_made_safe(raw: str, kept: str) -> None:
    assert safe_name(raw) == kept


@pytest.mark.parametrize(
    "raw",
    ["", ".txt", "..", "a", "a.exe", "a.txt/", "a.html.js", "a.svg", "manifest.toml", "x.doc", "a.py", "/", "\x00"],
)
def test_other_names_are_refused(raw: str) -> None:
    with pytest.raises(InputError):
        safe_name(raw)


@given(st.text(max_size=60), st.sampled_from([*KINDS, ".PDF", "/.txt", "\\..\\x.txt"]))
def test_a_safe_name_is_one_visible_path_part(stem: str, suffix: str) -> None:
    try:
        name = safe_name(stem + suffix)
    except InputError:
        return
    assert Path(name).name == name
    assert not name.startswith(".")
    assert name.isprintable()
    assert len(name.encode()) <= 255
    assert safe_name(name) == name


async def stream(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "corpus").mkdir()
    settings = replace(Settings(), corpus=tmp_path / "corpus", index=tmp_path / "index", max_file_mb=1)
    return Library(settings, fakes.FakeAssistant().index.documents)


def receive(library: Library, name: str, *parts: bytes, again: bool = False) -> tuple[str, int]:
    return asyncio.run(library.receive(name, stream(*parts), replace=again))


def test_upload_is_written_whole_and_never_over_another_unasked(library: Library) -> None:
    assert receive(library, "a.txt", b"one", b"two") == ("a.txt", 6)
    with pytest.raises(AlreadyThere):
        receive(library, "x/a.txt", b"other")
    assert (library.corpus / "a.txt").read_bytes() == b"onetwo"
    receive(library, "a.txt", b"other", again=True)
    assert (library.corpus / "a.txt").read_bytes() == b"other"
    assert os.listdir(library.corpus) == ["a.txt"]
    assert not (library.corpus / "a.txt").stat().st_mode & 0o111


def test_unfit_uploads_leave_nothing(library: Library) -> None:
    with pytest.raises(TooLarge):
        receive(library, "a.txt", *[b"x" * 100_000] * 11)
    with pytest.raises(InputError, match="空的"):
        receive(library, "a.txt")
    with pytest.raises(InputError, match="不支持"):
        receive(library, "a.sh", b"x")
    assert os.listdir(library.corpus) == []


def test_upload_follows_no_link(library: Library, tmp_path: Path) -> None:
    (tmp_path / "outside.txt").write_text("mine")
    (library.corpus / "a.txt").symlink_to(tmp_path / "outside.txt")
    for again in (False, True):
        with pytest.raises(InputError):
            receive(library, "a.txt", b"theirs", again=again)
    assert (tmp_path / "outside.txt").read_text() == "mine"


@pytest.mark.parametrize("path", ["../outside.txt", "/etc/passwd", "no.txt", "", ".", "manifest.toml", "sub"])
def test_only_documents_of_the_corpus_are_removed(library: Library, tmp_path: Path, path: str) -> None:
    (tmp_path / "outside.txt").write_text("mine")
    (library.corpus / "manifest.toml").write_text('[[document]]\npath = "a.txt"\n')
    with pytest.raises(InputError):
        library.remove(path)
    assert (tmp_path / "outside.txt").exists()
    assert (library.corpus / "manifest.toml").exists()


def test_removal_takes_the_file_and_its_statement(library: Library) -> None:
    receive(library, "a.txt", b"one")
    receive(library, "b.txt", b"two")
    (library.corpus / "manifest.toml").write_text(
        '# ours\n[[document]]\npath = "a.txt"\ntitle = "A"\n\n[[document]]\npath = "b.txt"  # kept\n', encoding="utf-8"
    )
    library.remove("a.txt")
    assert [file.path for file in list_corpus(library.corpus)] == ["b.txt"]
    assert (library.corpus / "manifest.toml").read_text() == '# ours\n[[document]]\npath = "b.txt"  # kept\n'


def test_original_is_given_of_indexed_documents_only(library: Library, tmp_path: Path) -> None:
    receive(library, "shili.txt", b"text")
    receive(library, "other.txt", b"text")
    assert library.original("shili.txt") == b"text"
    for path in ("other.txt", "../index/CURRENT", "/etc/passwd"):
        with pytest.raises(KeyError):
            library.original(path)
    (library.corpus / "shili.txt").unlink()
    (library.corpus / "shili.txt").symlink_to("/etc/passwd")
    with pytest.raises(ReadError):
        library.original("shili.txt")


def test_listing_says_how_each_field_was_found(library: Library) -> None:
    assistant = fakes.FakeAssistant()
    document = assistant.documents["shili.txt"]
    found = (
        ("title", "manifest"),
        ("issued", "signature, line 3"),
        ("number", "line 2: 文号"),
        ("years", "date issued"),
    )
    assistant.documents["shili.txt"] = replace(document, metadata=replace(document.metadata, found=found))
    (listed,) = Library(Settings(), assistant.index.documents).listing()
    assert listed["found"] == {"title": "人工填写", "date": "落款，第3行", "number": "第2行“文号”", "years": "成文日期"}
    assert (listed["title"], listed["passages"], listed["figures"], listed["warnings"]) == (
        "示例区招商引资三年行动方案", 3, 2, ["少一页"],
    )  # fmt: skip


MANIFEST = """# our own words
[[document]]
path = "a.txt"   # the first
title = "旧标题"
years = [2021]
source = "某处"

# a note between
[[document]]
path = "b.txt"
number = "甲〔2021〕1号"
"""


def test_statements_change_one_entry_and_nothing_else(tmp_path: Path) -> None:
    where = tmp_path / "manifest.toml"
    where.write_text(MANIFEST, encoding="utf-8")
    state_fields(tmp_path, "a.txt", {"title": '新"标题"', "years": ["2022", "2021-2025"], "date": "2022-01"})
    text = where.read_text(encoding="utf-8")
    assert tomllib.loads(text)["document"][0] == {
        "path": "a.txt", "title": '新"标题"', "years": ["2022", "2021-2025"], "source": "某处", "date": "2022-01",
    }  # fmt: skip
    for line in MANIFEST.splitlines():
        assert line.startswith(("title", "years")) or line in text.splitlines()
    state_fields(tmp_path, "c/丙.txt", {"region": "宣州区"})
    assert tomllib.loads(where.read_text(encoding="utf-8"))["document"][2] == {"path": "c/丙.txt", "region": "宣州区"}
    state_fields(tmp_path, "c/丙.txt", {"region": ""})
    state_fields(tmp_path, "a.txt", {"title": "", "date": "", "years": []})
    entries = tomllib.loads(where.read_text(encoding="utf-8"))["document"]
    assert entries == [{"path": "a.txt", "source": "某处"}, {"path": "b.txt", "number": "甲〔2021〕1号"}]
    assert os.listdir(tmp_path) == ["manifest.toml"]


def test_first_statement_makes_the_manifest_and_the_last_to_go_leaves_it_readable(tmp_path: Path) -> None:
    state_fields(tmp_path, "a.txt", {"title": "题"})
    assert tomllib.loads((tmp_path / "manifest.toml").read_text())["document"] == [{"path": "a.txt", "title": "题"}]
    drop_entry(tmp_path, "a.txt")
    assert tomllib.loads((tmp_path / "manifest.toml").read_text()) == {}
    state_fields(tmp_path, "a.txt", {"title": "题"})
    drop_entry(tmp_path, "no.txt")


def test_a_malformed_manifest_is_told_and_left(tmp_path: Path) -> None:
    (tmp_path / "manifest.toml").write_text('[[document]]\npath = "a.txt"\ncolour = "red"\n')
    with pytest.raises(InputError, match="line 3"):
        state_fields(tmp_path, "a.txt", {"title": "题"})
    assert "colour" in (tmp_path / "manifest.toml").read_text()


@pytest.mark.parametrize(
    "raw",
    [{"path": "x"}, {"source": "x"}, {"title": 3}, {"title": "长" * 301}, {"date": "2021年"}, {"date": "2021-13"},
     {"years": "二〇二一"}, {"years": "21"}, {"years": ["2021"]}],
)  # fmt: skip
def test_unfit_statements_are_refused(raw: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        parse_fields(raw)


def test_statements_are_cleaned() -> None:
    assert parse_fields({"title": " 甲\n\x00乙 ", "years": "2021、2023年, 2021—2025", "date": ""}) == {
        "title": "甲 乙", "years": ["2021", "2023", "2021-2025"], "date": "",
    }  # fmt: skip


REPORT = BuildReport((), 2, True, 1, 2, 3, 0.5)


def wait_for(condition: Any) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_one_build_runs_at_a_time_and_one_follows_however_often_it_is_asked_for() -> None:
    release, started = threading.Event(), []

    def build(tell: Any) -> BuildReport:
        started.append(threading.current_thread().name)
        tell(Progress("reading", 1, 4, 0, 0, None))
        assert release.wait(10)
        return REPORT

    rebuilds = Rebuilds(build)
    rebuilds.start()
    wait_for(lambda: rebuilds.state.progress)
    for _ in range(5):
        rebuilds.start()
    assert started == ["policyqa-index"]
    assert rebuilds.state.running
    release.set()
    wait_for(lambda: not rebuilds.state.running)
    assert len(started) == 2
    assert (rebuilds.state.report, rebuilds.state.error, rebuilds.state.runs) == (REPORT, "", 2)


@pytest.mark.parametrize(
    ("error", "words"),
    [(IndexBusy("pid 7"), "另一个进程正在建立索引"), (InputError("manifest.toml, line 3: x"), "line 3"),
     (RuntimeError("/secret"), "详情见日志")],
)  # fmt: skip
def test_a_failed_build_is_told_in_chinese_and_the_next_one_works(error: Exception, words: str) -> None:
    outcomes = [error, REPORT]

    def build(tell: Any) -> BuildReport:
        outcome = outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    rebuilds = Rebuilds(build)
    rebuilds.start()
    wait_for(lambda: not rebuilds.state.running)
    assert words in rebuilds.state.error
    assert "secret" not in rebuilds.state.error
    rebuilds.start()
    wait_for(lambda: rebuilds.state.runs == 2)
    assert (rebuilds.state.error, rebuilds.state.report) == ("", REPORT)
