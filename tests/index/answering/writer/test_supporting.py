import pytest

from index.answering.asked.question import understood
from index.answering.writer.supporting import Ground, supported

KIM = Ground(
    quote="Kim Yong Ju, adik pendiri Korea Utara Kim Il Sung, meninggal dunia. Kabar itu disampaikan media pemerintah "
    "yang dikutip sebuah televisi, Rabu (15/12/2021).",
    title="Wafatnya Adik Pendiri Korea Utara",
    body="Kim Yong Ju, adik pendiri Korea Utara Kim Il Sung, meninggal dunia. Kim Jong Un mengirim karangan bunga.",
)
AGE = Ground("Ia mencapai umur 101 tahun.", "Wafatnya Adik Pendiri Korea Utara", KIM.body)
QUAKE = Ground(
    quote="Angka korban meninggal akibat gempa Cianjur melonjak dari tiga ratusan menjadi 602 orang.",
    title="Gempa Cianjur",
    body="Gempa Cianjur ...",
)
NO_TSUNAMI = Ground(
    "Gempa tidak berpotensi tsunami, tetapi guncangannya merusak.", "Gempa Cianjur", "Gempa Cianjur ..."
)
AID = Ground("Pemerintah menyediakan bantuan sebesar Rp 60 juta bagi rumah rusak berat.", "Bantuan Rumah", "")


@pytest.mark.parametrize(
    ("sentence", "ground"),
    [
        ("Kim Yong Ju adalah adik pendiri Korea Utara Kim Il Sung dan meninggal dunia.", KIM),
        ("Kim Yong Ju was the younger brother of North Korea's founder Kim Il Sung.", KIM),
        ("Kabar itu disampaikan media pemerintah pada 15 Desember 2021.", KIM),
        ("Kim Yong Ju mencapai umur 101 tahun.", AGE),
        ("Korban meninggal akibat gempa Cianjur mencapai 602 orang.", QUAKE),
        ("602 people died in the Cianjur earthquake.", QUAKE),
        ("Gempa Cianjur tidak berpotensi tsunami.", NO_TSUNAMI),
        ("Bantuan bagi rumah rusak berat sebesar Rp 60 juta.", AID),
    ],
)
def test_what_the_quotation_says_is_supported(sentence: str, ground: Ground) -> None:
    assert supported(sentence, [ground], understood("Siapa Kim Yong Ju?"))


@pytest.mark.parametrize(
    ("sentence", "ground"),
    [
        ("Kim Yong Ju meninggal pada 16 Desember 2021.", KIM),
        ("Kim Jong Un meninggal dunia.", KIM),
        ("Kim Yong Ju tidak meninggal dunia.", KIM),
        ("Ia dimakamkan di Pyongyang dengan upacara besar.", KIM),
        ("Kim Yong Ju luka.", KIM),
        ("Korban meninggal akibat gempa Cianjur mencapai 603 orang.", QUAKE),
        ("Korban meninggal akibat gempa Cianjur enam orang.", QUAKE),
        ("Korban luka akibat gempa Cianjur mencapai 602 orang.", QUAKE),
        ("602 people were injured in the Cianjur earthquake.", QUAKE),
        ("Korban meninggal akibat gempa Palu mencapai 602 orang.", QUAKE),
        ("Gempa Cianjur berpotensi tsunami.", NO_TSUNAMI),
        ("Bantuan bagi rumah rusak berat sebesar Rp 60 miliar.", AID),
        ("Pemerintah memecat kepala desa karena korupsi.", AID),
        ("", AID),
    ],
)
def test_what_was_added_or_changed_is_not(sentence: str, ground: Ground) -> None:
    assert not supported(sentence, [ground], understood("Siapa Kim Yong Ju?"))


def test_nothing_is_supported_by_nothing() -> None:
    assert not supported("Kim Yong Ju meninggal dunia.", [], understood("Siapa Kim Yong Ju?"))


def test_a_name_of_the_question_needs_the_article_too() -> None:
    assert not supported("Joko Widodo mencapai umur 101 tahun.", [AGE], understood("Siapa Joko Widodo?"))


def test_two_quotations_support_a_sentence_together() -> None:
    sentence = "Kim Yong Ju, adik Kim Il Sung, meninggal dunia pada umur 101 tahun."
    assert supported(sentence, [KIM, AGE], understood("Siapa Kim Yong Ju?"))
    assert not supported(sentence, [KIM], understood("Siapa Kim Yong Ju?"))
