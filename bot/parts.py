"""The parts that several handlers share."""

from dataclasses import dataclass

from bot.access import Access
from bot.database import Database
from bot.menus import Menus
from bot.metrics import Metrics
from bot.sending.api import Api
from bot.sending.post import Post
from bot.settings import BotSettings
from bot.signals import Signals
from bot.workers import Workers


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
