"""Understanding: a question, and the questions before it, become a query with scope, indicator and kind."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from policyqa.understanding.following import complete
from policyqa.understanding.parsing import parse_question
from policyqa.understanding.query import Query
from policyqa.understanding.rescoping import rescope

__all__ = ["Query", "complete", "parse_question", "rescope", "understand"]


def understand(
    question: str,
    earlier: Sequence[str],
    as_of: date,
    known_regions: Collection[str] = (),
    known_zones: Collection[str] = (),
) -> Query:
    """Understand a question in the light of the earlier ones (oldest first).

    Args:
        question: as typed, at most some hundred characters.
        earlier: the user's former questions of this conversation.
        as_of: the day of asking; 今年 is its year.
        known_regions: codes of the regions that the index has documents of, which decide ambiguous short names.
        known_zones: canonical names of the zones that its documents or figures are of.
    """
    base: Query | None = None
    for former in earlier:
        parsed = parse_question(former, as_of, known_regions, known_zones)
        if parsed.kind not in ("greeting", "about"):
            base = parsed if base is None else complete(base, parsed)
    query = parse_question(question, as_of, known_regions, known_zones)
    return query if base is None or query.kind in ("greeting", "about") else complete(base, query)
