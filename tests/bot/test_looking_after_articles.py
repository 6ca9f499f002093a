"""Editors add, change and delete articles, with a way back each time; readers suggest."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.articles.drafts import draft_of
from bot.handlers.readers.asking import reads_like_a_question
from bot.store.tables import ActRow
from index.errors import InputError
from index.types import ArticleDraft
from tests.bot.living import ADMIN, living_bot, settings_for
from tests.bot.shelf import Shelf
from tests.botapi import BotApi, Message
from tests.botapi.places import PrivateChat

GEMPA = "Gempa di Ternate\n\nGempa melanda Ternate pada Rabu pagi."


def buttons(message: Message) -> list[str]:
    return [] if message.keyboard is None else [button.text for button in message.keyboard.buttons]


def test_an_article_may_come_in_several_messages_and_only_the_last_preview_is_open(
    tmp_path: Path, shelf: Shelf
) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        admin = api.private_chat(user_id=ADMIN)
        admin.send("/addarticle")
        admin.wait_for_message()
        admin.send(GEMPA)
        first = admin.wait_for_message()
        admin.send("Warga berlari ke luar rumah.")
        second = admin.wait_for_message()
        assert buttons(admin.wait_for_edit(first)) == []
        assert first.keyboard is not None
        stale = admin.press_data(first, first.keyboard.buttons[0].data or "")
        assert admin.wait_for_answer(stale).text == "Pratinjau ini sudah tidak berlaku."
        admin.press(second, "Simpan")
        admin.wait_for_edit(second)
        admin.send("Apa yang melanda Ternate?")
        assert admin.wait_for_message().marked("expandable_blockquote") == (
            "Gempa melanda Ternate pada Rabu pagi.",
        )
    assert shelf.stored[3].body == "Gempa melanda Ternate pada Rabu pagi.\nWarga berlari ke luar rumah."


def test_the_command_as_a_reply_adds_the_text_that_it_answers(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        admin = api.private_chat(user_id=ADMIN)
        text = admin.send(GEMPA)
        admin.wait_for_message()
        admin.send("/addarticle", reply_to=text)
        preview = admin.wait_for_message()
        press = admin.press(preview, "Simpan")
        admin.wait_for_edit(preview)
        api.redeliver(press)
        admin.send("/articles")
        assert "Gempa di Ternate" in admin.wait_for_message().text
    assert len(shelf.stored) == 3


def test_the_same_text_again_points_to_the_article_that_is_there(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        admin = api.private_chat(user_id=ADMIN)
        admin.send(f"/addarticle Judul lain\n{shelf.stored[2].body}")
        preview = admin.wait_for_message()
        admin.press(preview, "Simpan")
        saved = admin.wait_for_edit(preview)
        assert saved.text == "Teks yang sama sudah tersimpan, sebagai artikel 2."
        assert "Urungkan" not in buttons(saved)


def test_an_unusable_article_is_refused_politely_and_can_be_mended(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        admin = api.private_chat(user_id=ADMIN)
        admin.send("/addarticle Hanya judul")
        assert "/cancel" in admin.wait_for_message().text
        admin.send("Isinya menyusul di sini.")
        preview = admin.wait_for_message()
        assert preview.marked("bold") == ("Hanya judul",)
        admin.send("/cancel")
        assert admin.wait_for_message().text == "Dibatalkan; tidak ada yang berubah."
        assert preview.keyboard is not None
        late = admin.press_data(preview, preview.keyboard.buttons[0].data or "")
        assert admin.wait_for_answer(late).text == "Pratinjau ini sudah tidak berlaku."
        admin.send("/cancel")
        assert admin.wait_for_message().text == "Tidak ada yang perlu dibatalkan."
    assert sorted(shelf.stored) == [1, 2]


def test_a_deletion_is_confirmed_and_can_be_undone(tmp_path: Path, shelf: Shelf) -> None:
    body = shelf.stored[1].body
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        admin = api.private_chat(user_id=ADMIN)
        admin.send("/delete 1")
        question = admin.wait_for_message()
        admin.press(question, "Jangan hapus")
        admin.wait_for_edit(question)
        assert 1 in shelf.stored
        admin.send("/delete 1")
        question = admin.wait_for_message()
        admin.press(question, "Hapus")
        deleted = admin.wait_for_edit(question)
        assert 1 not in shelf.stored
        admin.press(deleted, "Urungkan")
        assert admin.wait_for_edit(deleted).text == "Artikel 1 sudah kembali."
        admin.send("/delete 99")
        assert "Tidak ada artikel bernomor itu" in admin.wait_for_message().text
    assert shelf.stored[1].body == body


def test_an_edit_is_previewed_and_can_be_undone(tmp_path: Path, shelf: Shelf) -> None:
    before = shelf.stored[2].body
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf) as bot:
        admin = api.private_chat(user_id=ADMIN)
        admin.send("/edit 2\nPelabuhan Makassar\n\nPelabuhan itu ditutup lagi.")
        preview = admin.wait_for_message()
        admin.press(preview, "Simpan")
        changed = admin.wait_for_edit(preview)
        assert shelf.stored[2].body == "Pelabuhan itu ditutup lagi."
        admin.press(changed, "Urungkan")
        admin.wait_for_edit(changed)
        assert shelf.stored[2].body == before
        admin.send("/audit")
        trail = admin.wait_for_message().text
        acts = bot.database.transact(lambda session: [row.act for row in session.scalars(select(ActRow))])
    assert acts == ["edit", "edit"]
    assert "mengubah · artikel 2: Pelabuhan Makassar" in trail


PRINTED = ArticleDraft(
    "Laporan tahunan",
    "Pasar dibangun pada Mei.\nJembatan dibuka pada Juni.",
    author="Rina Sari",
    outlet="Harian Lontar",
    section="Kota",
    pages=(25,),
)


def test_a_change_of_the_title_keeps_who_made_an_article_and_its_pages(tmp_path: Path, shelf: Shelf) -> None:
    number = shelf.add(PRINTED).article_id
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        admin = api.private_chat(user_id=ADMIN)
        admin.send(f"/edit {number}")
        admin.wait_for_message()
        admin.press(admin.wait_for_message(), "Judul")
        admin.wait_for_message()
        admin.send("Laporan setahun")
        preview = admin.wait_for_message()
        assert "Harian Lontar · Kota · oleh Rina Sari" in preview.text
        admin.press(preview, "Simpan")
        admin.wait_for_edit(preview)
        admin.send("Jembatan dibuka pada bulan apa?")
        assert admin.wait_for_message().text.endswith("\nLaporan setahun · Harian Lontar · hlm. 2")
    assert draft_of(shelf.stored[number]) == replace(PRINTED, title="Laporan setahun")


def test_a_new_text_keeps_who_made_an_article_but_not_the_pages_of_the_old_one(
    tmp_path: Path, shelf: Shelf
) -> None:
    number = shelf.add(PRINTED).article_id
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        admin = api.private_chat(user_id=ADMIN)
        admin.send(f"/edit {number}")
        admin.wait_for_message()
        admin.press(admin.wait_for_message(), "Isi")
        admin.wait_for_message()
        admin.send("Pasar dibuka pada Juni.")
        by_button = _saved(admin, shelf, number)
        admin.send(f"/edit {number}\nLaporan tahunan\n\nPasar ditutup pada Juli.")
        by_command = _saved(admin, shelf, number)
    assert by_button == replace(PRINTED, body="Pasar dibuka pada Juni.", pages=())
    assert by_command == replace(PRINTED, body="Pasar ditutup pada Juli.", pages=())


def _saved(admin: PrivateChat, shelf: Shelf, number: int) -> ArticleDraft:
    preview = admin.wait_for_message()
    admin.press(preview, "Simpan")
    admin.wait_for_edit(preview)
    return draft_of(shelf.stored[number])


def test_a_removed_article_comes_back_with_who_made_it_and_its_pages(tmp_path: Path, shelf: Shelf) -> None:
    number = shelf.add(PRINTED).article_id
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        admin = api.private_chat(user_id=ADMIN)
        admin.send(f"/delete {number}")
        asked = admin.wait_for_message()
        admin.press(asked, "Hapus")
        deleted = admin.wait_for_edit(asked)
        assert number not in shelf.stored
        admin.press(deleted, "Urungkan")
        admin.wait_for_edit(deleted)
    assert draft_of(shelf.stored[number]) == PRINTED


def test_articles_are_listed_page_by_page_and_found_by_title(tmp_path: Path, shelf: Shelf) -> None:
    for number in range(23):
        shelf.add(ArticleDraft(f"Kabar nomor {number}", f"Isi kabar {number}."))
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.private_chat(user_id=7)
        ani.send("/articles kabar")
        page = ani.wait_for_message()
        seen = list(page.marked("code"))
        while "›" in buttons(page):
            ani.press(page, "›")
            page = ani.wait_for_edit(page)
            seen += page.marked("code")
        ani.send("/articles tidak ada")
        assert ani.wait_for_message().text == "Tidak ada artikel tersimpan yang memuat “tidak ada”."
    assert seen == [str(number) for number in range(25, 2, -1)]


def test_a_reader_is_told_politely_that_only_editors_may(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ben = api.private_chat(user_id=8, language_code="en")
        for text in (f"/addarticle {GEMPA}", "/delete 1", "/edit 1", "/stats", "/users", "/grant 8 admin"):
            ben.send(text)
            assert (
                ben.wait_for_message().text
                == "Only editors can do that. Ask an admin if you would like to help."
            )
    assert sorted(shelf.stored) == [1, 2]


def test_a_suggestion_goes_to_the_editors_and_its_fate_comes_back(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api:
        settings = settings_for(api, suggestions=True)
        with living_bot(api, tmp_path, shelf, settings=settings):
            admin = api.private_chat(user_id=ADMIN)
            ben = api.private_chat(user_id=8, first_name="Ben", language_code="en")
            ben.send(f"/addarticle {GEMPA}")
            assert ben.wait_for_message().text == "Thank you! The editors will look at “Gempa di Ternate”."
            proposal = admin.wait_for_message()
            assert proposal.text.startswith("Ben (8) suggests:")
            admin.press(proposal, "Take it")
            assert admin.wait_for_edit(proposal).text == "Tersimpan: artikel 3, “Gempa di Ternate”."
            assert ben.wait_for_message().text == "Your suggestion “Gempa di Ternate” was taken. Thank you!"
    assert shelf.stored[3].title == "Gempa di Ternate"


def test_a_file_from_an_editor_becomes_an_article_and_an_unusable_one_is_refused(
    tmp_path: Path, shelf: Shelf
) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        admin, ani = api.private_chat(user_id=ADMIN), api.private_chat(user_id=7)
        admin.send_document("gempa.txt", GEMPA.encode())
        preview = admin.wait_for_message()
        assert preview.marked("bold") == ("Gempa di Ternate",)
        admin.press(preview, "Simpan")
        assert "artikel 3" in admin.wait_for_edit(preview).text
        admin.send_document("gempa.exe", b"MZ")
        assert "Hanya berkas .txt" in admin.wait_for_message().text
        ani.send_document("gempa.txt", b"Palsu\n\nIsi palsu.")
        assert ani.wait_for_message().text.startswith("Hanya editor yang dapat menambahkan berkas.")
    assert sorted(shelf.stored) == [1, 2, 3]


def test_an_address_is_fetched_and_previewed_and_a_refusal_is_passed_on(tmp_path: Path, shelf: Shelf) -> None:
    def web(url: str) -> ArticleDraft:
        if "localhost" in url:
            raise InputError("That web address names no public site.")
        return ArticleDraft("Gempa di Ternate", "Gempa melanda Ternate.", url=url)

    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf, web=web):
        admin = api.private_chat(user_id=ADMIN)
        admin.send("/addarticle https://warta.example/gempa")
        preview = admin.wait_for_message()
        assert "warta.example" in preview.text
        admin.press(preview, "Simpan")
        admin.wait_for_edit(preview)
        admin.send("/addarticle http://localhost/x")
        assert admin.wait_for_message().text == "Alamat web itu bukan situs umum."
    assert shelf.stored[3].url == "https://warta.example/gempa"


@pytest.mark.parametrize(
    ("language", "question", "part_button", "save_button"),
    [
        ("id", "Siapa Kim Yong Ju?", "Bukan, ini bagian dari artikel", "Simpan"),
        ("en", "who is Kim Yong Ju", "No, it belongs to the article", "Save"),
    ],
)
def test_a_question_while_an_article_waits_is_answered_and_the_article_waits_on(
    tmp_path: Path, shelf: Shelf, language: str, question: str, part_button: str, save_button: str
) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        admin = api.private_chat(user_id=ADMIN, language_code=language)
        admin.send(f"/addarticle {GEMPA}")
        first = admin.wait_for_message()
        admin.send(question)
        answer = admin.wait_for_message()
        assert answer.marked("expandable_blockquote")[0].startswith("Kim Yong Ju adalah")
        admin.press(answer, part_button)
        second = admin.wait_for_message()
        assert question in second.text
        assert admin.wait_for_answer(admin.press(answer, part_button)).text != ""
        assert buttons(admin.wait_for_edit(first)) == []
        admin.press(second, save_button)
        admin.wait_for_edit(second)
    assert shelf.stored[3].body == f"Gempa melanda Ternate pada Rabu pagi.\n{question}"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Siapa Kim Yong Ju?", True),
        ("kapan pelabuhan dibuka", True),
        ("Gempa lagi, kata warga?", True),
        (
            "Apa yang terjadi kemudian diceritakan oleh warga di tempat pengungsian itu kepada wartawan kami",
            False,
        ),
        ("Apa kata warga.", False),
        ("Warga mengungsi ke bukit.", False),
        ("Siapa dia?\nTidak ada yang tahu.", False),
        ("", False),
    ],
)
def test_one_short_line_reads_like_a_question(text: str, is_one: bool) -> None:
    assert reads_like_a_question(text) is is_one


def test_articles_are_found_by_words_below_their_titles_after_those_with_the_words_in_it(
    tmp_path: Path, shelf: Shelf
) -> None:
    shelf.add(ArticleDraft("Surabaya bersiap", "Sebuah kapal akan datang."))
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.private_chat(user_id=7)
        ani.send("/articles Surabaya")
        assert ani.wait_for_message().marked("code") == ("3", "2")
        ani.send("/articles kapal Surabaya")
        assert ani.wait_for_message().marked("code") == ("2", "3")
        ani.send("/articles ???")
        assert ani.wait_for_message().text == "Tidak ada artikel tersimpan yang memuat “???”."
