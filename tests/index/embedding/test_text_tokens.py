import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers

from index.embedding import text_tokens
from index.embedding.loading import SHIPPED
from index.embedding.text_tokens import SingleWords, WholeTexts

SHIPPED_TOKENIZER = Tokenizer.from_file(str(SHIPPED / "tokenizer.json"))
WORDS = SingleWords(SHIPPED_TOKENIZER)
WHOLE = WholeTexts(SHIPPED_TOKENIZER)
PIECES = st.sampled_from(
    [
        *(
            "Presiden",
            "Qxzoplik9",
            "MENEWASKAN",
            "Jusuf",
            "Yong-ju",
            "(10/3/2013)",
            "[UNK]",
            "[unk]",
            "Rp388,2",
            "Jum’at",
            "é",
            "ﬁ",
            "İstanbul",
            "ΣΟΦΟΣ",
        ),
        *(
            " ",
            "  ",
            "\n",
            "\t",
            "\x1c",
            "\x1f",
            "\x85",
            "\u00a0",
            "\u2028",
            "\u3000",
            "\u00b4",
            "\u0301",
            "\u200b",
        ),
        *(
            ".",
            ",",
            "...",
            "“",
            "”",
            "'",
            "’",
            "(",
            ")",
            "[",
            "]",
            "!",
            "-",
            "…",
            "日本",
            "한국",
            "x" * 45,
            "a" * 200,
        ),
    ]
)


@given(st.lists(PIECES | st.text(max_size=4)).map("".join))
def test_words_taken_one_by_one_have_the_tokens_that_they_have_in_the_text(text: str) -> None:
    [one_by_one], [whole] = WORDS.tokens([text]), WHOLE.tokens([text])
    assert one_by_one.tolist() == whole.tolist()


def test_what_was_forgotten_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_tokens, "REMEMBERED", 3)
    texts = [
        "Gempa di Palu, dan banjir di Demak.",
        "Banjir di Demak surut.",
        "Gempa di Palu, dan banjir di Demak.",
    ]
    found = SingleWords(SHIPPED_TOKENIZER).tokens(texts)
    assert [each.tolist() for each in found] == [each.tolist() for each in WHOLE.tokens(texts)]


def test_marks_without_end_are_read() -> None:
    text = "!" * 50_000
    assert WORDS.tokens([text])[0].tolist() == WHOLE.tokens([text])[0].tolist()


def test_the_shipped_tokenizer_is_read_word_by_word() -> None:
    assert isinstance(text_tokens.text_tokens(SHIPPED_TOKENIZER), SingleWords)


def word_pieces() -> Tokenizer:
    tokenizer = Tokenizer(models.WordPiece({"[UNK]": 0, "banjir": 1}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def test_a_plain_word_piece_tokenizer_parts_at_blanks() -> None:
    assert text_tokens.parts_at_blanks(word_pieces())


@pytest.mark.parametrize(
    "normalizer",
    [
        normalizers.Prepend("_"),
        normalizers.Replace(" ", "_"),
        normalizers.Sequence([normalizers.NFD(), normalizers.Strip()]),
    ],
)
def test_a_normalisation_that_sees_more_than_a_character_keeps_texts_whole(
    normalizer: normalizers.Normalizer,
) -> None:
    tokenizer = word_pieces()
    tokenizer.normalizer = normalizer
    assert not text_tokens.parts_at_blanks(tokenizer)


@pytest.mark.parametrize(
    "special", [AddedToken("kota besar"), AddedToken("[A]", single_word=True), AddedToken("B.")]
)
def test_a_special_token_that_reaches_over_words_keeps_texts_whole(special: AddedToken) -> None:
    tokenizer = word_pieces()
    tokenizer.add_special_tokens([special])
    assert not text_tokens.parts_at_blanks(tokenizer)


def test_other_ways_of_parting_words_keep_texts_whole() -> None:
    tokenizer = word_pieces()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    assert not text_tokens.parts_at_blanks(tokenizer)
    assert isinstance(text_tokens.text_tokens(tokenizer), WholeTexts)
