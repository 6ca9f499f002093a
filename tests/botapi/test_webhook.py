"""Updates are pushed with the secret, in order, until the bot says 2xx."""

import asyncio
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters

from . import BotApi, PrivateChat
from .driving import call, refusal
from .faults import WEBHOOK, AnswerLost, Drop
from .json_value import JsonObject, as_object, integer_at, text_at


class Receiver:
    """A bot's side of a webhook; answers with the planned statuses, then with 200 and `body`."""

    def __init__(self) -> None:
        self.secrets: list[str | None] = []
        self.updates: list[JsonObject] = []
        self.statuses: list[int] = []
        self.body = b""
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.secrets.append(self.headers["X-Telegram-Bot-Api-Secret-Token"])
                receiver.updates.append(json.loads(body))
                self.send_response(receiver.statuses.pop(0) if receiver.statuses else 200)
                self.send_header("Content-Length", str(len(receiver.body)))
                self.end_headers()
                self.wfile.write(receiver.body)

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def texts(self) -> list[str]:
        return [text_at(as_object(update["message"]) or {}, "text") for update in self.updates]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    running = Receiver()
    yield running
    running.server.shutdown()
    running.server.server_close()


def wait_for_pushes(api: BotApi, count: int) -> list[tuple[int, str]]:
    """Status and error of the first pushes."""
    found = api.wait_until(
        lambda: api.pushes() if len(api.pushes()) >= count else None, what=f"{count} pushes"
    )
    return [(push.status, push.error) for push in found]


def test_updates_are_pushed_in_order_with_the_secret(
    api: BotApi, ani: PrivateChat, receiver: Receiver
) -> None:
    ani.send("sebelum")
    got = call(api, "setWebhook", url=receiver.url, secret_token="rahasia_1-2")
    ani.send("sesudah")
    assert got.description == "Webhook was set"
    assert wait_for_pushes(api, 2) == [(200, ""), (200, "")]
    assert receiver.texts() == ["sebelum", "sesudah"]
    assert receiver.secrets == ["rahasia_1-2", "rahasia_1-2"]


def test_a_push_is_repeated_until_it_is_accepted(api: BotApi, ani: PrivateChat, receiver: Receiver) -> None:
    receiver.statuses = [500, 403]
    call(api, "setWebhook", url=receiver.url)
    ani.send("satu")
    ani.send("dua")
    assert [status for status, _ in wait_for_pushes(api, 4)] == [500, 403, 200, 200]
    assert receiver.texts() == ["satu", "satu", "satu", "dua"]
    info = call(api, "getWebhookInfo").result
    assert info["last_error_message"] == "Wrong response from the webhook: 403 Forbidden"
    assert info["pending_update_count"] == 0


def test_a_lost_answer_makes_the_update_come_twice(api: BotApi, ani: PrivateChat, receiver: Receiver) -> None:
    api.faults.add(AnswerLost(), WEBHOOK)
    api.faults.add(Drop(), WEBHOOK)
    call(api, "setWebhook", url=receiver.url)
    ani.send("satu")
    wait_for_pushes(api, 3)
    assert receiver.texts() == ["satu", "satu"]


def test_other_chats_do_not_wait_for_a_failing_one(api: BotApi, ani: PrivateChat, receiver: Receiver) -> None:
    budi = api.private_chat(user_id=8)
    api.faults.add(Drop(), WEBHOOK, chat_id=7, times=None)
    call(api, "setWebhook", url=receiver.url)
    ani.send("macet")
    budi.send("lancar")
    api.wait_until(lambda: True if receiver.updates else None, what="the push to the other chat")
    assert receiver.texts() == ["lancar"]


def test_the_answer_to_a_push_may_call_a_method(api: BotApi, ani: PrivateChat, receiver: Receiver) -> None:
    receiver.body = b'{"method":"sendMessage","chat_id":7,"text":"dari webhook"}'
    call(api, "setWebhook", url=receiver.url)
    ani.send("halo")
    assert ani.wait_for_message().text == "dari webhook"


def test_what_was_not_delivered_waits_for_polling_after_delete_webhook(api: BotApi, ani: PrivateChat) -> None:
    call(api, "setWebhook", url="http://127.0.0.1:9/hook", allowed_updates=["message"])
    sent = ani.send("satu")
    assert wait_for_pushes(api, 1)[0][0] == 0
    assert call(api, "getWebhookInfo").result["pending_update_count"] == 1
    assert call(api, "deleteWebhook").description == "Webhook was deleted"
    found = as_object(call(api, "getUpdates").results[0])
    assert integer_at(found or {}, "update_id") == sent.update_id


def test_pending_updates_can_be_dropped(api: BotApi, ani: PrivateChat) -> None:
    ani.send("satu")
    assert call(api, "deleteWebhook", drop_pending_updates=True).description == "Webhook is already deleted"
    assert call(api, "getUpdates").results == []


def test_a_bad_address_or_secret_is_refused(api: BotApi) -> None:
    assert refusal(api, "setWebhook", url="example") == (
        400,
        "Bad Request: bad webhook: An HTTPS URL must be provided for webhook",
    )
    assert refusal(api, "setWebhook", url="https://a.id", secret_token="a b") == (
        400,
        "Bad Request: secret token contains unallowed characters",
    )


def test_python_telegram_bot_answers_through_its_webhook_server(api: BotApi, ani: PrivateChat) -> None:
    async def reply(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text(f"Anda: {update.message.text}")

    async def run(port: int) -> None:
        app = Application.builder().token(api.token).base_url(api.base_url).build()
        app.add_handler(MessageHandler(filters.TEXT, reply))
        async with app:
            assert app.updater is not None
            await app.start()
            await app.updater.start_webhook(
                "127.0.0.1",
                port,
                "tanya",
                secret_token="rahasia",
                webhook_url=f"http://127.0.0.1:{port}/tanya",
            )
            ani.send("halo")
            answer = await asyncio.to_thread(ani.wait_for_message)
            assert answer.text == "Anda: halo"
            await app.updater.stop()
            await app.stop()

    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as taken:
        port = taken.server_port
    asyncio.run(run(port))
    assert [(push.status, push.error) for push in api.pushes()] == [(200, "")]
