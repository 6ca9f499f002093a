"""The record answers the questions that tests ask."""

import pytest

from . import BotApi, Chat, Entity, Message, NothingCameError, PrivateChat
from .driving import call
from .faults import TooManyRequests
from .parameters import Parameters
from .recorder import Recorder, visible_markup


def shown(text: str, *entities: Entity) -> list[str]:
    message = Message(Chat(7, "private"), 1, 0, text=text, entities=entities)
    return [found for _, found in visible_markup([message])]


@pytest.mark.parametrize(
    "text",
    [
        "<b>x",
        "x &amp; y",
        "**x**",
        "__x__",
        "[x](https://a.id)",
        "tol trans\\-jawa",
        "Halo {name}",
        "%(count)s",
    ],
)
def test_raw_markup_is_found(text: str) -> None:
    assert len(shown(text)) == 1


@pytest.mark.parametrize(
    "text", ["1 < 2 > 0", "a & b", "2 * 3 * 4", "snake_case_name", "[1] (lihat)", "C:\\Data"]
)
def test_ordinary_text_is_no_markup(text: str) -> None:
    assert shown(text) == []


def test_code_may_show_markup() -> None:
    assert shown("😀 <b>x", Entity("code", 3, 4)) == []


def test_a_traceback_is_found() -> None:
    assert shown("Traceback (most recent call last):\n x") == ["Traceback (most recent call last)"]


def recorded(*calls: tuple[float, str, int]) -> Recorder:
    """Sends at these times to these chats; a number above 0 is the retry_after of a refusal."""
    recorder = Recorder()
    for at, chat, retry_after in calls:
        made = recorder.begin("sendMessage", Parameters({"chat_id": chat}), at)
        made.ended_at, made.done = at, not retry_after
        if retry_after:
            made.answer = {"ok": False, "parameters": {"retry_after": retry_after}}
    return recorder


def test_the_busiest_window_is_counted_in_one_chat_and_in_all() -> None:
    recorder = recorded((0.0, "7", 0), (0.9, "7", 0), (1.0, "7", 0), (1.1, "8", 0), (1.2, "8", 1))
    assert recorder.most_in(1.0, 7) == 2
    assert recorder.most_in(1.0, 8) == 1
    assert recorder.most_in(1.0) == 3
    assert recorder.most_in(60.0) == 4


def test_calls_inside_a_flood_wait_are_found_in_their_own_chat_only() -> None:
    recorder = recorded((0.0, "7", 2), (1.0, "8", 0), (1.5, "7", 0), (1.99, "7", 0), (2.5, "7", 0))
    assert [found.at for found in recorder.inside_retry_after()] == [1.5]


def test_every_call_has_its_parameters_answer_and_times(api: BotApi, ani: PrivateChat) -> None:
    call(api, "sendMessage", chat_id=7, text="halo")
    api.faults.add(TooManyRequests(4), "sendMessage")
    call(api, "sendMessage", chat_id=7, text="lagi")
    done, refused = api.calls("sendmessage")
    assert (done.values["text"], done.ok, done.done, done.status) == ("halo", True, True, 200)
    assert (refused.ok, refused.done, refused.retry_after) == (False, False, 4)
    assert done.ended_at is not None
    assert done.at <= done.ended_at <= refused.at
    assert api.recorder.refused() == [refused]
    assert str(refused) == (
        "#1 sendMessage {'chat_id': '7', 'text': 'lagi'} -> 429 Too Many Requests: retry after 4"
    )


def test_idle_polling_is_measured(api: BotApi) -> None:
    for _ in range(3):
        call(api, "getUpdates")
    first, _, last = (made.at for made in api.calls("getUpdates"))
    assert api.recorder.idle_polls_per_minute() == pytest.approx(120 / (last - first))


def test_waiting_in_vain_tells_what_the_bot_did_instead(api: BotApi, ani: PrivateChat) -> None:
    call(api, "sendChatAction", chat_id=7, action="typing")
    with pytest.raises(NothingCameError) as caught:
        ani.wait_for_message(timeout=0.05)
    assert "a message in chat 7 did not come within 0.05 s; 0 polls, 1 other calls" in str(caught.value)
    assert "#0 sendChatAction" in str(caught.value)


def test_each_wait_returns_the_next_message(api: BotApi, ani: PrivateChat) -> None:
    for text in ("satu", "dua", "tiga"):
        call(api, "sendMessage", chat_id=7, text=text)
    first = ani.wait_for_message()
    assert (first.text, ani.wait_for_message().text) == ("satu", "dua")
    assert ani.wait_for_message(after=first).text == "dua"
    assert ani.wait_for_message(where=lambda message: message.text == "tiga").text == "tiga"


def test_pressing_what_is_not_there_names_what_is(api: BotApi, ani: PrivateChat) -> None:
    markup = '{"inline_keyboard":[[{"text":"👍","callback_data":"up"},{"text":"Baca","url":"https://a.id"}]]}'
    call(api, "sendMessage", chat_id=7, text="x", reply_markup=markup)
    message = ani.wait_for_message()
    with pytest.raises(LookupError, match="there are"):
        ani.press(message, "👎")
    with pytest.raises(LookupError, match="no callback data"):
        ani.press(message, "Baca")
    assert ani.press(message, "up").data == "up"
