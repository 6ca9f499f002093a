"""Questions that wait for an article: who asked hears of the answer, once, in the chat where it was asked."""

import time
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.conversation import waits
from bot.running import watching
from bot.sending import records as outbox
from bot.store.tables import WaitRow
from index.types import ArticleDraft
from tests.bot.living import ADMIN, living_bot
from tests.bot.shelf import Shelf
from tests.botapi import BotApi, Message

BANJIR = ArticleDraft("Banjir", "Banjir merendam tiga desa di Demak. Warga mengungsi ke balai desa.")
QUESTION = "Berapa desa terendam banjir Demak?"


@pytest.fixture(autouse=True)
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "EVERY_S", 0.05)


def buttons(message: Message) -> list[str]:
    return [] if message.keyboard is None else [button.text for button in message.keyboard.buttons]


def states(session: Session) -> list[str]:
    return list(session.scalars(select(WaitRow.state).order_by(WaitRow.begun_at)))


@pytest.mark.parametrize(
    ("language", "question", "tell", "stop", "promised", "heading"),
    [
        (
            "id",
            QUESTION,
            "Kabari saya",
            "Tidak usah dikabari",
            "Baik, saya kabari di sini begitu ada artikel yang menjawabnya.",
            f"Ada kabar untuk pertanyaan Anda “{QUESTION}”:",
        ),
        (
            "en",
            "What was flooded, banjir Demak?",
            "Tell me when there is",
            "Do not tell me",
            "All right, I tell you here as soon as an article answers it.",
            "News for your question “What was flooded, banjir Demak?”:",
        ),
    ],
)
def test_who_waits_for_an_answer_hears_of_it_once_when_an_article_comes(
    tmp_path: Path,
    shelf: Shelf,
    language: str,
    question: str,
    tell: str,
    stop: str,
    promised: str,
    heading: str,
) -> None:
    with BotApi.start(flood=None) as api:
        ani = api.private_chat(user_id=7, language_code=language)
        with living_bot(api, tmp_path, shelf):
            asked = ani.send(question)
            abstention = ani.wait_for_message()
            press = ani.press(abstention, tell)
            assert ani.wait_for_answer(press).text == promised
            assert stop in buttons(ani.wait_for_edit(abstention))
        shelf.add(BANJIR)
        with living_bot(api, tmp_path, shelf) as bot:
            news = ani.wait_for_message()
            assert news.text.startswith(heading)
            assert news.marked("expandable_blockquote") == ("Banjir merendam tiga desa di Demak.",)
            assert news.reply_to == asked
            assert "👍" in buttons(news)
            assert bot.database.transact(states) == ["done"]
        shelf.add(ArticleDraft("Banjir lagi", "Banjir di Demak surut, tiga desa bersih."))
        with living_bot(api, tmp_path, shelf):
            ani.send("/help")
            ani.wait_for_message()
        assert sum(message.text.startswith(heading) for message in ani.from_bot()) == 1


def test_who_stops_waiting_hears_nothing(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf) as bot:
        ani = api.private_chat(user_id=7)
        ani.send(QUESTION)
        abstention = ani.wait_for_message()
        before = buttons(abstention)
        ani.press(abstention, "Kabari saya")
        waiting = ani.wait_for_edit(abstention)
        press = ani.press(waiting, "Tidak usah dikabari")
        assert ani.wait_for_answer(press).text == "Baik, tidak saya kabari lagi."
        assert buttons(ani.wait_for_edit(waiting)) == before
        shelf.add(BANJIR)
        ani.send("/help")
        ani.wait_for_message()
        assert bot.database.transact(states) == ["stopped"]
        assert len(ani.from_bot()) == 2


def test_news_offers_to_end_what_else_is_waited_for(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf) as bot:
        ani = api.private_chat(user_id=7)
        for question in (QUESTION, "Berapa harga gabah kering?"):
            ani.send(question)
            abstention = ani.wait_for_message()
            ani.press(abstention, "Kabari saya")
            ani.wait_for_edit(abstention)
        shelf.add(BANJIR)
        news = ani.wait_for_message()
        ani.wait_for_answer(ani.press(news, "Jangan kabari lagi"))
        api.wait_until(
            lambda: True if sorted(bot.database.transact(states)) == ["done", "stopped"] else None,
            what="the end of the other wait",
        )


def test_in_a_group_the_answer_comes_there_and_only_who_waits_may_stop(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani, budi = api.user(7), api.user(8)
        group = api.group(members=(ani, budi))
        asked = group.send(f"/ask {QUESTION}", sender=ani)
        abstention = group.wait_for_message()
        group.press(abstention, "Kabari saya", by=ani)
        waiting = group.wait_for_edit(abstention)
        press = group.press(waiting, "Tidak usah dikabari", by=budi)
        assert group.wait_for_answer(press).text == "Tombol ini untuk orang lain."
        shelf.add(BANJIR)
        news = group.wait_for_message()
        assert news.reply_to == asked
        assert "Banjir merendam tiga desa" in news.text


def test_a_transaction_that_fails_half_way_leaves_the_question_waiting(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, failures = outbox.record, []

    def fails_once(session: Session, calls: list[object], replica: str) -> object:
        recorded = record(session, calls, replica)  # type: ignore[arg-type]
        if any("Ada kabar" in str(call) for call in calls) and not failures:
            failures.append(session)
            raise OperationalError("INSERT", None, Exception("the disk is full"))
        return recorded

    monkeypatch.setattr(outbox, "record", fails_once)
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf) as bot:
        ani = api.private_chat(user_id=7)
        ani.send(QUESTION)
        abstention = ani.wait_for_message()
        ani.press(abstention, "Kabari saya")
        ani.wait_for_edit(abstention)
        shelf.add(BANJIR)
        assert ani.wait_for_message().text.startswith("Ada kabar")
        time.sleep(0.2)
        assert len(failures) == 1
        assert len(ani.from_bot()) == 2
        assert bot.database.transact(states) == ["done"]


def test_a_wait_is_taken_by_one_process_alone(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf) as bot:
        ani = api.private_chat(user_id=7)
        ani.send(QUESTION)
        abstention = ani.wait_for_message()
        ani.press(abstention, "Kabari saya")
        ani.wait_for_edit(abstention)
        [answer_id] = bot.database.transact(lambda s: s.scalars(select(WaitRow.answer_id)).all())
        taken = [bot.database.transact(lambda session: waits.take(session, answer_id)) for _ in range(2)]
    assert taken == [True, False]


@pytest.mark.parametrize(
    ("language", "waits_", "add", "asks"),
    [
        ("id", "1 menunggu", "Tambah artikel untuk 1", "Kirim"),
        ("en", "1 waits", "Add an article to 1", "Send me the article"),
    ],
)
def test_an_editor_sees_who_waits_and_adds_the_article(
    tmp_path: Path, shelf: Shelf, language: str, waits_: str, add: str, asks: str
) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani, admin = api.private_chat(user_id=7), api.private_chat(user_id=ADMIN, language_code=language)
        ani.send(QUESTION)
        abstention = ani.wait_for_message()
        ani.press(abstention, "Kabari saya")
        ani.wait_for_edit(abstention)
        admin.send("/unanswered")
        listed = admin.wait_for_message()
        assert f"1. {QUESTION} · {waits_}" in listed.text
        admin.press(listed, add)
        assert asks in admin.wait_for_message().text
        admin.send(f"{BANJIR.title}\n{BANJIR.body}")
        preview = admin.wait_for_message()
        admin.press(preview, buttons(preview)[0])
        assert ani.wait_for_message().text.startswith("Ada kabar")
        admin.send("/unanswered")
        assert QUESTION not in admin.wait_for_message().text
