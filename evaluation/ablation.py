"""What each part of the product brings: the sets answered with parts taken out, one after the other put back.

`python evaluation/ablation.py [--write-docs]`. The product has no switches for this: its functions are replaced here,
for as long as a stage runs. The index is the same for all stages.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from asking import ask_all, build, is_claims, open_assistant, text_reader
from run import PROJECT, description, find_shared
from sets import EvaluationSet, corpora, find_sets
from tables import markdown, of, percent, replace_block

from policyqa import answering, understanding
from policyqa.answering import words
from policyqa.answering.citing import cite_spans
from policyqa.assistant import Assistant
from policyqa.chinese import terms
from policyqa.chinese.fold import fold
from policyqa.chinese.quantities import find_quantities
from policyqa.errors import PolicyQAError
from policyqa.index.lexical import tokens
from policyqa.index.opening import OpenIndex
from policyqa.measuring.questions import read_questions
from policyqa.measuring.scoring import judge, score
from policyqa.retrieval import inverse_frequency
from policyqa.types import Answer, Hit, Scope, Span
from policyqa.understanding import Query

SETS = ("natural-dev", "provinces-dev", "own questions dev", "own questions held-out")
_SENTENCE = re.compile(r"[^。!?\n]{1,2000}[。!?]?")
_CLAUSE = re.compile(r"[^,;]{1,2000}[,;]?")


@dataclass(frozen=True, slots=True)
class Stage:
    """The parts of the product that are in: scope, answers in words, figure records, target or actual, terms."""

    name: str
    scope: bool = True
    words: bool = True
    figures: bool = True
    kind: bool = True
    terms: bool = True


STAGES = (
    Stage("passages only", scope=False, words=False, figures=False, kind=False, terms=False),
    Stage("+ scope", words=False, figures=False, kind=False, terms=False),
    Stage("+ names, dates, lists", figures=False, kind=False, terms=False),
    Stage("+ figures", kind=False, terms=False),
    Stage("+ kind (target, actual)", terms=False),
    Stage("+ terms (the whole product)"),
    Stage("whole, without scope", scope=False, kind=False),
    Stage("whole, without names, dates, lists", words=False),
    Stage("whole, without figures", figures=False),
    Stage("whole, without kind", kind=False),
)
"""Parts put in one after the other, then the whole with one part taken out; whole without terms is the one before."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run all stages over the sets that are there and print the table."""
    parser = argparse.ArgumentParser(description="Measure what each part of the product brings.")
    parser.add_argument("--write-docs", action="store_true", help="put the table into docs/quality.md")
    arguments = parser.parse_args(argv)
    try:
        shared = find_shared(PROJECT)
        sets = [s for s in find_sets(PROJECT / "evaluation", shared) if s.name in SETS]
        with TemporaryDirectory(prefix="policyqa-ablation-") as folder:
            table = markdown(measure(sets, corpora(PROJECT, shared), Path(folder)))
    except PolicyQAError as error:
        print(f"ablation: {error}", file=sys.stderr)
        return 2
    print(table)
    if arguments.write_docs:
        about = description(PROJECT)
        text = f"Commit {about['commit']}, {about['date']}, `python evaluation/ablation.py`.\n\n{table}"
        replace_block(PROJECT / "docs" / "quality.md", "ablation", text)
    return 0


def measure(sets: Sequence[EvaluationSet], folders: Mapping[str, Path], folder: Path) -> list[list[str]]:
    """Measure each stage on each set; the rows of the table, heading first."""
    assistants: dict[str, Assistant] = {}
    for name in dict.fromkeys(s.over for s in sets):
        build(folders[name], folder / name)
        assistants[name] = open_assistant(folder / name)
    rows = [["right · when it answers · unanswerable ones refused", *(s.name for s in sets)]]
    for stage in STAGES:
        row = [stage.name]
        with in_stage(stage):
            for each in sets:
                scores = _score(each, assistants[each.over], folders[each.over])
                row.append(
                    f"{of(scores['right'])} · {percent(scores['precision_when_answering'])} ·"
                    f" {of(scores['refusals_right'])}"
                )
        print(" ".join(row), file=sys.stderr)
        rows.append(row)
    return rows


def _score(each: EvaluationSet, assistant: Assistant, corpus: Path) -> dict[str, Any]:
    questions = read_questions(each.path)
    assert not is_claims(questions)
    text_of = text_reader(assistant, corpus)
    answers = ask_all(assistant, questions)
    return score([judge(q, a, seconds, text_of) for q, (a, seconds) in zip(questions, answers, strict=True)])


@contextmanager
def in_stage(stage: Stage) -> Iterator[None]:
    """Take the parts out of the product that the stage is without, wherever it has them imported, and put them back."""
    replacements: list[tuple[object, object]] = []
    if not (stage.scope and stage.kind):
        replacements.append((understanding.understand, _understand_without(stage, understanding.understand)))
    if not stage.figures:
        replacements.append((answering.answer_query, _answer_by_words if stage.words else answer_by_sentence))
    elif not stage.words:
        replacements.append((words.answer_words, answer_by_sentence))
    if not stage.terms:
        replacements += [
            (terms.canonical, str.lower),
            (terms.find_terms, lambda text: []),
            (terms.names_in, lambda text: []),
            (terms.indicator_terms, lambda: frozenset()),
            (terms.other_names, lambda name: ()),
        ]
    _replace(replacements)
    try:
        yield
    finally:
        _replace([(new, old) for old, new in replacements])


def _replace(replacements: Sequence[tuple[object, object]]) -> None:
    """Replace objects by identity in all modules of the product; what was remembered with them is forgotten."""
    modules = [module for name, module in list(sys.modules.items()) if name.partition(".")[0] == "policyqa"]
    for module in modules:
        for name, value in list(vars(module).items()):
            for old, new in replacements:
                if value is old:
                    setattr(module, name, new)
            if callable(forget := getattr(value, "cache_clear", None)):
                forget()


def _understand_without(stage: Stage, understand: Callable[..., Query]) -> Callable[..., Query]:
    def understand_less(*arguments: Any, **named: Any) -> Query:
        query = understand(*arguments, **named)
        scope = replace(query.scope, status="unknown") if stage.scope else Scope()
        return replace(query, scope=scope)

    return understand_less


def _answer_by_words(index: OpenIndex, query: Query, question: str, hits: Sequence[Hit]) -> Answer:
    """Answer questions for a figure from the best sentence, others as the product does."""
    if query.kind == "figure":
        return answer_by_sentence(index, query, question, hits)
    answer = words.answer_words(index, query, question, hits)
    return answer or Answer(question, query.question, False, "", "", hits=tuple(hits))


def answer_by_sentence(index: OpenIndex, query: Query, question: str, hits: Sequence[Hit]) -> Answer:
    """Answer with the best sentence of the best passage; with the figure of its best clause where one is asked for.

    Best is what holds most of the question's tokens by their inverse frequency. Refuses where search found nothing.
    """
    if not hits:
        return Answer(question, query.question, False, "", "")
    passage = hits[0].passage
    folded = fold(passage.text)
    wanted = {token: inverse_frequency(index, token) for token in set(tokens(query.question.lower()))}
    start, end = _best(_SENTENCE, folded.text, wanted, lambda text: True)
    low, high = start, end
    if query.kind == "figure":
        sentence = folded.text[start:end]
        first, last = _best(_CLAUSE, sentence, wanted, lambda text: bool(find_quantities(text)))
        figures = find_quantities(sentence[first:last])
        if figures:
            low, high = start + first + figures[0].start, start + first + figures[0].end
    own, marked = folded.original(start, end), folded.original(low, high)
    offset = passage.start
    mark = Span(offset + marked.start, offset + marked.end)
    cited = cite_spans(index, [(passage.document, offset + own.start, offset + own.end, (mark,))])
    text = passage.text[marked.start : marked.end].strip().rstrip("。;；")
    return Answer(question, query.question, True, text, text, citations=cited.citations, hits=tuple(hits))


def _best(
    pattern: re.Pattern[str], text: str, wanted: Mapping[str, float], admits: Callable[[str], bool]
) -> tuple[int, int]:
    """The admitted piece that holds most of what is wanted, the first of equals; the whole text where none is."""
    pieces = [m.span() for m in pattern.finditer(text) if m.group().strip() and admits(m.group())]

    def held(piece: tuple[int, int]) -> float:
        found = set(tokens(text[piece[0] : piece[1]].lower()))
        return sum(weight for token, weight in wanted.items() if token in found)

    return max(pieces, key=held, default=(0, len(text)))


if __name__ == "__main__":
    sys.exit(main())
