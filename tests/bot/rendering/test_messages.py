"""How answers, sources and articles look, case by case."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.locales.voice import voice_of
from bot.messages.utf16 import prefix_utf16, slice_utf16, utf16_length
from bot.rendering.answers import MAX_QUOTE, render_answer
from bot.rendering.articles import (
    PAGE_LENGTH,
    Listed,
    add_passage,
    body_pages,
    render_list,
    render_page,
    render_preview,
)
from bot.rendering.composing import Composer, shortened
from bot.rendering.sources import outlet, sentence_link
from index.types import Answer, Article, ArticleDraft, Citation, Language

TEXT = "Gempa 😀 melanda Ternate pada Rabu."


def answer(quote: str, start: int | None, end: int | None, said: str) -> Answer:
    day = date(2021, 12, 16)
    citation = Citation(
        1, None, "Judul", "https://www.warta.example/a", day, quote, 0, len(quote), 1, 0.9, "hash", start, end
    )
    return Answer("?", "id", False, 0.9, said, (citation,), (), 1.0)


def marked(shown: str, entities: object) -> list[tuple[str, str]]:
    assert isinstance(entities, tuple)
    return [(entity.type, slice_utf16(shown, entity.offset, entity.length)) for entity in entities]


def test_the_answer_stands_first_in_bold_and_is_marked_in_the_quotation() -> None:
    message = render_answer(answer(TEXT, 16, 23, "Ternate"), voice_of("id"))
    assert message.text == f"Ternate\n\n{TEXT}\nJudul · warta.example · 16 Des 2021"
    assert marked(message.text, message.entities) == [
        ("bold", "Ternate"),
        ("expandable_blockquote", TEXT),
        ("bold", "Ternate"),
        ("text_link", "Judul"),
    ]


def test_a_quotation_that_is_the_whole_answer_is_shown_once() -> None:
    message = render_answer(answer(TEXT, None, None, TEXT), voice_of("en"))
    assert message.text == f"{TEXT}\nJudul · warta.example · 16 Dec 2021"
    assert ("bold", TEXT) in marked(message.text, message.entities)


def test_a_number_in_brackets_of_the_article_is_no_marker_of_a_source() -> None:
    quote = "Sistem ini [2] memakai 24 satelit."
    message = render_answer(answer(quote, 0, 14, "Sistem ini [2]"), voice_of("id"))
    assert message.text == f"Sistem ini [2]\n\n{quote}\nJudul · warta.example · 16 Des 2021"


def test_a_long_quotation_is_cut_around_the_answer() -> None:
    quote = "awal " * 900 + "JAWABAN" + " akhir" * 900
    start = quote.index("JAWABAN")
    message = render_answer(answer(quote, start, start + 7, "JAWABAN"), voice_of("id"))
    assert marked(message.text, message.entities)[2] == ("bold", "JAWABAN")
    [shown] = [
        text for kind, text in marked(message.text, message.entities) if kind == "expandable_blockquote"
    ]
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert utf16_length(shown) <= MAX_QUOTE + 1


@pytest.mark.parametrize(
    ("url", "sentence", "link"),
    [
        (None, "Satu dua.", None),
        ("https://[bad", "Satu dua.", None),
        ("https://a.example/x", "", "https://a.example/x"),
        ("https://a.example/x", "Satu-dua, tiga.", "https://a.example/x#:~:text=Satu%2Ddua%2C%20tiga."),
        ("https://a.example/x#bab", "Satu.", "https://a.example/x#bab:~:text=Satu."),
        (
            "https://a.example/x",
            "a b c d e f g h i j k",
            "https://a.example/x#:~:text=a%20b%20c%20d%20e,g%20h%20i%20j%20k",
        ),
    ],
)
def test_a_source_is_linked_to_the_sentence(url: str | None, sentence: str, link: str | None) -> None:
    assert sentence_link(url, sentence) == link


def test_an_outlet_is_its_host_without_www() -> None:
    addresses = ("https://www.kompas.example/a", "http://m.tempo.example", None, "https://[")
    assert [outlet(ArticleDraft("Judul", "Isi.", url)) for url in addresses] == [
        "kompas.example",
        "tempo.example",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("language", "source"),
    [
        ("id", "Judul · Harian Lontar · hlm. 3 · 16 Des 2021"),
        ("en", "Judul · Harian Lontar · p. 3 · 16 Dec 2021"),
    ],
)
def test_a_source_shows_the_outlet_by_its_name_and_the_page_of_print(language: Language, source: str) -> None:
    given = answer(TEXT, 16, 23, "Ternate")
    printed = replace(given.citations[0], outlet="Harian\nLontar", page=3)
    message = render_answer(replace(given, citations=(printed,)), voice_of(language))
    assert message.text.splitlines()[-1] == source


@pytest.mark.parametrize(("language", "page"), [("id", "hlm. 2"), ("en", "p. 2")])
def test_a_passage_shows_the_page_of_print_that_it_begins_on(language: Language, page: str) -> None:
    article = Article(
        7, "Judul", "Satu dua. Tiga empat.", None, None, None, "id", "h", datetime.now(UTC), pages=(10,)
    )
    composer = Composer()
    add_passage(composer, article, 10, 21, voice_of(language))
    assert composer.build().text == f"Tiga empat.\nJudul · {page}"


@pytest.mark.parametrize(
    ("language", "facts", "details"),
    [
        (
            "id",
            "Harian Lontar · Kota · oleh Rina Sari · 16 Des 2021 · 2 kata",
            "Harian Lontar · oleh Rina Sari · 16 Des 2021 · artikel 7",
        ),
        (
            "en",
            "Harian Lontar · Kota · by Rina Sari · 16 Dec 2021 · 2 words",
            "Harian Lontar · by Rina Sari · 16 Dec 2021 · article 7",
        ),
    ],
)
def test_who_made_an_article_is_shown_before_and_after_it_is_stored(
    language: Language, facts: str, details: str
) -> None:
    day, voice = date(2021, 12, 16), voice_of(language)
    made = ("Rina Sari", "Harian Lontar", "Kota")
    draft = ArticleDraft("Judul", "Satu dua.", None, day, None, *made)
    article = Article(7, "Judul", "Satu dua.", None, day, None, "id", "h", datetime.now(UTC), *made)
    listed = Listed(7, "Judul", None, None, "Harian Lontar")
    assert render_preview(draft, "?", voice).text.splitlines()[3] == facts
    assert render_page(article, 0, voice).text.splitlines()[1] == details
    assert render_list([listed], "", voice).text.endswith("7  Judul · Harian Lontar")


def test_pages_end_at_paragraphs_and_never_cut_a_character_in_two() -> None:
    paragraphs = [f"Alinea {number}. " + "😀" * 600 for number in range(6)]
    pages = body_pages("\n\n".join(paragraphs))
    body = "\n\n".join(paragraphs)
    shown = [body[page.start : page.end] for page in pages]
    assert "".join(shown) == body
    assert all(utf16_length(page) <= PAGE_LENGTH for page in shown)
    assert all(page.startswith("Alinea") for page in shown)


def test_a_composer_never_grows_over_its_limit() -> None:
    composer = Composer(limit=10).bold("12345").quote("6789😀")
    message = composer.plain("x").build()
    assert message.text == "123456789x"
    assert [entity.length for entity in message.entities] == [5, 4]


def test_no_more_than_a_hundred_entities_are_added() -> None:
    composer = Composer()
    for _ in range(150):
        composer.bold("x").plain(" ")
    assert len(composer.build().entities) == 100


def test_code_units_are_counted_as_telegram_counts_them() -> None:
    assert utf16_length("a😀b") == 4
    assert prefix_utf16("a😀b", 2) == "a"
    assert slice_utf16("a😀b", 1, 2) == "😀"
    assert shortened("satu dua tiga", 9) == "satu dua…"


def test_hidden_characters_are_not_shown() -> None:
    article = Article(1, "x", "y", None, None, None, "id", "h", datetime.now(UTC))
    assert Composer().plain(f"{article.title}\u202eabc\x00\ud800").build().text == "x abc  "
