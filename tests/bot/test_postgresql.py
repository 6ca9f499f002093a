"""The bot on PostgreSQL: the same tables, the same promises; skipped where no server can be started."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.inbox.polling import IntakeError
from bot.running.serving import Outfit, run
from bot.store.database import open_database
from index.ingest.drafting import draft_from_message
from tests.bot.living import living_bot, settings_for
from tests.bot.shelf import Shelf
from tests.bot.test_webhook import free_port, webhook_settings
from tests.botapi import BotApi
from tests.index.store.postgres import fresh_database, running_server


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with running_server() as server:
        yield server


def test_questions_buttons_and_repeats_work_on_postgresql(tmp_path: Path, shelf: Shelf, server: str) -> None:
    with fresh_database(server, "talk") as url, BotApi.start(flood=None) as api:
        ani = api.private_chat(user_id=7)
        with living_bot(api, tmp_path, shelf, url=url):
            question = ani.send("Siapa pendiri Korea Utara?")
            answer = ani.wait_for_message()
            ani.wait_for_answer(ani.press(answer, "👍"))
            api.redeliver(question)
        with living_bot(api, tmp_path, shelf, url=url):
            ani.press(answer, "Bagian lain")
            passages = ani.wait_for_edit(answer)
            assert passages.marked("expandable_blockquote")
            assert passages.text != answer.text
            assert len(ani.from_bot()) == 1


def test_a_second_poller_on_the_same_postgresql_is_refused(tmp_path: Path, shelf: Shelf, server: str) -> None:
    with (
        fresh_database(server, "pollers") as url,
        BotApi.start(flood=None) as api,
        living_bot(api, tmp_path, shelf, url=url),
    ):
        elsewhere, database = tmp_path / "elsewhere.lock", open_database(url)
        outfit = Outfit(settings_for(api), shelf, draft_from_message, database, elsewhere)
        with pytest.raises(IntakeError, match="Another bot runs"):
            asyncio.run(run(outfit, asyncio.Event()))
        database.close()


def test_two_replicas_on_one_postgresql_keep_each_chat_in_order(
    tmp_path: Path, shelf: Shelf, server: str
) -> None:
    with fresh_database(server, "replicas") as url, BotApi.start(flood=None) as api:
        settings = [webhook_settings(api, free_port()) for _ in range(2)]
        with (
            living_bot(api, tmp_path, shelf, url=url, settings=settings[0]),
            living_bot(api, tmp_path, shelf, url=url, settings=settings[1]),
        ):
            ani, budi = api.private_chat(user_id=7), api.private_chat(user_id=8)
            for number in range(10):
                ani.send(f"Apa kabar nomor {number}?")
                budi.send(f"Apa berita nomor {number}?")
            for _ in range(10):
                ani.wait_for_message()
                budi.wait_for_message()
    asked = [question for question in shelf.asked if "kabar" in question]
    assert asked == [f"Apa kabar nomor {number}?" for number in range(10)]
