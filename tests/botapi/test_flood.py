"""The flood rules let through what Telegram lets through and name the wait for the rest."""

import pytest

from . import BotApi, FloodRules
from .driving import call
from .flood import FloodControl


def judged(
    control: FloodControl, times: list[float], chat: str = "7", *, group: bool = False
) -> list[int | None]:
    return [control.judge("sendMessage", chat, is_group=group, now=1000 + at) for at in times]


def test_a_silent_chat_takes_a_burst_of_three_then_one_a_second() -> None:
    control = FloodControl(FloodRules())
    assert judged(control, [0, 0, 0, 1, 2, 3]) == [None] * 6
    assert judged(control, [3.5]) == [1]


def test_who_speaks_too_soon_waits_the_named_time() -> None:
    control = FloodControl(FloodRules())
    assert judged(control, [0, 0, 0, 0]) == [None, None, None, 1]
    assert judged(control, [0.5, 0.9]) == [1, 1]
    assert judged(control, [1.0, 2.0, 3.0]) == [None, None, None]


def test_a_well_spaced_sender_is_forgiven_what_the_network_shakes() -> None:
    control = FloodControl(FloodRules())
    times = [number + (0.04 if number % 2 else 0.0) for number in range(20)]
    assert judged(control, times) == [None] * 20


def test_a_group_takes_twenty_a_minute() -> None:
    control = FloodControl(FloodRules())
    assert judged(control, [2.0 * number for number in range(20)], group=True) == [None] * 20
    assert judged(control, [40.0], group=True) == [20]
    assert judged(control, [60.0, 62.0], group=True) == [None, None]


def test_all_chats_together_take_thirty_a_second() -> None:
    control = FloodControl(FloodRules())
    answers = [judged(control, [0.0], str(chat))[0] for chat in range(33)]
    assert answers[:31] == [None] * 31, "thirty, and one that the tolerance of 50 ms forgives"
    assert answers[31:] == [1, 1]
    assert judged(control, [0.5], "new") == [1]
    assert judged(control, [1.0], "new") == [None]


def test_a_hold_ends_when_its_time_is_over() -> None:
    control = FloodControl(None)
    control.hold("7", 1003.0)
    assert judged(control, [0.0, 1.5, 2.9, 3.0, 3.0]) == [3, 2, 1, None, None]
    assert judged(control, [0.0], "8") == [None]


@pytest.mark.parametrize("method", ["sendChatAction", "answerCallbackQuery", "getMe", "sendMessageDraft"])
def test_what_shows_no_message_is_not_counted(method: str) -> None:
    control = FloodControl(FloodRules())
    assert [control.judge(method, "7", is_group=False, now=1.0) for _ in range(50)] == [None] * 50


@pytest.mark.parametrize("method", ["editMessageText", "forwardMessage", "copyMessage", "sendDocument"])
def test_edits_forwards_copies_and_files_are_counted(method: str) -> None:
    control = FloodControl(FloodRules())
    assert [control.judge(method, "7", is_group=False, now=1.0) for _ in range(4)] == [None, None, None, 1]


def test_a_burst_over_http_is_answered_with_429() -> None:
    with BotApi.start(flood=FloodRules(chat_per_second=0.01)) as api:
        ani = api.private_chat(user_id=7)
        statuses = [call(api, "sendMessage", chat_id=7, text=str(number)).status for number in range(5)]
        assert statuses == [200, 200, 200, 429, 429]
        assert [message.text for message in ani.from_bot()] == ["0", "1", "2"]
        assert api.recorder.most_in(60.0, ani.id) == 3
        assert len(api.recorder.inside_retry_after()) == 1


def test_a_group_counts_as_group_by_its_chat_type() -> None:
    with BotApi.start(flood=FloodRules(chat_burst=10, group_per_minute=2)) as api:
        group, ani = api.group(), api.private_chat(user_id=7)
        for chat_id, statuses in ((group.id, [200, 200, 429]), (ani.id, [200, 200, 200])):
            assert [call(api, "sendMessage", chat_id=chat_id, text="x").status for _ in range(3)] == statuses
