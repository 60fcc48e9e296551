"""Sentences of the passages that retrieval found, weighed by how much of the question they hold."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policyqa.chinese.fold import Folded, fold
from policyqa.chinese.terms import canonical
from policyqa.figures.section import Section, section_of
from policyqa.index.lexical import tokens
from policyqa.retrieval import inverse_frequency
from policyqa.types import Hit

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

_HOLLOW = re.compile(r"有何|如何|何种?")
"""Asking words that a query's content may still hold; rare in documents, they would weigh more than what is asked."""
_SENTENCE = re.compile(r"[^。!?;\n|\t]+(?:[。!?;]+[”\"』」)]?)?")


JOINED_RANKS = 1.5
"""How many ranks a sentence of a joined neighbour stands behind one of the passage that was found."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage: folded text, its offsets in the document, and its weight for the question.

    Attributes:
        hit: the passage it stands in.
        rank: the passage's place among the hits, from 0.
        text: folded.
        folded: the folded passage, for mapping back.
        start: offset of the sentence in the folded passage.
        coverage: share of the question's telling words that it, its headings and its title hold.
        own: the share that it holds itself.
    """

    hit: Hit
    rank: int
    text: str
    folded: Folded
    start: int
    coverage: float
    own: float

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Map a range of the sentence to the document."""
        inner = self.folded.original(self.start + start, self.start + end)
        return self.hit.passage.start + inner.start, self.hit.passage.start + inner.end


def question_tokens(index: OpenIndex, query: Query) -> dict[str, float]:
    """The telling tokens of the question's content with their weights."""
    words = set(tokens(canonical(f"{_HOLLOW.sub(' ', query.content)} {' '.join(query.numbers)}")))
    return {t: inverse_frequency(index, t) * (1.0 if len(t) > 1 else 0.3) + 0.02 for t in words}


def weigh_sentences(index: OpenIndex, query: Query, hits: Sequence[Hit]) -> list[Sentence]:
    """All sentences of the hits, those that hold most of the question first."""
    wanted = question_tokens(index, query)
    total = sum(wanted.values()) or 1.0
    found = []
    for rank, hit in enumerate(hits):
        folded = fold(hit.passage.text)
        around = set(tokens(canonical(hit.passage.indexed[: len(hit.passage.indexed) - len(folded.text)])))
        for match in _SENTENCE.finditer(folded.text):
            if not match.group().strip():
                continue
            held = set(tokens(canonical(match.group())))
            own = sum(w for t, w in wanted.items() if t in held) / total
            beside = sum(w for t, w in wanted.items() if t in around and t not in held) / total
            found.append(Sentence(hit, rank, match.group(), folded, match.start(), own + 0.6 * beside, own))
    found.sort(key=lambda s: (-(s.own + 0.3 * s.coverage - 0.02 * _distance(s)), s.rank, s.start))
    return found


def of_time_asked(index: OpenIndex, query: Query, sentence: Sentence) -> bool:
    """Whether a sentence does not stand under headings that look ahead where what was done is asked for, or back.

    What a sentence says itself of its time is not looked at.
    """
    section = _section(index, sentence)
    years = _years_told(query)
    if section.year and years and not any(section.year[-4:] == year[-4:] for year in years):
        return False
    asked = query.scope.status
    return asked == "unknown" or section.status == "unknown" or (asked == "target") == (section.status == "target")


def _years_told(query: Query) -> tuple[str, ...]:
    """The years asked for, and where a year names only a report, the one that such a report looks back to."""
    named = {source.year for source in query.sources if source.framed and source.year}
    return (*query.scope.years, *(str(int(y) - 1) for y in query.scope.years if y in named and y.isdigit()))


def _section(index: OpenIndex, sentence: Sentence) -> Section:
    """What the headings above a sentence say; its passage may begin above the last of them."""
    document = index.document(sentence.hit.passage.document)
    offset, _ = sentence.span(0, len(sentence.text.rstrip()) or 1)
    at = bisect_right(document.blocks, offset, key=lambda block: block.start) - 1
    path = document.blocks[at].path if at >= 0 else sentence.hit.passage.path
    return section_of(path, document)


def is_of_other_year(index: OpenIndex, query: Query, sentence: Sentence) -> bool:
    """Whether a sentence stands under a heading of another year than those asked for, and names none of them."""
    document = index.document(sentence.hit.passage.document)
    section = _section(index, sentence)
    years = {year[-4:] for year in _years_told(query)}
    about = set(re.findall(r"((?:19|20)\d\d)年度", document.metadata.title))  # a call for one year's applications
    told = years and ((section.year and section.year[-4:] not in years) or (about and not about & years))
    return bool(told) and not any(year in sentence.text for year in years)


def passage_share(index: OpenIndex, query: Query, hits: Sequence[Hit], first: int = 5) -> float:
    """The largest share of the question's telling words that one of the first passages holds, with its headings."""
    wanted = question_tokens(index, query)
    total = sum(wanted.values()) or 1.0
    held = [set(tokens(canonical(hit.passage.indexed))) for hit in hits[:first]]
    return max((sum(w for t, w in wanted.items() if t in each) / total for each in held), default=0.0)


def _distance(sentence: Sentence) -> float:
    """How far from the best hit's core a sentence stands: its rank, and more where a neighbour was joined."""
    core = sentence.hit.core
    start, _ = sentence.span(0, 1)
    return sentence.rank + (JOINED_RANKS if core and not core.start <= start < core.end else 0.0)
