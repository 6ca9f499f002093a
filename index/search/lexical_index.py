"""tantivy over the terms of passages: BM25 for queries that are built from terms, never parsed from text."""

import os
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import tantivy
from numpy.typing import NDArray

from index.errors import GenerationError
from index.language.analysis import WeightedTerm
from index.search.ranking import Ranking

ID = "id"
TERMS = "terms"

WRITER_MEMORY = 100_000_000
"""Bytes that tantivy collects before it writes a segment."""

WIDEST_TIE = 8
"""How many times the asked number is fetched at most when equal scores go on behind the last one."""


class LexicalIndex:
    """Passages by BM25 (k1 1.2, b 0.75). Immutable, so that any number of threads may search it."""

    def __init__(self, index: tantivy.Index) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()

    def __len__(self) -> int:
        return self._searcher.num_docs

    def search(self, terms: Sequence[WeightedTerm], *, limit: int) -> Ranking:
        """The `limit` passages of the greatest sum of weight times BM25 over the terms."""
        query = self._any_of(terms)
        wanted = limit
        ranking = self._ranking(query, wanted + 1)
        while len(ranking) > wanted and wanted < WIDEST_TIE * limit and _ends_in_tie(ranking, limit):
            wanted *= 2
            ranking = self._ranking(query, wanted + 1)
        return Ranking(ranking.ids[:limit], ranking.scores[:limit])

    def scores(self, terms: Sequence[WeightedTerm], ids: NDArray[np.int64]) -> NDArray[np.float32]:
        """What `search` would give these passages, float32 (n,); 0 for those without a term or unknown."""
        scores = np.zeros(len(ids), np.float32)
        if not len(ids):
            return scores
        query = tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, self._one_of(ids)), (tantivy.Occur.Must, self._any_of(terms))]
        )
        found = self._ranking(query, len(ids))
        order = np.argsort(ids)
        scores[order[np.searchsorted(ids, found.ids, sorter=order)]] = found.scores
        return scores

    def holding(self, term: str) -> int:
        """How many passages contain the term."""
        return self._searcher.doc_freq(TERMS, term)

    def beginning(self, prefix: str) -> list[str]:
        """The terms that begin so, those that most passages hold first."""
        return [term for term, _ in self._searcher.terms_with_prefix(TERMS, prefix)]

    def ids(self) -> NDArray[np.int64]:
        """All passage ids, int64 (n,), ascending."""
        ranking = self._ranking(tantivy.Query.all_query(), max(1, len(self)))
        return np.sort(ranking.ids)

    def _any_of(self, terms: Sequence[WeightedTerm]) -> tantivy.Query:
        query = tantivy.Query
        return query.boolean_query(
            [
                (
                    tantivy.Occur.Should,
                    query.boost_query(query.term_query(self._schema, TERMS, each.term, "freq"), each.weight),
                )
                for each in terms
            ]
        )

    def _one_of(self, ids: NDArray[np.int64]) -> tantivy.Query:
        """These passages, which adds nothing to a score; five times as fast as tantivy's set of terms."""
        query = tantivy.Query
        each = [(tantivy.Occur.Should, query.term_query(self._schema, ID, one)) for one in ids.tolist()]
        return query.const_score_query(query.boolean_query(each), 0.0)

    def _ranking(self, query: tantivy.Query, limit: int) -> Ranking:
        hits = self._searcher.search(query, limit, count=False).hits
        ids = self._searcher.fast_field_values(ID, [address for _, address in hits])
        return Ranking.of(np.array(ids, np.int64), np.array([score for score, _ in hits], np.float32))


class LexicalIndexBuilder:
    """Writes an index of passages into an empty directory."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        directory.mkdir()
        try:
            index = tantivy.Index(_schema(), path=str(directory))
            self._writer = index.writer(
                WRITER_MEMORY, 1
            )  # one thread keeps passages in the order of their ids
        except ValueError as error:
            raise _unwritten(error) from error

    def add(self, passage_id: int, terms: str) -> None:
        """Take a passage, its terms joined by blanks.

        Raises:
            OSError: There is no room for it.
        """
        try:
            self._writer.add_document(tantivy.Document(id=passage_id, terms=terms))
        except ValueError as error:
            raise _unwritten(error) from error

    def finish(self) -> None:
        """Write the index; raises as `add`."""
        try:
            self._writer.commit()
            self._writer.wait_merging_threads()
        except ValueError as error:
            raise _unwritten(error) from error
        readers = self._directory.stat().st_mode & 0o666
        for (
            file
        ) in self._directory.iterdir():  # tantivy keeps some of its files from everyone but their owner
            file.chmod(readers)


def open_lexical_index(directory: Path) -> LexicalIndex:
    """Read an index that `LexicalIndexBuilder` wrote.

    Raises:
        GenerationError: It is not such an index.
    """
    try:
        if os.access(directory, os.W_OK):
            return LexicalIndex(tantivy.Index.open(str(directory)))
        with TemporaryDirectory(prefix="tanya-lexical-") as links:
            _link(directory, Path(links))
            return LexicalIndex(tantivy.Index.open(links))
    except (ValueError, OSError) as error:
        raise GenerationError(
            f"The lexical index {directory} cannot be read; it is built again from SQL."
        ) from error


def _link(directory: Path, links: Path) -> None:
    """Link the files from a directory where tantivy may make the locks that it insists on, even to read."""
    for file in directory.resolve().iterdir():
        if not file.name.endswith(".lock"):
            (links / file.name).symlink_to(file)


def _unwritten(error: ValueError) -> OSError:
    """What tantivy means: it reports a full disk as a ValueError."""
    return OSError(f"tantivy cannot write: {error}")


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field(ID, indexed=True, fast=True)
    builder.add_text_field(TERMS, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def _ends_in_tie(ranking: Ranking, limit: int) -> bool:
    """Whether passages behind the last fetched one might belong before the `limit`-th, having its score."""
    return bool(ranking.scores[-1] == ranking.scores[limit - 1])
