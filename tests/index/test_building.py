"""Incremental building: what is read, what is kept, and that the result is what a fresh build gives."""

from __future__ import annotations

import os
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest
from stub_index import BOOK, PARK, ROAD, StubEncoder, Workshop, content, split

from policyqa.errors import InputError, ModelError
from policyqa.index import building
from policyqa.index.building import build_index
from policyqa.index.catalogue import Known, known_files, open_for_reading
from policyqa.index.generations import current_generation
from policyqa.index.opening import open_index
from policyqa.index.planning import RACY_NS, plan_build
from policyqa.index.reporting import Progress


def _fresh(workshop: Workshop, tmp_path: Path) -> dict[str, object]:
    """What an index built at once from the same corpus holds."""
    other = Workshop(tmp_path / "fresh", workshop.settings, workshop.entries)
    shutil.rmtree(other.folder, ignore_errors=True)
    shutil.copytree(workshop.corpus, other.corpus)
    other.build()
    with open_index(other.index) as index:
        return content(index)


def _now(workshop: Workshop) -> dict[str, object]:
    with open_index(workshop.index) as index:
        assert index.warnings == ()
        return content(index)


def test_a_first_build_reads_everything_and_says_so(workshop: Workshop) -> None:
    report = workshop.build()
    assert workshop.read == ["book.txt", "park.txt", "road.txt"]
    outcomes = [(f.path, f.outcome, f.passages, f.figures) for f in report.files]
    assert outcomes == [
        ("a.doc", "skipped", 0, 0),
        ("book.txt", "read", 2, 0),
        ("park.txt", "read", 4, 2),
        ("road.txt", "read", 4, 1),
    ]
    assert (report.generation, report.published, report.documents, report.passages, report.figures) == (
        1,
        True,
        3,
        10,
        3,
    )
    assert report.files[1].characters == len(BOOK)
    assert report.files[1].warnings == ("w",)


def test_what_is_opened_is_what_was_read(workshop: Workshop) -> None:
    workshop.build()
    with open_index(workshop.index) as index:
        readers = workshop.readers()
        document = readers.read(workshop.corpus, "park.txt")
        assert index.document("park.txt") == document
        assert [passage for _, passage in index.passages_of("park.txt")] == split(document, 256)
        figures = readers.find(document)
        assert [replace(figure, row=-1) for figure in index.figures_of("park.txt")] == figures
        rows = [row for row, _ in index.passages_of("road.txt")]
        backwards = index.passages(rows[::-1])
        assert backwards == [passage for _, passage in index.passages_of("road.txt")][::-1]
        listed = {d.path: d for d in index.documents()}
        assert listed["park.txt"].metadata == document.metadata
        assert index.manifest.hashes["park.txt"] == document.sha256
        assert (index.passage_count, index.manifest.dimension, index.manifest.model_name) == (10, 16, "stub-16")
        with pytest.raises(KeyError):
            index.document("none.txt")
        with pytest.raises(KeyError):
            index.passages([999])


def test_searches_respect_their_scope(workshop: Workshop) -> None:
    workshop.build()
    with open_index(workshop.index) as index:
        weights = {"项目": 1.0, "投资": 1.0}
        paths = {p.document for p in index.passages([r for r, _ in index.search_passages(weights, 50, ["road.txt"])])}
        assert paths == {"road.txt"}
        assert index.search_documents(weights, 5)[0][0] == "park.txt"
        assert index.search_documents(weights, 5, ["none.txt"]) == []
        (figure, _), *rest = index.search_figures(weights, 5, years=["2023"], statuses=["target"], regions=["341802"])
        assert (figure.text, figure.year, rest) == ("900元", "2023", [])
        assert index.search_figures(weights, 5, years=["2022"]) == []
        assert index.search_figures(weights, 5, years=["2021"], documents=["road.txt"])[0][0].text == "70元"
        vector = workshop.encoders[-1].encode(["项目投资"])[0]
        found = index.passages([row for row, _ in index.search_dense(vector, 50, ["book.txt", "road.txt"])])
        assert {p.document for p in found} == {"book.txt", "road.txt"}
        assert index.search_dense(vector, 50, []) == []


def test_nothing_changed_means_nothing_is_done(workshop: Workshop) -> None:
    workshop.build()
    before = sorted((p, p.stat().st_mtime_ns) for p in workshop.index.rglob("*"))
    report = workshop.build()
    assert (workshop.read, workshop.encoders) == ([], [])
    assert (report.generation, report.published, report.count("kept"), report.passages) == (1, False, 3, 10)
    assert sorted((p, p.stat().st_mtime_ns) for p in workshop.index.rglob("*")) == before


def test_incremental_building_equals_building_anew(workshop: Workshop, tmp_path: Path) -> None:
    workshop.build()
    workshop.write(added=PARK.replace("500", "501"))
    report = workshop.build()
    assert workshop.read == ["added.txt"]
    assert workshop.encoders[0].texts[0].startswith("园区公告")
    assert len(workshop.encoders[0].texts) == 4
    assert (report.count("kept"), report.count("read")) == (3, 1)
    assert _now(workshop) == _fresh(workshop, tmp_path)

    workshop.write(park="园区公告\n2022年项目投资1元", road=ROAD + "\n补充项目")
    report = workshop.build()
    assert workshop.read == ["park.txt", "road.txt"]
    assert _now(workshop) == _fresh(workshop, tmp_path)

    (workshop.corpus / "added.txt").unlink()
    report = workshop.build()
    assert (workshop.read, workshop.encoders) == ([], [])
    assert [f.path for f in report.files if f.outcome == "removed"] == ["added.txt"]
    assert _now(workshop) == _fresh(workshop, tmp_path)

    for name in range(12):  # enough additions for tantivy to merge segments
        workshop.write(**{f"n{name}": f"{ROAD}\n第{name}号"})
        workshop.build()
    assert _now(workshop) == _fresh(workshop, tmp_path)


def test_emptying_the_corpus_empties_the_index(workshop: Workshop) -> None:
    workshop.build()
    for path in workshop.corpus.iterdir():
        path.unlink()
    assert workshop.build().count("removed") == 3
    with open_index(workshop.index) as index:
        assert (index.documents(), index.passage_count) == ((), 0)
        assert index.search_dense(StubEncoder().encode(["项目"])[0], 5) == index.search_passages({"项": 1.0}, 5) == []


def test_a_changed_manifest_entry_reads_the_file_again(workshop: Workshop) -> None:
    workshop.build()
    workshop.entries["road.txt"] = '{"title":"道路"}'
    workshop.build()
    assert workshop.read == ["road.txt"]
    workshop.build()
    assert workshop.read == []


def test_a_change_of_model_embeds_again_and_reads_nothing(workshop: Workshop, tmp_path: Path) -> None:
    workshop.build()
    workshop.settings = replace(workshop.settings, model="8")
    report = workshop.build()
    assert (workshop.read, len(workshop.encoders[0].texts), report.published) == ([], 10, True)
    with open_index(workshop.index) as index:
        assert (index.manifest.dimension, index.manifest.model_name, index.manifest.model) == (8, "stub-8", "8")
    assert _now(workshop) == _fresh(workshop, tmp_path)


@pytest.mark.parametrize("what", ["passage_chars", "reading"])
def test_another_way_of_reading_reads_everything(
    workshop: Workshop, what: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    workshop.build()
    if what == "reading":
        monkeypatch.setattr(building, "READING_VERSION", 99)
    else:
        workshop.settings = replace(workshop.settings, passage_chars=5)
    workshop.build()
    assert len(workshop.read) == 3
    assert _now(workshop) == _fresh(workshop, tmp_path)
    workshop.build()
    assert workshop.read == []


def test_a_file_that_cannot_be_read_is_told_and_costs_only_itself(workshop: Workshop, tmp_path: Path) -> None:
    workshop.write(bad="BAD", bug="BUG", half="半个\ud800字")
    report = workshop.build()
    reasons = {f.path: f.reason for f in report.files if f.outcome == "failed"}
    assert reasons == {
        "bad.txt": "it begins with BAD",
        "bug.txt": "a bug in a reader",
        "half.txt": "its text holds half a surrogate pair, which is no character",
    }
    assert report.documents == 3

    again = workshop.build()
    assert workshop.read == ["bug.txt", "half.txt"]  # what the reader refused stays refused; a bug may be mended
    assert {f.path: f.reason for f in again.files if f.outcome == "failed"} == reasons
    assert not again.published

    workshop.write(bad="好的\n2021年项目投资8元", bug="好了")
    assert workshop.build().documents == 5
    (workshop.corpus / "half.txt").unlink()
    assert _now(workshop) == _fresh(workshop, tmp_path)


def test_a_document_that_becomes_unreadable_is_not_answered_from_its_old_text(workshop: Workshop) -> None:
    workshop.build()
    workshop.write(park="BAD")
    report = workshop.build()
    assert [f.path for f in report.files if f.outcome == "failed"] == ["park.txt"]
    with open_index(workshop.index) as index:
        assert [d.path for d in index.documents()] == ["book.txt", "road.txt"]


def test_a_file_that_is_too_large_is_skipped(workshop: Workshop) -> None:
    workshop.settings = replace(workshop.settings, max_file_mb=0)
    report = workshop.build()
    assert (report.count("skipped"), workshop.read) == (4, [])
    assert "POLICYQA_MAX_FILE_MB" in report.files[1].reason
    assert not workshop.build().published


def test_a_passage_that_is_not_its_documents_text_is_refused(workshop: Workshop) -> None:
    def shifted(document, max_chars):  # type: ignore[no-untyped-def]
        return [replace(p, start=p.start + 1, end=p.end + 1) for p in split(document, max_chars)]

    readers = replace(workshop.readers(), split=shifted)
    report = build_index(workshop.corpus, workshop.index, workshop.settings, readers=readers)
    assert report.count("failed") == 3
    assert "not the text at its place" in report.files[1].reason


def test_a_model_that_fails_leaves_the_old_index(workshop: Workshop) -> None:
    workshop.build()
    workshop.write(more="更多")

    def missing(settings: object) -> object:
        raise ModelError("no model")

    with pytest.raises(ModelError):
        build_index(
            workshop.corpus, workshop.index, workshop.settings, readers=replace(workshop.readers(), encoder=missing)
        )
    assert sorted(os.listdir(workshop.index)) == [".lock", "CURRENT", "gen-1"]
    assert current_generation(workshop.index) == 1


def test_an_index_inside_the_corpus_is_refused(workshop: Workshop) -> None:
    with pytest.raises(InputError, match="lies in the corpus"):
        build_index(workshop.corpus, workshop.corpus / "index", workshop.settings, readers=workshop.readers())


def test_progress_counts_up_to_all(workshop: Workshop) -> None:
    told: list[Progress] = []
    build_index(workshop.corpus, workshop.index, workshop.settings, readers=workshop.readers(), report=told.append)
    assert [p.documents_done for p in told if p.stage == "reading"] == [1, 2, 3]
    assert {p.documents for p in told} == {3}
    assert (told[-1].stage, told[-1].passages_done, told[-1].passages) == ("done", 10, 10)
    assert [p.seconds_left for p in told if p.stage == "reading"][-1] == 0
    assert all(p.seconds_left is None or p.seconds_left >= 0 for p in told)


def test_an_old_unchanged_file_is_not_even_opened(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stat is trusted where the file was left alone for `RACY_NS` before its bytes were hashed."""
    known = _known_after_build(workshop)
    files = workshop.readers().list_files(workshop.corpus)
    hashed: list[Path] = []
    monkeypatch.setattr("policyqa.index.planning.file_sha256", lambda path: hashed.append(path) or "0" * 64)
    settled = {
        path: replace(item, stamp=replace(item.stamp, hashed_ns=item.stamp.mtime_ns + 2 * RACY_NS))
        for path, item in known.items()
    }
    assert (len(plan_build(files, lambda _: "", settled).kept), hashed) == (3, [])
    racy = {
        path: replace(item, stamp=replace(item.stamp, hashed_ns=item.stamp.mtime_ns + RACY_NS // 2))
        for path, item in known.items()
    }
    assert (len(plan_build(files, lambda _: "", racy).read), len(hashed)) == (3, 3)


def _known_after_build(workshop: Workshop) -> dict[str, Known]:
    workshop.build()
    connection = open_for_reading(workshop.index / "gen-1" / "catalogue.sqlite")
    known = known_files(connection)
    connection.close()
    return known


def test_a_change_of_the_same_size_in_the_same_tick_is_seen(workshop: Workshop) -> None:
    path = workshop.corpus / "book.txt"
    workshop.build()
    before = path.stat()
    path.write_text(BOOK.replace("周末", "周日"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    workshop.build()
    assert workshop.read == ["book.txt"]


def test_a_touched_file_is_hashed_but_not_read(workshop: Workshop) -> None:
    workshop.build()
    os.utime(workshop.corpus / "book.txt", ns=(time.time_ns(), time.time_ns()))
    report = workshop.build()
    assert (workshop.read, report.published) == ([], False)


def test_the_indexed_text_is_what_is_embedded(workshop: Workshop) -> None:
    workshop.build()
    assert workshop.encoders[0].texts[:2] == ["读书通知 读书通知", "读书通知 图书馆周末开放。"]
    assert PARK.startswith("园区公告")
