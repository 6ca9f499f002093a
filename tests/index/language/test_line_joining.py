import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.line_joining import join_lines

WRAPPED = (
    "Wali Kota Tegalsari meresmikan jembatan gantung Kali Bening\n"
    "pada Senin pagi. Pembangunan jembatan itu menelan biaya Rp6,4\n"
    "miliar dari anggaran daerah, dan selesai dalam sebelas bulan\n"
    "saja."
)


def test_hard_wrapped_paragraphs_are_joined() -> None:
    assert join_lines(f"Jembatan Dibuka\n\n{WRAPPED}\n\nWarga senang.") == (
        f"Jembatan Dibuka\n\n{WRAPPED.replace(chr(10), ' ')}\n\nWarga senang."
    )


def test_a_word_that_a_hyphen_breaks_is_joined_and_a_doubled_word_is_not() -> None:
    text = (
        "Wali kota membuka pasar baru di tengah kota, dan warga pun ber-\n"
        "datangan sejak subuh bersama anak-anak mereka, juga kakak-kakak-\n"
        "kakak mereka yang sudah lama menunggu pembukaan pasar yang baru\n"
        "itu."
    )
    assert "berdatangan" in join_lines(text)
    assert "kakak-kakak-kakak" in join_lines(text)


@pytest.mark.parametrize(
    ("torn", "text"),
    [
        ("Judul\nBiaya jembatan itu sebesar Rp6,4\nmiliar.", "Judul\nBiaya jembatan itu sebesar Rp6,4 miliar."),
        ("Judul\nJembatan itu dibangun oleh PT\nBina Raharja.", "Judul\nJembatan itu dibangun oleh PT\nBina Raharja."),
        ("Judul\nJembatan gantung itu dibangun oleh PT\nBina.", "Judul\nJembatan gantung itu dibangun oleh PT Bina."),
    ],
)  # fmt: skip
def test_a_sentence_that_was_torn_is_joined(torn: str, text: str) -> None:
    assert join_lines(torn) == text


@pytest.mark.parametrize(
    "text",
    [
        "Wali kota membuka pasar.\nSewa kios murah.\nWarga senang.",
        "Resep Soto\nsiapkan ayam dan bawang.",
        "Bahan yang diperlukan untuk memasak soto ayam:\nbawang merah",
        "Bahan:\n- bawang merah\n- bawang putih\n- garam",
        "Langkah pertama ialah merebus ayam sampai empuk\na. Buka tutup panci.\nb. Saring kuahnya.",
        "Aku ingin\nmencintaimu\ndengan sederhana",
        "Satu paragraf panjang " + "kata " * 60 + "selesai\n\nParagraf berikutnya.",
    ],
)
def test_lines_that_were_meant_stay(text: str) -> None:
    assert join_lines(text) == text


@given(st.text(st.sampled_from("ab .\n-,A"), max_size=300))
def test_no_letter_is_lost(text: str) -> None:
    assert join_lines(text).replace("\n", "").replace(" ", "").replace("-", "") == (
        text.replace("\n", "").replace(" ", "").replace("-", "")
    )


def test_a_paste_that_a_chat_client_cut_in_two_is_joined() -> None:
    first = "Wali kota membuka pasar baru itu bersama para pedagang lama. " * 30 + "Biayanya dibahas pada 3"
    assert join_lines(f"Pasar Dibuka\n{first}\nJuni 2024 di balai kota.") == (
        f"Pasar Dibuka\n{first} Juni 2024 di balai kota."
    )
