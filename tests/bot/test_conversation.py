"""People talk with the bot over the double: questions, articles, commands."""

from pathlib import Path

import pytest

from tests.bot.living import ADMIN, living_bot
from tests.bot.shelf import Shelf
from tests.botapi import BotApi


def test_a_question_is_answered_in_bold_with_a_marked_quotation_and_a_link_to_the_sentence(
    tmp_path: Path, shelf: Shelf
) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.private_chat(user_id=7)
        ani.send("Siapa Kim Yong Ju?")
        answer = ani.wait_for_message()
    assert answer.text == (
        "Kim\n\nKim Yong Ju adalah adik pendiri Korea Utara Kim Il Sung.\n"
        "Kim Yong Ju tutup usia · warta.example"
    )
    assert answer.marked("bold") == ("Kim", "Kim")
    assert answer.marked("expandable_blockquote") == (
        "Kim Yong Ju adalah adik pendiri Korea Utara Kim Il Sung.",
    )
    [link] = [entity for entity in answer.entities if entity.type == "text_link"]
    assert link.url == (
        "https://www.warta.example/kim-yong-ju#:~:text=Kim%20Yong%20Ju%20adalah%20adik,"
        "Korea%20Utara%20Kim%20Il%20Sung."
    )
    assert api.recorder.refused() == []


def test_an_article_is_previewed_saved_asked_about_and_taken_back(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        admin = api.private_chat(user_id=ADMIN)
        admin.send(
            "/addarticle Gempa di Ternate\nhttps://warta.example/gempa\n16/12/2021\nGempa melanda Ternate."
        )
        preview = admin.wait_for_message()
        assert preview.marked("bold") == ("Gempa di Ternate",)
        assert "16 Des 2021" in preview.text
        admin.press(preview, "Simpan")
        saved = admin.wait_for_edit(preview)
        assert saved.text == "Tersimpan: artikel 3, “Gempa di Ternate”."
        admin.send("Apa yang melanda Ternate?")
        answer = admin.wait_for_message()
        assert answer.marked("expandable_blockquote") == ("Gempa melanda Ternate.",)
        admin.press(saved, "Urungkan")
        assert admin.wait_for_edit(saved).text == "Ditarik kembali: artikel 3 sudah tidak ada."
    assert sorted(shelf.stored) == [1, 2]


def test_the_bot_types_while_it_works(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.private_chat(user_id=7)
        shelf.before_asking = lambda question: ani.wait_for_action()
        ani.send("Siapa Kim Yong Ju?")
        ani.wait_for_message()
        assert ani.actions() == ["typing"]


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("?", "Apa yang ingin Anda ketahui?"),
        ("/ask", "Apa yang ingin Anda ketahui?"),
        ("\u200b\u00ad", "Apa yang ingin Anda ketahui?"),
        ("kata " * 200_001, "Pertanyaan paling panjang 1.000 karakter"),
        ("Siapa Kim\x00 Yong Ju\ud800?", "Kim"),
        ("\u202eSiapa Kim Yong Ju?\u202c", "Kim"),
        ("/article " + "9" * 500, "Tidak ada artikel bernomor itu."),
        ("/article -1", "Tidak ada artikel bernomor itu."),
        ("/nonsense", "Saya tidak mengenal /nonsense."),
        ("/articles %_\"'; DROP TABLE bot_updates", "Tidak ada artikel tersimpan yang memuat"),
    ],
)
def test_odd_input_is_answered_politely(tmp_path: Path, shelf: Shelf, text: str, reply: str) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.private_chat(user_id=7)
        length = len(text.split()[0]) if text.startswith("/") else 0
        api.raw_update(
            {
                "message": {
                    "message_id": 1,
                    "date": 1,
                    "chat": {"id": 7, "type": "private", "first_name": "Ani"},
                    "from": {"id": 7, "is_bot": False, "first_name": "Ani", "language_code": "id"},
                    "text": text,
                    "entities": [{"type": "bot_command", "offset": 0, "length": length}] if length else [],
                }
            }
        )
        assert ani.wait_for_message().text.startswith(reply)
        assert api.visible_markup() == []


def test_an_answer_that_is_worded_grows_as_a_draft_and_links_each_number_to_its_source(
    tmp_path: Path, shelf: Shelf
) -> None:
    shelf.worded = ("Kim Yong Ju adalah adik Kim Il Sung [1].", "Ia meninggal pada 2021 [1].")
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.private_chat(user_id=7)
        shelf.while_wording = lambda sentences: sentences == 1 or api.wait_for_call("sendMessageDraft")
        ani.send("Siapa Kim Yong Ju?")
        answer = ani.wait_for_message()
        drafts = [draft.text for draft in ani.drafts()]
        budi = api.user(8)
        group = api.group(members=(budi,))
        group.send("/ask Siapa Kim Yong Ju?", sender=budi)
        group.wait_for_message()
        assert group.drafts() == []
    assert drafts == ["Kim Yong Ju adalah adik Kim Il Sung [1]."]
    assert answer.text.startswith(
        "Kim Yong Ju adalah adik Kim Il Sung [1]. Ia meninggal pada 2021 [1].\n\n[1] Kim Yong Ju tutup usia"
    )
    assert answer.marked("text_link") == ("[1]", "[1]", "Kim Yong Ju tutup usia")
    assert answer.marked("expandable_blockquote") == (
        "Kim Yong Ju adalah adik pendiri Korea Utara Kim Il Sung.",
    )


def test_an_answer_that_is_quoted_has_no_draft(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.private_chat(user_id=7)
        ani.send("Siapa Kim Yong Ju?")
        ani.wait_for_message()
        assert ani.drafts() == []
