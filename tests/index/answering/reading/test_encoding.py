"""Tests of question and passage as the network sees them."""

from index.answering.reading.encoding import CAPITAL, PASSAGE, SHARED
from tests.index.answering.reading.parts import encoder, tokenizer


def test_pieces_carry_code_point_offsets_beyond_the_basic_plane():
    text = "𝒜 Cucu pergi"
    pieces = encoder("cucu", "pergi").pieces(text)
    spans = [text[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)]
    assert spans[-2:] == ["Cucu", "pergi"]


def test_all_pieces_of_a_word_share_its_key_and_its_capital():
    pieces = encoder("ru").pieces("Rumahnya")
    assert len(pieces.ids) > 1
    assert set(pieces.keys) == {"rumah"}
    assert pieces.capital.all()


def test_function_words_and_punctuation_have_no_key():
    assert encoder("yang", "?").pieces("yang ?").keys == ("", "")


def test_an_empty_text_has_no_pieces():
    assert len(encoder().pieces("").ids) == 0


def test_a_sheet_marks_side_capital_and_shared_words():
    words = encoder("siapa", "budi", "pergi")
    sheet = words.sheet(words.asked("Siapa Budi", "id"), words.pieces("Budi pergi"), 0, 2)
    assert sheet.ids.tolist() == [
        tokenizer("siapa", "budi", "pergi").token_to_id(piece)
        for piece in ("[CLS]", "siapa", "budi", "[SEP]", "budi", "pergi", "[SEP]")
    ]
    assert sheet.kinds.tolist() == [0, CAPITAL, CAPITAL + SHARED, 0, PASSAGE + CAPITAL + SHARED, PASSAGE, 0]
    assert sheet.offset == 4


def test_a_sheet_shares_only_what_its_own_stretch_holds():
    words = encoder("budi", "pergi")
    sheet = words.sheet(words.asked("budi", "id"), words.pieces("budi pergi"), 1, 2)
    assert sheet.kinds.tolist() == [0, 0, 0, PASSAGE, 0]


def test_words_of_an_english_question_are_shared_with_their_indonesian_counterparts():
    words = encoder("who", "was", "the", "minister", "menteri", counterparts={"minister": ("menteri",)})
    sheet = words.sheet(words.asked("who was the minister", "en"), words.pieces("menteri"), 0, 1)
    assert sheet.kinds.tolist() == [0, 0, 0, 0, SHARED, 0, PASSAGE + SHARED, 0]


def test_words_of_an_indonesian_question_have_no_counterparts():
    words = encoder("siapa", "yang", "punya", "air", "udara", counterparts={"air": ("udara",)})
    sheet = words.sheet(words.asked("siapa yang punya air", "id"), words.pieces("udara"), 0, 1)
    assert SHARED not in sheet.kinds.tolist()


def test_a_long_question_is_cut():
    words = encoder("kata")
    sheet = words.sheet(words.asked("kata " * 100, "id"), words.pieces("kata"), 0, 1)
    assert len(sheet.ids) == 48 + 1 + 3
