from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from index.errors import GenerationError
from index.language.analysis import WeightedTerm
from index.search.bm25 import idf, saturation, stored_lengths
from index.search.lexical_index import LexicalIndex, LexicalIndexBuilder, open_lexical_index

WORDS = [f"kata{number}" for number in range(60)]


def built(directory: Path, passages: Sequence[Sequence[str]]) -> LexicalIndex:
    builder = LexicalIndexBuilder(directory / "lexical")
    for number, passage in enumerate(passages):
        builder.add(2 * number + 1, " ".join(passage))
    builder.finish()
    return open_lexical_index(directory / "lexical")


def random_passages(count: int, *, seed: int) -> list[list[str]]:
    rng = np.random.default_rng(seed)
    weights = 1 / np.arange(1, len(WORDS) + 1)
    return [
        list(rng.choice(WORDS, int(length), p=weights / weights.sum()))
        for length in rng.integers(1, 90, count)
    ]


def brute_force(passages: Sequence[Sequence[str]], query: Sequence[WeightedTerm]) -> dict[int, float]:
    lengths = np.array([len(passage) for passage in passages])
    total = np.zeros(len(passages))
    for each in query:
        counts = np.array([passage.count(each.term) for passage in passages], np.float32)
        part = saturation(counts, stored_lengths(lengths), float(lengths.mean()))
        total += each.weight * idf(len(passages), int((counts > 0).sum())) * part
    return {2 * row + 1: float(score) for row, score in enumerate(total) if score > 0}


def weighted(**weights: float) -> list[WeightedTerm]:
    return [WeightedTerm(term, weight) for term, weight in weights.items()]


def test_scores_are_bm25_by_brute_force(tmp_path: Path) -> None:
    passages = random_passages(500, seed=1)
    index = built(tmp_path, passages)
    rng = np.random.default_rng(2)

    for _ in range(30):
        chosen = rng.choice(WORDS, int(rng.integers(1, 12)), replace=False)
        query = [WeightedTerm(str(term), float(rng.uniform(0.1, 2))) for term in chosen]
        expected = brute_force(passages, query)
        found = index.search(query, limit=20)
        best = sorted(expected.values(), reverse=True)[:20]
        assert found.scores == pytest.approx(best, rel=1e-4)
        assert found.scores == pytest.approx([expected[passage] for passage in found.ids.tolist()], rel=1e-4)


def test_equal_scores_come_by_id_even_at_the_limit(tmp_path: Path) -> None:
    index = built(tmp_path, [["banjir", "jambi"]] * 50)

    assert index.search(weighted(banjir=1), limit=7).ids.tolist() == [1, 3, 5, 7, 9, 11, 13]


def test_weights_decide_between_terms(tmp_path: Path) -> None:
    index = built(tmp_path, [["banjir", "a"], ["gempa", "b"]])

    assert index.search(weighted(banjir=1, gempa=2), limit=2).ids.tolist() == [3, 1]
    assert index.search(weighted(banjir=2, gempa=1), limit=2).ids.tolist() == [1, 3]


def test_the_scores_of_chosen_passages_are_those_of_the_search(tmp_path: Path) -> None:
    passages = random_passages(300, seed=3)
    index = built(tmp_path, passages)
    query = weighted(kata3=1, kata9=0.5, kata40=2)
    found = index.search(query, limit=300)
    ids = np.array([601, 5, 77, 3, 4, 599, 1])
    expected = dict(zip(found.ids.tolist(), found.scores.tolist(), strict=True))

    assert index.scores(query, ids) == pytest.approx(
        [expected.get(each, 0) for each in ids.tolist()], rel=1e-5
    )


def test_terms_are_taken_as_they_are(tmp_path: Path) -> None:
    strange = ['"', "AND", "title:x", "(", "*", "~", "\\", "-", "é", "a" * 300]
    index = built(tmp_path, [[term] for term in strange])

    for row, term in enumerate(strange):
        assert index.search([WeightedTerm(term, 1)], limit=20).ids.tolist() == [2 * row + 1]


def test_unknown_terms_and_no_terms_find_nothing(tmp_path: Path) -> None:
    index = built(tmp_path, [["banjir"]])

    assert len(index.search(weighted(gempa=1), limit=3)) == 0
    assert len(index.search([], limit=3)) == 0
    assert index.scores([], np.array([1])).tolist() == [0]


def test_a_passage_without_terms_is_kept_but_never_found(tmp_path: Path) -> None:
    index = built(tmp_path, [[], ["banjir"]])

    assert index.ids().tolist() == [1, 3]
    assert index.search(weighted(banjir=1), limit=3).ids.tolist() == [3]


def test_it_knows_how_many_passages_hold_a_term(tmp_path: Path) -> None:
    index = built(tmp_path, [["banjir", "banjir"], ["banjir"], ["gempa"]])

    assert [index.holding(term) for term in ("banjir", "gempa", "tsunami")] == [2, 1, 0]
    assert len(index) == 3


def test_an_empty_index_finds_nothing(tmp_path: Path) -> None:
    index = built(tmp_path, [])

    assert (len(index), index.ids().tolist(), len(index.search(weighted(banjir=1), limit=3))) == (0, [], 0)


def test_a_directory_that_holds_no_index_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GenerationError):
        open_lexical_index(tmp_path)
