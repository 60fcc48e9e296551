"""The command line: index, ask, check, batch, eval, feedback, serve, mcp, accounts."""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policyqa import __version__
from policyqa.errors import InputError, PolicyQAError
from policyqa.settings import Settings, load_settings
from policyqa.web.account_commands import add_accounts_command, add_serving_flags, change_accounts

if TYPE_CHECKING:
    from policyqa.assistant import Assistant
    from policyqa.checking import CheckedDraft
    from policyqa.index.reporting import BuildReport, Progress


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        0 done (a refusal is an answer too), 1 anything unexpected, 2 a usage or input error.
    """
    parser = _parser()
    arguments = parser.parse_args(argv)
    try:
        settings = _settings(arguments)
        return int(arguments.run(arguments, settings))
    except PolicyQAError as error:
        print(f"policyqa: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        print("policyqa: stopped", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="policyqa", description="Figures in government documents, asked and cited.")
    parser.add_argument("--version", action="version", version=f"policyqa {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    index = commands.add_parser("index", help="build or update the index from a folder of documents")
    index.add_argument("--corpus", type=Path, help="folder of documents (default: corpus)")
    index.add_argument(
        "--report", type=Path, metavar="FILE", help="also write what became of each file to FILE, as CSV"
    )
    _add_index(index)
    index.set_defaults(run=_index)

    ask = commands.add_parser("ask", help="answer one question")
    ask.add_argument("question", metavar="QUESTION")
    ask.add_argument(
        "--earlier", action="append", default=[], metavar="QUESTION", help="a former question, oldest first"
    )
    ask.add_argument("--as-of", type=_date, metavar="DATE", help="the day on which it is asked (default: today)")
    ask.add_argument("--json", action="store_true", help="print the answer object")
    _add_index(ask)
    ask.set_defaults(run=_ask)

    check = commands.add_parser("check", help="check every figure of a draft against the documents")
    check.add_argument(
        "draft", type=Path, nargs="?", metavar="FILE", help=".txt, .md or .docx (default: standard input)"
    )
    check.add_argument("--as-of", type=_date, metavar="DATE", help="the day on which it is written (default: today)")
    check.add_argument("--json", action="store_true", help="print the checked draft as an object")
    check.add_argument("--export", type=Path, metavar="OUT", help="also write it to OUT, a .md or .docx file")
    _add_index(check)
    check.set_defaults(run=_check)

    batch = commands.add_parser("batch", help="answer the questions of a JSONL file")
    batch.add_argument("questions", type=Path, metavar="IN.jsonl")
    batch.add_argument("answers", type=Path, metavar="OUT.jsonl")
    _add_index(batch)
    batch.set_defaults(run=_batch)

    feedback = commands.add_parser("feedback", help="export what people said of answers in the web chat")
    feedback.add_argument("--export", type=Path, required=True, metavar="FILE.csv", help="the file to write, as CSV")
    feedback.add_argument("--feedback", type=Path, help="the log to read (default: feedback.sqlite3)")
    feedback.set_defaults(run=_feedback)

    measure = commands.add_parser("eval", help="answer questions with known answers, and score the answers")
    measure.add_argument("questions", type=Path, metavar="QUESTIONS.jsonl")
    measure.add_argument("--json", action="store_true", help="print the scores as an object")
    _add_index(measure)
    measure.set_defaults(run=_eval)

    serve = commands.add_parser("serve", help="open the web chat")
    serve.add_argument("--host", help="address to listen on (default: 127.0.0.1)")
    serve.add_argument("--port", type=int, help="port to listen on (default: 7860)")
    add_serving_flags(serve)
    _add_index(serve)
    serve.set_defaults(run=_serve)

    mcp = commands.add_parser("mcp", help="the functions as MCP tools over standard input and output")
    _add_index(mcp)
    mcp.set_defaults(run=_mcp)

    add_accounts_command(commands, run=_accounts)
    return parser


def _add_index(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--index", type=Path, help="folder of the index (default: index)")


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2025-03-01") from error


def _settings(arguments: argparse.Namespace) -> Settings:
    given = {
        name: value for name in Settings.__dataclass_fields__ if (value := getattr(arguments, name, None)) is not None
    }
    return replace(load_settings(), **given)


def _index(arguments: argparse.Namespace, settings: Settings) -> int:
    from policyqa.index.building import build_index

    if not settings.corpus.is_dir():
        raise InputError(f"{settings.corpus} is no folder; name the folder of documents with --corpus")
    report = build_index(settings.corpus, settings.index, settings, report=_show_progress)
    _show_report(report)
    if arguments.report is not None:
        _write_report(report, arguments.report)
    return 0


def _write_report(report: BuildReport, target: Path) -> None:
    """Write one row a file as CSV with a BOM, so that spreadsheets read the Chinese."""
    columns = (
        "path", "outcome", "format", "characters", "passages", "figures", "seconds", "warnings", "reason", "copy_of"
    )  # fmt: skip
    try:
        with target.open("w", encoding="utf-8-sig", newline="") as out:
            rows = csv.writer(out)
            rows.writerow(columns)
            for file in report.files:
                counts = (file.characters, file.passages, file.figures, round(file.seconds, 3))
                words = ("; ".join(file.warnings), file.reason, file.copy_of)
                rows.writerow((_cell(file.path), file.outcome, file.format, *counts, *map(_cell, words)))
    except OSError as error:
        raise InputError(f"{target} cannot be written: {error.strerror}") from error


def _cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in "=+-@" and text else text


def _show_progress(progress: Progress) -> None:
    done = progress.documents_done
    if not sys.stderr.isatty() and done != progress.documents and done % 50:
        return
    left = f", {progress.seconds_left:.0f} s left" if progress.seconds_left else ""
    counts = f"{progress.stage}: {done}/{progress.documents} documents, {progress.passages_done} passages{left}"
    print(f"\r{counts}   ", end="" if sys.stderr.isatty() else "\n", file=sys.stderr, flush=True)


def _show_report(report: BuildReport) -> None:
    if sys.stderr.isatty():
        print(file=sys.stderr)
    for file in report.files:
        remarks = "; ".join((*file.remarks, file.reason)).strip("; ")
        if file.outcome in ("failed", "skipped") or remarks:
            print(f"{file.outcome}: {_safe(file.path)}: {_safe(remarks)}", file=sys.stderr)
    for warning in report.warnings:
        print(f"warning: {_safe(warning)}", file=sys.stderr)
    counts = ", ".join(
        f"{report.count(o)} {o}" for o in ("read", "kept", "removed", "failed", "skipped") if report.count(o)
    )
    state = "published" if report.published else "unchanged"
    print(
        f"{counts or 'no documents'}; index generation {report.generation} {state}: {report.documents} documents,"
        f" {report.passages} passages, {report.figures} figures, {report.seconds:.1f} s",
        file=sys.stderr,
    )


def _safe(text: str) -> str:
    """Text of a file name or document without characters that a terminal would obey."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def _ask(arguments: argparse.Namespace, settings: Settings) -> int:
    from policyqa.present import answer_json, answer_text

    answer = _assistant(settings).ask(arguments.question, arguments.earlier, arguments.as_of)
    print(json.dumps(answer_json(answer), ensure_ascii=False) if arguments.json else answer_text(answer))
    return 0


def _check(arguments: argparse.Namespace, settings: Settings) -> int:
    from policyqa.present import checked_json, checked_text

    if arguments.export is not None and arguments.export.suffix.lower() not in (".md", ".docx"):
        raise InputError(f"{arguments.export}: an export is a .md or .docx file")
    assistant = _assistant(settings)
    if arguments.draft is not None:
        checked = assistant.check_file(arguments.draft, as_of=arguments.as_of, on_progress=_show_claims)
    else:
        try:
            text = sys.stdin.buffer.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise InputError("standard input is no UTF-8 text; save the draft as a file and name it") from error
        checked = assistant.check(text, as_of=arguments.as_of, on_progress=_show_claims)
    if arguments.export is not None:
        _write_export(checked, arguments.export)
    print(json.dumps(checked_json(checked), ensure_ascii=False) if arguments.json else checked_text(checked))
    return 0


def _write_export(checked: CheckedDraft, path: Path) -> None:
    from policyqa.checking import export_docx, export_markdown

    data = export_docx(checked) if path.suffix.lower() == ".docx" else export_markdown(checked).encode()
    try:
        path.write_bytes(data)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}") from error


def _show_claims(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done}/{total} figures   ", end="\n" if done == total else "", file=sys.stderr, flush=True)


def _assistant(settings: Settings) -> Assistant:
    from policyqa.assistant import Assistant

    return Assistant(settings.index, settings)


def _batch(arguments: argparse.Namespace, settings: Settings) -> int:
    assistant = _assistant(settings)
    try:
        lines = arguments.questions.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{arguments.questions} cannot be read as UTF-8: {error}") from error
    try:
        with arguments.answers.open("w", encoding="utf-8") as out:
            for answer in _answers(assistant, lines):
                out.write(json.dumps(answer, ensure_ascii=False) + "\n")
    except OSError as error:
        raise InputError(f"{arguments.answers} cannot be written: {error.strerror}") from error
    return 0


def _answers(assistant: Assistant, lines: Iterable[str]) -> Iterable[dict[str, Any]]:
    """One answer object a question; a malformed line gives an error object and never stops the rest."""
    from policyqa.present import answer_json, checked_json

    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
            identifier, question = item["id"], item["question"]
            as_of = date.fromisoformat(item["as_of"]) if item.get("as_of") else None
            earlier = [str(e) for e in item.get("history") or ()]
            if not isinstance(question, str):
                raise TypeError("question is no text")
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            yield {"id": f"line {number}", "error": f"line {number} is no question object: {error}"}
            continue
        if item.get("kind") == "claim":
            try:
                yield checked_json(assistant.check(question, as_of=as_of), identifier)
            except InputError as error:
                yield {"id": identifier, "error": str(error)}
            continue
        yield answer_json(assistant.ask(question, earlier, as_of), identifier)


def _feedback(arguments: argparse.Namespace, settings: Settings) -> int:
    from policyqa.web.feedback import judgements_csv

    if not settings.feedback.exists():
        raise InputError(f"{settings.feedback}: nobody has said anything of an answer yet")
    text = judgements_csv(settings.feedback)
    try:
        arguments.export.write_bytes(text.encode("utf-8-sig", "replace"))
    except OSError as error:
        raise InputError(f"{arguments.export} cannot be written: {error.strerror}") from error
    return 0


def _eval(arguments: argparse.Namespace, settings: Settings) -> int:
    from policyqa.measuring import measure, read_questions, score_lines

    questions = read_questions(arguments.questions)
    if not questions:
        raise InputError(f"{arguments.questions} holds no questions")
    scores = measure(_assistant(settings), questions, _show_questions)
    wrong = f"wrong: {' '.join(_safe(i) for i in scores['wrong']) or 'none'}"
    print(json.dumps(scores, ensure_ascii=False) if arguments.json else "\n".join([*score_lines(scores), wrong]))
    return 0


def _show_questions(done: int, total: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done}/{total} questions   ", end="\n" if done == total else "", file=sys.stderr, flush=True)


def _serve(arguments: argparse.Namespace, settings: Settings) -> int:
    from policyqa.web.server import serve

    serve(settings, announce=lambda line: print(line, file=sys.stderr))
    return 0


def _mcp(arguments: argparse.Namespace, settings: Settings) -> int:
    from policyqa.web.api.mcp import serve_mcp

    serve_mcp(_assistant(settings))
    return 0


def _accounts(arguments: argparse.Namespace, settings: Settings) -> int:
    for line in change_accounts(arguments, settings.accounts):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
