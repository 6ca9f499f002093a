"""Tells the admins what they should know, seldom enough to be read."""

import time
from collections.abc import Collection

from bot.outgoing import Call, Place, Reply, Styled

EVERY_S = 600.0


class AdminReporter:
    """Writes to each of the first admins, once in ten minutes at most."""

    def __init__(self, admin_ids: Collection[int]) -> None:
        self._admin_ids = tuple(admin_ids)
        self._last: float | None = None

    def report(self, text: str) -> list[Call]:
        """The messages to send, none if the admins heard enough for now."""
        moment = time.monotonic()
        if self._last is not None and moment - self._last < EVERY_S:
            return []
        self._last = moment
        return [Reply(Place(admin), Styled(text)).call() for admin in self._admin_ids]
