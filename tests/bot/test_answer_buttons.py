"""The buttons under answers: more passages, the whole article, thumbs, the closest articles."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.conversation.examples import Examples
from bot.locales.voice import voice_of
from bot.store.tables import AnswerHitRow, AnswerRow, ThumbRow
from index.types import ArticleDraft
from tests.bot.living import FAST, living_bot
from tests.bot.shelf import Shelf
from tests.botapi import BotApi, Message


def buttons(message: Message) -> list[list[str]]:
    assert message.keyboard is not None
    return [[button.text for button in row] for row in message.keyboard.rows]


def test_more_passages_are_shown_page_by_page_with_a_way_to_each_article(
    tmp_path: Path, shelf: Shelf
) -> None:
    for number in range(1, 6):
        shelf.add(ArticleDraft(f"Korea {number}", f"Kabar Korea Utara nomor {number}."))
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.private_chat(user_id=7)
        ani.send("Siapa pendiri Korea Utara?")
        answer = ani.wait_for_message()
        assert buttons(answer) == [["Bagian lain", "Artikel lengkap"], ["👍", "👎"]]
        ani.press(answer, "Bagian lain")
        passages = ani.wait_for_edit(answer)
        assert len(passages.marked("expandable_blockquote")) == 3
        assert set(passages.marked("expandable_blockquote")).isdisjoint(
            answer.marked("expandable_blockquote")
        )
        assert passages.marked("bold") == ("1", "2", "3")
        assert buttons(passages)[-2:] == [["1 dari 2", "›"], ["‹ Jawaban"]]
        ani.press(passages, "›")
        second = ani.wait_for_edit(passages)
        assert buttons(second)[-2] == ["‹", "2 dari 2"]
        assert set(second.marked("expandable_blockquote")).isdisjoint(
            passages.marked("expandable_blockquote")
        )
        ani.press(second, buttons(second)[0][0])
        page = ani.wait_for_message()
        assert page.text.startswith("Korea ")
        ani.press(second, "‹ Jawaban")
        again = ani.wait_for_edit(second)
        assert (again.text, buttons(again)) == (answer.text, buttons(answer))
        assert again.marked("bold") == answer.marked("bold")
        assert api.unanswered_callbacks() == []


def test_a_whole_article_is_read_page_by_page(tmp_path: Path, shelf: Shelf) -> None:
    body = "\n\n".join(f"Alinea {number} tentang Danau Toba. " + "Airnya biru. " * 40 for number in range(12))
    shelf.add(ArticleDraft("Danau Toba", body, url="https://warta.example/toba"))
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.private_chat(user_id=7)
        ani.send("/article 3")
        page = ani.wait_for_message()
        shown = [page.text]
        while "›" in buttons(page)[0]:
            ani.press(page, "›")
            page = ani.wait_for_edit(page)
            shown.append(page.text)
    assert shown[0].startswith("Danau Toba\nwarta.example · artikel 3\n\nAlinea 0")
    read = "".join("".join(text.split("\n\n", 1)[1].split()) for text in shown)
    assert read == "".join(body.split()) + "Bacadisumbernya"


def test_thumbs_are_kept_with_the_question_and_its_hits(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf) as bot:
        ani = api.private_chat(user_id=7)
        ani.send("Siapa Kim Yong Ju?")
        answer = ani.wait_for_message()
        assert ani.wait_for_answer(ani.press(answer, "👎")).text == "Terima kasih, sudah dicatat."
        assert ani.wait_for_answer(ani.press(answer, "👍")).text == "Terima kasih!"
        ani.send("Siapa Kim Il Sung?")
        ani.wait_for_message()
        thumbs, answers, hits = bot.database.transact(
            lambda s: (
                s.scalars(select(ThumbRow)).all(),
                s.scalars(select(AnswerRow).order_by(AnswerRow.asked_at)).all(),
                s.scalars(select(AnswerHitRow)).all(),
            )
        )
    assert [(thumb.user_id, thumb.value) for thumb in thumbs] == [(7, 1)]
    assert [row.question for row in answers] == ["Siapa Kim Yong Ju?", "Siapa Kim Il Sung?"]
    assert answers[0].reply_message_id == answer.message_id
    assert (answers[0].model, answers[0].generation) == ("words", 7)
    assert {hit.article_id for hit in hits if hit.answer_id == answers[0].id} == {1}


def test_an_abstention_is_honest_and_offers_the_closest_articles(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.private_chat(user_id=7)
        ani.send("Berapa gaji pekerja pelabuhan?")
        abstention = ani.wait_for_message()
        assert abstention.text == "Maaf, saya belum menemukan jawabannya di artikel kami."
        assert buttons(abstention) == [["Artikel terdekat", "Kabari saya"]]
        ani.press(abstention, "Artikel terdekat")
        closest = ani.wait_for_message()
        assert buttons(closest) == [["Pelabuhan baru Makassar dibuka"]]
        ani.press(closest, "Pelabuhan baru Makassar dibuka")
        assert ani.wait_for_message().marked("bold") == ("Pelabuhan baru Makassar dibuka",)


def test_every_button_works_after_a_restart_and_a_changed_article_is_not_quoted(
    tmp_path: Path, shelf: Shelf
) -> None:
    with BotApi.start(flood=None) as api:
        ani = api.private_chat(user_id=7)
        with living_bot(api, tmp_path, shelf):
            ani.send("Siapa pendiri Korea Utara?")
            answer = ani.wait_for_message()
        with living_bot(api, tmp_path, shelf):
            ani.press(answer, "Artikel lengkap")
            assert ani.wait_for_message().marked("bold") == ("Kim Yong Ju tutup usia",)
            shelf.edit(1, ArticleDraft("Kim", "Isi baru sama sekali."))
            ani.press(answer, "Bagian lain")
            passages = ani.wait_for_edit(answer)
            assert "Artikel ini sudah diubah atau dihapus." in passages.text
            assert passages.marked("expandable_blockquote") == ()
            shelf.remove(1)
            ani.press(passages, "‹ Jawaban")
            answer = ani.wait_for_edit(passages)
            press = ani.press(answer, "Artikel lengkap")
            assert ani.wait_for_answer(press).text == "Artikel ini sudah diubah atau dihapus."


@pytest.mark.parametrize(
    ("language", "said"), [("id", "Belum ada artikel."), ("en", "No articles are stored yet.")]
)
def test_an_empty_library_says_that_it_is_empty_and_offers_no_examples(
    tmp_path: Path, language: str, said: str
) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, Shelf()):
        ani = api.private_chat(user_id=7, language_code=language)
        ani.send("/start")
        assert ani.wait_for_message().keyboard is None
        ani.send("Siapa Kim?" if language == "id" else "Who is Kim?")
        assert ani.wait_for_message().text == said


@pytest.mark.parametrize(
    ("language", "question", "button", "said"),
    [
        ("id", "Siapa Kim Yong Ju?", "Artikel lengkap", "Sedang ramai di sini: jawabannya datang sekitar "),
        ("en", "Who is Kim Yong Ju?", "Whole article", "Much is going on here: the answer comes in about "),
    ],
)
def test_a_tap_in_a_group_at_its_limit_shows_how_long_the_answer_takes(
    tmp_path: Path, shelf: Shelf, language: str, question: str, button: str, said: str
) -> None:
    limits = replace(FAST, group_per_minute=1)
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf, limits=limits):
        ani = api.user(7, language_code=language)
        group = api.group(members=(ani,))
        group.send(f"/ask {question}", sender=ani)
        press = group.press(group.wait_for_message(), button, by=ani)
        assert group.wait_for_answer(press).text.startswith(said)


def test_start_greets_with_example_questions_that_have_answers(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ben = api.private_chat(user_id=8, language_code="en")
        ben.send("/start")
        greeting = ben.wait_for_message()
        assert greeting.marked("bold") == ("Hello, I am Tanya.",)
        [[question]] = buttons(greeting)
        assert question == "Who is Kim Yong Ju?"
        ben.press(greeting, question)
        assert ben.wait_for_message().marked("expandable_blockquote") == (
            "Kim Yong Ju adalah adik pendiri Korea Utara Kim Il Sung.",
        )


@pytest.mark.parametrize(
    ("body", "asked"),
    [
        ("Bali Ditutup, pantai pun sepi. Rina Wati, pebulu tangkis, pulang.", ["Siapa Rina Wati?"]),
        ("Istana Merdeka, tempat upacara itu, dijaga.", []),
        ("Satelit Nusantara Tiga, anak perusahaan itu, untung.", []),
        ("In the hall John Smith, the former mayor, spoke.", ["Siapa John Smith?"]),
    ],
)
def test_an_example_asks_only_for_people(body: str, asked: list[str]) -> None:
    shelf = Shelf()
    shelf.add(ArticleDraft("Judul", body))
    assert list(Examples(shelf).questions(voice_of("id"))) == asked


def test_examples_ask_first_for_people_whom_many_articles_name() -> None:
    shelf = Shelf()
    shelf.add(ArticleDraft("Bupati", "Rina Wati, bupati Demak, meninjau tanggul. Panen raya dimulai."))
    shelf.add(ArticleDraft("Tanggul", "Tanggul diperbaiki, kata Rina Wati."))
    shelf.add(ArticleDraft("Pelukis", "Joko Susilo, pelukis dari Jepara, memamerkan karya."))
    assert list(Examples(shelf).questions(voice_of("en"))) == ["Who is Rina Wati?", "Who is Joko Susilo?"]


def test_an_example_whose_quotation_only_mentions_the_person_is_left_out() -> None:
    shelf = Shelf()
    shelf.add(ArticleDraft("Bupati", "Rina Wati sakit. Rina Wati, bupati, dirawat."))
    assert list(Examples(shelf).questions(voice_of("id"))) == []
