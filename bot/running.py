"""A running bot: start in order, serve until told to stop, stop within eight seconds."""

import asyncio
import logging
import secrets
import signal
from collections.abc import Awaitable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout
from sqlalchemy.exc import SQLAlchemyError
from telegram.error import InvalidToken, NetworkError
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot import people, replicas
from bot.access import Access
from bot.application import BotLibrary, routes
from bot.database import Database
from bot.dispatching import Dispatcher
from bot.handlers.editing import Drafting
from bot.inbox import records as inbox
from bot.inbox.lanes import Lanes, Tempo
from bot.inbox.polling import LONG_POLL_S, REJECTED, IntakeError, Poller
from bot.incoming import Me
from bot.menus import Menus
from bot.parts import Parts
from bot.reporting import AdminReporter
from bot.sending import records as outbox
from bot.sending.api import TelegramApi
from bot.sending.courier import Courier
from bot.sending.limits import Limits, RateLimiter
from bot.sending.post import Post
from bot.settings import BotSettings
from bot.signals import Signals
from bot.workers import Workers

HANDS = 16
"""Lanes handled at the same time."""

WORKER_THREADS = 4
DRAIN_S = 5.0
PURGE_EVERY_S = 3600.0

Result = TypeVar("Result")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outfit:
    """What a bot is made of."""

    settings: BotSettings
    library: BotLibrary
    drafting: Drafting
    database: Database
    lock_file: Path
    limits: Limits = field(default_factory=Limits)
    tempo: Tempo = field(default_factory=Tempo)


async def run_until_signal(outfit: Outfit) -> None:
    """Serve until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await run(outfit, stop)


async def run(outfit: Outfit, stop: asyncio.Event) -> None:
    """Serve until told to stop.

    Raises:
        IntakeError: Another bot polls with the same token, or Telegram rejects the token.
    """
    lock = FileLock(outfit.lock_file)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise IntakeError(
            "Another bot runs with this TANYA_HOME already; stop it first, or use a webhook for several."
        ) from None
    try:
        await _serve(outfit, stop)
    finally:
        lock.release()


async def _serve(outfit: Outfit, stop: asyncio.Event) -> None:
    settings = outfit.settings
    bot = telegram_bot(settings, outfit.limits)
    me = await _unless(stop, _introduce(bot))
    if me is None:
        return
    api = TelegramApi(bot)
    replica = secrets.token_hex(8)
    database = outfit.database
    signals = Signals(api)
    courier = Courier(api, database, replica)
    workers = Workers(WORKER_THREADS)
    access = Access(settings.admin_ids, settings.allowed_ids)
    post = Post(api, database, courier, replica)
    menus = Menus(api, access)
    table = routes(
        outfit.library, outfit.drafting, Parts(workers, database, signals, post, menus, access, settings)
    )
    dispatcher = Dispatcher(bot, me, table, access, database, signals)
    lanes = Lanes(
        database, replica, dispatcher, courier, AdminReporter(settings.admin_ids), tempo=outfit.tempo
    )
    await database.run(lambda session: replicas.stand_alone(session, replica))
    await api.request("deleteWebhook", {"drop_pending_updates": False})
    await courier.adopt()
    lanes.start(HANDS)
    await lanes.sweep()
    _log.info("@%s is listening", me.username)
    poller = Poller(api, database, lanes.wake)
    menu_writing = asyncio.create_task(menus.write_all(await database.run(people.with_roles)))
    housekeeping = asyncio.create_task(_keep_house(database, replica, lanes, courier))
    try:
        await _unless(stop, poller.run())
    finally:
        housekeeping.cancel()
        menu_writing.cancel()
        await lanes.stop(DRAIN_S / 2)
        await courier.drain(DRAIN_S / 2)
        await signals.rest(0.5)
        workers.close()
        await database.run(lambda session: replicas.leave(session, replica))
        await bot.shutdown()
        _log.info("Stopped; %d replies wait for the next start", courier.waiting)


def telegram_bot(settings: BotSettings, limits: Limits) -> ExtBot[int]:
    """The client of the Bot API."""
    return ExtBot(
        token=settings.telegram_bot_token.get_secret_value(),
        base_url=settings.telegram_base_url,
        base_file_url=settings.telegram_file_url,
        request=HTTPXRequest(connection_pool_size=64, read_timeout=15.0, pool_timeout=30.0),
        get_updates_request=HTTPXRequest(connection_pool_size=2, read_timeout=LONG_POLL_S + 10.0),
        rate_limiter=RateLimiter(limits),
    )


async def _introduce(bot: ExtBot[int]) -> Me:
    """Learn the bot's own name; Telegram may be out of reach for a while."""
    failures = 0
    while True:
        try:
            await bot.initialize()
            return Me(bot.id, bot.username)
        except InvalidToken:
            raise IntakeError(REJECTED) from None
        except NetworkError as trouble:
            failures += 1
            _log.warning("Telegram cannot be reached, trying again: %s", type(trouble).__name__)
            await asyncio.sleep(min(30.0, 0.5 * 2 ** min(failures, 6)))


async def _keep_house(database: Database, replica: str, lanes: Lanes, courier: Courier) -> None:
    """Give signs of life, take over from the dead, forget what is old."""
    since_purge = PURGE_EVERY_S
    while True:
        try:
            await database.run(lambda session: replicas.sign_of_life(session, replica))
            await courier.adopt()
            await lanes.sweep()
            if since_purge >= PURGE_EVERY_S:
                since_purge = 0.0
                await database.run(inbox.purge)
                await database.run(outbox.purge)
        except SQLAlchemyError as trouble:
            _log.warning("Housekeeping failed, trying again: %s", type(trouble).__name__)
        await asyncio.sleep(replicas.SIGN_EVERY_S)
        since_purge += replicas.SIGN_EVERY_S


async def _unless(stop: asyncio.Event, work: Awaitable[Result]) -> Result | None:
    """The result of `work`, or None when the bot is told to stop first."""
    working = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait((working, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not working.done():
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        return None
    return working.result()
