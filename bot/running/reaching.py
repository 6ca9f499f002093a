"""Reaching Telegram: the client of the Bot API, and the first calls, which wait until it answers."""

import asyncio
import logging
import ssl
from collections.abc import Awaitable, Callable
from functools import cache

import httpx
from telegram.error import EndPointNotFound, InvalidToken, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.inbox.polling import LONG_POLL_S, REJECTED, IntakeError
from bot.messages.incoming import Me
from bot.messages.outgoing import Parameters
from bot.sending.api import TelegramApi
from bot.sending.limits import RateLimiter
from bot.sending.quiet import QuietRequest
from bot.settings import BotSettings

_log = logging.getLogger(__name__)


def telegram_bot(settings: BotSettings, limiter: RateLimiter) -> ExtBot[int]:
    """The client of the Bot API."""
    return ExtBot(
        token=settings.telegram_bot_token.get_secret_value(),
        base_url=settings.telegram_base_url,
        base_file_url=settings.telegram_file_url,
        request=QuietRequest(
            connection_pool_size=64,
            read_timeout=15.0,
            pool_timeout=30.0,
            httpx_kwargs={"verify": certificates()},
        ),
        get_updates_request=QuietRequest(
            connection_pool_size=2, read_timeout=LONG_POLL_S + 10.0, httpx_kwargs={"verify": certificates()}
        ),
        rate_limiter=limiter,
    )


@cache
def certificates() -> ssl.SSLContext:
    """Whom to trust; read once, for it takes as long as all else at the start."""
    return httpx.create_ssl_context()


async def introduce(bot: ExtBot[int]) -> Me:
    """Learn the bot's own name; Telegram may be out of reach for a while."""
    await _until_reached(bot.initialize)
    return Me(bot.id, bot.username)


async def insist(api: TelegramApi, method: str, parameters: Parameters) -> None:
    """Make a call until Telegram takes it."""
    await _until_reached(lambda: api.request(method, parameters))


async def _until_reached(call: Callable[[], Awaitable[object]]) -> None:
    failures = 0
    while True:
        try:
            await call()
        except (InvalidToken, EndPointNotFound):
            raise IntakeError(REJECTED) from None
        except RetryAfter as wait:
            after = wait.retry_after
            await asyncio.sleep(after if isinstance(after, int) else after.total_seconds())
        except TelegramError as trouble:
            failures += 1
            _log.warning("Telegram cannot be reached, trying again: %s", type(trouble).__name__)
            await asyncio.sleep(min(30.0, 0.5 * 2 ** min(failures, 6)))
        else:
            return
