"""Answer and score all question sets: `make eval`, or `python evaluation/run.py --help`.

Prints one table and writes results/<date>-<commit>.json, figures only.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from asking import (
    ask_all,
    build,
    check_claims,
    compare_models,
    is_claims,
    open_assistant,
    text_reader,
    write_answers,
)
from sets import EvaluationSet, corpora, find_sets
from tables import CHINESE, ENGLISH, claims_table, models_table, readme_table, replace_block, whole_table

from policyqa.errors import PolicyQAError
from policyqa.measuring.judging import Question
from policyqa.measuring.questions import read_questions
from policyqa.measuring.scoring import Judgement, judge, score, score_claims

EVALUATION = Path(__file__).resolve().parent
PROJECT = EVALUATION.parent
FIRST_QUESTION = "2021年新引进5000万元以上项目目标是多少"


def main(argv: Sequence[str] | None = None, project: Path = PROJECT) -> int:
    """Run; gives 0, or 2 where an input is missing or malformed."""
    arguments = _parser().parse_args(argv)
    try:
        shared = find_shared(project)
        sets = [s for s in find_sets(project / "evaluation", shared) if not arguments.only or s.name in arguments.only]
        with TemporaryDirectory(prefix="policyqa-eval-") as folder:
            result = evaluate(sets, project, shared, Path(folder), arguments)
    except PolicyQAError as error:
        print(f"evaluation: {error}", file=sys.stderr)
        return 2
    print(whole_table(result["sets"]))
    print(models_table(result["sets"]))
    print(claims_table(result["sets"]))
    if not arguments.only:
        path = save(result, project / "evaluation" / "results")
        print(f"written: {path.relative_to(project)}")
    if arguments.write_readme:
        write_documents(result, project)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Answer and score all question sets.")
    parser.add_argument("--only", action="append", metavar="SET", help="run this set only, and write no results")
    parser.add_argument(
        "--show", type=int, default=0, metavar="N", help="print so many wrong answers of each set that is not held out"
    )
    parser.add_argument("--answers", type=Path, metavar="DIR", help="write the answers there, as policyqa batch does")
    parser.add_argument("--write-readme", action="store_true", help="put the tables into the READMEs and docs")
    return parser


def find_shared(project: Path) -> Path | None:
    """Find the folder of further documents and sets: POLICYQA_EVAL_SHARED, else ../shared; None where it is not there.

    Raises:
        PolicyQAError: the variable names a folder without corpus/ and eval/.
    """
    named = os.environ.get("POLICYQA_EVAL_SHARED", "")
    folder = Path(named) if named else project.parent / "shared"
    if (folder / "corpus").is_dir() and (folder / "eval").is_dir():
        return folder
    if named:
        raise PolicyQAError(f"POLICYQA_EVAL_SHARED={named!r}: expected a folder with corpus/ and eval/")
    print("evaluation: POLICYQA_EVAL_SHARED is not set, so only the project's own sets are run", file=sys.stderr)
    return None


def evaluate(
    sets: Sequence[EvaluationSet], project: Path, shared: Path | None, folder: Path, arguments: argparse.Namespace
) -> dict[str, Any]:
    """Build the indexes that the sets need in `folder`, answer and score each set."""
    folders = {name: path for name, path in corpora(project, shared).items() if name in {s.over for s in sets}}
    reports = {name: build(path, folder / name) for name, path in folders.items()}
    result = description(project)
    result["indexes"] = {
        name: {"documents": r.documents, "passages": r.passages, "figures": r.figures, "seconds": round(r.seconds, 1)}
        for name, r in reports.items()
    }
    if "own" in reports and not arguments.only:
        result["seconds_to_first_answer"] = seconds_to_first_answer(folder / "own")
    result["sets"] = {}
    for each in sets:
        questions = read_questions(each.path)
        if is_claims(questions):
            checked = check_claims(folder / each.over, questions)
            if not checked:
                print(f"{each.name}: skipped, the product cannot check claims yet", file=sys.stderr)
                continue
            result["sets"][each.name] = score_claims(questions, checked)
            continue
        judged = run_set(each, questions, folder / each.over, folders[each.over], arguments)
        result["sets"][each.name] = score(judged)
        if "paraphrase" in each.name:
            result["sets"][each.name]["retrieval"] = compare_models(folder / each.over, questions)
        if not is_held_out(each):
            result["sets"][each.name]["wrong"] = [j.id for j in judged if j.right is False]
    return result


def run_set(
    each: EvaluationSet, questions: Sequence[Question], index: Path, corpus: Path, arguments: argparse.Namespace
) -> list[Judgement]:
    """Answer and judge one set; prints the wrong ones that are wanted."""
    assistant = open_assistant(index)
    text_of = text_reader(assistant, corpus)
    answers = ask_all(assistant, questions)
    if arguments.answers:
        write_answers(arguments.answers / f"{each.name.replace(' ', '-')}.jsonl", questions, [a for a, _ in answers])
    judged = [judge(q, a, seconds, text_of) for q, (a, seconds) in zip(questions, answers, strict=True)]
    wrong = [(q, a, j) for q, (a, _), j in zip(questions, answers, judged, strict=True) if j.right is False or j.lost]
    shown = 0 if is_held_out(each) else arguments.show
    for question, answer, judgement in wrong[:shown]:
        got = answer.answer if answer.found else "(refused)"
        fault = "wrong" if judgement.right is False else "lost " + ", ".join(judgement.lost)
        print(f"- {question.id} [{question.kind}] {question.text}\n    {fault}: {got}\n    wanted: {question.answers}")
    print(f"{each.name}: {sum(bool(j.right) for j in judged)}/{len(judged)} right", file=sys.stderr)
    return judged


def is_held_out(each: EvaluationSet) -> bool:
    """Tell whether a set is held out: its wrong answers are not shown, or it would soon be a second set to tune on."""
    return "held-out" in each.name


def seconds_to_first_answer(index: Path, runs: int = 3) -> float:
    """Measure from the start of a new process to its answer, over an index that is there; the median of `runs`."""
    command = [sys.executable, "-m", "policyqa", "ask", FIRST_QUESTION, "--index", str(index)]
    taken = []
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(time.perf_counter() - started)
    return round(statistics.median(taken), 2)


def description(project: Path) -> dict[str, Any]:
    """Say what was measured and where: commit, whether the product differs from it, day, machine."""
    changed = _git(project, "status", "--porcelain", "--", "src", "corpus", "evaluation/questions")
    return {
        "date": date.today().isoformat(),
        "commit": _git(project, "rev-parse", "--short", "HEAD") or "unknown",
        "changed_since": sorted(line[3:] for line in changed.splitlines()),
        "python": platform.python_version(),
        "cores": os.cpu_count(),
    }


def _git(project: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=project, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip("\n")


def save(result: dict[str, Any], folder: Path) -> Path:
    """Write a result as JSON; the name says so where the product differed from the commit."""
    changed = "-changed" if result["changed_since"] else ""
    path = folder / f"{result['date']}-{result['commit']}{changed}.json"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(_lines(result) + "\n", encoding="utf-8")
    return path


def _lines(value: dict[str, Any], depth: int = 0) -> str:
    """JSON with a line for each entry, and for each set; indented fully it would be mostly brackets."""
    entries = (
        f"{json.dumps(key)}: {_lines(entry, 1) if isinstance(entry, dict) and not depth else json.dumps(entry)}"
        for key, entry in value.items()
    )
    return "{\n" + ",\n".join(" " * (depth + 1) + entry for entry in entries) + "\n" + " " * depth + "}"


def write_documents(result: dict[str, Any], project: Path) -> None:
    """Put the tables into both READMEs and docs/quality.md, between their marks."""
    sets, start = result["sets"], result.get("seconds_to_first_answer")
    documents = ", ".join(f"{n}: {i['documents']}" for n, i in result["indexes"].items())
    about = f"{result['commit']}, {result['date']}, Python {result['python']}"
    checked = "\n\n".join(filter(None, (models_table(sets), claims_table(sets))))
    english = "\n".join(
        (
            f"Commit {result['commit']}, {result['date']}, `make eval` ({result['cores']} cores, shared):\n",
            readme_table(sets, ENGLISH),
            "\nRules are mended on all of these but the held-out ones, which are the nearest guess for new questions.",
            f"From process start to the first answer, index already built: {start} s. What each column means, claims",
            "checked, and what each part brings: [docs/quality.md](docs/quality.md).",
        )
    )
    chinese = "\n".join(
        (
            f"提交 {result['commit']}，{result['date']}，`make eval`（{result['cores']} 核，机器同时有别的任务）：\n",
            readme_table(sets, CHINESE),
            "\n规则是对照各问题集修改的，只有 held-out（留出）集除外：新问题的效果请以它为准。",
            f"从进程启动到第一个回答（索引已建好）：{start} 秒。各列含义、核对草稿的结果与各部分的作用见",
            "[docs/quality.md](docs/quality.md)。",
        )
    )
    whole = f"Commit {about}. Documents: {documents}.\n\n{whole_table(sets)}\n\n{checked}"
    replace_block(project / "README.md", "quality", english)
    replace_block(project / "README.zh-CN.md", "quality", chinese)
    replace_block(project / "docs" / "quality.md", "run", whole)


if __name__ == "__main__":
    sys.exit(main())
