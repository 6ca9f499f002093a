"""The parts that several handlers share."""

from dataclasses import dataclass, field

from bot.answers import Versions
from bot.database import Database
from bot.signals import Signals
from bot.workers import Workers


@dataclass(frozen=True, slots=True)
class Parts:
    """Ready parts, made once."""

    workers: Workers
    database: Database
    signals: Signals
    versions: Versions = field(default_factory=Versions)
