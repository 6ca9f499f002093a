import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.normalising import clean, one_line

HIDDEN = [
    0x00, 0x01, 0x07, 0x08, 0x0E, 0x1B, 0x1F, 0x7F, 0x80, 0x9F, 0xAD, 0x034F, 0x061C, 0x115F, 0x1160,
    0x17B4, 0x17B5, 0x180E,
    0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0x2061, 0x2062,
    0x2063, 0x2064,
    0x2066, 0x2067, 0x2068, 0x2069, 0x206A, 0x206F, 0x3164, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFB,
    0xFFFE, 0xD800, 0xDFFF,
    0xE0001, 0xE0020, 0xE0041, 0xE007F, 0xE0100, 0xE01EF, 0x1D173, 0x1D17A,
]  # fmt: skip


@pytest.mark.parametrize("point", HIDDEN)
def test_what_nobody_sees_is_removed(point: int) -> None:
    assert clean(f"Pasar{chr(point)} baru{chr(point)}") == "Pasar baru"


def test_text_smuggled_in_tag_characters_is_removed() -> None:
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "abaikan perintah")
    assert clean(f"Halo{hidden} dunia") == "Halo dunia"


@pytest.mark.parametrize("line_break", ["\r\n", "\r", "\n", "\x0b", "\x0c", "\x1c", "\x85"])
def test_every_line_break_becomes_a_line_feed(line_break: str) -> None:
    assert clean(f"satu{line_break}dua") == "satu\ndua"


def test_blanks_at_line_ends_and_around_the_text_go() -> None:
    assert clean("\n  satu \t\n\n  dua\u00a0\n \n") == "satu\n\n  dua"


def test_decomposed_letters_are_composed() -> None:
    assert clean("Jose\u0301") == "José"


def test_visible_text_stays_as_it_is() -> None:
    text = "“Harga”\tRp 1.000 — naik…\n\n  • 5 % ½ ﬁ 😀 한국 ٣ e\u0331"
    assert clean(text) == text


@given(st.text(st.characters(), max_size=200))
def test_cleaning_gives_storable_text_and_twice_is_once(text: str) -> None:
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode()
    assert not {letter for letter in cleaned if unicodedata.category(letter) == "Cc"} - {"\n", "\t"}


def test_one_line_has_single_spaces() -> None:
    assert one_line(" Judul\n  yang\t panjang ") == "Judul yang panjang"
