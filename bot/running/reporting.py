"""Tells the admins what they should know, seldom enough to be read."""

import time
from collections.abc import Collection

from bot.locales.voice import LANGUAGES, voice_of
from bot.messages.outgoing import Call, Place, Reply, Styled
from index.types import Language

EVERY_S = 600.0


class AdminReporter:
    """Writes to each of the first admins, once in ten minutes at most."""

    def __init__(self, admin_ids: Collection[int]) -> None:
        self._admin_ids = tuple(admin_ids)
        self._last: float | None = None

    def report(self, update_id: int, trouble: str) -> list[Call]:
        """The messages to send, none if the admins heard enough for now."""
        moment = time.monotonic()
        if self._last is not None and moment - self._last < EVERY_S:
            return []
        self._last = moment
        # Which language an admin reads is not known here: both say it.
        said = "\n\n".join(_news(language, update_id, trouble) for language in LANGUAGES)
        return [Reply(Place(admin), Styled(said)).call() for admin in self._admin_ids]


def _news(language: Language, update_id: int, trouble: str) -> str:
    return voice_of(language).say(
        "Update {id} could not be handled and is set aside: {trouble}", id=update_id, trouble=trouble
    )
