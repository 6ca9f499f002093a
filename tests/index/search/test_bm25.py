import json
from pathlib import Path

import numpy as np
import pytest
import tantivy

from index.search.bm25 import LENGTHS, idf, saturation, stored_lengths
from index.search.lexical_index import TERMS, LexicalIndexBuilder


def explained(directory: Path, passages: list[list[str]], term: str) -> list[float]:
    """tantivy's own scores for one term, by passage."""
    builder = LexicalIndexBuilder(directory / "lexical")
    for number, passage in enumerate(passages):
        builder.add(number, " ".join(passage))
    builder.finish()
    index = tantivy.Index.open(str(directory / "lexical"))
    searcher = index.searcher()
    query = tantivy.Query.term_query(index.schema, TERMS, term, "freq")
    scores = [0.0] * len(passages)
    for _, address in searcher.search(query, len(passages)).hits:
        [number] = searcher.fast_field_values("id", [address])
        scores[int(number or 0)] = json.loads(query.explain(searcher, address).to_json())["value"]
    return scores


@pytest.mark.parametrize("length", [1, 5, 24, 39, 40, 41, 43, 57, 100, 130, 999, 5000])
def test_scores_are_those_of_tantivy_at_every_length(tmp_path: Path, length: int) -> None:
    rng = np.random.default_rng(length)
    passages = [["beras"] * int(rng.integers(0, 4)) + ["padi"] * int(n) for n in rng.integers(1, 90, 30)]
    passages[0] = ["beras"] + ["padi"] * (length - 1)
    counts = np.array([passage.count("beras") for passage in passages])
    lengths = np.array([len(passage) for passage in passages])
    factor = idf(len(passages), int((counts > 0).sum()))
    ours = factor * saturation(counts.astype(np.float32), stored_lengths(lengths), float(lengths.mean()))

    assert ours == pytest.approx(explained(tmp_path, passages, "beras"), rel=1e-5)


def test_a_rare_term_tells_more_than_a_common_one() -> None:
    assert idf(1000, 1) > idf(1000, 10) > idf(1000, 1000) > 0


def test_lengths_are_exact_to_forty_and_rounded_down_above() -> None:
    assert stored_lengths(np.array([0, 1, 40, 41, 42, 43, 120, 127])).tolist() == [
        0, 1, 40, 40, 42, 42, 120, 120,
    ]  # fmt: skip
    assert (np.diff(LENGTHS) > 0).all()
