"""Lexical search: BM25 over character uni- and bigrams, in folders of tantivy."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

import tantivy

LEXICAL_VERSION = 1
"""Raised whenever `tokens` or the fields of an index change, so that older indexes are built anew."""

_RUN = re.compile(
    r"(?P<word>[0-9]{1,3}(?:,[0-9]{3}){1,5}(?:\.[0-9]{1,20})?(?![0-9])"  # 1,234,567.8
    r"|[0-9a-z]{1,64}(?:[.&][0-9a-z]{1,64}){0,8})"  # 5000  8.5  gdp  r&d  pm2.5
    r"|(?P<run>[^\W\x00-\x7f]{1,4096})"  # Chinese, and whatever other letters
)
_TIES_LOOKED_AT = 32
_HEAP_BYTES = 64_000_000


def tokens(text: str) -> list[str]:
    """Split folded text into character uni- and bigrams, latin words and numbers, in the order of the text.

    Latin and digit words are lower-cased and stay whole; a number with thousands separators gives itself without
    them and its parts. A bigram never crosses punctuation, a space, or the border to a latin word.

    >>> tokens("R&D经费增长8.5%,")
    ['r&d', '经', '经费', '费', '费增', '增', '增长', '长', '8.5']
    """
    found: list[str] = []
    for match in _RUN.finditer(text.lower()):
        run = match["run"]
        if run is None:
            found.extend(_word_tokens(match["word"]))
            continue
        for at in range(len(run) - 1):
            found += (run[at], run[at : at + 2])
        found.append(run[-1])
    return found


def _word_tokens(word: str) -> list[str]:
    """One word as it is; 1,234 as 1234, 1 and 234, since a comma may also part the items of a list."""
    return [word.replace(",", ""), *word.split(",")] if "," in word else [word]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to index: its row in the catalogue, its document's row, its folded text, and values to filter by."""

    row: int
    document: int
    text: str
    facets: Mapping[str, str] = field(default_factory=dict)


def write_lexical(folder: Path, entries: Iterable[Entry], facets: Collection[str] = ()) -> None:
    """Append `entries` to the index in `folder`, creating both where they are absent.

    Args:
        folder: a folder of its own; nothing in it is ever rewritten in place but tantivy's small list of segments.
        entries: what to add; rows must not be there already.
        facets: names of the exact-valued fields; the same at every call for one folder.

    Raises:
        OSError: the folder cannot be written.
    """
    with _foreign_errors_as_oserror(folder):
        folder.mkdir(parents=True, exist_ok=True)
        exists = tantivy.Index.exists(str(folder))
        index = tantivy.Index.open(str(folder)) if exists else tantivy.Index(_schema(facets), path=str(folder))
        writer = index.writer(heap_size=_HEAP_BYTES, num_threads=1)
        for entry in entries:
            writer.add_document(_tantivy_document(entry))
        writer.commit()
        writer.wait_merging_threads()


def _schema(facets: Collection[str]) -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("body", tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field("row", fast=True)
    builder.add_unsigned_field("document", indexed=True)
    for name in facets:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    return builder.build()


def _tantivy_document(entry: Entry) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("body", " ".join(tokens(entry.text)))
    document.add_unsigned("row", entry.row)
    document.add_unsigned("document", entry.document)
    for name, value in entry.facets.items():
        document.add_text(name, _facet_term(value))
    return document


def _facet_term(value: str) -> str:
    """A term that is never empty, so that "" can be searched for too."""
    return f"={value}"


@contextmanager
def _foreign_errors_as_oserror(folder: Path) -> Iterator[None]:
    """Turn what tantivy raises, ValueError for I/O too and panics outside `Exception`, into OSError."""
    try:
        yield
    except ValueError as error:
        raise OSError(f"lexical index {folder}: {error}") from error
    except BaseException as error:
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise OSError(f"lexical index {folder}: {error}") from None


class LexicalIndex:
    """A read-only lexical index, safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        """Open the index in `folder`.

        Raises:
            OSError: it is not an index, or cannot be read.
        """
        self._links: TemporaryDirectory[str] | None = None
        try:
            index = self._opened(folder)
        except OSError:
            # tantivy locks a file of the folder even to read: where the folder is read-only, read through links.
            self._links = TemporaryDirectory(prefix="policyqa-")
            for file in folder.iterdir():
                if file.suffix != ".lock":
                    (Path(self._links.name) / file.name).symlink_to(file.resolve())
            try:
                index = self._opened(Path(self._links.name))
            except OSError:
                self._links.cleanup()
                raise
        self._schema = index.schema
        self._searcher = index.searcher()
        self.document_frequency = lru_cache(maxsize=65536)(self._document_frequency)

    @staticmethod
    def _opened(folder: Path) -> tantivy.Index:
        with _foreign_errors_as_oserror(folder):
            index = tantivy.Index.open(str(folder))
            index.config_reader("manual")
            return index

    def close(self) -> None:
        """Remove the links that a read-only folder needed; further searches may fail."""
        if self._links is not None:
            self._links.cleanup()
            self._links = None

    @property
    def count(self) -> int:
        """Number of things indexed."""
        return int(self._searcher.num_docs)

    def _document_frequency(self, token: str) -> int:
        """Number of things that hold `token`."""
        return int(self._searcher.doc_freq("body", token))

    def search(
        self,
        weights: Mapping[str, float],
        k: int,
        documents: Collection[int] | None = None,
        facets: Mapping[str, Collection[str] | None] | None = None,
        without: Collection[int] = (),
    ) -> list[tuple[int, float]]:
        """Find the `k` best by the weighted sum of the tokens' BM25, k1 = 1.2 and b = 0.75.

        Args:
            weights: token to weight; tokens of weight 0 or less are not looked for.
            k: how many at most; 0 or less gives none.
            documents: rows of the documents to search in, None for all.
            facets: per facet the values allowed, None for all.
            without: rows of documents that are passed over.

        Returns:
            Rows and scores, best first, ties by row. Scores are rounded to 4 decimals: summing in another order
            (the segments of an index that grew) changes the last bits of a float, which must not break ties.

        Raises:
            ValueError: a weight is not a finite number.
        """
        if not all(map(math.isfinite, weights.values())):
            raise ValueError("a token's weight is not a finite number")
        query = self._query(weights, documents, facets or {}, without)
        if query is None or k <= 0:
            return []
        limit = k + _TIES_LOOKED_AT
        while True:
            hits = self._hits(query, min(limit, max(1, self.count)))
            if len(hits) < limit or hits[-1][1] < hits[k - 1][1]:
                return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:k]
            limit *= 4

    def _hits(self, query: tantivy.Query, limit: int) -> list[tuple[int, float]]:
        """The first `limit` in tantivy's order, which breaks ties by its own addresses."""
        found = self._searcher.search(query, limit, count=False).hits
        rows = self._searcher.fast_field_values("row", [address for _, address in found])
        return [(int(row), round(score, 4)) for row, (score, _) in zip(rows, found, strict=True) if row is not None]

    def _query(
        self,
        weights: Mapping[str, float],
        documents: Collection[int] | None,
        facets: Mapping[str, Collection[str] | None],
        without: Collection[int],
    ) -> tantivy.Query | None:
        """The query, None where nothing could match. Terms are built one by one: nothing is ever parsed."""
        terms = [
            (tantivy.Occur.Should, tantivy.Query.boost_query(self._term(token), weight))
            for token, weight in weights.items()
            if weight > 0
        ]
        allowed: dict[str, list[int] | list[str]] = {} if documents is None else {"document": list(documents)}
        for name, values in facets.items():
            if values is not None:
                allowed[name] = [_facet_term(value) for value in values]
        if not terms or not all(allowed.values()):
            return None
        parts = [(tantivy.Occur.Must, tantivy.Query.boolean_query(terms))]
        for name, terms_allowed in allowed.items():
            among = tantivy.Query.term_set_query(self._schema, name, terms_allowed)
            parts.append((tantivy.Occur.Must, tantivy.Query.const_score_query(among, 0.0)))
        if without:
            among = tantivy.Query.term_set_query(self._schema, "document", list(without))
            parts.append((tantivy.Occur.MustNot, among))
        return tantivy.Query.boolean_query(parts) if len(parts) > 1 else parts[0][1]

    def _term(self, token: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, "body", token, "freq")
