import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.language.analysis import WeightedTerm
from index.search.bm25 import saturation, stored_lengths
from index.search.tail import EMPTY, Segment, Tail
from tests.index.search.conftest import unit_vectors

PASSAGES = st.lists(st.lists(st.sampled_from("abcdefg"), max_size=60), min_size=1, max_size=40)


def tail_of(passages: list[list[str]], *, step: int) -> Tail:
    vectors = unit_vectors(len(passages), 8, seed=1)
    tail = EMPTY
    for start in range(0, len(passages), step):
        part = slice(start, start + step)
        ids = np.arange(len(passages))[part] * 2 + 10
        tail = tail.extended(Segment.of(ids, vectors[part], passages[part]))
    return tail


@given(passages=PASSAGES, step=st.integers(1, 40))
@settings(max_examples=100, deadline=None)
def test_it_scores_passages_like_brute_force_however_it_grew(passages: list[list[str]], step: int) -> None:
    tail = tail_of(passages, step=step)
    lengths = stored_lengths(np.array([len(passage) for passage in passages]))
    expected = np.zeros(len(passages))
    for term, weight in (("a", 1.5), ("g", 0.25), ("z", 9)):
        counts = np.array([passage.count(term) for passage in passages], np.float32)
        expected += weight * saturation(counts, lengths, 12.5)
        assert tail.holding(term) == (counts > 0).sum()

    query = [WeightedTerm("a", 1.5), WeightedTerm("g", 0.25), WeightedTerm("z", 9)]
    assert tail.term_scores(query, 12.5) == pytest.approx(expected, rel=1e-5)
    assert tail.ids.tolist() == [10 + 2 * row for row in range(len(passages))]
    assert (len(tail), tail.terms) == (len(passages), sum(map(len, passages)))
    assert tail.last_passage == 10 + 2 * (len(passages) - 1)


def test_similarities_are_inner_products() -> None:
    vectors = unit_vectors(9, 8, seed=1)

    assert tail_of([["a"]] * 9, step=2).similarities(vectors[3]) == pytest.approx(
        vectors @ vectors[3], abs=1e-6
    )


def test_many_single_passages_stay_in_few_segments() -> None:
    assert len(tail_of([["a", "b"]] * 500, step=1).segments) <= 10


def test_growing_leaves_the_old_tail_as_it_was() -> None:
    old = tail_of([["a"], ["b"]], step=1)
    old.extended(Segment.of(np.array([90]), unit_vectors(1, 8, seed=2), [["a"]]))

    assert (len(old), old.holding("a"), old.last_passage) == (2, 1, 12)


def test_an_empty_tail_scores_nothing() -> None:
    assert EMPTY.term_scores([WeightedTerm("a", 1)], 10.0).tolist() == []
    assert (len(EMPTY), EMPTY.last_passage, EMPTY.terms, EMPTY.holding("a")) == (0, 0, 0, 0)
