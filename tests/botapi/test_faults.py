"""Each fault looks to python-telegram-bot as the real trouble does."""

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta

import httpx
import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from . import BotApi, PrivateChat
from .driving import call, client, with_bot
from .faults import (
    BLOCKED,
    CANNOT_PARSE,
    CHAT_NOT_FOUND,
    DOWNLOAD,
    INVALID_TOKEN,
    AnswerLost,
    Drop,
    Fault,
    Garbled,
    Hang,
    HtmlBody,
    Refused,
    ServerError,
    Slow,
    TooManyRequests,
)


async def say(bot: Bot) -> object:
    return await bot.send_message(7, "halo")


def failure(api: BotApi, use: Callable[[Bot], Awaitable[object]] = say) -> TelegramError:
    """The error that PTB makes of the next call."""
    with pytest.raises(TelegramError) as caught:
        with_bot(api, use)
    return caught.value


@pytest.mark.parametrize(
    ("fault", "kind", "words"),
    [
        (TooManyRequests(3), RetryAfter, "Flood control exceeded"),
        (ServerError(500), NetworkError, "Internal Server Error"),
        (ServerError(502), NetworkError, "Bad Gateway"),
        (HtmlBody(502), NetworkError, "Bad Gateway"),
        (Drop(), NetworkError, "disconnected"),
        (AnswerLost(), NetworkError, "disconnected"),
        (Garbled(), TelegramError, "Invalid server response"),
        (BLOCKED, Forbidden, "bot was blocked by the user"),
        (CHAT_NOT_FOUND, BadRequest, "Chat not found"),
        (CANNOT_PARSE, BadRequest, "Can't parse entities"),
        (INVALID_TOKEN, InvalidToken, ""),
        (Refused(409, "Conflict: x"), Conflict, "x"),
    ],
)
def test_a_scripted_fault_happens_once(
    api: BotApi, ani: PrivateChat, fault: Fault, kind: type[TelegramError], words: str
) -> None:
    plan = api.faults.add(fault, "sendMessage")
    error = failure(api)
    assert type(error) is kind
    assert words.lower() in str(error).lower()
    assert plan.struck == 1
    assert api.calls("sendMessage")[0].fault == type(fault).__name__
    api.faults.clear()
    assert api.calls("sendMessage")[0].done == isinstance(fault, AnswerLost)


def test_a_lost_answer_means_that_the_message_is_there(api: BotApi, ani: PrivateChat) -> None:
    api.faults.add(AnswerLost(), "sendMessage")
    failure(api)
    with_bot(api, say)
    assert [message.text for message in ani.from_bot()] == ["halo", "halo"]


def test_a_dropped_call_means_that_nothing_is_there(api: BotApi, ani: PrivateChat) -> None:
    api.faults.add(Drop(), "sendMessage")
    failure(api)
    assert ani.from_bot() == []


def test_a_hanging_call_times_out_and_has_no_effect(api: BotApi, ani: PrivateChat) -> None:
    api.faults.add(Hang(seconds=30), "sendMessage")

    async def impatient(bot: Bot) -> object:
        return await bot.send_message(7, "halo", read_timeout=0.2)

    assert type(failure(api, impatient)) is TimedOut
    assert ani.from_bot() == []


def test_a_slow_call_times_out_and_still_has_its_effect(api: BotApi, ani: PrivateChat) -> None:
    api.faults.add(Slow(seconds=1.0), "sendMessage")

    async def impatient(bot: Bot) -> object:
        return await bot.send_message(7, "halo", read_timeout=0.1)

    assert type(failure(api, impatient)) is TimedOut
    assert ani.wait_for_message().text == "halo"


def test_a_flood_wait_names_its_seconds_and_is_enforced(api: BotApi, ani: PrivateChat) -> None:
    api.private_chat(user_id=8)
    api.faults.add(TooManyRequests(300), "sendMessage")
    error = failure(api)
    assert isinstance(error, RetryAfter)
    assert error.retry_after in (300, timedelta(seconds=300))
    again = call(api, "sendMessage", chat_id=7, text="x")
    named = api.calls("sendMessage")[1].retry_after
    assert 200 < named <= 300
    assert (again.status, again.description) == (429, f"Too Many Requests: retry after {named}")
    assert call(api, "sendMessage", chat_id=8, text="x").status == 200
    assert api.recorder.inside_retry_after() == [api.calls("sendMessage")[1]]


def test_a_flood_wait_can_silence_all_chats(api: BotApi, ani: PrivateChat) -> None:
    api.private_chat(user_id=8)
    api.faults.add(TooManyRequests(300, everywhere=True), "sendMessage", chat_id=7)
    assert call(api, "sendMessage", chat_id=7, text="x").status == 429
    assert call(api, "sendMessage", chat_id=8, text="x").status == 429


def test_a_flood_wait_may_hit_typing_and_edits_too(api: BotApi, ani: PrivateChat) -> None:
    api.faults.add(TooManyRequests(2), "sendChatAction")
    api.faults.add(TooManyRequests(2), "editMessageText")
    assert call(api, "sendChatAction", chat_id=7, action="typing").status == 429
    assert call(api, "editMessageText", chat_id=7, message_id=1, text="x").status == 429


def test_a_fault_can_wait_repeat_and_pick_its_chat(api: BotApi, ani: PrivateChat) -> None:
    api.private_chat(user_id=8)
    plan = api.faults.add(BLOCKED, "sendMessage", chat_id=8, skip=1, times=2)
    statuses = [call(api, "sendMessage", chat_id=chat_id, text="x").status for chat_id in (8, 7, 8, 7, 8, 8)]
    assert statuses == [200, 200, 403, 200, 403, 200]
    assert plan.struck == 2


def test_a_fault_without_a_method_hits_any_call(api: BotApi) -> None:
    api.faults.add(ServerError(500), times=None)
    assert [call(api, method).status for method in ("getMe", "getUpdates", "getChat")] == [500, 500, 500]


def test_random_faults_are_the_same_for_the_same_seed(api: BotApi, ani: PrivateChat) -> None:
    def weather() -> list[int]:
        api.faults.randomly(0.3, [ServerError(500), HtmlBody(502)], seed=5, methods=["sendMessage"])
        return [call_raw(api) for _ in range(60)]

    first, second = weather(), weather()
    assert first == second
    assert set(first) == {200, 500, 502}
    assert 8 <= sum(status != 200 for status in first) <= 28


def call_raw(api: BotApi) -> int:
    url = f"{api.base_url}{api.token}/sendMessage"
    return client().post(url, data={"chat_id": 7, "text": "x"}, timeout=10).status_code


def test_random_faults_spare_polling(api: BotApi) -> None:
    api.faults.randomly(1.0, [ServerError(500)], seed=1)
    assert call(api, "getUpdates").status == 200
    assert call(api, "getMyCommands").status == 500


@pytest.mark.parametrize("fault", [Drop(), ServerError(500), Refused(404, "Not Found")])
def test_a_download_fails_once(api: BotApi, ani: PrivateChat, fault: Fault) -> None:
    sent = ani.send_document("catatan.txt", b"isi")
    assert sent.attachment is not None
    file_id = sent.attachment.file.file_id

    async def download(bot: Bot) -> bytes:
        return bytes(await (await bot.get_file(file_id)).download_as_bytearray())

    api.faults.add(fault, DOWNLOAD)
    with pytest.raises(TelegramError):
        with_bot(api, download)
    assert with_bot(api, download) == b"isi"


def test_a_migrated_group_names_its_new_id(api: BotApi) -> None:
    group = api.group(supergroup=False)
    new = group.migrate()

    async def send(bot: Bot) -> object:
        return await bot.send_message(group.id, "halo")

    error = failure(api, send)
    assert isinstance(error, ChatMigrated)
    assert error.new_chat_id == new.id
    assert call(api, "sendMessage", chat_id=new.id, text="halo").status == 200


def test_an_html_body_is_no_json(api: BotApi) -> None:
    api.faults.add(HtmlBody(502), "getMe")
    response = httpx.get(f"{api.base_url}{api.token}/getMe")
    assert response.status_code == 502
    with pytest.raises(json.JSONDecodeError):
        response.json()
