"""Roles, statistics, the list of questions asked in vain, reindexing, languages, privacy."""

import json
import threading
from pathlib import Path

from sqlalchemy import func, select

from bot.insight.teaching import export_feedback, taught_questions
from bot.store.tables import AnswerRow, PersonRow
from index.evaluation.questions import read_questions
from tests.bot.living import ADMIN, living_bot
from tests.bot.shelf import Shelf
from tests.botapi import BotApi


def test_an_admin_makes_editors_and_takes_the_role_back(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        admin = api.private_chat(user_id=ADMIN)
        ben = api.private_chat(user_id=8, first_name="Ben", language_code="en")
        ben.send("/delete 1")
        ben.wait_for_message()
        admin.send("/grant 8 editor")
        assert admin.wait_for_message().text == "8 sekarang editor."
        assert ben.wait_for_message().text.startswith("An admin has made you editor.")
        ben.send("/delete 1")
        assert ben.wait_for_message().text == "Delete article 1, “Kim Yong Ju tutup usia”?"
        ben.send("/grant 8 admin")
        assert ben.wait_for_message().text == "Only admins can do that."
        admin.send("/users")
        assert admin.wait_for_message().text == "Editor dan admin\n500 · admin · Ani\n8 · editor · Ben"
        admin.send("/revoke 8")
        assert admin.wait_for_message().text == "8 sekarang pembaca."
        assert ben.wait_for_message().text == "An admin has made you a reader again."
        ben.send("/delete 1")
        assert "Only editors" in ben.wait_for_message().text
        admin.send("/revoke 500")
        assert "ADMIN_IDS" in admin.wait_for_message().text
        admin.send("/grant siapa")
        assert "/grant 12345 editor" in admin.wait_for_message().text


def test_statistics_are_a_picture_with_the_figures_below(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        admin = api.private_chat(user_id=ADMIN)
        for question in ("Siapa Kim Yong Ju?", "Berapa gaji pekerja pelabuhan?"):
            admin.send(question)
            answer = admin.wait_for_message()
        admin.send("/stats")
        picture = admin.wait_for_message(timeout=30)
        [upload] = api.calls("sendPhoto")[0].uploads
    assert answer.text == "Maaf, saya belum menemukan jawabannya di artikel kami."
    assert "2 pertanyaan · 50 % terjawab · 👍 0 · 👎 0" in picture.text
    assert "Belum terjawab\n• Berapa gaji pekerja pelabuhan?" in picture.text
    assert upload.content.startswith(b"\x89PNG")


def test_an_editor_s_verdict_on_a_question_asked_in_vain_becomes_a_test_question(
    tmp_path: Path, shelf: Shelf
) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf) as bot:
        admin, ani = api.private_chat(user_id=ADMIN), api.private_chat(user_id=7)
        for question in (
            "Berapa gaji pekerja pelabuhan?",
            "Berapa gaji pekerja pelabuhan?",
            "Berapa umur Surabaya?",
        ):
            ani.send(question)
            ani.wait_for_message()
        ani.send("Siapa Kim Yong Ju?")
        liked = ani.wait_for_message()
        ani.wait_for_answer(ani.press(liked, "👍"))
        admin.send("/unanswered")
        listed = admin.wait_for_message()
        assert "1. Berapa gaji pekerja pelabuhan? ×2\n2. Berapa umur Surabaya?" in listed.text
        admin.press(listed, "1")
        opened = admin.wait_for_message()
        admin.press(opened, "Pelabuhan baru Makassar dibuka")
        admin.wait_for_edit(opened)
        admin.press(listed, "2")
        opened = admin.wait_for_message()
        admin.press(opened, "Tidak ada artikelnya")
        admin.wait_for_edit(opened)
        admin.send("/unanswered")
        assert admin.wait_for_message().text == "Semua pertanyaan terjawab."
        taught = bot.database.transact(taught_questions)
    by_question = {item.question: (item.answers, item.article_ids, item.answerable) for item in taught}
    assert by_question == {
        "Berapa gaji pekerja pelabuhan?": ((), ("2",), True),
        "Berapa umur Surabaya?": ((), (), False),
        "Siapa Kim Yong Ju?": (("Kim",), ("1",), True),
    }
    file = tmp_path / "taught.jsonl"
    assert export_feedback(f"sqlite:///{tmp_path / 'bot.db'}", file) == 3
    assert {question.question for question in read_questions(file)} == set(by_question)
    assert len([json.loads(line) for line in file.read_text().splitlines()]) == 3


def test_reindexing_shows_its_progress_and_the_chat_goes_on(tmp_path: Path, shelf: Shelf) -> None:
    release = threading.Event()
    shelf.while_reindexing = lambda: release.wait(20)
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        admin = api.private_chat(user_id=ADMIN)
        admin.send("/reindex")
        progress = admin.wait_for_message()
        assert progress.text == "Mengindeks ulang…"
        halfway = admin.wait_for_edit(progress)
        assert halfway.text == "Mengindeks ulang…\n▓▓▓▓▓▓░░░░░░ 1/2"
        admin.send("/reindex")
        assert admin.wait_for_message().text == "Pengindeksan ulang sedang berjalan."
        release.set()
        assert admin.wait_for_edit(halfway).text == "Selesai diindeks ulang: 2 artikel, 6 bagian."


def test_the_language_is_telegram_s_until_another_is_chosen(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.private_chat(user_id=7, language_code="id")
        ani.send("/language")
        choice = ani.wait_for_message()
        assert choice.text == "Pilih bahasa:"
        ani.press(choice, "English")
        assert ani.wait_for_edit(choice).text == "I speak English with you now."
        ani.send("/articles xyz")
        assert ani.wait_for_message().text == "No stored article holds “xyz”."
        ani.send("/language id")
        assert ani.wait_for_message().text == "Baik, saya pakai bahasa Indonesia."
        ani.send("Who is Kim Yong Ju?")
        assert "Kim Yong Ju adalah adik" in ani.wait_for_message().text


def test_privacy_tells_what_is_kept_and_forgetme_deletes_it(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf) as bot:
        ani, budi = api.private_chat(user_id=7), api.private_chat(user_id=8)
        for chat in (ani, budi):
            chat.send("Siapa Kim Yong Ju?")
            chat.wait_for_message()
        ani.send("/privacy")
        assert "selama 90 hari" in ani.wait_for_message().text
        ani.send("/forgetme")
        question = ani.wait_for_message()
        ani.press(question, "Lupakan saya")
        assert ani.wait_for_edit(question).text == "Selesai: data tentang Anda sudah saya hapus."
        left = bot.database.transact(
            lambda s: (
                s.scalars(select(AnswerRow.user_id)).all(),
                s.scalar(select(func.count()).select_from(PersonRow).where(PersonRow.id == 7)),
            )
        )
    assert left == ([8], 0)


def test_menus_are_written_by_language_place_and_role(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        api.wait_for_call("setMyCommands", count=5)
        calls = api.calls("setMyCommands")
    menus = {
        (json.loads(call.values["scope"])["type"], call.values.get("language_code", "")): [
            command["command"] for command in json.loads(call.values["commands"])
        ]
        for call in calls
    }
    assert menus["all_private_chats", ""][0] == "ask"
    assert menus["all_private_chats", "id"] == menus["all_private_chats", ""]
    assert menus["all_group_chats", "id"] == ["ask", "articles", "article", "help"]
    assert "grant" in menus["chat", ""]
    assert "grant" not in menus["all_private_chats", ""]
