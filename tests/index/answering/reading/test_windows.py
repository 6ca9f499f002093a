"""Tests of which stretches of a candidate are read."""

from hypothesis import given
from hypothesis import strategies as st

from index.answering.reading.windows import Window, piece_bounds, windows
from tests.index.answering.reading.parts import encoder


def test_a_short_candidate_is_one_window():
    assert windows(3, [(0, 10), (10, 20)], [0.0, 1.0], 50) == [Window(3, (0, 2), 0, 20)]


def test_the_stretch_worth_most_comes_first_and_the_rest_follows():
    bounds = [(0, 10), (10, 20), (20, 30), (30, 40)]
    assert windows(0, bounds, [0.0, 0.0, 1.0, 1.0], 20) == [
        Window(0, (2, 4), 20, 40),
        Window(0, (0, 2), 0, 20),
    ]


def test_a_sentence_longer_than_a_window_is_cut():
    assert windows(0, [(0, 90)], [1.0], 50) == [Window(0, (0, 1), 0, 50)]


def test_a_candidate_without_sentences_has_no_windows():
    assert windows(0, [], [], 50) == []


@given(st.lists(st.tuples(st.integers(1, 30), st.floats(0, 1)), max_size=9), st.integers(1, 60))
def test_every_sentence_is_in_exactly_one_window(sentences: list[tuple[int, float]], longest: int):
    bounds, at = [], 0
    for length, _ in sentences:
        bounds.append((at, at + length))
        at += length
    found = windows(0, bounds, [worth for _, worth in sentences], longest)
    assert sorted(n for window in found for n in range(*window.sentences)) == list(range(len(sentences)))
    assert all(window.last - window.first <= longest for window in found)


def test_sentences_become_ranges_of_pieces():
    pieces = encoder("budi", "pergi", "ani", "pulang", ".").pieces("Budi pergi. Ani pulang.")
    assert piece_bounds(pieces, [(0, 11), (12, 23)]) == [(0, 3), (3, 6)]
