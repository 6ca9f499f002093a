from collections.abc import Sequence

from index.answering.asked.question import understood
from index.answering.confidence.confidence import assurance
from index.answering.evidence.evidence import Reading, Source
from index.answering.finders.finding import Finding
from index.answering.finders.profile import profile
from tests.index.answering.articles import evidence, reading, source

ROUND_UP = source(
    "Kim Yong Ju, adik pendiri Korea Utara Kim Il Sung, meninggal dunia. Kabar itu disampaikan media "
    "pemerintah yang dikutip sebuah televisi, Rabu (15/12/2021). Penyebab kematiannya tidak disebutkan.",
    title="Wafatnya Adik Pendiri Korea Utara",
)
UNCLE = source(
    "Kim Yong Ju, paman Kim Jong Il, meninggal dalam usia 101 tahun.", number=2, title="Sepuluh Tahun"
)
VISIT = source("Upacara itu juga dihadiri keluarga almarhum Kim Yong Ju.", number=3)


def profiled(question: str, sources: Sequence[Source], readings: Sequence[Reading]) -> Finding | None:
    return profile(understood(question), evidence(sources, readings))


def test_the_defining_sentence_comes_first_with_its_source() -> None:
    sources = [VISIT, UNCLE, ROUND_UP]
    readings = [
        reading(sources, "101 tahun", candidate=1),
        reading(sources, "15/12/2021", score=-1, candidate=2),
    ]
    found = profiled("Siapa Kim Yong Ju?", sources, readings)
    assert found
    first, second = found.citations
    assert first.quote == (
        "Kim Yong Ju, adik pendiri Korea Utara Kim Il Sung, meninggal dunia. Kabar itu disampaikan media "
        "pemerintah yang dikutip sebuah televisi, Rabu (15/12/2021)."
    )
    assert first.quote[first.answer_start : first.answer_end] == "adik pendiri Korea Utara Kim Il Sung"
    assert second.quote == "Kim Yong Ju, paman Kim Jong Il, meninggal dalam usia 101 tahun."
    assert second.quote[second.answer_start : second.answer_end] == "paman Kim Jong Il"


def test_a_profile_has_three_sentences_at_most() -> None:
    bodies = [
        "Rara Wulan adalah pawang hujan dari Bali.",
        "Rara Wulan dikenal sebagai penabuh gamelan keliling.",
        "Rara Wulan, ibu dua anak kembar, tiba Sabtu.",
        "Rara Wulan merupakan lulusan sekolah pelayaran negeri.",
    ]
    sources = [source(body, number=n) for n, body in enumerate(bodies, start=1)]
    found = profiled("Siapa Rara Wulan?", sources, [reading(sources, "pawang hujan")])
    assert found
    assert [citation.quote for citation in found.citations] == [bodies[0], bodies[1], bodies[3]]


def test_what_was_said_already_is_not_said_again() -> None:
    bodies = ["Rara Wulan adalah pawang hujan dari Bali.", "Pawang hujan Rara Wulan berasal dari Bali."]
    sources = [source(body, number=n) for n, body in enumerate(bodies, start=1)]
    found = profiled("Siapa Rara Wulan?", sources, [reading(sources, "Bali", candidate=1)])
    assert found
    assert [citation.quote for citation in found.citations] == bodies[:1]


def test_without_a_definition_the_best_reading_tells_of_the_name() -> None:
    sources = [source("Rara Wulan menari di lintasan balap. Penonton bersorak.")]
    found = profiled("Siapa Rara Wulan?", sources, [reading(sources, "lintasan balap")])
    assert found
    assert [citation.quote for citation in found.citations] == ["Rara Wulan menari di lintasan balap."]
    assert assurance(found) == 0
    assert profiled("Apa itu Rara Wulan?", sources, [reading(sources, "Penonton")]) is None


def test_a_name_that_nobody_mentions_has_no_profile() -> None:
    assert profiled("Siapa Tri Handayani?", [ROUND_UP], [reading([ROUND_UP], "15/12/2021")]) is None


def test_the_plainer_the_definition_the_surer_the_profile() -> None:
    bodies = [
        "Rara Wulan adalah pawang hujan dari Bali.",
        "Kabar itu disampaikan pelatih penari Rara Wulan kemarin.",
    ]
    plain, vague = (
        profiled("Siapa Rara Wulan?", [told], [reading([told], "Rara")])
        for told in (source(body) for body in bodies)
    )
    assert plain
    assert vague
    assert 0.9 == assurance(plain) > assurance(vague) > 0.7
