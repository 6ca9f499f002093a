from index.answering.asked.question import understood
from index.answering.evidence.evidence import Candidate, Reading
from index.answering.fitting import fitting_first, tells_of_another
from tests.index.answering import articles

TEXT = (
    "Ia dirawat tiga minggu. Korban meninggal menjadi 135 orang, kata dinas kesehatan, Selasa (25/10/2022)."
)
SENTENCES = ((0, 23), (24, len(TEXT)))
CANDIDATE = Candidate(TEXT, SENTENCES, 1.0, "", "")


def reading(said: str, score: float) -> Reading:
    start = TEXT.index(said)
    sentence = 0 if start < 24 else 1
    return Reading(0, sentence, start, start + len(said), 1.0, score)


def fitting(question: str, candidates: list[Candidate], readings: list[Reading]) -> Reading:
    return fitting_first(understood(question), candidates, readings)[0]


def test_every_reading_is_kept_in_order_behind_the_fitting_one() -> None:
    weeks, people, bare = reading("tiga minggu", 5.0), reading("135 orang", 3.0), reading("135", 2.0)
    assert fitting_first(understood("Berapa orang tewas?"), [CANDIDATE], [weeks, people, bare]) == [
        people,
        weeks,
        bare,
    ]
    assert fitting_first(understood("Berapa orang tewas?"), [CANDIDATE], []) == []


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


def test_a_time_of_something_else_is_not_preferred() -> None:
    text = "Ani meninggal dalam usia 101 tahun. Pada 1972 ia menjadi guru. Kabar itu disiarkan Rabu (15/12/2021)."
    sentences = ((0, 35), (36, 62), (63, len(text)))
    age = Reading(0, 0, 25, 34, 1.0, 8.0)
    year = Reading(0, 1, 41, 45, -1.0, 6.0)
    candidate = Candidate(text, sentences, 1.0, "", "")
    assert fitting("Kapan Ani meninggal?", [candidate], [age, year]) == age
    told = "Ani meninggal dalam usia 101 tahun. Kabar itu disiarkan Rabu (15/12/2021)."
    day = Reading(0, 1, told.index("Rabu"), len(told) - 1, -1.0, 6.0)
    candidate = Candidate(told, ((0, 35), (36, len(told))), 1.0, "", "")
    assert fitting("Kapan Ani meninggal?", [candidate], [age, day]) == day


def test_a_time_of_something_else_gives_way_to_the_news_of_what_is_asked() -> None:
    text = "Ani meninggal dunia. Kabar itu disampaikan Rabu (15/12/2021). Pada 1972 ia menjadi menteri."
    first, second = text.index("Kabar"), text.index("Pada")
    candidate = Candidate(text, ((0, first - 1), (first, second - 1), (second, len(text))), 1.0, "", "")

    def found(said: str, sentence: int, score: float) -> Reading:
        start = text.index(said)
        return Reading(0, sentence, start, start + len(said), 1.0, score)

    elsewhere, news = found("1972", 2, 7.0), found("Rabu (15/12/2021)", 1, 4.0)
    assert fitting("Kapan Ani meninggal?", [candidate], [elsewhere, news]) == news
    assert fitting("Kapan Ani menjadi menteri?", [candidate], [elsewhere, news]) == elsewhere


def test_a_relative_is_sought_in_the_sentence_that_names_the_relation() -> None:
    text = "Rudi, cucu pendiri pabrik, mengirim bunga. Darma, adik pendiri pabrik, wafat."
    start = text.index("Darma")
    candidate = Candidate(text, ((0, start - 1), (start, len(text))), 1.0, "", "")
    grandson, brother = Reading(0, 0, 0, 4, 1.0, 5.0), Reading(0, 1, start, start + 5, 1.0, 4.0)
    assert fitting("Who is the founder's younger brother?", [candidate], [grandson, brother]) == brother
    assert fitting("Siapa cucu pendiri pabrik?", [candidate], [grandson, brother]) == grandson
    assert fitting("Siapa paman pendiri pabrik?", [candidate], [grandson, brother]) == grandson
    far = Reading(0, 1, start, start + 5, 1.0, -5.0)
    assert fitting("Who is the founder's younger brother?", [candidate], [grandson, far]) == grandson


def test_a_death_is_told_of_the_one_who_was_asked_about() -> None:
    sources = [
        articles.source(
            "Wira Tama memimpin sejak ayahnya, Bima Tama, meninggal pada 1994. Ia wafat pada 17/12/2011."
        )
    ]
    readings = [
        articles.reading(sources, "1994", score=8.0),
        articles.reading(sources, "17/12/2011", score=6.0),
    ]
    candidates = [each.candidate for each in sources]

    assert fitting_first(understood("Kapan Wira Tama meninggal?"), candidates, readings) == readings[::-1]
    assert fitting_first(understood("Kapan Bima Tama meninggal?"), candidates, readings) == readings
    assert tells_of_another(understood("Kapan Wira Tama meninggal?"), candidates, readings[0])
    assert not tells_of_another(understood("Kapan Wira Tama meninggal?"), candidates, readings[1])
