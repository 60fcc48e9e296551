"""First place: which place inside another leads, where a sentence says so in words (`攸县粮食产量居全市第一`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from policyqa.answering.citing import cite_spans
from policyqa.answering.sentences import weigh_sentences
from policyqa.chinese.places import find_places, is_within
from policyqa.chinese.terms import canonical
from policyqa.types import Answer, Hit, Span

if TYPE_CHECKING:
    from policyqa.index.opening import OpenIndex
    from policyqa.understanding import Query

_LEADS = re.compile(
    r"(?P<thing>[^,;:。、]{2,24}?)(?:均|也|都|稳|继续|连续(?:\w{1,3}年)?)?(?:位居|位列|排名|居|列|排)(?:在)?全[省市区县州盟旗](?:第一|第1|首位|榜首|之首)"
)
_MORE = re.compile(r"最[高多大快]")


def answer_first(index: OpenIndex, query: Query, question: str, hits: Sequence[Hit]) -> Answer | None:
    """Answer which place inside the one asked about is first in what is asked; None where no sentence says so."""
    if not _MORE.search(query.question) or len(query.scope.regions) != 1:
        return None
    around, wanted = query.scope.regions[0], _plain(query.content)
    if query.asked == "growth":
        return None  # first in what there is, and not in how it grew
    about = {d.path: d.metadata.region for d in index.documents()}
    for sentence in weigh_sentences(index, query, hits):
        if about[sentence.hit.passage.document] != around:
            continue
        for place in find_places(sentence.text, near=(around,)):
            begins = place.start == 0 or sentence.text[place.start - 1] in ",;:。、 "
            said = _LEADS.match(sentence.text, place.end)
            if not begins or said is None or not is_within(place.region.code, around) or place.region.code == around:
                continue
            if _plain(said["thing"]) != wanted:
                continue
            document = sentence.hit.passage.document
            low, high = sentence.span(0, len(sentence.text.rstrip()))
            mark = Span(*sentence.span(place.start, said.end()))
            cited = cite_spans(index, [(document, max(low, mark.start - 200), min(high, mark.end + 200), (mark,))])
            return Answer(
                question=question,
                resolved_question=query.question,
                found=True,
                answer=place.region.name,
                text=f"**{place.region.name}** [{cited.labels[0]}]",
                citations=cited.citations,
                scope=query.scope,
                hits=tuple(hits),
            )
    return None


def _plain(thing: str) -> str:
    """The name of a thing without spaces and 总 (总产量, 产量)."""
    return canonical(thing).replace(" ", "").replace("总", "")
