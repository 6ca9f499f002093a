from index.answering.fitting import balanced, fitting
from index.answering.reading import Candidate, Reading
from index.types import Span

TEXT = (
    "Ia dirawat tiga minggu. Korban meninggal menjadi 135 orang, kata dinas kesehatan, Selasa (25/10/2022)."
)
SENTENCES = ((0, 23), (24, len(TEXT)))
CANDIDATE = Candidate(TEXT, SENTENCES, 1.0, "", "")


def reading(said: str, score: float) -> Reading:
    start = TEXT.index(said)
    sentence = 0 if start < 24 else 1
    return Reading(0, sentence, start, start + len(said), 1.0, score)


def test_how_many_people_is_answered_by_people() -> None:
    weeks, people = reading("tiga minggu", 5.0), reading("135 orang", 3.0)
    assert fitting("Berapa orang tewas?", [CANDIDATE], [weeks, people]) == people
    assert fitting("How many people died?", [CANDIDATE], [weeks, people]) == people


def test_a_bare_number_may_count_anything() -> None:
    bare, people = reading("135", 5.0), reading("135 orang", 3.0)
    assert fitting("Berapa orang tewas?", [CANDIDATE], [bare, people]) == bare


def test_when_is_answered_by_a_time_but_how_long_by_a_duration() -> None:
    weeks, day = reading("tiga minggu", 5.0), reading("Selasa (25/10/2022)", 3.0)
    assert fitting("Kapan ia meninggal?", [CANDIDATE], [reading("135 orang", 5.0), day]) == day
    assert fitting("Berapa lama ia dirawat?", [CANDIDATE], [weeks, day]) == weeks


def test_a_far_worse_reading_is_not_preferred() -> None:
    weeks, people = reading("tiga minggu", 50.0), reading("135 orang", 3.0)
    assert fitting("Berapa orang tewas?", [CANDIDATE], [weeks, people]) == weeks


def test_a_span_holds_both_of_a_pair_of_brackets() -> None:
    sentence = Span(*SENTENCES[1])
    half = TEXT.index("25/10/2022)")
    whole = balanced(TEXT, Span(half, half + 11), sentence)
    assert TEXT[whole.start : whole.end] == "Selasa (25/10/2022)"
    other = TEXT.index("Selasa")
    whole = balanced(TEXT, Span(other, half + 10), sentence)
    assert TEXT[whole.start : whole.end] == "Selasa (25/10/2022)"
