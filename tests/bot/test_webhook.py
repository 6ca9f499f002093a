"""The webhook: a secret, a limit, nothing lost; health and figures beside it."""

import json
import socket
import urllib.error
import urllib.request
from pathlib import Path

from pydantic import SecretStr

from bot.settings import BotSettings
from tests.bot.living import living_bot, settings_for
from tests.bot.shelf import Shelf
from tests.botapi import BotApi

SECRET = "rahasia-webhook_1"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def webhook_settings(api: BotApi, port: int) -> BotSettings:
    return settings_for(
        api,
        webhook_url=f"http://127.0.0.1:{port}/telegram",
        webhook_secret=SecretStr(SECRET),
        webhook_port=port,
    )


def fetch(url: str, body: bytes | None = None, secret: str | None = None) -> tuple[int, str]:
    headers = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
    request = urllib.request.Request(url, data=body, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        return refusal.code, ""


def test_updates_come_by_webhook_and_only_with_the_secret(tmp_path: Path, shelf: Shelf) -> None:
    port = free_port()
    with BotApi.start(flood=None) as api:
        settings = webhook_settings(api, port)
        with living_bot(api, tmp_path, shelf, settings=settings):
            ani = api.private_chat(user_id=7)
            ani.send("Siapa Kim Yong Ju?")
            assert "Kim Yong Ju adalah" in ani.wait_for_message().text
            assert [push.status for push in api.pushes()] == [200]
            forged = json.dumps({"update_id": 5, "message": {"chat": {"id": 7}}}).encode()
            for secret in (None, "", "rahasia", SECRET + "x", "☃"):
                assert (
                    fetch(
                        f"http://127.0.0.1:{port}/telegram",
                        forged,
                        secret and secret.encode().decode("latin-1"),
                    )[0]
                    == 403
                )
            assert fetch(f"http://127.0.0.1:{port}/telegram", b"not json", SECRET)[0] == 200
            assert fetch(f"http://127.0.0.1:{port}/healthz") == (200, '{"status": "ok"}')
            figures = fetch(f"http://127.0.0.1:{port}/metrics")[1]
    assert 'tanya_questions_total{outcome="answered"} 1.0' in figures
    assert 'tanya_calls_total{outcome="delivered"} 1.0' in figures
    assert 'tanya_waiting{kind="updates"} 0.0' in figures
    assert SECRET not in figures


def test_a_body_over_the_limit_is_refused_without_being_read(tmp_path: Path, shelf: Shelf) -> None:
    port = free_port()
    with (
        BotApi.start(flood=None) as api,
        living_bot(api, tmp_path, shelf, settings=webhook_settings(api, port)),
    ):
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(b"POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n\r\n")
            answer = connection.recv(1000)
        assert b" 200 " not in answer
        assert fetch(f"http://127.0.0.1:{port}/healthz")[0] == 200


def test_with_polling_the_web_server_has_no_webhook(tmp_path: Path, shelf: Shelf) -> None:
    port = free_port()
    with BotApi.start(flood=None) as api:
        settings = settings_for(api, webhook_port=port)
        with living_bot(api, tmp_path, shelf, settings=settings):
            assert fetch(f"http://127.0.0.1:{port}/healthz")[0] == 200
            assert fetch(f"http://127.0.0.1:{port}/telegram", b"{}", SECRET)[0] == 404


def test_two_replicas_on_one_database_share_the_work_and_keep_each_chat_in_order(
    tmp_path: Path, shelf: Shelf
) -> None:
    first, second = free_port(), free_port()
    with BotApi.start(flood=None) as api:
        settings = [webhook_settings(api, port) for port in (first, second)]
        with (
            living_bot(api, tmp_path, shelf, settings=settings[0]),
            living_bot(api, tmp_path, shelf, settings=settings[1]),
        ):
            ani = api.private_chat(user_id=7)
            for number in range(20):
                body = {
                    "update_id": 1000 + number,
                    "message": {
                        "message_id": number + 1,
                        "date": 1,
                        "chat": {"id": 7, "type": "private", "first_name": "Ani"},
                        "from": {"id": 7, "is_bot": False, "first_name": "Ani", "language_code": "id"},
                        "text": f"Apa kabar nomor {number}?",
                    },
                }
                port = (first, second)[number % 2]
                assert fetch(f"http://127.0.0.1:{port}/telegram", json.dumps(body).encode(), SECRET)[0] == 200
            for _ in range(20):
                ani.wait_for_message()
    assert shelf.asked == [f"Apa kabar nomor {number}?" for number in range(20)]
