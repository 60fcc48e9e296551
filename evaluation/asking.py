"""Asking: indexes built for an evaluation, and the questions of a set answered from them in one process."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr
from dataclasses import replace
from datetime import date
from functools import lru_cache
from importlib.util import find_spec
from io import StringIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from policyqa import cli
from policyqa.assistant import Assistant
from policyqa.errors import InputError
from policyqa.index.building import build_index
from policyqa.index.embedding import load_encoder
from policyqa.index.opening import open_index
from policyqa.index.reporting import BuildReport
from policyqa.measuring.judging import Question
from policyqa.measuring.placing import document_rank, passage_rank
from policyqa.measuring.scoring import recalls
from policyqa.present import answer_json
from policyqa.retrieval import known_places, search_passages
from policyqa.settings import load_settings
from policyqa.types import Answer, Hit
from policyqa.understanding import Query, understand


def build(corpus: Path, index: Path) -> BuildReport:
    """Build an index of a folder of documents with the settings of the environment.

    Raises:
        InputError: a document could not be read; figures over what is left would mean nothing.
    """
    report = build_index(corpus, index, replace(load_settings(), corpus=corpus, index=index))
    failed = [f"{file.path}: {file.reason}" for file in report.files if file.outcome == "failed"]
    if failed or not report.documents:
        raise InputError(f"{corpus}: {len(failed)} documents cannot be read: {'; '.join(failed[:3]) or 'no documents'}")
    return report


def open_assistant(index: Path) -> Assistant:
    """Open an index that `build` made; the encoder and the files are warm when it comes back."""
    assistant = Assistant(index, replace(load_settings(), index=index))
    assistant.ask("目标是多少")
    return assistant


def is_claims(questions: Sequence[Question]) -> bool:
    """Tell whether a set is of claims only, which are checked and not asked."""
    return bool(questions) and all(question.kind == "claim" for question in questions)


def ask_all(assistant: Assistant, questions: Sequence[Question]) -> list[tuple[Answer, float]]:
    """Answer each question, seeing text, history and day only; with the seconds that it took."""
    answers = []
    for question in questions:
        day = date.fromisoformat(question.as_of) if question.as_of else None
        started = time.perf_counter()
        answer = assistant.ask(question.text, question.history, day)
        answers.append((answer, time.perf_counter() - started))
    return answers


def compare_models(index: Path, questions: Sequence[Question]) -> dict[str, dict[str, list[float | None]]]:
    """Search by words alone, by the embedding model alone, and by both; recall@1, 5, 10 of documents and passages."""
    settings = load_settings()
    encoder = load_encoder(settings.model, settings.threads)
    placed = [q for q in questions if q.documents and q.evidence]
    found: dict[str, dict[str, list[float | None]]] = {}
    with open_index(index) as opened:
        places = known_places(opened)

        def by_model(query: Query) -> list[Hit]:
            ranked = opened.search_dense(encoder.encode([query.question])[0], 10)
            return [Hit(p, 1.0) for p in opened.passages([row for row, _ in ranked])]

        ways: dict[str, Callable[[Query], list[Hit]]] = {
            "words": lambda query: search_passages(opened, None, query),
            "model": by_model,
            "both": lambda query: search_passages(opened, encoder, query),
        }
        for way, search in ways.items():
            hits = [search(understand(q.text, q.history, _day(q), *places)) for q in placed]
            found[way] = {
                "documents": recalls([document_rank(q, h) for q, h in zip(placed, hits, strict=True)]),
                "passages": recalls([passage_rank(q, h) for q, h in zip(placed, hits, strict=True)]),
            }
    return found


def _day(question: Question) -> date:
    return date.fromisoformat(question.as_of) if question.as_of else date.today()


def check_claims(index: Path, questions: Sequence[Question]) -> dict[str, str]:
    """Check claims through `policyqa batch`; verdict by id, {} while the product cannot check.

    Raises:
        InputError: the batch ended with an error.
    """
    if find_spec("policyqa.checking") is None:
        return {}
    with TemporaryDirectory() as folder:
        asked, out = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        lines = [{"id": q.id, "kind": "claim", "question": q.text, "as_of": q.as_of or None} for q in questions]
        asked.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
        with redirect_stderr(StringIO()) as told:
            status = cli.main(["batch", str(asked), str(out), "--index", str(index)])
        if status:
            raise InputError(f"policyqa batch ended with status {status}: {told.getvalue().strip()}")
        results = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    return {r["id"]: r["verdict"] for r in results if "verdict" in r}


def text_reader(assistant: Assistant, corpus: Path) -> Callable[[str], str]:
    """Give what reads a document's text by path, or by file name alone; "" where the index has no such document.

    It is the file's own text where that is UTF-8 .txt or .md, else what the index holds.
    """
    paths = [document.path for document in assistant.index.documents()]
    by_name = {PurePosixPath(path).name: path for path in paths} | {path: path for path in paths}

    @lru_cache(maxsize=512)
    def read(name: str) -> str:
        path = by_name.get(name)
        if path is None:
            return ""
        file = corpus / path
        if file.suffix in (".txt", ".md"):
            try:
                return file.read_text(encoding="utf-8-sig")
            except UnicodeDecodeError:
                pass
        return assistant.document(path).text

    return read


def write_answers(path: Path, questions: Sequence[Question], answers: Sequence[Answer]) -> None:
    """Write answer objects as `policyqa batch` does, for reading and for other scorers."""
    lines = [
        json.dumps(answer_json(answer, question.id), ensure_ascii=False)
        for question, answer in zip(questions, answers, strict=True)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
