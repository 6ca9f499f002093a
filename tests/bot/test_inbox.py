"""Poison, duplicates, numbers that start again, crowds: what arrives is handled once and in order."""

import asyncio
import contextlib
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.exc import DataError
from sqlalchemy.orm import Session

from bot.inbox import lanes, records
from bot.inbox.lanes import Tempo
from bot.inbox.polling import Poller
from bot.inbox.sorting import RawUpdate, sort_update
from bot.messages.incoming import Sender
from bot.messages.outgoing import Parameters
from bot.people import records as people
from bot.people.records import Person
from bot.store.clock import now
from bot.store.database import bot_url, open_database
from bot.store.tables import LaneRow, UpdateRow
from tests.bot.living import ADMIN, living_bot
from tests.bot.shelf import Shelf
from tests.botapi import BotApi

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(["message", "edited_message", "callback_query", "inline_query", "my_chat_member"])
UPDATES = st.fixed_dictionaries({"update_id": JSON}) | st.dictionaries(
    NAMES, st.dictionaries(st.sampled_from(["from", "chat", "message", "id"]), JSON) | JSON
)


@given(UPDATES | JSON)
def test_sorting_takes_any_shape_and_never_raises(update: object) -> None:
    raw = sort_update(update)
    if raw is not None:
        assert 0 <= raw.update_id < 2**63
        assert len(raw.lane) <= 48
        assert raw.body.isascii()


def test_updates_of_one_chat_share_a_lane_and_other_people_s_do_not() -> None:
    message = {"update_id": 1, "message": {"chat": {"id": -5}, "from": {"id": 7}}}
    press = {"update_id": 2, "callback_query": {"from": {"id": 8}, "message": {"chat": {"id": -5}}}}
    inline = {"update_id": 3, "inline_query": {"from": {"id": 7}}}
    lanes_ = [sort_update(update).lane for update in (message, press, inline)]  # type: ignore[union-attr]
    assert lanes_ == ["chat:-5", "chat:-5", "person:7"]


def test_one_bad_update_in_ten_is_set_aside_and_reported_and_all_others_are_answered(
    tmp_path: Path, shelf: Shelf
) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf) as bot:
        admin = api.private_chat(user_id=ADMIN)
        people = [api.private_chat(user_id=10 + number) for number in range(9)]
        polls = len(api.calls("getUpdates"))
        for chat in people[:5]:
            chat.send("Siapa Kim Yong Ju?")
        api.raw_update(
            {"message": {"message_id": 1, "date": "kemarin", "chat": "ruang", "from": 5, "text": ["?"]}}
        )
        for chat in people[5:]:
            chat.send("Siapa Kim Yong Ju?")
        for chat in people:
            assert "Kim Yong Ju adalah" in chat.wait_for_message().text
        assert "set aside" in admin.wait_for_message().text
        extra_polls = len(api.calls("getUpdates")) - polls
        states = bot.database.transact(lambda s: s.scalars(select(UpdateRow.state)).all())
    assert sorted(states) == ["done"] * 9 + ["set aside"]
    assert extra_polls <= 12


def test_an_update_that_comes_three_times_has_one_effect(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.private_chat(user_id=7)
        question = ani.send("Siapa Kim Yong Ju?")
        ani.wait_for_message()
        api.redeliver(question)
        api.redeliver(question)
        ani.send("/help")
        ani.wait_for_message()
        assert len(ani.from_bot()) == 2
    assert shelf.asked == ["Siapa Kim Yong Ju?"]


class Feed:
    """Gives prepared batches to the poller, then waits for ever; remembers the offsets."""

    def __init__(self, *batches: list[object]) -> None:
        self._batches = list(batches)
        self.offsets: list[object] = []

    async def request(self, method: str, parameters: Parameters) -> object:
        self.offsets.append(parameters.get("offset"))
        if not self._batches:
            await asyncio.Event().wait()
        return self._batches.pop(0)


def test_an_empty_poll_frees_the_offset_because_telegram_may_number_from_below_again(tmp_path: Path) -> None:
    feed = Feed([{"update_id": 900}, {"update_id": 901}], [], [{"update_id": 17}], [{"no": "number"}], [])
    database = open_database(f"sqlite:///{tmp_path / 'bot.db'}")

    async def receive(updates: Sequence[RawUpdate]) -> None:
        await database.run(lambda session: records.store(session, updates))

    async def poll() -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(Poller(feed, receive).run(), 2)

    asyncio.run(poll())
    stored = database.transact(
        lambda s: s.scalars(select(UpdateRow.update_id).order_by(UpdateRow.position)).all()
    )
    database.close()
    assert stored == [900, 901, 17]
    assert feed.offsets == [None, 902, None, 18, None, None]


def test_a_question_that_breaks_the_library_is_answered_with_an_apology_and_blocks_nobody(
    tmp_path: Path, shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(question: str) -> None:
        if "rusak" in question:
            raise RuntimeError("rahasia orang: rusak")

    shelf.before_asking = fail
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.private_chat(user_id=7)
        ani.send("Kenapa ini rusak?")
        apology = ani.wait_for_message()
        ani.send("Siapa Kim Yong Ju?")
        assert "Kim Yong Ju adalah" in ani.wait_for_message().text
    assert apology.text.startswith("Ada yang salah di pihak saya.")
    incident = apology.text.rstrip(".").rsplit(" ", 1)[1]
    assert incident in caplog.text
    assert "rahasia" not in caplog.text


def test_messages_of_one_chat_are_answered_in_order_while_others_go_ahead(
    tmp_path: Path, shelf: Shelf
) -> None:
    shelf.before_asking = lambda question: time.sleep(0.05 if "lambat" in question else 0)
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani, budi = api.private_chat(user_id=7), api.private_chat(user_id=8)
        sent = [ani.send(f"Pertanyaan lambat nomor {number}") for number in range(10)]
        budi.send("Siapa Kim Yong Ju?")
        budi.wait_for_message()
        assert len(ani.from_bot()) < len(sent)
        for _ in sent:
            ani.wait_for_message()
    assert [question for question in shelf.asked if "lambat" in question] == [
        message.text for message in sent
    ]


def test_a_crowd_in_one_lane_is_cut_with_one_notice(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lanes, "MAX_WAITING", 20)
    with BotApi.start(flood=None) as api:
        ani = api.private_chat(user_id=7)
        for number in range(60):
            ani.send(f"Apa kabar {number}?")
        with living_bot(api, tmp_path, shelf, tempo=Tempo(0.0, 1000)):
            ani.wait_for_message(where=lambda message: "saya lewati" in message.text)
            api.wait_until(lambda: True if len(ani.from_bot()) == 21 else None, what="the kept answers")
    assert len(shelf.asked) == 20


def test_what_cannot_be_stored_is_set_aside_and_the_lane_goes_on(tmp_path: Path, shelf: Shelf) -> None:
    shelf.stored[3] = replace(shelf.stored[2], id=3, body="Rusak\ud800 sekali di sini.")
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf) as bot:
        ani = api.private_chat(user_id=7)
        ani.send("Apa rusak sekali di sini?")
        ani.send("Siapa Kim Yong Ju?")
        assert "Kim Yong Ju adalah" in ani.wait_for_message().text
        states = bot.database.transact(
            lambda s: s.scalars(select(UpdateRow.state).order_by(UpdateRow.position)).all()
        )
    assert states == ["set aside", "done"]


def test_the_bot_keeps_a_file_of_its_own_beside_a_sqlite_library() -> None:
    assert bot_url("sqlite:///home/tanya.db") == "sqlite:///home/tanya-bot.db"
    assert bot_url("postgresql+psycopg://ani:rahasia@db/tanya") == "postgresql+psycopg://ani:rahasia@db/tanya"


def test_a_sender_who_cannot_be_looked_up_costs_nobody_else_an_answer_and_is_set_aside_in_the_end(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    meet = people.meet

    def meet_all_but_one(session: Session, sender: Sender) -> Person:
        if sender.id == 13:
            raise DataError("SELECT", None, Exception("cannot be said in this encoding"))
        return meet(session, sender)

    monkeypatch.setattr(people, "meet", meet_all_but_one)
    monkeypatch.setattr(lanes, "RETRY_S", 0.01)
    with BotApi.start(flood=None) as api:
        chats = [api.private_chat(user_id=number) for number in (11, 12, 13, 14)]
        for chat in chats:
            chat.send("Siapa Kim Yong Ju?")
        with living_bot(api, tmp_path, shelf) as bot:
            for chat in chats:
                if chat.id != 13:
                    assert "Kim Yong Ju adalah" in chat.wait_for_message().text
            admin = api.private_chat(user_id=ADMIN)
            assert "set aside" in admin.wait_for_message(timeout=20).text
            kept = bot.database.transact(
                lambda s: s.execute(select(UpdateRow.state, UpdateRow.attempts)).all()
            )
    assert sorted(kept) == [("done", 1)] * 3 + [("set aside", lanes.MAX_ATTEMPTS + 1)]


@pytest.mark.parametrize(
    ("language", "question", "stopped", "in_vain"),
    [
        ("id", "Siapa Kim Yong Ju?", "Nanti saya coba lagi.", "Admin sudah diberi tahu."),
        ("en", "Who is Kim Yong Ju?", "I will try again later.", "The admins know."),
    ],
)
def test_who_sent_an_update_that_processes_died_over_hears_of_it_and_is_answered_later(
    tmp_path: Path,
    shelf: Shelf,
    monkeypatch: pytest.MonkeyPatch,
    language: str,
    question: str,
    stopped: str,
    in_vain: str,
) -> None:
    with BotApi.start(flood=None) as api:
        ani = api.private_chat(user_id=7, language_code=language)
        first = ani.send(question)
        with monkeypatch.context() as deadly:
            deadly.setattr(lanes, "MAX_ATTEMPTS", 0)
            with living_bot(api, tmp_path, shelf) as bot:
                apology = ani.wait_for_message()
                assert apology.text.endswith(stopped)
                assert apology.reply_to == first
                bot.database.transact(lambda session: make_due(session))
        with living_bot(api, tmp_path, shelf):
            answer = ani.wait_for_message()
            assert "Kim Yong Ju adalah" in answer.text
            assert answer.reply_to == first
        ani.send(question)
        monkeypatch.setattr(lanes, "MAX_ATTEMPTS", 0)
        monkeypatch.setattr(records, "TRY_AGAIN_AFTER", ())
        with living_bot(api, tmp_path, shelf):
            assert ani.wait_for_message().text.endswith(in_vain)
    assert shelf.asked == [question]


def make_due(session: Session) -> None:
    for row in session.scalars(select(UpdateRow).where(UpdateRow.retry_at.is_not(None))):
        row.retry_at = now()


def test_processes_that_die_and_start_again_at_once_count_as_one_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'bot.db'}")
    raw = sort_update({"update_id": 1, "message": {"chat": {"id": 5}}})
    assert raw is not None

    def life(number: int) -> tuple[int, int]:
        def work(session: Session) -> tuple[int, int]:
            session.execute(delete(LaneRow))
            claimed = records.claim(session, "chat:5", f"process {number}")
            assert claimed is not None
            return claimed.attempts, claimed.tries

        return database.transact(work)

    database.transact(lambda session: records.store(session, [raw]))
    assert [life(number) for number in range(6)] == [(number, 1) for number in range(1, 7)]
    monkeypatch.setattr(records, "COUNTS_AFTER", timedelta(0))
    assert [life(number) for number in range(6, 8)] == [(7, 2), (8, 3)]
    database.close()


def test_more_chats_than_hands_are_all_answered_once(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api:
        chats = [api.private_chat(user_id=100 + number) for number in range(60)]
        for chat in chats:
            chat.send("Siapa Kim Yong Ju?")
        with living_bot(api, tmp_path, shelf) as bot:
            for chat in chats:
                chat.wait_for_message(timeout=30)
            attempts = bot.database.transact(lambda s: s.scalars(select(UpdateRow.attempts)).all())
        assert [len(chat.from_bot()) for chat in chats] == [1] * 60
    assert list(attempts) == [1] * 60
