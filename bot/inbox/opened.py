"""An update in our own words, and what is known before its turn begins."""

from dataclasses import dataclass

from bot.messages.incoming import Incoming
from bot.people.records import Person, Task


class PoisonError(Exception):
    """An update that cannot be read; handling it again would not help."""


class DeadlyError(PoisonError):
    """An update that processes ended over; it may have been another's fault, so that it is tried again later."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the database knows when an update comes: who it is, what they are doing, what they asked before."""

    person: Person
    task: Task | None = None
    earlier: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """An update in our own words, and what is known of its sender."""

    incoming: Incoming
    known: Known
