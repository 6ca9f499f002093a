from collections.abc import Sequence
from datetime import date

from index.answering.asked.question import understood
from index.answering.evidence.evidence import Reading, Source
from index.answering.finders.disagreement import voices
from tests.index.answering.articles import evidence, reading, source

EARLY = source(
    "Jumlah korban meninggal akibat letusan Gunung Semeru menjadi 13 orang. Sebanyak 40 orang luka.",
    number=1,
    title="Semeru Meletus",
    published_at=date(2021, 12, 5),
)
LATE = source(
    "Pencarian korban letusan Semeru berlanjut. Hingga kini tercatat 48 orang tewas.",
    number=2,
    title="Hari Kesepuluh di Semeru",
    published_at=date(2021, 12, 14),
)
QUESTION = "Berapa orang meninggal akibat letusan Semeru?"


def said(question: str, sources: Sequence[Source], readings: Sequence[Reading]) -> list[str]:
    found = voices(understood(question), evidence(sources, readings))
    return [sources[v.reading.candidate].candidate.text[v.said.start : v.said.end] for v in found]


def test_two_figures_for_the_same_thing_are_both_said_the_newest_first() -> None:
    sources = [EARLY, LATE]
    readings = [reading(sources, "13 orang", score=5), reading(sources, "48 orang", score=4, candidate=1)]
    assert said(QUESTION, sources, readings) == ["48 orang", "13 orang"]
    assert said("How many people died on Semeru?", sources, readings) == ["48 orang", "13 orang"]


def test_an_undated_article_comes_last() -> None:
    undated = source(LATE.candidate.text, number=2, title="Semeru")
    sources = [undated, EARLY]
    readings = [reading(sources, "48 orang", score=5), reading(sources, "13 orang", score=4, candidate=1)]
    assert said(QUESTION, sources, readings) == ["13 orang", "48 orang"]


def test_without_any_date_nobody_knows_which_is_the_later_figure() -> None:
    sources = [
        source(each.candidate.text, number=n, title="Semeru") for n, each in enumerate((EARLY, LATE), start=1)
    ]
    readings = [reading(sources, "13 orang", score=5), reading(sources, "48 orang", score=4, candidate=1)]
    assert said(QUESTION, sources, readings) == []


def test_equal_figures_agree_however_they_are_written() -> None:
    same = source(
        "Korban meninggal di Semeru 13 jiwa.", number=2, title="Semeru", published_at=date(2021, 12, 6)
    )
    sources = [EARLY, same]
    readings = [reading(sources, "13 orang", score=5), reading(sources, "13 jiwa", score=4, candidate=1)]
    assert said(QUESTION, sources, readings) == []


def test_the_hurt_are_not_the_dead() -> None:
    hurt = source("Korban luka di Semeru 98 orang.", number=2, title="Semeru", published_at=date(2021, 12, 6))
    sources = [EARLY, hurt]
    readings = [reading(sources, "13 orang", score=5), reading(sources, "98 orang", score=4, candidate=1)]
    assert said(QUESTION, sources, readings) == []


def test_another_place_is_another_thing() -> None:
    palu = source("Gempa Palu menewaskan 384 orang.", number=2, title="Palu", published_at=date(2018, 9, 29))
    sources = [EARLY, palu]
    readings = [reading(sources, "13 orang", score=5), reading(sources, "384 orang", score=4, candidate=1)]
    assert said(QUESTION, sources, readings) == []


def test_one_article_does_not_contradict_itself() -> None:
    growing = source(
        "Semula 13 orang meninggal di Semeru. Kini 48 orang meninggal di Semeru.",
        title="Semeru",
        published_at=date(2021, 12, 5),
    )
    readings = [reading([growing], "48 orang", score=5), reading([growing], "13 orang", score=4)]
    assert said(QUESTION, [growing], readings) == []


def test_a_far_weaker_reading_is_no_voice() -> None:
    sources = [EARLY, LATE]
    readings = [reading(sources, "13 orang", score=9), reading(sources, "48 orang", score=1, candidate=1)]
    assert said(QUESTION, sources, readings) == []


def test_two_dates_for_the_same_thing_are_both_said_the_newest_first() -> None:
    sources = [
        source(
            "Bendungan Cilame akan diresmikan Senin (3/5/2021).",
            number=1,
            title="Bendungan Cilame",
            published_at=date(2021, 4, 1),
        ),
        source(
            "Bendungan Cilame baru akan diresmikan 17 Mei 2021.",
            number=2,
            title="Peresmian Bendungan Cilame Mundur",
            published_at=date(2021, 5, 1),
        ),
    ]
    readings = [
        reading(sources, "Senin (3/5/2021)", score=5),
        reading(sources, "17 Mei 2021", score=4, candidate=1),
    ]
    assert said("Kapan Bendungan Cilame diresmikan?", sources, readings) == [
        "17 Mei 2021",
        "Senin (3/5/2021)",
    ]


def test_one_date_in_two_forms_agrees() -> None:
    sources = [
        source(
            "Bendungan Cilame diresmikan 3/5/2021.", number=1, title="Cilame", published_at=date(2021, 4, 1)
        ),
        source("Bendungan Cilame diresmikan 3 Mei.", number=2, title="Cilame", published_at=date(2021, 5, 1)),
    ]
    readings = [reading(sources, "3/5/2021", score=5), reading(sources, "3 Mei", score=4, candidate=1)]
    assert said("Kapan Bendungan Cilame diresmikan?", sources, readings) == []


def test_only_figures_and_dates_are_compared() -> None:
    sources = [EARLY, LATE]
    readings = [reading(sources, "13 orang", score=5), reading(sources, "48 orang", score=4, candidate=1)]
    assert said("Siapa yang meninggal di Semeru?", sources, readings) == []
