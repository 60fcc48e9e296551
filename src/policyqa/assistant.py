"""The assistant: an open index, and questions answered from it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from policyqa.answering import answer_query, refuse_source
from policyqa.checking import CheckedDraft, check_draft, draft_of, read_draft
from policyqa.errors import PolicyQAError
from policyqa.index.generations import current_generation
from policyqa.index.opening import OpenIndex, open_index
from policyqa.index.restricting import Filters, only, restrict
from policyqa.retrieval import known_places, named_documents, search_passages
from policyqa.settings import Settings
from policyqa.types import Answer, Document, Scope
from policyqa.understanding import rescope, understand

if TYPE_CHECKING:
    from policyqa.index.embedding import Encoder

STAGES = ("理解问题", "检索", "核对数字", "作答")


class Assistant:
    """Answers questions from one index; safe to share between threads; follows new generations of the index."""

    def __init__(self, index: Path, settings: Settings) -> None:
        """Open the index.

        Raises:
            IndexMissing: there is none in the folder.
            IndexDamaged: it does not match its manifest.
        """
        self._folder = index
        self._settings = settings
        self._lock = Lock()
        self._index = open_index(index)
        self._encoder: Encoder | None = None

    @property
    def index(self) -> OpenIndex:
        """The newest published generation, opened."""
        with self._lock:
            if current_generation(self._folder) != self._index.manifest.generation:
                self._index = open_index(self._folder)
                self._encoder = None
            return self._index

    def ask(
        self,
        question: str,
        earlier: Sequence[str] = (),
        as_of: date | None = None,
        *,
        on_stage: Callable[[str], None] | None = None,
        scope: Scope | None = None,
        within: Filters | None = None,
    ) -> Answer:
        """Answer a question, completed from the earlier ones (oldest first) and resolved by the day of asking.

        A question longer than the setting allows is cut before anything looks at it, and the answer says so.

        Args:
            question: as typed.
            earlier: former questions of this conversation.
            as_of: the day of asking, today where None.
            on_stage: called with the name of each of `STAGES` as it begins.
            scope: restrict the question to this instead of what it is understood to say.
            within: the documents that may answer; no others are searched.
        """
        started = time.perf_counter()
        stage = on_stage or (lambda _: None)
        index = self.index
        limit = self._settings.max_question_chars
        asked, cut = _clean(question[:limit]), len(question) > limit
        stage(STAGES[0])
        today = as_of or date.today()
        query = understand(asked, [_clean(e[:limit]) for e in earlier[-8:]], today, *known_places(index))
        if scope is not None:
            query = rescope(query, scope, today)
        index = restrict(index, within or Filters())
        named = named_documents(index, query)
        if named == ():
            answer = refuse_source(index, query, question[:limit])
            return replace(answer, asked=query.scope, seconds=round(time.perf_counter() - started, 4))
        index = index if named is None else only(index, named)
        stage(STAGES[1])
        hits = search_passages(index, self._encoder_of(index), query) if query.content or query.numbers else []
        stage(STAGES[2])
        answer = answer_query(index, query, question[:limit], hits)
        stage(STAGES[3])
        text = f"（问题过长，只读了前{limit}字。）{answer.text}" if cut else answer.text
        seconds = round(time.perf_counter() - started, 4)
        return replace(answer, text=text, asked=query.scope, seconds=seconds)

    def check(
        self,
        text: str,
        *,
        as_of: date | None = None,
        on_progress: Callable[[int, int], None] | None = None,
    ) -> CheckedDraft:
        """Hold every figure of a draft against the documents; 今年 in it is the year of `as_of` (default today).

        `on_progress` is called with the number of figures done and of all figures.

        Raises:
            InputError: the draft is empty or longer than `checking.MAX_DRAFT_CHARS`.
        """
        return check_draft(self.index, draft_of(text), as_of or date.today(), on_progress)

    def check_file(
        self,
        path: Path,
        *,
        as_of: date | None = None,
        on_progress: Callable[[int, int], None] | None = None,
    ) -> CheckedDraft:
        """Hold every figure of a `.txt`, `.md` or `.docx` file against the documents, as `check` does.

        Raises:
            InputError: the file is of another format, missing, empty or too long.
            ReadError: it cannot be read.
        """
        return check_draft(self.index, read_draft(path), as_of or date.today(), on_progress)

    def _encoder_of(self, index: OpenIndex) -> Encoder | None:
        """The encoder that the index was built with; None where it cannot be loaded, and search is lexical."""
        from policyqa.index.embedding import load_encoder

        if self._encoder is None:
            try:
                self._encoder = load_encoder(self._settings.model, self._settings.threads)
            except PolicyQAError:
                return None
        return self._encoder

    def document(self, path: str) -> Document:
        """A document as read.

        Raises:
            KeyError: the index has no such document.
        """
        return self.index.document(path)

    def starters(self, n: int = 4) -> list[str]:
        """Questions that the documents at hand do answer, from their own targets."""
        from policyqa.answering.starters import starter_questions

        return starter_questions(self.index, n)

    def follow_ups(self, answer: Answer, n: int = 3, within: Filters | None = None) -> list[str]:
        """Up to `n` questions that may follow `answer`, each of them asked: it finds the figure it was made from."""
        from policyqa.answering.follow_ups import follow_up_candidates

        found: list[str] = []
        for question, value in follow_up_candidates(restrict(self.index, within or Filters()), answer):
            if any(figure.value == value for figure in self.ask(question, within=within).figures[:1]):
                found.append(question)
            if len(found) == n:
                break
        return found


def _clean(text: str) -> str:
    """A question without control characters and lone surrogates."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(c if c.isprintable() or c == " " else " " for c in text).strip()
