"""Tests of the confidence: its signals, its probability, its files."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.answering.confidence import (
    FAR_AHEAD,
    SIGNALS,
    Calibration,
    Signals,
    load_confidence,
    observe,
    probability,
)
from index.answering.reading import Reading
from index.answering.shipped_reader import load_shipped_reader
from index.answering.wording import WordBook
from index.errors import ModelError
from tests.index.answering.reading_parts import candidate, keys

BOOK = WordBook(keys(), {"gempa": 4.0, "cianjur": 6.0, "korban": 2.0}, {})
NOTHING = Signals(*(0.0 for _ in SIGNALS))


def calibration(**weights: float) -> Calibration:
    return Calibration(0.0, {name: weights.get(name, 0.0) for name in SIGNALS}, 0.5, 0.08, 0.8)


def reading(number: int, sentence: int, start: int, end: int, score: float) -> Reading:
    return Reading(number, sentence, start, end, score, score, score)


def test_no_signal_and_no_intercept_is_an_even_chance():
    assert probability(NOTHING, calibration()) == 0.5


def test_a_signal_with_weight_moves_the_probability():
    better = replace(NOTHING, near_cover=1.0)
    assert (
        probability(better, calibration(near_cover=2.0))
        > 0.5
        > probability(better, calibration(near_cover=-2.0))
    )


@pytest.mark.parametrize("span", [1e9, -1e9])
def test_the_probability_stays_within_0_and_1(span: float):
    assert 0 <= probability(replace(NOTHING, span=span), calibration(span=1.0)) <= 1


def test_without_readings_there_are_no_signals():
    assert observe("gempa", [], [], BOOK) is None


def test_covers_are_of_the_sentence_and_of_its_surroundings():
    sources = [candidate("Ada korban.", "Gempa datang.", title="Cianjur")]
    signals = observe("Gempa Cianjur korban", sources, [reading(0, 1, 12, 17, 1.0)], BOOK)
    assert signals.cover == pytest.approx(4 / 12)
    assert signals.near_cover == signals.best_near_cover == 1
    assert signals.rarest_missing == 0


def test_a_name_that_is_nowhere_is_missed():
    sources = [candidate("Gempa datang.")]
    signals = observe("gempa di Cianjur", sources, [reading(0, 0, 0, 5, 1.0)], BOOK)
    assert (signals.name_cover, signals.rarest_missing) == (0, 6.0)


def test_the_lead_is_over_the_best_reading_of_another_candidate():
    sources = [candidate("Gempa.", "Korban."), candidate("Gempa.")]
    readings = [reading(0, 0, 0, 5, 3.0), reading(0, 1, 7, 13, 2.9), reading(1, 0, 0, 5, 1.0)]
    assert observe("gempa", sources, readings, BOOK).lead == 2.0
    assert observe("gempa", sources, readings[:2], BOOK).lead == FAR_AHEAD


def test_other_candidates_that_say_the_same_agree():
    sources = [candidate("Gempa 5,6."), candidate("Kuatnya 5,6."), candidate("Kuatnya 4,0.")]
    readings = [reading(0, 0, 6, 9, 3.0), reading(1, 0, 8, 11, 2.0), reading(2, 0, 8, 11, 1.0)]
    assert observe("gempa", sources, readings, BOOK).agreement == 0.5


def test_hits_are_compared_with_the_best_of_them():
    sources = [candidate("Gempa.", score=0.4), candidate("Gempa.", score=0.8), candidate("Gempa.", score=0.2)]
    signals = observe("gempa", sources, [reading(0, 0, 0, 5, 1.0)], BOOK)
    assert signals.hit_score == 0.8
    assert signals.hit_lead == pytest.approx(0.5)
    assert signals.hit_spread == pytest.approx(0.625)


@pytest.mark.parametrize("scores", [(0.5,), (0.0, 0.0), (-1.0, -2.0)])
def test_a_lone_hit_and_hits_without_a_score_have_no_lead(scores: tuple[float, ...]):
    sources = [candidate("Gempa.", score=score) for score in scores]
    signals = observe("gempa", sources, [reading(0, 0, 0, 5, 1.0)], BOOK)
    assert (signals.hit_lead, signals.hit_spread) == (0, 0)


def test_a_date_shows_what_a_when_question_asks_for():
    sources = [candidate("Gempa 3 Mei.")]
    assert observe("Kapan gempa?", sources, [reading(0, 0, 6, 11, 1.0)], BOOK).shows_type == 1
    assert observe("Kapan gempa?", sources, [reading(0, 0, 0, 5, 1.0)], BOOK).shows_type == 0


def test_the_shipped_calibration_trusts_a_said_answer_more_than_an_unsaid_one():
    sources = [
        candidate(
            "Kapal feri Bahari Jaya karam di Selat Madura.", "Sebanyak 73 penumpang diselamatkan nelayan."
        ),
        replace(candidate("Harga cabai di pasar itu naik dua kali lipat."), score=0.3),
    ]
    reader, confidence = load_shipped_reader(), load_confidence()
    said, unsaid = (
        "Berapa penumpang feri Bahari Jaya yang diselamatkan?",
        "Siapa pelatih tim bulu tangkis Kudus?",
    )
    assert confidence(said, sources, reader.read(said, sources)) > confidence.threshold
    assert confidence(unsaid, sources, reader.read(unsaid, sources)) < confidence.threshold


def test_nothing_read_is_no_confidence():
    assert load_confidence()("Siapa?", [], []) == 0


def test_the_shipped_threshold_is_a_probability_with_its_stated_rate():
    fitted = load_confidence().calibration
    assert 0 < fitted.threshold < 1
    assert 0 < fitted.false_answers < fitted.coverage < 1


def test_a_missing_calibration_is_a_model_error(tmp_path: Path):
    with pytest.raises(ModelError, match="two whole files"):
        load_confidence(tmp_path)
