import pytest

from index.answering.evidence.quoting import RIVAL, cited
from tests.index.answering.articles import reading, source


def quote(body: str, answer: str, *rivals: tuple[str, float]) -> str:
    """What is quoted around an answer whose sentence scores 0."""
    sources = [source(body)]
    readings = [reading(sources, answer), *(reading(sources, text, score=score) for text, score in rivals)]
    citation = cited(sources[0], readings[0], readings)
    assert citation.quote == body[citation.start : citation.end]
    assert citation.quote[citation.answer_start : citation.answer_end] == answer
    return citation.quote


def test_one_sentence_is_quoted_when_it_stands_alone() -> None:
    body = "Kapal itu tiba Rabu. Sebanyak 84 penumpang selamat. Cuaca cerah."
    assert quote(body, "84 penumpang") == "Sebanyak 84 penumpang selamat."


@pytest.mark.parametrize(
    ("body", "answer", "expected"),
    [
        (
            "Kim Yong Ju meninggal dunia. Ia mencapai umur 101 tahun. Upacara digelar.",
            "101 tahun",
            "Kim Yong Ju meninggal dunia. Ia mencapai umur 101 tahun.",
        ),
        (
            "The mayor resigned in May. He had served for nine years. Voting is in July.",
            "nine years",
            "The mayor resigned in May. He had served for nine years.",
        ),
        (
            "Cuaca buruk. Kapal karam di Selat Bali. Kabar itu disampaikan syahbandar, Rabu.",
            "Selat Bali",
            "Kapal karam di Selat Bali. Kabar itu disampaikan syahbandar, Rabu.",
        ),
        (
            "The ferry sank off Bali. The news was first reported by the harbour master. Rain fell.",
            "off Bali",
            "The ferry sank off Bali. The news was first reported by the harbour master.",
        ),
        (
            "Hujan turun. Dilansir kantor berita setempat:\nPenumpang kapal berjumlah 84 orang. Selesai.",
            "84 orang",
            "Dilansir kantor berita setempat:\nPenumpang kapal berjumlah 84 orang.",
        ),
    ],
)
def test_a_sentence_keeps_what_its_pronoun_means_and_who_says_so(
    body: str, answer: str, expected: str
) -> None:
    assert quote(body, answer) == expected


def test_a_quotation_keeps_its_speaker() -> None:
    body = 'Air surut. "Rumah rusak ada 40 unit. Semua sudah didata," kata Ani, ketua RT. Listrik menyala.'
    assert quote(body, "40 unit") == '"Rumah rusak ada 40 unit. Semua sudah didata," kata Ani, ketua RT.'
    assert quote(body, "Semua sudah didata") == 'Semua sudah didata," kata Ani, ketua RT.'


def test_a_rival_neighbour_is_quoted_too_the_better_of_two() -> None:
    body = "Gempa terjadi Senin. Korban 162 orang. Jalan tertutup."
    assert quote(body, "162 orang", ("Senin", -1.0), ("Jalan", -0.5)) == "Korban 162 orang. Jalan tertutup."
    assert (
        quote(body, "162 orang", ("Senin", -1.0), ("Jalan", -1.0)) == "Gempa terjadi Senin. Korban 162 orang."
    )
    assert quote(body, "162 orang", ("Senin", -RIVAL - 0.1)) == "Korban 162 orang."


def test_a_rival_in_another_paragraph_is_not_quoted() -> None:
    assert (
        quote("Gempa terjadi Senin.\n\nKorban 162 orang.", "162 orang", ("Senin", -0.1))
        == "Korban 162 orang."
    )


def test_a_quote_never_reaches_over_boilerplate() -> None:
    body = "Kim Yong Ju meninggal dunia.\nBaca juga: Istana Kumsusan\nIa mencapai umur 101 tahun."
    assert quote(body, "101 tahun", ("meninggal", -0.1)) == "Ia mencapai umur 101 tahun."


def test_a_headline_inside_an_article_is_quoted_with_the_sentence_below_it() -> None:
    body = "Hujan turun.\n2. Kapal Arjuna Tiba di Surabaya\nSebanyak 84 penumpang selamat. Cuaca cerah."
    expected = "2. Kapal Arjuna Tiba di Surabaya\nSebanyak 84 penumpang selamat."
    assert quote(body, "Surabaya", ("Hujan", -0.1)) == expected
