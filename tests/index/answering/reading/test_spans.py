"""Tests of the best span inside each sentence."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answering.reading.spans import LONGEST, SpanScores, best_spans


def scores(start: list[float], end: list[float], null: float = 0.0) -> SpanScores:
    return SpanScores(np.array(start, np.float32), np.array(end, np.float32), null, 0.0)


def test_each_sentence_gets_its_own_best_span():
    first, second = best_spans(scores([5, 0, 1, 0], [0, 4, 0, 2], null=1.0), [(0, 2), (2, 4)])
    assert (first.first, first.last, first.margin) == (0, 1, 8.0)
    assert (second.first, second.last, second.margin) == (2, 3, 2.0)


def test_a_span_never_ends_before_it_begins():
    [span] = best_spans(scores([0, 9], [9, 0]), [(0, 2)])
    assert span.first <= span.last


def test_a_span_is_at_most_so_many_pieces_long():
    count = LONGEST + 5
    start, end = [0.0] * count, [0.0] * count
    start[0], end[-1] = 9.0, 10.0
    [span] = best_spans(scores(start, end), [(0, count)])
    assert span.last - span.first < LONGEST


def test_an_empty_sentence_has_no_span():
    assert best_spans(scores([1.0], [1.0]), [(0, 0), (0, 1)])[0] is None


def test_the_masses_of_all_sentences_and_of_no_answer_sum_to_less_than_one():
    spans = best_spans(scores([1, 2, 3, 0], [2, 1, 0, 3], null=2.0), [(0, 2), (2, 4)])
    assert 0 < sum(math.exp(span.mass) for span in spans if span) < 1


@given(st.lists(st.tuples(st.floats(-9, 9, width=32), st.floats(-9, 9, width=32)), min_size=1, max_size=12))
def test_the_best_span_is_the_one_that_brute_force_finds(logits: list[tuple[float, float]]):
    start, end = [first for first, _ in logits], [second for _, second in logits]
    [span] = best_spans(scores(start, end), [(0, len(logits))])
    best = max(start[a] + end[b] for a in range(len(logits)) for b in range(a, len(logits)))
    assert start[span.first] + end[span.last] == pytest.approx(best, abs=1e-4)


def test_a_span_that_fits_is_taken_before_a_better_one_that_does_not():
    asked = scores([5, 0, 3, 0], [5, 0, 0, 3])
    [free] = best_spans(asked, [(0, 4)])
    [fitting] = best_spans(asked, [(0, 4)], lambda first, last: (first, last) == (2, 3))
    assert (free.first, free.last, free.margin) == (0, 0, 10.0)
    assert (fitting.first, fitting.last, fitting.margin) == (2, 3, 6.0)
    assert fitting.mass == free.mass


def test_a_span_that_fits_but_is_far_worse_is_left():
    [span] = best_spans(scores([9, 0, 0], [9, 0, 0]), [(0, 3)], lambda first, last: first == 2)
    assert (span.first, span.last) == (0, 0)
