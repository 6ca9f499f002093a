"""A bot process against a double, with nothing killed: what most campaigns need."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.store.database import bot_url
from tests.bot.campaigns import town
from tests.bot.campaigns.nursery import Bot, Nursery, Order
from tests.botapi import BotApi
from tests.campaigns.scratch import scratch

TOKEN = "4321:CAMPAIGN-CANARY-abcdefghijklmnop"
ADMIN = 500


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that runs, the double it talks to, and its home."""

    bot: Bot
    api: BotApi
    home: Path

    def log(self) -> str:
        """What it wrote to standard error so far."""
        return (self.home / "bot.log").read_text()


def order(api: BotApi, home: Path, *, shelf_costs_s: float | None = None, loose: bool = False) -> Order:
    """How to start a bot in that home."""
    environment = {
        "TANYA_HOME": str(home),
        "TELEGRAM_BOT_TOKEN": api.token,
        "TELEGRAM_BASE_URL": api.base_url,
        "TELEGRAM_FILE_URL": api.base_file_url,
        "ADMIN_IDS": str(ADMIN),
        "MIN_CONFIDENCE": "0",
    }
    return Order(environment, str(home / "bot.log"), shelf_costs_s, loose)


def database_of(home: Path) -> Path:
    """The file of the bot's own tables."""
    return Path(bot_url(f"sqlite:///{home / 'tanya.db'}").removeprefix("sqlite:///"))


@contextlib.contextmanager
def running(
    nursery: Nursery, api: BotApi, *, shelf_costs_s: float | None = None, loose: bool = False
) -> Iterator[Running]:
    """Start a bot in a fresh home and wait until it polls; kill it in the end if it still runs."""
    with scratch() as home:
        if shelf_costs_s is None:
            town.fill(home)
        bot = nursery.start(order(api, home, shelf_costs_s=shelf_costs_s, loose=loose))
        api.wait_until_polled(since=bot.started_at, timeout=30)
        try:
            yield Running(bot, api, home)
        finally:
            if bot.pid in nursery.alive:
                bot.kill()
