"""Tests of the confidence: its signals, its probability, its files."""

from dataclasses import replace
from pathlib import Path

import pytest

from index.answering.asked.question import understood
from index.answering.confidence.calibration import SHIPPED, Calibration, probability
from index.answering.confidence.confidence import DOUBT, load_confidence
from index.answering.confidence.signals import FAR_AHEAD, SIGNALS, Signals, observe
from index.answering.evidence.evidence import Evidence, Reading
from index.answering.finders.finding import Finding, Way
from index.answering.reading.keys import load_keys
from index.answering.reading.shipped_reader import load_shipped_reader
from index.answering.reading.wording import WORDS, WordBook, load_word_book
from index.errors import ModelError
from tests.index.answering.articles import evidence, source
from tests.index.answering.reading.parts import candidate, keys

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
    assert observe(understood("gempa"), [], [], BOOK) is None


def test_covers_are_of_the_sentence_and_of_its_surroundings():
    sources = [candidate("Ada korban.", "Gempa datang.", title="Cianjur")]
    signals = observe(understood("Gempa Cianjur korban"), sources, [reading(0, 1, 12, 17, 1.0)], BOOK)
    assert signals.cover == pytest.approx(4 / 12)
    assert signals.near_cover == signals.best_near_cover == 1
    assert signals.rarest_missing == 0


def test_a_name_that_is_nowhere_is_missed():
    sources = [candidate("Gempa datang.")]
    signals = observe(understood("gempa di Cianjur"), sources, [reading(0, 0, 0, 5, 1.0)], BOOK)
    assert (signals.name_cover, signals.rarest_missing) == (0, 6.0)


def test_the_lead_is_over_the_best_reading_of_another_candidate():
    sources = [candidate("Gempa.", "Korban."), candidate("Gempa.")]
    readings = [reading(0, 0, 0, 5, 3.0), reading(0, 1, 7, 13, 2.9), reading(1, 0, 0, 5, 1.0)]
    assert observe(understood("gempa"), sources, readings, BOOK).lead == 2.0
    assert observe(understood("gempa"), sources, readings[:2], BOOK).lead == FAR_AHEAD


def test_other_candidates_that_say_the_same_agree():
    sources = [candidate("Gempa 5,6."), candidate("Kuatnya 5,6."), candidate("Kuatnya 4,0.")]
    readings = [reading(0, 0, 6, 9, 3.0), reading(1, 0, 8, 11, 2.0), reading(2, 0, 8, 11, 1.0)]
    assert observe(understood("gempa"), sources, readings, BOOK).agreement == 0.5


def test_hits_are_compared_with_the_best_of_them():
    sources = [candidate("Gempa.", score=0.4), candidate("Gempa.", score=0.8), candidate("Gempa.", score=0.2)]
    signals = observe(understood("gempa"), sources, [reading(0, 0, 0, 5, 1.0)], BOOK)
    assert signals.hit_score == 0.8
    assert signals.hit_lead == pytest.approx(0.5)
    assert signals.hit_spread == pytest.approx(0.625)


@pytest.mark.parametrize("scores", [(0.5,), (0.0, 0.0), (-1.0, -2.0)])
def test_a_lone_hit_and_hits_without_a_score_have_no_lead(scores: tuple[float, ...]):
    sources = [candidate("Gempa.", score=score) for score in scores]
    signals = observe(understood("gempa"), sources, [reading(0, 0, 0, 5, 1.0)], BOOK)
    assert (signals.hit_lead, signals.hit_spread) == (0, 0)


def test_a_date_shows_what_a_when_question_asks_for():
    sources = [candidate("Gempa 3 Mei.")]
    assert observe(understood("Kapan gempa?"), sources, [reading(0, 0, 6, 11, 1.0)], BOOK).shows_type == 1
    assert observe(understood("Kapan gempa?"), sources, [reading(0, 0, 0, 5, 1.0)], BOOK).shows_type == 0


def test_the_shipped_calibration_trusts_a_said_answer_more_than_an_unsaid_one():
    sources = [
        source("Kapal feri Bahari Jaya karam di Selat Madura. Sebanyak 73 penumpang diselamatkan nelayan."),
        source("Harga cabai di pasar itu naik dua kali lipat.", number=3),
    ]
    reader, confidence = load_shipped_reader(), load_confidence()

    def sureness(text: str) -> float:
        question = understood(text)
        read = evidence(sources, reader.read(question, [each.candidate for each in sources]))
        return confidence.of(question, read, Finding(Way.SENTENCE, "", ()))

    assert sureness("Berapa penumpang feri Bahari Jaya yang diselamatkan?") > confidence.threshold
    assert sureness("Siapa pelatih tim bulu tangkis Kudus?") < confidence.threshold


def test_nothing_read_is_no_confidence():
    nothing = Evidence((), (), ())
    assert load_confidence().of(understood("Siapa?"), nothing, Finding(Way.SENTENCE, "", ())) == 0


def test_a_way_of_finding_that_hardly_errs_assures_what_the_network_doubts():
    nothing, asked = Evidence((), (), ()), understood("Siapa?")
    sure = load_confidence()
    assert sure.of(asked, nothing, Finding(Way.LONG_FORM, "", ())) == 0.9
    assert sure.of(asked, nothing, Finding(Way.HOLDER, "", ())) == 0.85
    assert sure.of(asked, nothing, Finding(Way.DEFINITION, "", (), 1.0)) == 0.9
    assert sure.of(asked, nothing, Finding(Way.PROFILE, "", ())) == 0


def test_another_persons_death_makes_an_answer_doubtful():
    sources = [source("Wira Tama naik sejak Bima Tama meninggal pada 1994.")]
    read = evidence(sources, [reading(0, 0, 45, 49, 5.0)])
    shown = Finding(Way.SENTENCE, "1994", ())
    sure, alone = load_confidence(), [sources[0].candidate]
    of_wira, of_bima = understood("Kapan Wira Tama meninggal?"), understood("Kapan Bima Tama meninggal?")
    words = load_word_book(SHIPPED / WORDS, load_keys())
    for question, left in ((of_bima, 1.0), (of_wira, DOUBT)):
        whole = probability(observe(question, alone, read.readings, words), sure.calibration)
        assert sure.of(question, read, shown) == pytest.approx(left * whole)


def test_the_shipped_threshold_is_a_probability_with_its_stated_rate():
    fitted = load_confidence().calibration
    assert 0 < fitted.threshold < 1
    assert 0 < fitted.false_answers < fitted.coverage < 1


def test_a_missing_calibration_is_a_model_error(tmp_path: Path):
    with pytest.raises(ModelError, match="whole file"):
        load_confidence(tmp_path)
