"""Housekeeping: signs of life, taking over from the dead, forgetting what is old."""

import asyncio
import logging
import time
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.articles import drafts
from bot.conversation import waits
from bot.inbox import records as inbox
from bot.inbox.lanes import Lanes
from bot.running import replicas
from bot.sending import records as outbox
from bot.sending.courier import Courier
from bot.store.clock import now
from bot.store.database import Database
from bot.store.tables import AnswerRow, SearchRow

PURGE_EVERY_S = 3600.0
KEEP_SEARCHES = timedelta(days=30)

_log = logging.getLogger(__name__)


class Housekeeping:
    """Does small work every few seconds, and forgets once an hour."""

    def __init__(
        self, database: Database, replica: str, lanes: Lanes, courier: Courier, retention_days: int
    ) -> None:
        self._database = database
        self._replica = replica
        self._lanes = lanes
        self._courier = courier
        self._retention_days = retention_days
        self._purged_at = -PURGE_EVERY_S

    async def keep(self) -> None:
        """Go on for ever."""
        while True:
            try:
                await self._once()
            except SQLAlchemyError as trouble:
                _log.warning("Housekeeping failed, trying again: %s", type(trouble).__name__)
            await asyncio.sleep(replicas.SIGN_EVERY_S)

    async def _once(self) -> None:
        await self._database.run(lambda session: replicas.sign_of_life(session, self._replica))
        await self._courier.adopt()
        await self._lanes.sweep()
        if time.monotonic() - self._purged_at >= PURGE_EVERY_S:
            self._purged_at = time.monotonic()
            await self._database.run(lambda session: purge(session, self._retention_days))


def purge(session: Session, retention_days: int) -> None:
    """Forget what is older than it may be."""
    inbox.purge(session)
    outbox.purge(session)
    drafts.purge(session)
    waits.purge(session)
    session.execute(delete(SearchRow).where(SearchRow.created_at < now() - KEEP_SEARCHES))
    if retention_days:
        session.execute(delete(AnswerRow).where(AnswerRow.asked_at < now() - timedelta(days=retention_days)))
