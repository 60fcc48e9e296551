"""The filters above the question box: which years, places, issuers and documents may answer at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from policyqa.index.records import IndexedDocument
from policyqa.index.restricting import Filters, document_years
from policyqa.present import year_name
from policyqa.web.chat import plain_line

NAMES = {"years": "年份", "places": "地区", "issuers": "发文机关", "documents": "文件"}
MOST_CHOICES = 5000

Choices = list[tuple[str, str]]


def build_filters(gr: Any) -> list[Any]:
    """Put the filters, folded away, where they are called for; give their four inputs in the order of `NAMES`."""
    with gr.Accordion("筛选文件", open=False, elem_id="pq-filters"), gr.Row(elem_id="pq-filter-fields"):
        return [
            gr.Dropdown([], label=label, multiselect=True, elem_id=f"pq-filter-{name}", min_width=200, max_choices=20)
            for name, label in NAMES.items()
        ]


def filter_choices(documents: Sequence[IndexedDocument]) -> list[Choices]:
    """Give what each filter offers, name before value, for the documents at hand.

    A name with a lone surrogate, which no page can carry, is not offered.
    """
    years = sorted({year for document in documents for year in document_years(document)}, reverse=True)
    places = sorted({d.metadata.region_name for d in documents if _can_be_sent(d.metadata.region_name)} - {""})
    issuers = sorted({d.metadata.issuer for d in documents if _can_be_sent(d.metadata.issuer)} - {""})
    documents = [document for document in documents if _can_be_sent(document.path)]
    titles = [(f"{plain_line(d.metadata.title)[:60]}（{d.path}）" if d.metadata.title else d.path) for d in documents]
    return [
        [(year_name(year), year) for year in years][:MOST_CHOICES],
        [(plain_line(place), place) for place in places][:MOST_CHOICES],
        [(plain_line(issuer), issuer) for issuer in issuers][:MOST_CHOICES],
        [(plain_line(title), d.path) for title, d in zip(titles, documents, strict=True)][:MOST_CHOICES],
    ]


def _can_be_sent(text: str) -> bool:
    return not any(0xD800 <= ord(character) < 0xE000 for character in text)


def filters_of(values: Sequence[object]) -> Filters:
    """Read what stands in the four inputs."""
    lists = [value if isinstance(value, list) else [] for value in values]
    return Filters(*(tuple(str(item) for item in items[:20]) for items in lists))


def filter_notice(filters: Filters, documents: Sequence[IndexedDocument]) -> str:
    """Say what an answer was restricted to, "" where it was not."""
    if not filters:
        return ""
    count = sum(filters.admits(document) for document in documents)
    if not count:
        return "没有符合筛选条件的文件。请放宽筛选后再问。"
    said = [*(year_name(year) for year in filters.years), *filters.places, *filters.issuers]
    said += [f"指定的{len(filters.documents)}份文件"] if filters.documents else []
    return f"按筛选只查了{count}份文件（{'、'.join(said[:8])}{'等' if len(said) > 8 else ''}）。"
