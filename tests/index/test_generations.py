"""Damage, locks, full disks, removed bytes, hostile files, and the order of what reaches the disk."""

from __future__ import annotations

import fcntl
import json
import os
import random
import shutil
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from stub_index import Workshop, content

from policyqa.errors import IndexBusy, IndexDamaged, IndexMissing
from policyqa.index.generations import current_generation
from policyqa.index.opening import open_index
from policyqa.index.publishing import building

HERE = Path(__file__).parent


@pytest.fixture
def two_generations(workshop: Workshop) -> Workshop:
    workshop.build()
    workshop.write(park="园区公告\n2021年项目投资5000元")
    workshop.build()
    return workshop


def _damages(raw: bytes, draw: random.Random) -> Iterator[bytes]:
    """Truncated, one bit flipped, eight random bytes, a page of zeros, emptied."""
    for _ in range(3):
        yield raw[: draw.randrange(len(raw))]
        at = draw.randrange(len(raw))
        yield raw[:at] + bytes([raw[at] ^ (1 << draw.randrange(8))]) + raw[at + 1 :]
        changed = raw[:at] + draw.randbytes(8) + raw[at + 8 :]
        yield changed if changed != raw else b""
        zeroed = raw[:at] + b"\0" * min(4096, len(raw) - at) + raw[at + 4096 :]
        yield zeroed if zeroed != raw else b""
    yield b""


def test_every_damage_is_noticed_and_the_generation_before_answers(two_generations: Workshop, tmp_path: Path) -> None:
    index, draw = two_generations.index, random.Random(7)
    shutil.copytree(index, tmp_path / "old")
    shutil.rmtree(tmp_path / "old" / "gen-2")
    (tmp_path / "old" / "CURRENT").unlink()
    with open_index(tmp_path / "old") as old:
        expected = content(old)
    tried = 0
    for path in sorted(p for p in (index / "gen-2").rglob("*") if p.is_file() and p.suffix != ".lock"):
        raw = path.read_bytes()
        for damaged in _damages(raw, draw):
            path.write_bytes(damaged)
            with open_index(index) as opened:
                assert opened.manifest.generation == 1, path
                assert "gen-2" in opened.warnings[0]
                assert "policyqa index" in opened.warnings[0]
            tried += 1
        path.unlink()
        with open_index(index) as opened:
            assert content(opened) == expected
        path.write_bytes(raw)
    assert tried > 100
    with open_index(index) as opened:
        assert (opened.manifest.generation, opened.warnings) == (2, ())


def test_every_damage_of_the_pointer_is_noticed_or_harmless(two_generations: Workshop) -> None:
    """No damage of CURRENT opens the older generation in silence."""
    pointer = two_generations.index / "CURRENT"
    raw = pointer.read_bytes()
    flipped = [raw[:at] + bytes([raw[at] ^ (1 << bit)]) + raw[at + 1 :] for at in range(len(raw)) for bit in range(8)]
    for damaged in [*flipped, *(raw[:n] for n in range(len(raw))), b"gen-1" + raw[5:], b"x" * 5000]:
        pointer.write_bytes(damaged)
        with open_index(two_generations.index) as opened:
            assert opened.warnings
    pointer.unlink()
    with open_index(two_generations.index) as opened:
        assert (opened.manifest.generation, len(opened.warnings)) == (2, 1)


def test_files_of_another_generation_are_noticed(two_generations: Workshop) -> None:
    old, new = two_generations.index / "gen-1", two_generations.index / "gen-2"
    for name in ("catalogue.sqlite", "dense.faiss", "manifest.json"):
        kept = (new / name).read_bytes()
        shutil.copy(old / name, new / name)
        with open_index(two_generations.index) as opened:
            assert opened.manifest.generation == 1
        (new / name).write_bytes(kept)


def test_nothing_whole_is_an_error_that_says_what_to_do(two_generations: Workshop) -> None:
    for name in ("gen-1", "gen-2"):
        (two_generations.index / name / "dense.faiss").write_bytes(b"")
    with pytest.raises(IndexDamaged, match=r"dense\.faiss does not match its checksum; run `policyqa index`"):
        open_index(two_generations.index)
    report = two_generations.build()
    assert (report.count("read"), report.published) == (3, True)
    with open_index(two_generations.index) as opened:
        assert (opened.warnings, opened.manifest.documents) == ((), 3)


@pytest.mark.parametrize("damage", ["file", "pointer", "no pointer"])
def test_a_build_mends_a_damaged_index_from_what_is_whole(two_generations: Workshop, damage: str) -> None:
    index = two_generations.index
    target = index / "gen-2" / "catalogue.sqlite" if damage == "file" else index / "CURRENT"
    target.unlink() if damage == "no pointer" else target.write_bytes(b"gen-9 x")
    report = two_generations.build()
    assert report.published
    assert two_generations.read == (["park.txt"] if damage == "file" else [])
    with open_index(index) as opened:
        assert (opened.warnings, opened.manifest.documents) == ((), 3)
        assert opened.manifest.generation == current_generation(index) == 3


def test_a_folder_without_index_is_told(tmp_path: Path) -> None:
    for folder in (tmp_path / "none", tmp_path):
        with pytest.raises(IndexMissing, match=r"no index in .*: run `policyqa index --corpus"):
            open_index(folder)
        assert current_generation(folder) == 0


def test_a_manifest_of_another_format_says_rebuild(workshop: Workshop) -> None:
    """An index of a later or earlier release is never a traceback."""
    import hashlib

    workshop.build()
    path = workshop.index / "gen-1" / "manifest.json"
    values = json.loads(path.read_bytes().rpartition(b"\n")[0].rpartition(b"\n")[0])
    for changed in ({**values, "format_version": 99}, {"format_version": 0}, [], 7, {**values, "files": {"../x": ""}}):
        body = json.dumps(changed).encode()
        raw = body + b"\n" + hashlib.sha256(body).hexdigest().encode() + b"\n"
        path.write_bytes(raw)
        (workshop.index / "CURRENT").write_text(f"gen-1 {hashlib.sha256(raw).hexdigest()}\n")
        with pytest.raises(IndexDamaged, match="run `policyqa index`"):
            open_index(workshop.index)
    assert workshop.build().published


def test_a_second_builder_is_refused_at_once(workshop: Workshop) -> None:
    with building(workshop.index):
        start = time.monotonic()
        with pytest.raises(IndexBusy, match="another process is building"):
            workshop.build()
        assert time.monotonic() - start < 10  # a wait for the lock would last as long as the other build
    assert workshop.build().published


def test_the_lock_of_a_dead_builder_is_taken_over(workshop: Workshop) -> None:
    script = "import sys,pathlib;from policyqa.index.publishing import building\n"
    script += f"with building(pathlib.Path({str(workshop.index)!r})): print('held', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(IndexBusy):
            workshop.build()
        other.kill()
        other.wait()
    assert workshop.build().published


def test_a_held_generation_outlives_many_builds(two_generations: Workshop) -> None:
    with open_index(two_generations.index) as held:
        before = content(held)
        for text in ("一", "二", "三"):
            two_generations.write(more=text)
            two_generations.build()
        assert sorted(p.name for p in two_generations.index.glob("gen-*")) == ["gen-2", "gen-4", "gen-5"]
        assert content(held) == before
        assert current_generation(two_generations.index) == 5
    two_generations.write(more="四")
    two_generations.build()
    assert sorted(p.name for p in two_generations.index.glob("gen-*")) == ["gen-5", "gen-6"]


def test_what_a_killed_build_left_is_cleared(two_generations: Workshop) -> None:
    index = two_generations.index
    shutil.copytree(index / "gen-2", index / "gen-3")
    shutil.copytree(index / "gen-2", index / ".tmp-gen-4")
    (index / ".tmp-CURRENT").write_text("gen-3")
    (index / "mine.txt").write_text("not of policyqa")
    assert not two_generations.build().published
    assert sorted(os.listdir(index)) == [".lock", "CURRENT", "gen-1", "gen-2", "mine.txt"]


def test_a_removed_document_leaves_no_byte(workshop: Workshop) -> None:
    secret = "绝密词汇 zqxjkvwp 七七八八九九"
    workshop.write(secret=f"秘密\n{secret}\n2021年项目投资98765432元")
    workshop.build()
    marks = [m.encode() for m in ("zqxjkvwp", "绝密", "词汇", "98765432", "secret.txt", "八八九")]
    assert all(_holding(workshop.index / "gen-1", mark) for mark in marks)
    (workshop.corpus / "secret.txt").unlink()
    workshop.build()
    assert {mark: _holding(workshop.index / "gen-2", mark) for mark in marks} == {mark: [] for mark in marks}
    with open_index(workshop.index) as opened:
        assert opened.search_passages({"zqxjkvwp": 1.0}, 5) == []
        assert opened.document_frequency("zqxjkvwp") == 0
    workshop.write(more="更多")
    workshop.build()
    assert [_holding(workshop.index, mark) for mark in marks] == [[] for _ in marks]


def _holding(folder: Path, mark: bytes) -> list[str]:
    return [p.name for p in folder.rglob("*") if p.is_file() and mark in p.read_bytes()]


def test_hostile_files_in_the_folders_are_never_opened(two_generations: Workshop) -> None:
    """A pickle beside the index would run its code when read, so it must not even be opened."""
    index = two_generations.index
    places = [index, index / "gen-2", index / "gen-2" / "passages", two_generations.corpus]
    names = ("index.pkl", "index.faiss", "pytorch_model.bin", "docstore.pickle", "config.py")
    for place in places:
        for name in names:
            (place / name).write_bytes(b"cos\nsystem\n(S'touch hacked'\ntR.")
    script = f"""
        import sys; from pathlib import Path
        opened = []
        sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
        sys.path.insert(0, {str(HERE)!r})
        from stub_index import Workshop, content
        from policyqa.index.opening import open_index
        workshop = Workshop(Path({str(two_generations.folder)!r}))
        with open_index(workshop.index) as index: content(index)
        workshop.write(more="more"); workshop.build()
        with open_index(workshop.index) as index: content(index)
        names = {names!r}
        bad = [path for path in opened if path.endswith(names) and {str(two_generations.folder)!r} in path]
        assert len(opened) > 20 and not bad, bad
        assert "pickle" not in opened
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(script)], check=True, cwd=two_generations.folder, timeout=60)
    assert not (two_generations.folder / "hacked").exists()
    assert not list((index / "gen-3").rglob("*.pkl"))


LIMITED = """
import os, resource, sys; from pathlib import Path
sys.path.insert(0, {here!r})
from stub_index import Workshop
from policyqa.errors import PolicyQAError
workshop = Workshop(Path({folder!r}))
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
try:
    workshop.build()
except PolicyQAError as error:
    print(error)
    sys.exit(3)
"""


def test_a_full_disk_is_told_in_a_line_and_the_old_index_answers(two_generations: Workshop) -> None:
    """A limit on the size of a file fails the write of whichever file first passes it, at many sizes."""
    index = two_generations.index
    with open_index(index) as opened:
        before = content(opened)
    two_generations.write(more="更多\n" + "".join(chr(0x4E00 + i) for i in range(5000)))
    failed = 0
    script = LIMITED.format(here=str(HERE), folder=str(two_generations.folder))
    for limit in (0, 50, 200, 1000, 3000, 8000, 20_000, 45_000, 60_000, 90_000):
        done = subprocess.run(
            [sys.executable, "-c", script, str(limit)], capture_output=True, text=True, timeout=60, check=False
        )
        if done.returncode == 0:
            break
        failed += 1
        assert done.returncode == 3, done.stderr
        assert "cannot be written" in done.stdout
        assert done.stdout.count("\n") == 1
        assert "Traceback" not in done.stderr
        with open_index(index) as opened:
            assert (content(opened), opened.warnings) == (before, ())
        assert sorted(os.listdir(index)) == [".lock", "CURRENT", "gen-1", "gen-2"]
    assert failed >= 5
    two_generations.build()
    with open_index(index) as opened:
        assert opened.manifest.documents == 4


READ_ONLY = """
import os, sys; from pathlib import Path
sys.path.insert(0, {here!r})
import numpy, tantivy, faiss
from stub_index import Workshop, content
from policyqa.errors import PolicyQAError
from policyqa.index.opening import open_index
workshop = Workshop(Path({folder!r}))
if os.getuid() == 0:
    os.setgid(65534); os.setuid(65534)
with open_index(workshop.index) as index:
    assert content(index)["lexical"]
try:
    workshop.build()
except PolicyQAError as error:
    print(error)
    sys.exit(3)
"""


def test_a_read_only_folder_answers_and_refuses_to_be_built(two_generations: Workshop) -> None:
    two_generations.write(more="更多")
    for folder in (*two_generations.folder.parents, two_generations.folder):
        if os.stat(folder).st_uid == os.getuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o055)
    paths = [two_generations.index, *two_generations.index.rglob("*")]
    for path in (p for p in paths if p.suffix == ".lock" and p.parent != two_generations.index):
        path.unlink()  # as where a folder was unpacked from an archive
    for path in paths:
        if path.exists():
            path.chmod(0o555 if path.is_dir() else 0o444)
    script = READ_ONLY.format(here=str(HERE), folder=str(two_generations.folder))
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False, env=environment
    )
    for path in paths:
        if path.exists():
            path.chmod(0o755)
    assert done.returncode == 3, done.stderr
    assert "Permission denied" in done.stdout


def test_everything_is_on_the_disk_before_it_is_named(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file and folder of a generation is synced before its rename, the rename before CURRENT's."""
    events: list[tuple[str, str]] = []
    fsync, rename, replace_ = os.fsync, os.rename, os.replace

    def noted_fsync(handle: int) -> None:
        events.append(("fsync", os.readlink(f"/proc/self/fd/{handle}")))
        fsync(handle)

    def noted_rename(old: Path, new: Path) -> None:
        events.append(("rename", str(new)))
        rename(old, new)

    def noted_replace(old: Path, new: Path) -> None:
        events.append(("rename", str(new)))
        replace_(old, new)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "rename", noted_rename)
    monkeypatch.setattr(os, "replace", noted_replace)
    workshop.build()
    index = workshop.index.resolve()
    named = events.index(("rename", str(index / "gen-1")))
    synced = {path for what, path in events[:named] if what == "fsync"}
    parts = {str(index / ".tmp-gen-1" / p.relative_to(index / "gen-1")) for p in (index / "gen-1").rglob("*")}
    assert parts | {str(index / ".tmp-gen-1")} <= synced
    assert events[named + 1 :] == [
        ("fsync", str(index)),
        ("fsync", str(index / ".tmp-CURRENT")),
        ("rename", str(index / "CURRENT")),
        ("fsync", str(index)),
    ]


def test_opening_leaves_no_handle_or_lock_behind(two_generations: Workshop) -> None:
    def handles() -> int:
        return len(os.listdir("/proc/self/fd"))

    open_index(two_generations.index).close()
    before = handles()
    for _ in range(20):
        open_index(two_generations.index).close()
    assert handles() <= before + 1
    handle = os.open(two_generations.index / "gen-2", os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(handle)
