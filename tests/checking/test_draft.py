"""Drafts as input: pasted text and files, their limits, and hostile text."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import docx
import pytest

from policyqa.checking import MAX_DRAFT_CHARS, check_draft, draft_of, read_draft
from policyqa.cli import main
from policyqa.errors import InputError
from policyqa.index.opening import OpenIndex
from timing import assert_cpu_within

TEXT = "大观区2022年规上工业企业达到80家，进出口总额32亿元。"


def test_a_draft_that_is_empty_or_too_long_is_refused() -> None:
    with pytest.raises(InputError, match="空"):
        draft_of(" \n　")
    with pytest.raises(InputError, match=str(MAX_DRAFT_CHARS)):
        draft_of("字" * (MAX_DRAFT_CHARS + 1))
    assert draft_of("字" * MAX_DRAFT_CHARS).text


@pytest.mark.parametrize("suffix", [".txt", ".md", ".docx"])
def test_a_file_is_checked_like_pasted_text(index: OpenIndex, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"draft{suffix}"
    if suffix == ".docx":
        document = docx.Document()
        document.add_paragraph(TEXT)
        document.save(path)
    else:
        path.write_text(TEXT, encoding="gb18030" if suffix == ".txt" else "utf-8")
    draft = read_draft(path)
    claims = check_draft(index, draft, date(2022, 6, 1)).claims
    assert [(c.text, c.verdict) for c in claims] == [("80家", "supported"), ("32亿元", "contradicted")]
    assert [draft.text[c.start : c.end] for c in claims] == ["80家", "32亿元"]


def test_other_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.docx"):
        read_draft(tmp_path / "draft.pdf")
    with pytest.raises(InputError, match="no such file"):
        read_draft(tmp_path / "none.txt")


@pytest.mark.parametrize(
    "text",
    [
        "%s%d{}",
        "\\",
        "增长15%以上",
        "* NEAR( OR 1=1 --",
        "\ud800增长5%",
        "\x00\x07增长5%",
        "👨‍👩‍👧增长5%",
        "\u202e增长5%",
        "5%",
    ],
)
def test_odd_text_gives_a_result(index: OpenIndex, text: str) -> None:
    checked = check_draft(index, draft_of(text), date(2022, 6, 1))
    assert all(claim.verdict != "supported" for claim in checked.claims)


@pytest.mark.parametrize(
    "piece", ["发", "1", "1.", "“", "2021年", "大观区、", "5%、", "，", "(", "年" * 3 + "增长", "\n"]
)
def test_time_is_linear_in_a_hostile_draft(index: OpenIndex, piece: str) -> None:
    # a figure in every three characters is judged as often, so that text is a fifth as long
    size = MAX_DRAFT_CHARS // 5 if "%" in piece else MAX_DRAFT_CHARS
    text = (piece * size)[: size - 1] + "字"
    assert_cpu_within(20, lambda: check_draft(index, draft_of(text), date(2022, 6, 1)))


def test_the_command_checks_a_file_and_exports_it(
    index: OpenIndex, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = index_folder(index)
    draft, out = tmp_path / "draft.txt", tmp_path / "out.md"
    draft.write_text(TEXT, encoding="utf-8")
    arguments = ["check", str(draft), "--index", str(folder), "--as-of", "2022-06-01"]
    assert main([*arguments, "--json", "--export", str(out)]) == 0
    result = json.loads(capsys.readouterr().out)
    assert (result["verdict"], len(result["claims"])) == ("contradicted", 2)
    assert "✗" in out.read_text(encoding="utf-8")
    assert main([*arguments, "--export", "out.pdf"]) == 2
    assert main(["check", str(tmp_path / "none.txt"), "--index", str(folder)]) == 2
    assert capsys.readouterr().err.count("\n") == 2


def test_a_batch_line_of_kind_claim_is_checked(index: OpenIndex, tmp_path: Path) -> None:
    questions, answers = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [
        {"id": "a", "kind": "claim", "question": TEXT, "as_of": "2022-06-01"},
        {"id": "b", "kind": "claim", "question": " "},
    ]
    questions.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert main(["batch", str(questions), str(answers), "--index", str(index_folder(index))]) == 0
    first, second = (json.loads(line) for line in answers.read_text(encoding="utf-8").splitlines())
    assert (first["id"], first["verdict"]) == ("a", "contradicted")
    assert second["id"] == "b"
    assert "error" in second


def index_folder(index: OpenIndex) -> Path:
    return index.folder
