"""Replies arrive: through floods, breakdowns, refusals that can be mended, moves of a group, and restarts."""

import time
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot.messages.outgoing import Call
from bot.sending import records
from bot.sending.courier import soften
from bot.sending.records import RecordedCall
from bot.store.tables import CallRow, ChatRow
from tests.bot.living import LivingBot, living_bot
from tests.bot.shelf import Shelf
from tests.botapi import BotApi, PrivateChat
from tests.botapi.faults import (
    BLOCKED,
    CANNOT_PARSE,
    Drop,
    Fault,
    Garbled,
    HtmlBody,
    Refused,
    ServerError,
    TooManyRequests,
)

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")


def asked(chat: PrivateChat) -> None:
    chat.send("Siapa Kim Yong Ju?")


def settled(bot: LivingBot) -> list[tuple[str, str | None, str]]:
    """The recorded calls once none waits any more."""
    until = time.monotonic() + 10
    while any(state == "waiting" for state, _, _ in calls(bot)) and time.monotonic() < until:
        time.sleep(0.02)
    return calls(bot)


def calls(bot: LivingBot) -> list[tuple[str, str | None, str]]:
    rows = bot.database.transact(lambda s: s.scalars(select(CallRow).order_by(CallRow.id)).all())
    return [(row.state, row.trouble, row.parameters) for row in rows]


@pytest.mark.parametrize(
    "fault", [Drop(), ServerError(502), HtmlBody(), Garbled(), TooManyRequests(1)], ids=type
)
def test_a_reply_survives(
    tmp_path: Path, shelf: Shelf, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf) as bot:
        struck = api.faults.add(fault, "sendMessage", times=2)
        ani = api.private_chat(user_id=7)
        asked(ani)
        answer = ani.wait_for_message()
        ani.send("/help")
        ani.wait_for_message()
        assert struck.struck == 2
        assert "Kim Yong Ju adalah" in answer.text
        assert api.recorder.inside_retry_after() == []
        assert "Kim" not in caplog.text
        # Nothing that was said stays in the outbox.
        assert settled(bot) == [("sent", None, ""), ("sent", None, "")]


def test_a_reply_that_was_not_sent_is_sent_after_a_restart(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api:
        ani = api.private_chat(user_id=7)
        plan = api.faults.add(ServerError(500), "sendMessage", times=None)
        with living_bot(api, tmp_path, shelf):
            asked(ani)
            api.wait_until(lambda: True if plan.struck else None, what="a failing send")
        assert ani.from_bot() == []
        api.faults.clear()
        with living_bot(api, tmp_path, shelf):
            assert "Kim Yong Ju adalah" in ani.wait_for_message().text
    assert shelf.asked == ["Siapa Kim Yong Ju?"]


def test_a_reply_is_not_sent_twice_because_the_database_was_away_for_a_moment(
    tmp_path: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    outages, written = iter([True, True]), records.sent

    def sent(session: Session, recorded: RecordedCall, message_id: int | None) -> None:
        if next(outages, False):
            raise OperationalError("UPDATE", None, Exception("disk I/O error"))
        written(session, recorded, message_id)

    monkeypatch.setattr(records, "sent", sent)
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf) as bot:
        ani = api.private_chat(user_id=7)
        asked(ani)
        ani.wait_for_message()
        ani.send("/help")
        ani.wait_for_message()
        assert settled(bot) == [("sent", None, ""), ("sent", None, "")]
        assert len(ani.from_bot()) == 2


def test_an_answer_whose_entities_are_refused_goes_out_as_plain_text(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        api.faults.add(CANNOT_PARSE, "sendMessage")
        ani = api.private_chat(user_id=7)
        asked(ani)
        answer = ani.wait_for_message()
        assert "Kim Yong Ju adalah" in answer.text
        assert answer.marked("bold") == ()


def test_a_chat_that_blocked_the_bot_loses_its_replies_and_is_answered_when_it_comes_back(
    tmp_path: Path, shelf: Shelf
) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf) as bot:
        plan = api.faults.add(BLOCKED, "sendMessage", times=1)
        ani = api.private_chat(user_id=7)
        asked(ani)
        api.wait_until(lambda: True if plan.struck else None, what="a refused send")
        ani.send("/start")
        assert "Tanya" in ani.wait_for_message().text
        assert calls(bot)[0][:2] == ("failed", "blocked")
        blocked = bot.database.transact(lambda s: s.scalars(select(ChatRow.blocked)).all())
    assert blocked == [False]


def test_a_reply_follows_a_group_that_became_a_supergroup(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.user(7)
        group = api.group(members=(ani,), supergroup=False)
        group.send("/ask Siapa Kim Yong Ju?", sender=ani)
        group.wait_for_message()
        plan = api.faults.add(ServerError(500), "sendMessage", times=None)
        group.send("/ask Siapa Kim Il Sung?", sender=ani)
        api.wait_until(lambda: True if plan.struck else None, what="a failing send")
        moved = group.migrate()
        api.faults.clear()
        assert "Kim Yong Ju adalah" in moved.wait_for_message().text


def test_a_message_that_can_never_be_sent_does_not_hold_up_the_next(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf) as bot:
        api.faults.add(Refused(400, "Bad Request: message is too long"), "sendMessage")
        ani = api.private_chat(user_id=7)
        asked(ani)
        ani.send("/help")
        assert ani.wait_for_message().text.startswith("Tulis pertanyaan")
        assert calls(bot)[0] == ("failed", "Message is too long", "")


@pytest.mark.parametrize(
    ("refusal", "kept"),
    [
        (
            "Can't parse entities: x",
            {"chat_id": 1, "text": "a", "message_thread_id": 5, "reply_parameters": {}},
        ),
        ("Message thread not found", {"chat_id": 1, "text": "a", "entities": [], "reply_parameters": {}}),
        (
            "Message to be replied not found",
            {"chat_id": 1, "text": "a", "entities": [], "message_thread_id": 5},
        ),
    ],
)
def test_a_refused_call_is_softened_by_what_was_refused(refusal: str, kept: dict[str, object]) -> None:
    given: dict[str, object] = {
        "chat_id": 1,
        "text": "a",
        "entities": [],
        "message_thread_id": 5,
        "reply_parameters": {},
    }
    softer = soften(Call(1, "sendMessage", given), refusal)
    assert softer is not None
    assert softer.parameters == kept


def test_an_edit_of_a_deleted_message_becomes_a_new_message() -> None:
    edit = Call(1, "editMessageText", {"chat_id": 1, "message_id": 9, "text": "a"})
    softer = soften(edit, "Message to edit not found")
    assert softer == Call(1, "sendMessage", {"chat_id": 1, "text": "a"})
    assert soften(Call(1, "sendMessage", {"chat_id": 1}), "Chat not found") is None
