"""A bot that lives in a thread of the test and talks to the double over HTTP."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from bot.application import BotLibrary
from bot.inbox.lanes import Tempo
from bot.running.serving import Outfit, run
from bot.sending.limits import Limits
from bot.settings import BotSettings
from bot.store.database import Database, open_database
from index.ingest.drafting import draft_from_message
from index.ingest.fetching import fetch
from index.types import ArticleDraft
from tests.botapi import BotApi

ADMIN = 500
FAST = Limits(per_second=10_000, chat_interval_s=0.0, chat_burst=1000, group_per_minute=100_000)
EAGER = Tempo(interval_s=0.0, burst=1000)


@dataclass
class LivingBot:
    """What a test may look at."""

    database: Database
    stop: threading.Event


def settings_for(api: BotApi, **values: object) -> BotSettings:
    given: dict[str, object] = {
        "telegram_bot_token": SecretStr(api.token),
        "telegram_base_url": api.base_url,
        "telegram_file_url": api.base_file_url,
        "admin_ids": (ADMIN,),
    }
    return BotSettings.model_validate(given | values)


@contextmanager
def living_bot(
    api: BotApi,
    home: Path,
    library: BotLibrary,
    *,
    limits: Limits = FAST,
    tempo: Tempo = EAGER,
    settings: BotSettings | None = None,
    url: str = "",
    web: Callable[[str], ArticleDraft] = fetch,
) -> Iterator[LivingBot]:
    """The bot serves until the block ends; whatever ended it early is raised there."""
    database = open_database(url or f"sqlite:///{home / 'bot.db'}")
    outfit = Outfit(
        settings or settings_for(api),
        library,
        draft_from_message,
        database,
        home / "bot.lock",
        limits,
        tempo,
        web,
    )
    stop, failures = threading.Event(), []

    async def live() -> None:
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()
        threading.Thread(
            target=lambda: (stop.wait(), loop.call_soon_threadsafe(ended.set)), daemon=True
        ).start()
        await run(outfit, ended)

    def main() -> None:
        try:
            asyncio.run(live())
        except BaseException as error:
            failures.append(error)

    announced = len(api.calls("getUpdates", "setWebhook"))
    thread = threading.Thread(target=main)
    thread.start()
    try:
        api.wait_until(
            lambda: True if len(api.calls("getUpdates", "setWebhook")) > announced else None, what="the bot"
        )
        yield LivingBot(database, stop)
    finally:
        stop.set()
        thread.join(timeout=20)
        database.close()
    if failures:
        raise failures[0]
