"""The command line: exit codes, messages, batch lines, the keys of the machine interface."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policyqa.cli import main

REPORT = """# 株洲市2025年政府工作报告

——2025年1月8日

## 二、2025年目标任务

地区生产总值增长5.5%，高新技术企业达到1250家。
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "report.md").write_text(REPORT, encoding="utf-8")
    assert main(["index", "--corpus", str(folder / "corpus"), "--index", str(folder / "index")]) == 0
    return folder / "index"


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert main(["ask", *arguments, "--json"]) == 0
    return dict(json.loads(capsys.readouterr().out))


def test_ask_prints_the_answer_object(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = asked(capsys, "株洲市2025年GDP增长目标", "--index", str(index))
    keys = {"question", "resolved_question", "found", "answer", "text", "figures", "citations", "scope", "hits"}
    assert keys | {"suggestions", "seconds"} <= answer.keys()
    (figure,) = answer["figures"]  # type: ignore[misc]
    assert figure == {
        "text": "5.5%", "value": "5.5", "unit": "%", "comparator": "=", "indicator": "地区生产总值增长", "year": "2025",
        "region": "株洲市", "status": "target", "citation": 1,
    }  # fmt: skip
    (citation,) = answer["citations"]  # type: ignore[misc]
    assert REPORT[citation["start"] : citation["end"]] == citation["quote"]
    assert citation.keys() >= {"label", "document", "title", "issuer", "date", "page", "start", "end", "quote"}
    assert answer["scope"] == {"years": ["2025"], "regions": ["株洲市"], "status": "target"}


def test_the_day_of_asking_resolves_this_year(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    now = asked(capsys, "株洲市今年GDP增长目标", "--as-of", "2025-06-01", "--index", str(index))
    later = asked(capsys, "株洲市今年GDP增长目标", "--as-of", "2027-06-01", "--index", str(index))
    assert (now["found"], now["answer"]) == (True, "5.5%")
    assert later["found"] is False
    assert "2025" in str(later["text"])


def test_earlier_questions_complete_a_question(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = asked(capsys, "高新技术企业呢", "--earlier", "株洲市2025年GDP目标是多少", "--index", str(index))
    assert answer["answer"] == "1250家"


def test_a_refusal_exits_with_zero(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "湘潭市2025年GDP目标", "--index", str(index)]) == 0
    assert "湘潭市" in capsys.readouterr().out


def test_eval_scores_questions_with_known_answers(
    index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        {"id": "a", "kind": "figure", "question": "株洲市2025年GDP增长目标", "answers": ["5.5%"]},
        {"id": "b", "kind": "figure", "question": "株洲市2025年GDP增长目标", "answers": ["9%"]},
        {"id": "c", "kind": "claim", "question": "株洲市2025年地区生产总值增长5.5%。", "answers": ["supported"]},
        {"id": "d", "kind": "none", "question": "株洲市2031年GDP增长目标", "answers": []},
    ]
    source = tmp_path / "questions.jsonl"
    source.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    assert main(["eval", str(source), "--index", str(index), "--json"]) == 0
    scores = json.loads(capsys.readouterr().out)
    assert (scores["right"], scores["refusals_right"], scores["wrong"]) == ([2, 3], [1, 1], ["b"])
    assert scores["claims"] == {"questions": 1, "verdicts_right": [1, 1], "false_supported": 0}
    assert main(["eval", str(source), "--index", str(index)]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert "right: 2/3" in shown
    assert shown[-1] == "wrong: b"


@pytest.mark.parametrize(
    "text", ["", '{"id": "a"}', "not json", '{"id":"a","kind":"x","question":"x","as_of":"never"}']
)
def test_eval_tells_what_is_no_question_file(
    text: str, index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "questions.jsonl"
    source.write_text(text, encoding="utf-8")
    assert main(["eval", str(source), "--index", str(index)]) == 2
    assert str(source) in capsys.readouterr().err
    assert main(["eval", str(tmp_path / "missing.jsonl"), "--index", str(index)]) == 2


def test_batch_answers_every_line_and_tells_malformed_ones(index: Path, tmp_path: Path) -> None:
    lines = [
        '{"id": "a", "question": "株洲市2025年GDP增长目标"}',
        "not json",
        "",
        "[1]",
        '{"question": "no id"}',
        '{"id": "b", "question": 5}',
        '{"id": "c", "question": "高新技术企业呢", "history": ["株洲市2025年GDP目标是多少"], "as_of": "2025-01-01"}',
        '{"id": "d", "question": "x", "as_of": "never"}',
        '{"id": "e", "kind": "claim", "question": "株洲市2025年地区生产总值增长5.5%。"}',
    ]
    source, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(lines), encoding="utf-8")
    assert main(["batch", str(source), str(out), "--index", str(index)]) == 0
    answers = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [a["id"] for a in answers[:1]] == ["a"]
    assert len(answers) == 8
    assert [a.get("answer") for a in answers if a["id"] in ("a", "c")] == ["5.5%", "1250家"]
    assert sum("error" in a for a in answers) == 5
    assert answers[-1]["verdict"] == "supported"


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask", "GDP目标", "--index", "{tmp}/none"],
        ["index", "--corpus", "{tmp}/none", "--index", "{tmp}/index"],
        ["batch", "{tmp}/none.jsonl", "{tmp}/out.jsonl", "--index", "{index}"],
    ],
)
def test_an_input_error_is_one_line_and_exits_with_two(
    arguments: list[str], index: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([a.format(tmp=tmp_path, index=index) for a in arguments]) == 2
    told = capsys.readouterr()
    assert told.err.startswith("policyqa: ")
    assert told.err.count("\n") == 1
    assert told.out == ""


@pytest.mark.parametrize("arguments", [[], ["ask"], ["ask", "q", "--as-of", "yesterday"], ["nothing"]])
def test_a_usage_error_exits_with_two(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert "usage" in capsys.readouterr().err
