from datetime import date

from index.answering.asked.question import understood
from index.answering.confidence.confidence import assurance
from index.answering.finders.table import found
from tests.index.answering.articles import evidence, reading, source

SHIP = source("Kapal Arjuna tiba Rabu (15/12/2021). Sebanyak 84 penumpang selamat, kata syahbandar.")


def test_an_answer_is_a_span_marked_in_its_sentence() -> None:
    finding = found(
        understood("Berapa penumpang kapal Arjuna?"), evidence([SHIP], [reading([SHIP], "84 penumpang")])
    )
    assert finding
    assert finding.answer == "84 penumpang"
    [citation] = finding.citations
    assert citation.quote == "Sebanyak 84 penumpang selamat, kata syahbandar."
    assert citation.quote[citation.answer_start : citation.answer_end] == "84 penumpang"


def test_yes_or_no_is_answered_by_the_sentence() -> None:
    finding = found(
        understood("Apakah penumpang Arjuna selamat?"), evidence([SHIP], [reading([SHIP], "84 penumpang")])
    )
    assert finding
    assert finding.answer == "Sebanyak 84 penumpang selamat, kata syahbandar."
    [citation] = finding.citations
    assert (citation.answer_start, citation.answer_end) == (None, None)


def test_a_figure_that_changed_is_answered_by_the_one_reached() -> None:
    sources = [source("Angka korban melonjak dari tiga ratusan menjadi 602 orang.")]
    readings = [reading(sources, "dari tiga ratusan menjadi 602 orang")]
    finding = found(understood("Berapa korban gempa?"), evidence(sources, readings))
    assert finding
    assert finding.answer == "602 orang"


def test_an_abbreviation_is_answered_by_its_long_form_wherever_the_reader_points() -> None:
    sources = [
        source("Rapat PPI batal. Persatuan Petani Ikan (PPI) marah."),
        source("Menurut Perkumpulan Pelajar Indonesia (PPI), ujian ditunda.", number=2),
    ]
    finding = found(understood("Apa kepanjangan PPI?"), evidence(sources, [reading(sources, "Rapat PPI")]))
    assert finding
    assert finding.answer == "Persatuan Petani Ikan"
    assert assurance(finding) > 0.8
    assert [citation.quote for citation in finding.citations] == [
        "Persatuan Petani Ikan (PPI) marah.",
        "Menurut Perkumpulan Pelajar Indonesia (PPI), ujian ditunda.",
    ]


def test_a_name_is_answered_by_its_profile() -> None:
    sources = [source("Arjuna, kapal penumpang buatan Surabaya, tiba Rabu.")]
    finding = found(understood("Apa itu Arjuna?"), evidence(sources, [reading(sources, "Rabu")]))
    assert finding
    assert finding.answer == "kapal penumpang buatan Surabaya"


def test_articles_that_disagree_are_both_cited_the_newest_answers() -> None:
    sources = [
        source("Kapal Arjuna membawa 84 penumpang.", number=1, published_at=date(2021, 12, 15)),
        source("Kapal Arjuna ternyata membawa 91 penumpang.", number=2, published_at=date(2021, 12, 16)),
    ]
    readings = [
        reading(sources, "84 penumpang", score=2),
        reading(sources, "91 penumpang", score=1, candidate=1),
    ]
    finding = found(understood("Berapa penumpang kapal Arjuna?"), evidence(sources, readings))
    assert finding
    assert finding.answer == "91 penumpang"
    assert [citation.external_id for citation in finding.citations] == ["s-2", "s-1"]


def test_nothing_read_is_nothing_finding() -> None:
    assert found(understood("Berapa penumpang?"), evidence([SHIP], [])) is None
