"""A running bot: start in order, serve until told to stop, stop within eight seconds."""

import asyncio
import contextlib
import logging
import secrets
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from filelock import FileLock, Timeout
from telegram.ext import ExtBot

from bot.application import BotLibrary, routes
from bot.conversation.dispatching import Dispatcher
from bot.conversation.parts import Parts
from bot.handlers.editors.drafting import Drafting
from bot.inbox.lanes import Lanes, Tempo
from bot.inbox.polling import ALLOWED_UPDATES, IntakeError, Poller
from bot.inbox.webhook import Gate, serve_web
from bot.messages.incoming import Me
from bot.messages.outgoing import Parameters
from bot.people import records as people
from bot.people.access import Access
from bot.people.menus import Menus
from bot.process.metrics import Metrics
from bot.process.workers import Workers
from bot.running import replicas
from bot.running.housekeeping import Housekeeping
from bot.running.reaching import insist, introduce, telegram_bot
from bot.running.reporting import AdminReporter
from bot.running.watching import Watching
from bot.sending.api import TelegramApi
from bot.sending.courier import Courier
from bot.sending.limits import Limits, RateLimiter
from bot.sending.post import Post
from bot.sending.signals import Signals
from bot.settings import BotSettings
from bot.store.database import Database
from index.errors import InputError
from index.ingest.drafting import draft_from_message
from index.ingest.fetching import fetch
from index.ingest.files import read_document
from index.types import ArticleDraft

HANDS = 16
"""Lanes handled at the same time."""

WORKER_THREADS = 8
DRAIN_S = 5.0
SWITCH_S = 0.0005
"""A thread with news waits so long for the interpreter where another computes; Python's own 5 ms come to half of
the bot's time for an answer."""
NOT_ALONE = "Another bot runs with this TANYA_HOME already; stop it first, or use a webhook for several."

Result = TypeVar("Result")

_log = logging.getLogger(__name__)


def read_named(data: bytes, name: str) -> ArticleDraft:
    """The article in a file's bytes, by the ending of its name; lines with address and date count as such."""
    found = read_document(data, name=name)
    if found.url or found.published_at:
        return found
    try:
        return draft_from_message(f"{found.title}\n{found.body}")
    except InputError:
        return found


@dataclass(frozen=True, slots=True)
class Outfit:
    """What a bot is made of."""

    settings: BotSettings
    library: BotLibrary
    drafting: Callable[[str], ArticleDraft]
    database: Database
    lock_file: Path
    limits: Limits = field(default_factory=Limits)
    tempo: Tempo = field(default_factory=Tempo)
    web: Callable[[str], ArticleDraft] = fetch
    document: Callable[[bytes, str], ArticleDraft] = read_named


@dataclass(frozen=True, slots=True)
class Works:
    """The moving parts of a running bot."""

    api: TelegramApi
    replica: str
    courier: Courier
    lanes: Lanes
    parts: Parts
    gate: Gate


async def run_until_signal(outfit: Outfit) -> None:
    """Serve until SIGTERM or SIGINT."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await run(outfit, stop)


async def run(outfit: Outfit, stop: asyncio.Event) -> None:
    """Serve until told to stop: by polling, or where a webhook is set, by listening.

    Raises:
        IntakeError: Another bot polls with the same token, or Telegram rejects the token.
    """
    sys.setswitchinterval(SWITCH_S)
    if outfit.settings.webhook_url:
        await _serve(outfit, stop)
        return
    with _sole_poller(outfit):
        await _serve(outfit, stop)


@contextlib.contextmanager
def _sole_poller(outfit: Outfit) -> Iterator[None]:
    lock = FileLock(outfit.lock_file)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise IntakeError(NOT_ALONE) from None
    try:
        if not outfit.database.claim_polling():
            raise IntakeError(NOT_ALONE)
        yield
    finally:
        lock.release()


async def _serve(outfit: Outfit, stop: asyncio.Event) -> None:
    limiter = RateLimiter(outfit.limits)
    bot = telegram_bot(outfit.settings, limiter)
    try:
        me = await _unless(stop, introduce(bot))
        if me is not None:
            works = assemble(outfit, bot, me, limiter)
            async with _at_work(outfit, works):
                _log.info("@%s is listening", me.username)
                await _unless(stop, _intake(outfit, works))
    finally:
        await bot.shutdown()


def assemble(outfit: Outfit, bot: ExtBot[int], me: Me, limiter: RateLimiter) -> Works:
    """Join the parts."""
    settings, database = outfit.settings, outfit.database
    api, metrics, replica = TelegramApi(bot), Metrics(), secrets.token_hex(8)
    access = Access(settings.admin_ids, settings.allowed_ids)
    courier = Courier(api, database, replica, metrics)
    parts = Parts(
        workers=Workers(WORKER_THREADS),
        database=database,
        signals=Signals(api),
        api=api,
        post=Post(api, database, courier, replica),
        menus=Menus(api, access),
        metrics=metrics,
        access=access,
        settings=settings,
        me=me,
    )
    table = routes(outfit.library, Drafting(outfit.drafting, outfit.web, outfit.document), parts)
    dispatcher = Dispatcher(bot, me, table, access, parts.signals, wait=limiter.expected_wait)
    reporter = AdminReporter(settings.admin_ids)
    lanes = Lanes(database, replica, dispatcher, courier, reporter, metrics, tempo=outfit.tempo)
    secret = settings.webhook_secret.get_secret_value() if settings.webhook_url else ""
    gate = Gate(database, lanes.receive, metrics, secret, settings.webhook_url)
    return Works(api, replica, courier, lanes, parts, gate)


@contextlib.asynccontextmanager
async def _at_work(outfit: Outfit, works: Works) -> AsyncIterator[None]:
    """Everything but the intake: begin with what the last run left, end within the time that is given."""
    settings, database, parts = outfit.settings, outfit.database, works.parts
    arrive = replicas.sign_of_life if settings.webhook_url else replicas.stand_alone
    await database.run(lambda session: arrive(session, works.replica))
    await works.courier.adopt()
    works.lanes.start(HANDS)
    await works.lanes.sweep()
    server = None
    if settings.webhook_port:
        server = serve_web(works.gate, settings.webhook_host, settings.webhook_port)
    house = Housekeeping(
        database, works.replica, works.lanes, works.courier, settings.question_retention_days
    )
    background = [
        asyncio.create_task(house.keep()),
        asyncio.create_task(Watching(outfit.library, parts).keep()),
        asyncio.create_task(parts.menus.write_all(await database.run(people.with_roles))),
    ]
    try:
        yield
    finally:
        if server is not None:
            server.stop()
        for task in background:
            task.cancel()
        await works.lanes.stop(DRAIN_S / 2)
        await works.courier.drain(DRAIN_S / 2)
        await parts.signals.rest(0.5)
        parts.workers.close()
        await database.run(lambda session: replicas.leave(session, works.replica))
        _log.info("Stopped; %d replies wait for the next start", works.courier.waiting)


async def _intake(outfit: Outfit, works: Works) -> None:
    settings = outfit.settings
    if not settings.webhook_url:
        await insist(works.api, "deleteWebhook", {"drop_pending_updates": False})
        await Poller(works.api, works.lanes.receive).run()
        return
    webhook: Parameters = {
        "url": settings.webhook_url,
        "secret_token": settings.webhook_secret.get_secret_value(),
        "allowed_updates": list(ALLOWED_UPDATES),
        "drop_pending_updates": False,
    }
    await insist(works.api, "setWebhook", webhook)
    await asyncio.Event().wait()


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
