"""The parts that several handlers share."""

from dataclasses import dataclass

from bot.messages.incoming import Me
from bot.people.access import Access
from bot.people.menus import Menus
from bot.process.metrics import Metrics
from bot.process.workers import Workers
from bot.sending.api import Api
from bot.sending.post import Post
from bot.sending.signals import Signals
from bot.settings import BotSettings
from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Parts:
    """Ready parts, made once."""

    workers: Workers
    database: Database
    signals: Signals
    api: Api
    post: Post
    menus: Menus
    metrics: Metrics
    access: Access
    settings: BotSettings
    me: Me
