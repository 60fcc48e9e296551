"""Which files are documents: names, links, devices, sizes (reliability.md, D7)."""

import os
from pathlib import Path

import pytest

from policyqa.errors import ReadError
from policyqa.reading import list_corpus, read_document, skipped_files

TEXT = "关于做好春耕工作的通知\n\n各镇人民政府：\n今年计划播种小麦20万亩。\n"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    root = tmp_path / "corpus"
    root.mkdir()
    return root


def put(root: Path, name: str, text: str = TEXT) -> Path:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def paths(root: Path) -> list[str]:
    return [file.path for file in list_corpus(root)]


def test_documents_are_listed_by_path_with_sizes_and_other_files_with_reasons(corpus: Path) -> None:
    for name in (
        "b.txt",
        "a/c.md",
        "a.HTML",
        ".hidden.txt",
        ".git/x.txt",
        "manifest.toml",
        "old.doc",
        "x.exe",
    ):
        put(corpus, name)
    assert paths(corpus) == ["a.HTML", "a/c.md", "b.txt"]
    assert list_corpus(corpus)[2].size == len(TEXT.encode())
    reasons = dict(skipped_files(corpus))
    assert set(reasons) == {"old.doc", "x.exe"}
    assert "docx" in reasons["old.doc"]


@pytest.mark.parametrize(
    "name",
    [
        "-rf.txt",
        "行\n尾.txt",
        "\u202etxt.exe.txt",
        "😀.txt",
        "e\u0301.txt",
        "é.txt",
        "政" * 83 + ".txt",
        "a b'\"$(x).txt",
    ],
)
def test_strange_names_are_read_as_any_other(corpus: Path, name: str) -> None:
    put(corpus, name)
    assert paths(corpus) == [name]
    assert read_document(corpus, name).metadata.title == "关于做好春耕工作的通知"


def test_a_name_that_is_no_unicode_is_skipped_and_shown_escaped(corpus: Path) -> None:
    (Path(os.fsdecode(os.fsencode(corpus) + b"/\xff\xfe.txt"))).write_text(TEXT, encoding="utf-8")
    assert paths(corpus) == []
    [(name, reason)] = skipped_files(corpus)
    assert name.isprintable()
    assert "UTF-8" in reason


def test_links_out_of_the_folder_and_loops_are_not_followed(corpus: Path, tmp_path: Path) -> None:
    secret = put(tmp_path, "secret.txt")
    (corpus / "out.txt").symlink_to(secret)
    (corpus / "loop.txt").symlink_to("loop.txt")
    (corpus / "gone.txt").symlink_to("missing.txt")
    (corpus / "up").symlink_to(tmp_path)
    put(corpus, "real.txt")
    (corpus / "inside.txt").symlink_to("real.txt")
    assert paths(corpus) == ["inside.txt", "real.txt"]
    assert {name for name, _ in skipped_files(corpus)} == {"out.txt", "loop.txt", "gone.txt", "up"}
    for name in ("out.txt", "loop.txt", "gone.txt", "up/secret.txt"):
        with pytest.raises(ReadError):
            read_document(corpus, name)


def test_pipes_and_folders_are_refused_at_once(corpus: Path) -> None:
    os.mkfifo(corpus / "pipe.txt")
    (corpus / "folder.txt").mkdir()
    assert paths(corpus) == []
    for name in ("pipe.txt", "folder.txt"):
        with pytest.raises(ReadError, match="regular"):
            read_document(corpus, name)


@pytest.mark.parametrize(
    "path", ["../secret.txt", "/etc/hostname.txt", "a/../../b.txt", "nul\0.txt", "\udcff.txt", "none.txt"]
)
def test_paths_that_lead_nowhere_are_refused(corpus: Path, path: str) -> None:
    with pytest.raises(ReadError):
        read_document(corpus, path)


def test_a_missing_corpus_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="make it"):
        list_corpus(tmp_path / "none")


def test_size_limit_is_exact(corpus: Path) -> None:
    put(corpus, "a.txt", "项目" * 50)
    assert read_document(corpus, "a.txt", max_bytes=300).text == "项目" * 50
    with pytest.raises(ReadError, match="larger"):
        read_document(corpus, "a.txt", max_bytes=299)


@pytest.mark.parametrize(("name", "data"), [("e.txt", b""), ("b.txt", b" \n\xef\xbb\xbf"), ("z.html", b"<p></p>")])
def test_empty_documents_are_refused(corpus: Path, name: str, data: bytes) -> None:
    (corpus / name).write_bytes(data)
    with pytest.raises(ReadError, match="empty"):
        read_document(corpus, name)


def test_binary_data_under_a_text_name_is_refused(corpus: Path) -> None:
    (corpus / "x.txt").write_bytes(os.urandom(64).replace(b"\n", b"\0") + bytes(600))
    with pytest.raises(ReadError, match="binary"):
        read_document(corpus, "x.txt")
