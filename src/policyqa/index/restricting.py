"""An open index seen through filters: only the documents that a person lets through exist in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from policyqa.index.dense import Vectors
from policyqa.index.opening import OpenIndex
from policyqa.index.records import IndexedDocument
from policyqa.types import Figure


@dataclass(frozen=True, slots=True)
class Filters:
    """Which documents may answer; an empty field lets all through, several fields must all let a document through.

    `years` are those a document is about (the year of issue where none is known), `places` names of regions and
    zones, `issuers` as the catalogue has them, `documents` paths.
    """

    years: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything is filtered at all."""
        return bool(self.years or self.places or self.issuers or self.documents)

    def admits(self, document: IndexedDocument) -> bool:
        """Whether a document may answer."""
        metadata = document.metadata
        return (
            (not self.years or bool(set(self.years) & set(document_years(document))))
            and (not self.places or metadata.region_name in self.places)
            and (not self.issuers or metadata.issuer in self.issuers)
            and (not self.documents or document.path in self.documents)
        )


def document_years(document: IndexedDocument) -> tuple[str, ...]:
    """The years that a document is filtered by: those it is about, else its year of issue, else none."""
    issued = document.metadata.issued[:4]
    return document.metadata.years or ((issued,) if issued else ())


class RestrictedIndex(OpenIndex):
    """The parts of an open index, with only some of its documents.

    How rare a word is stays counted over the whole index. Closing it is closing the whole one.
    """

    def __init__(self, whole: OpenIndex, paths: Iterable[str]) -> None:
        """Share the parts of `whole`, showing the documents of `paths` only."""
        self.__dict__.update(whole.__dict__)
        self._whole = whole
        self._paths = frozenset(paths)
        self.shows = self._paths  # what is remembered for these documents serves every index of the same

    def close(self) -> None:
        """Do nothing: the parts are the whole index's."""

    def documents(self) -> Sequence[IndexedDocument]:
        """List the documents let through, by path."""
        return tuple(document for document in self._whole.documents() if document.path in self._paths)

    def search_passages(
        self, weights: Mapping[str, float], k: int, documents: Collection[str] | None = None
    ) -> list[tuple[int, float]]:
        """Rank passages of the documents let through."""
        return super().search_passages(weights, k, self._within(documents))

    def search_documents(
        self, weights: Mapping[str, float], k: int, documents: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """Rank the documents let through."""
        return super().search_documents(weights, k, self._within(documents))

    def search_figures(
        self,
        weights: Mapping[str, float],
        k: int,
        *,
        documents: Collection[str] | None = None,
        years: Collection[str] | None = None,
        regions: Collection[str] | None = None,
        statuses: Collection[str] | None = None,
    ) -> list[tuple[Figure, float]]:
        """Rank figures of the documents let through."""
        within = self._within(documents)
        return super().search_figures(weights, k, documents=within, years=years, regions=regions, statuses=statuses)

    def search_dense(
        self, vector: Vectors, k: int, documents: Collection[str] | None = None
    ) -> list[tuple[int, float]]:
        """Rank passages of the documents let through by cosine."""
        return super().search_dense(vector, k, self._within(documents))

    def _within(self, documents: Collection[str] | None) -> list[str]:
        return sorted(self._paths if documents is None else self._paths & set(documents))


def only(index: OpenIndex, paths: Iterable[str]) -> OpenIndex:
    """Give `index` with the documents of these paths only."""
    return RestrictedIndex(index, paths)


def restrict(index: OpenIndex, filters: Filters) -> OpenIndex:
    """Give `index` with the documents that the filters let through; the index itself where they let all through."""
    if not filters:
        return index
    return RestrictedIndex(index, (document.path for document in index.documents() if filters.admits(document)))
