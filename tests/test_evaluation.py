"""The scorer tells right from wrong for each kind; the runner scores a small corpus and writes what it should."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from policyqa.measuring.questions import read_questions
from policyqa.types import Answer, Citation, Hit, Passage, StatedFigure

EVALUATION = Path(__file__).parents[1] / "evaluation"
MODULES = ("sets", "asking", "tables", "run", "ablation")


@pytest.fixture(scope="module", autouse=True)
def scripts() -> Iterator[None]:
    """The scripts of evaluation/ are modules by their bare names, here and nowhere else."""
    sys.path.insert(0, str(EVALUATION))
    yield
    sys.path.remove(str(EVALUATION))
    for name in MODULES:
        sys.modules.pop(name, None)


@pytest.fixture(scope="module")
def judging(scripts: None) -> ModuleType:
    return importlib.import_module("policyqa.measuring.judging")


def answered(text: str, *quotes: str, document: str = "a/report.txt", year: str = "") -> Answer:
    citations = tuple(Citation(i, document, "", "", "", 0, len(q), q) for i, q in enumerate(quotes, 1))
    figures = (StatedFigure(text, "1", "", "=", "", year, "", "target", 1),) if year else ()
    return Answer("", "", True, text, text, figures=figures, citations=citations)


REFUSED = Answer("", "", False, "", "没有")


@pytest.mark.parametrize(
    ("kind", "wanted", "got", "right"),
    [
        ("figure", ["135个以上"], "135个以上", True),
        ("figure", ["135个以上", "135个"], "135个", True),
        ("figure", ["135个以上"], "1135个以上", False),
        ("figure", ["5%"], "15%", False),
        ("figure", ["5%"], "0.5%", False),
        ("figure", ["26万"], "26万亿", False),
        ("figure", ["6%"], "5%-6%", False),
        ("figure", ["5%左右", "5%"], "5%以上", False),
        ("figure", ["5％左右"], "5%左右", True),
        ("figure", ["1,200套"], "1200 套", True),
        ("figure", ["5%—5.5%"], "5%至5.5%", True),
        ("figure", ["135个"], "135个，450个", False),
        ("figure", ["135个"], "2021年135个", True),
        ("figure", ["135个"], "2000个里的135个", False),
        ("figure", ["5%"], "增长" * 30 + "5%", False),
        ("figure", ["3:1"], "3：1", True),
        ("figure", ["5%"], "下降-5%", False),
        ("followup", ["5.5万元/亩"], "5.5万元/亩", True),
        ("followup", ["5.5万元/亩"], "9万元/亩", False),
        ("year", ["2023年"], "2023年", True),
        ("text", ["区统计局"], "区统计局", True),
        ("text", ["区统计局"], "区财政局", False),
        ("text", ["区统计局"], "区统计局" + "和其他单位" * 10, False),
        ("list", ["甲项", "乙项"], "乙项；甲项", True),
        ("list", ["甲项", "乙项"], "甲项", False),
        ("list", ["甲项", "乙项"], "甲项乙项" + "凑数" * 200, False),
        ("several", ["4.7%", "6.6%"], "城镇4.7%；农村6.6%", True),
        ("several", ["4.7%", "6.6%"], "4.7%；16.6%", False),
        ("compare", ["湖北", "6%"], "湖北省6%左右", True),
        ("compare", ["湖北", "海南"], "湖北省6%左右", False),
        ("why", ["为了解决企业用气难的问题"], "解决企业用气难问题", True),
        ("why", ["为了解决企业用气难的问题"], "因为今年天气很冷", False),
    ],
)
def test_right_and_wrong_by_kind(judging: ModuleType, kind: str, wanted: list[str], got: str, right: bool) -> None:
    question = judging.Question("q", kind, "", tuple(wanted))
    assert judging.is_right(question, answered(got)) is right
    assert judging.is_right(question, REFUSED) is False


def test_refusals_are_right_only_where_nothing_answers(judging: ModuleType) -> None:
    question = judging.Question("q", "none", "")
    assert judging.is_right(question, REFUSED) is True
    assert judging.is_right(question, answered("5%")) is False
    assert judging.is_right(judging.Question("q", "claim", "", ("supported",)), REFUSED) is None


@pytest.mark.parametrize(
    ("wanted", "evidence", "text", "got", "lost"),
    [
        (["135个以上"], "新引进135个以上", "新引进135个以上", "135个以上", ()),
        (["135个以上", "135个"], "新引进135个以上", "新引进135个以上", "135个", ("comparator",)),
        (["135个以上", "135个"], "新引进135个以上", "新引进135个以上", "135个左右", ("comparator",)),
        (["500亿元"], "500亿元", "收入突破500亿元,增长", "突破500亿元", ()),
        (["500亿元"], "500亿元", "收入突破500亿元,增长", "500亿元", ("comparator",)),
        (["90个"], "90个", "力争签约90个,其中", "约90个", ("comparator",)),
        (["1.75亿美元"], "1.75亿美元", "利用外资1.75亿美元。", "1.75亿元", ("unit",)),
        (["1.75亿美元"], "1.75亿美元", "利用外资1.75亿美元。", "17500万美元", ()),
        (["135个"], "135个", "引进135个项目", "135", ("unit",)),
        (["135个"], "135个", "引进135个项目", "450个", ()),
        (["第2名", "第2"], "升至第2名", "升至第2名", "第2名", ()),
        (["2.2%以上", "2.2以上"], "2.2以上", "研发占比(%)\t2.2以上", "2.2%以上", ()),
        (["2.2%以上", "2.2以上"], "2.2以上", "研发占比(%)\t2.2以上", "2.2个以上", ("unit",)),
        (["60", "不少于60亿元"], "60", "不少于(亿元)\t60", "不少于60亿元", ()),
        (["60", "不少于60亿元"], "60", "不少于(亿元)\t60", "不超过60亿元", ("comparator",)),
    ],
)
def test_lost_bounds_and_units(
    judging: ModuleType, wanted: list[str], evidence: str, text: str, got: str, lost: tuple[str, ...]
) -> None:
    question = judging.Question("q", "figure", "", tuple(wanted), frozenset({"report.txt"}), evidence)
    around = judging.beside_evidence(evidence, [text])
    assert judging.lost_parts(question, answered(got, text), around) == lost


def test_a_part_without_evidence_is_held_against_the_quotes(judging: ModuleType) -> None:
    question = judging.Question("q", "compare", "", ("海南", "10%"))
    assert judging.lost_parts(question, answered("海南省10%以上", "社零增长10%以上")) == ()
    assert judging.lost_parts(question, answered("海南省10%", "社零增长10%以上")) == ("comparator",)


@pytest.mark.parametrize(
    ("text", "as_of", "year", "right"),
    [
        ("2021年目标", "", "2021", True),
        ("2021年目标", "", "2023", False),
        ("2022年目标", "", "2021-2023", True),
        ("去年完成多少", "2025-03-01", "2024", True),
        ("去年完成多少", "2025-03-01", "2025", False),
        ("2021年和2023年", "", "2021", None),
    ],
)
def test_the_year_of_the_figure(judging: ModuleType, text: str, as_of: str, year: str, right: bool | None) -> None:
    question = judging.Question("q", "figure", text, ("5%",), as_of=as_of)
    assert judging.year_right(question, answered("5%", year=year)) is right


def test_citations(judging: ModuleType) -> None:
    placing = importlib.import_module("policyqa.measuring.placing")
    question = judging.Question("q", "figure", "", ("135个以上",), frozenset({"report.txt"}), "新引进135个以上")
    right = "全年新引进 135个以上,"
    assert placing.citation_right(question, answered("", "别的", right)) is True
    assert placing.citation_right(question, answered("", "引进135个以上")) is True
    assert placing.citation_right(question, answered("", "新引进450个以上")) is False
    assert placing.citation_right(question, answered("", right, document="other.txt")) is False
    assert placing.citation_right(question, answered("", right + "长" * 400)) is False
    assert placing.citation_right(judging.Question("q", "none", ""), REFUSED) is None


def test_ranks_of_passages_and_documents(judging: ModuleType) -> None:
    placing = importlib.import_module("policyqa.measuring.placing")
    texts = (("b.txt", "增长5%"), ("b.txt", "别的"), ("report.txt", "别的"), ("report.txt", "目标增长5％"))
    hits = [Hit(Passage(str(i), name, 0, 9, text, text), 1.0) for i, (name, text) in enumerate(texts)]
    question = judging.Question("q", "figure", "", ("5%",), frozenset({"report.txt"}), "增长5%")
    assert placing.passage_rank(question, hits) == 4
    assert placing.document_rank(question, hits) == 2
    assert (placing.passage_rank(question, hits[:3]), placing.document_rank(question, hits[:2])) == (0, 0)


@pytest.mark.parametrize(
    ("got", "wanted", "common"),
    [("警察杀死枪手", "警察打死了枪手", 5), ("甲乙丙", "丙乙甲", 1), ("", "甲", 0), ("甲", "乙", 0)],
)
def test_rouge_l_is_of_the_longest_common_subsequence(judging: ModuleType, got: str, wanted: str, common: int) -> None:
    expected = 2 * common / (len(got) + len(wanted))
    assert judging.rouge_l(got, wanted) == pytest.approx(expected)


def test_sums_of_a_set(judging: ModuleType) -> None:
    score = importlib.import_module("policyqa.measuring.scoring")
    texts = {"report.txt": "新引进135个以上。", "a/report.txt": "新引进135个以上。"}
    questions = [
        judging.Question("1", "figure", "", ("135个以上", "135个"), frozenset({"report.txt"}), "新引进135个以上"),
        judging.Question("2", "figure", "", ("135个以上", "135个"), frozenset({"report.txt"}), "新引进135个以上"),
        judging.Question("3", "none", ""),
        judging.Question("4", "text", "", ("甲乙",)),
    ]
    answers = [answered("135个以上", "新引进135个以上"), answered("135个", "新引进一百"), answered("5%"), REFUSED]
    pairs = zip(questions, answers, strict=True)
    sums = score.score([score.judge(q, a, s, texts.__getitem__) for s, (q, a) in enumerate(pairs)])
    assert sums["right"] == [2, 4]
    assert sums["figures_exact"] == [1, 2]
    assert (sums["comparator_lost"], sums["unit_lost"]) == (1, 0)
    assert sums["refusals_right"] == [0, 1]
    assert sums["refused_wrongly"] == 1
    assert sums["precision_when_answering"] == pytest.approx(2 / 3, abs=1e-4)
    assert sums["citations_right"] == [1, 2]
    assert sums["quotes_verbatim"] == [1, 2]
    assert sums["rouge_l"] == 0.0
    assert sums["passage_recall_1_5_10"] == [0.0, 0.0, 0.0]
    assert (sums["seconds_p50"], sums["seconds_p95"]) == (2, 3)


QUESTIONS = [
    {"id": "1", "kind": "figure", "question": "2031年新建标准厂房多少万平方米", "answers": ["37万平方米以上"]},
    {"id": "2", "kind": "figure", "question": "2031年新建标准厂房多少万平方米", "answers": ["99万平方米"]},
    {"id": "3", "kind": "none", "question": "2029年新建标准厂房多少万平方米", "answers": []},
]
REPORT = "2031年工作要点\n\n全年新建标准厂房37万平方米以上,培训技术工人640人。\n"


@pytest.fixture(scope="module")
def project(scripts: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of one document, two sets, and documents with blocks for the tables."""
    root = tmp_path_factory.mktemp("project")
    for folder in ("corpus", "docs", "evaluation/questions", "evaluation/claims"):
        (root / folder).mkdir(parents=True)
    (root / "corpus/plan.txt").write_text(REPORT, encoding="utf-8")
    placed = {"doc": "plan.txt", "evidence": "新建标准厂房37万平方米以上"}
    lines = [q | (placed if q["answers"] else {}) for q in QUESTIONS]
    for path in ("questions/dev.jsonl", "questions/held-out.jsonl"):
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (root / "evaluation" / path).write_text(text, encoding="utf-8")
    for path, name in (("README.md", "quality"), ("README.zh-CN.md", "quality"), ("docs/quality.md", "run")):
        (root / path).write_text(f"before\n<!-- {name}:start -->\nold\n<!-- {name}:end -->\nafter\n", encoding="utf-8")
    return root


def test_the_runner_scores_and_writes(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = importlib.import_module("run")
    assert run.main(["--write-readme", "--show", "9", "--answers", str(project / "answers")], project) == 0
    printed = capsys.readouterr().out
    assert "| right | 2/3 | 2/3 |" in printed
    assert printed.count("99万平方米") == 1, "wrong answers of the held-out set are not shown"
    (path,) = (project / "evaluation/results").iterdir()
    result = json.loads(path.read_text(encoding="utf-8"))
    dev, held_out = result["sets"].values()
    assert (dev["right"], dev["wrong"], dev["figures_exact"]) == ([2, 3], ["2"], [1, 2])
    assert "wrong" not in held_out
    assert dev["citations_right"] == [2, 2]
    assert dev["passage_recall_1_5_10"] == [1.0, 1.0, 1.0]
    assert 0 < result["seconds_to_first_answer"] < 60
    assert not any("一" <= c <= "鿿" for c in path.read_text(encoding="utf-8")), "results hold no texts"
    for name in ("README.md", "README.zh-CN.md", "docs/quality.md"):
        text = (project / name).read_text(encoding="utf-8")
        assert text.startswith("before\n<!--")
        assert text.endswith("-->\nafter\n")
        assert "old" not in text
        assert "2/3" in text
    answers = (project / "answers/own-questions-dev.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["answer"] for line in answers] == ["37万平方米以上", "37万平方米以上", ""]


def test_the_ablation_takes_parts_out_and_puts_them_back(project: Path) -> None:
    ablation, asking = importlib.import_module("ablation"), importlib.import_module("asking")
    index = project / "index"
    asking.build(project / "corpus", index)
    assistant = asking.open_assistant(index)
    questions = read_questions(project / "evaluation/questions/dev.jsonl")

    def found() -> list[bool]:
        return [answer.found for answer, _ in asking.ask_all(assistant, questions)]

    whole = found()
    assert whole == [True, True, False]
    with ablation.in_stage(ablation.STAGES[0]):
        assert found() == [True, True, True], "passages only know no year"
        assert ablation.terms.canonical("GDP") == "gdp"
    assert found() == whole
    assert ablation.terms.canonical("GDP") == "地区生产总值"


def test_a_corpus_that_cannot_be_read_is_not_scored(
    project: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = importlib.import_module("run")
    (tmp_path / "corpus").mkdir()
    (tmp_path / "evaluation/questions").mkdir(parents=True)
    (tmp_path / "evaluation/questions/dev.jsonl").write_text('{"id": 1}\n', encoding="utf-8")
    assert run.main([], tmp_path) == 2
    assert "no documents" in capsys.readouterr().err
    (tmp_path / "corpus/plan.txt").write_text(REPORT, encoding="utf-8")
    assert run.main([], tmp_path) == 2
    assert "dev.jsonl:1: no question object" in capsys.readouterr().err
    monkeypatch.setenv("POLICYQA_EVAL_SHARED", str(tmp_path))
    assert run.main([], tmp_path) == 2
    assert "expected a folder with corpus/ and eval/" in capsys.readouterr().err


def test_blocks_must_be_there_once(tmp_path: Path) -> None:
    tables = importlib.import_module("tables")
    path = tmp_path / "page.md"
    path.write_text("no block\n", encoding="utf-8")
    with pytest.raises(ValueError, match="expected one block"):
        tables.replace_block(path, "run", "x")
