"""getUpdates hands out, keeps and forgets updates as Telegram does."""

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor

import httpx
import pytest

from . import BotApi, PrivateChat
from .driving import Got, call, refusal
from .json_value import Json, as_object, integer_at

OTHER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


def ids(got: Got) -> list[int]:
    return [integer_at(as_object(update) or {}, "update_id") for update in got.results]


def started(api: BotApi, pool: ThreadPoolExecutor, **parameters: Json) -> "Future[Got]":
    """A getUpdates call in a thread, once it has arrived."""
    before = len(api.calls("getUpdates"))
    future = pool.submit(call, api, "getUpdates", **parameters)
    api.wait_until(lambda: True if len(api.calls("getUpdates")) > before else None, what="a getUpdates")
    return future


def test_updates_come_again_until_they_are_acknowledged(api: BotApi, ani: PrivateChat) -> None:
    first, second = ani.send("satu").update_id, ani.send("dua").update_id
    assert first is not None
    assert second == first + 1
    assert ids(call(api, "getUpdates")) == [first, second]
    assert ids(call(api, "getUpdates")) == [first, second]
    assert ids(call(api, "getUpdates", offset=second)) == [second]
    assert ids(call(api, "getUpdates", offset=second + 1)) == []


def test_a_negative_offset_counts_from_the_end_and_forgets_the_rest(api: BotApi, ani: PrivateChat) -> None:
    sent = [ani.send(text).update_id for text in ("satu", "dua", "tiga")]
    assert ids(call(api, "getUpdates", offset=-2)) == sent[1:]
    assert ids(call(api, "getUpdates")) == sent[1:]


def test_limit_is_respected_and_at_most_a_hundred(api: BotApi, ani: PrivateChat) -> None:
    sent = [ani.send(str(number)).update_id for number in range(120)]
    assert ids(call(api, "getUpdates", limit=2)) == sent[:2]
    assert ids(call(api, "getUpdates", limit=1000)) == sent[:100]


def test_a_long_poll_answers_as_soon_as_something_comes(api: BotApi, ani: PrivateChat) -> None:
    with ThreadPoolExecutor() as pool:
        poll = started(api, pool, timeout=20)
        begun = time.monotonic()
        sent = ani.send("halo")
        assert ids(poll.result()) == [sent.update_id]
        assert time.monotonic() - begun < 5


def test_a_long_poll_ends_empty_after_its_timeout(api: BotApi) -> None:
    begun = time.monotonic()
    assert ids(call(api, "getUpdates", timeout=1)) == []
    assert 0.9 < time.monotonic() - begun < 5


def test_the_older_of_two_polls_is_ended_with_a_conflict(api: BotApi, ani: PrivateChat) -> None:
    with ThreadPoolExecutor() as pool:
        older = started(api, pool, timeout=20)
        younger = started(api, pool, timeout=20)
        assert (older.result().status, older.result().description) == (409, OTHER)
        sent = ani.send("halo")
        assert ids(younger.result()) == [sent.update_id]


def test_a_client_that_hangs_up_is_no_conflict(api: BotApi, ani: PrivateChat) -> None:
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{api.base_url}{api.token}/getUpdates", data={"timeout": 20}, timeout=0.2)
    gone = api.wait_for_call("getUpdates")
    assert gone.status == 0
    sent = ani.send("halo")
    assert ids(call(api, "getUpdates")) == [sent.update_id]
    assert [refused.status for refused in api.recorder.refused()] == []


def test_allowed_updates_are_remembered(api: BotApi, ani: PrivateChat) -> None:
    call(api, "getUpdates", allowed_updates=["edited_message"])
    question = ani.send("Siapa?")
    assert question.update_id is None
    edited = ani.edit(question, "Siapa dia?")
    assert ids(call(api, "getUpdates")) == [edited.update_id]
    call(api, "getUpdates", allowed_updates=[])
    assert ani.send("Siapa lagi?").update_id is not None


def test_reactions_and_members_must_be_asked_for(api: BotApi, ani: PrivateChat) -> None:
    question = ani.send("Siapa?")
    assert ani.react(question, "👍") is None
    call(api, "getUpdates", offset=-1, allowed_updates=["message_reaction"])
    assert ani.react(question, "👍") is not None


def test_a_raw_update_arrives_as_it_is(api: BotApi) -> None:
    update_id = api.raw_update({"message": {"message_id": "poison", "chat": 5}})
    assert call(api, "getUpdates").results == [
        {"update_id": update_id, "message": {"message_id": "poison", "chat": 5}}
    ]


def test_an_acknowledged_update_can_come_again(api: BotApi, ani: PrivateChat) -> None:
    sent = ani.send("halo")
    assert sent.update_id is not None
    assert ids(call(api, "getUpdates", offset=sent.update_id + 1)) == []
    api.redeliver(sent)
    assert ids(call(api, "getUpdates", offset=sent.update_id + 1)) == [sent.update_id]
    assert ids(call(api, "getUpdates", offset=sent.update_id + 1)) == []


def test_an_update_can_come_twice_in_one_answer(api: BotApi, ani: PrivateChat) -> None:
    sent = ani.send("halo")
    api.redeliver(sent)
    assert ids(call(api, "getUpdates")) == [sent.update_id, sent.update_id]


def test_random_duplicates_are_the_same_for_the_same_seed(api: BotApi, ani: PrivateChat) -> None:
    api.duplicate_updates(0.5, seed=3)
    sent = [ani.send(str(number)).update_id for number in range(40)]
    seen = ids(call(api, "getUpdates"))
    assert sorted(set(seen)) == sent
    assert 10 <= len(seen) - len(sent) <= 30


def test_polling_is_refused_while_a_webhook_is_set(api: BotApi) -> None:
    call(api, "setWebhook", url="http://127.0.0.1:9/hook")
    assert refusal(api, "getUpdates") == (
        409,
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first",
    )
    call(api, "deleteWebhook")
    assert call(api, "getUpdates").status == 200


def test_set_webhook_ends_a_waiting_poll(api: BotApi) -> None:
    with ThreadPoolExecutor() as pool:
        poll = started(api, pool, timeout=20)
        call(api, "setWebhook", url="http://127.0.0.1:9/hook")
        assert poll.result().description == "Conflict: terminated by setWebhook request"


def test_updates_from_many_threads_all_arrive_once(api: BotApi) -> None:
    chats = [api.private_chat(user_id=user_id) for user_id in range(10, 18)]
    threads = [
        threading.Thread(target=lambda chat=chat: [chat.send(str(n)) for n in range(50)]) for chat in chats
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seen: list[int] = []
    while found := ids(call(api, "getUpdates", offset=seen[-1] + 1 if seen else 0)):
        seen += found
    assert len(seen) == len(set(seen)) == 400
