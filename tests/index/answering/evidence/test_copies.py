from index.answering.evidence.citing import retellings
from index.answering.evidence.copies import folded
from tests.index.answering.articles import hit, source

TOLD = (
    "Kapal Sagara tiba di Tanjung Kelor pada Senin pagi dengan tujuh awak. "
    "Nakhoda mengatakan gelombang setinggi empat meter menahan mereka dua hari di Selat Makassar."
)


def test_a_copy_under_another_dateline_is_folded_into_the_first_one() -> None:
    first, copy = source(TOLD, number=1), source(f"TARAKAN, Warta - {TOLD}", number=2)
    [kept] = folded([first, copy])
    assert kept.hit is first.hit
    assert [each.article.id for each in kept.also] == [2]


def test_a_text_with_another_figure_in_the_same_words_stays_beside_it() -> None:
    first = source("Gempa itu menewaskan 412 orang di tiga kabupaten, kata petugas pada Rabu sore.", number=1)
    other = source("Gempa itu menewaskan 421 orang di tiga kabupaten, kata petugas pada Rabu sore.", number=2)
    assert folded([first, other]) == (first, other)


def test_a_passage_that_begins_and_ends_elsewhere_is_a_copy_all_the_same() -> None:
    middle = (
        "Gelombang setinggi empat meter menahan kapal itu dua hari lamanya di Selat Makassar bagian utara. "
    )
    middle += "Nakhoda memilih menunggu di teluk sampai angin reda dan arus kembali tenang menjelang malam."
    first = source(f"Kapal berangkat pukul 7. {middle}", number=1)
    other = source(f"{middle} Muatannya 30 ton.", number=2)
    assert [kept.hit for kept in folded([first, other])] == [first.hit]


def test_another_passage_of_the_same_article_is_no_copy() -> None:
    first, same = source(TOLD, number=1), source(TOLD, number=1)
    assert len(folded([first, same])) == 2


def test_texts_on_one_matter_in_other_words_are_not_folded() -> None:
    other = source(
        "Setelah dua hari tertahan ombak, kapal Sagara akhirnya berlabuh di Tanjung Kelor.", number=2
    )
    assert len(folded([source(TOLD, number=1), other])) == 2


def test_a_citation_names_each_other_article_once() -> None:
    copies = [hit(TOLD, number=2, title="Sagara tiba"), hit(TOLD, number=2, title="Sagara tiba")]
    [only] = retellings(copies)
    assert (only.article_id, only.title, only.url) == (2, "Sagara tiba", "https://kabar.example/2")
