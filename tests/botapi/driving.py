"""How the double's own tests call it: raw over HTTP, and through python-telegram-bot."""

import asyncio
import functools
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import httpx
from telegram import Bot

from . import BotApi
from .json_value import Json, JsonObject, as_list, as_object, loads, text_at

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Got:
    """A raw answer."""

    status: int
    body: JsonObject

    @property
    def description(self) -> str:
        return text_at(self.body, "description")

    @property
    def result(self) -> JsonObject:
        found = as_object(self.body["result"])
        assert found is not None, self.body
        return found

    @property
    def results(self) -> list[Json]:
        found = as_list(self.body["result"])
        assert found is not None, self.body
        return found


def call(api: BotApi, method: str, **parameters: Json) -> Got:
    """Call a method as a form, with JSON inside the strings, as PTB does."""
    return call_as(api, api.token, method, **parameters)


def call_as(api: BotApi, token: str, method: str, **parameters: Json) -> Got:
    """Call a method with any token."""
    form = {
        name: value if isinstance(value, str) else json.dumps(value) for name, value in parameters.items()
    }
    response = client().post(f"{api.base_url}{token}/{method}", data=form, timeout=30)
    return Got(response.status_code, as_object(loads(response.content)) or {})


def refusal(api: BotApi, method: str, **parameters: Json) -> tuple[int, str]:
    """Status and description of a call that is refused."""
    got = call(api, method, **parameters)
    assert got.body["ok"] is False, got
    assert got.body["error_code"] == got.status
    return got.status, got.description


@functools.cache
def client() -> httpx.Client:
    """One client for all raw calls; loading certificates for each would take longer than the calls."""
    return httpx.Client(verify=False, limits=httpx.Limits(max_keepalive_connections=0))


def with_bot(api: BotApi, use: Callable[[Bot], Awaitable[T]]) -> T:
    """Run `use` with a PTB bot that talks to the double."""

    async def run() -> T:
        async with Bot(api.token, base_url=api.base_url, base_file_url=api.base_file_url) as bot:
            return await use(bot)

    return asyncio.run(run())
