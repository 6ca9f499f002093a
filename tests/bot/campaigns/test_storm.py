"""A storm at Telegram's end: every reply arrives, no limit is broken, nobody speaks inside a wait.

The bot's own sending layer (outbox, courier, rate limiter, python-telegram-bot) sends over HTTP to the double, which
keeps Telegram's flood rules and spoils three calls in ten. The long form keeps the published limits; the short form
lets both sides run the same rules faster.
"""

import asyncio
import json
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest, RequestData

from bot.messages.outgoing import Place, Reply, Styled
from bot.process.metrics import Metrics
from bot.running.replicas import sign_of_life
from bot.sending import records
from bot.sending.api import TelegramApi
from bot.sending.courier import Courier
from bot.sending.limits import Limits, RateLimiter
from bot.store.database import open_database
from tests.bot.campaigns.figures import LONG, Figure, note
from tests.botapi import BotApi, Call, FloodRules
from tests.botapi.faults import (
    AnswerLost,
    Drop,
    Fault,
    Garbled,
    Hang,
    HtmlBody,
    ServerError,
    Slow,
    TooManyRequests,
)
from tests.campaigns.scratch import scratch

READ_TIMEOUT_S = 3.0 if LONG else 1.5
SLACK_S = 0.05
"""What the double allows as well: requests overtake each other."""

CHAT_WAIT, LONG_CHAT_WAIT, GLOBAL_WAIT = 1, 3, 2
FAULTS: list[Fault] = [
    *[TooManyRequests(CHAT_WAIT)] * 7,
    TooManyRequests(LONG_CHAT_WAIT),
    TooManyRequests(GLOBAL_WAIT, everywhere=True),
    *[ServerError(500), ServerError(502), HtmlBody(504), Drop(), AnswerLost(), Garbled()] * 5,
    Slow(0.5),
    Hang(READ_TIMEOUT_S + 2),
]


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is sent, and by which rules."""

    chats: int
    groups: int
    sends: int
    in_groups: int
    limits: Limits
    rules: FloodRules
    patience_s: float


LONG_SCALE = Scale(200, 5, 10_000, 200, Limits(), FloodRules(), 2400)
SHORT_SCALE = Scale(
    30,
    2,
    150,
    10,
    Limits(per_second=100, chat_interval_s=0.3, chat_burst=3, group_per_minute=200),
    FloodRules(overall_per_second=100, chat_per_second=1 / 0.3, chat_burst=3, group_per_minute=200),
    120,
)
SCALE = LONG_SCALE if LONG else SHORT_SCALE


@dataclass(frozen=True, slots=True)
class Wait:
    """A 429 as the bot heard it."""

    chat: str
    heard_at: float
    seconds: float

    def forbids(self, moment: float) -> bool:
        """Whether a request that begins then breaks the silence."""
        return self.heard_at < moment < self.heard_at + self.seconds - SLACK_S


@dataclass(slots=True)
class Sent:
    """A request of the bot; `heard` once its answer told whether Telegram took it."""

    chat: str
    began_at: float
    heard: bool = False


@dataclass
class Witness:
    """When the bot's requests began, and which waits it had been told of."""

    requests: list[Sent] = field(default_factory=list)
    waits: list[Wait] = field(default_factory=list)

    def inside_own_wait(self) -> int:
        """Requests that began while the bot knew that their chat had to be silent."""
        return sum(
            any(wait.chat == sent.chat and wait.forbids(sent.began_at) for wait in self.waits)
            for sent in self.requests
        )

    def inside(self, wait: Wait) -> list[Sent]:
        """Requests to any chat that began inside this wait."""
        return [sent for sent in self.requests if wait.forbids(sent.began_at)]


class WitnessedRequest(HTTPXRequest):
    """python-telegram-bot's own HTTP client, with a witness beside it."""

    def __init__(self, witness: Witness) -> None:
        super().__init__(connection_pool_size=64, read_timeout=READ_TIMEOUT_S, pool_timeout=30.0)
        self._witness = witness

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, **timeouts: object
    ) -> tuple[int, bytes]:
        chat = str(request_data.parameters.get("chat_id", "")) if request_data else ""
        sent = Sent(chat, time.monotonic())
        self._witness.requests.append(sent)
        status, body = await super().do_request(url, method, request_data, **timeouts)
        sent.heard = status == 429 or (body.startswith(b'{"ok":true') and body.endswith(b"}"))
        if status == 429:
            seconds = json.loads(body)["parameters"]["retry_after"]
            self._witness.waits.append(Wait(chat, time.monotonic(), seconds))
        return status, body


async def send_everything(api: BotApi, home: Path, texts: dict[int, list[str]]) -> Witness:
    """Record all replies at once and let the courier deliver them."""
    witness = Witness()
    bot = ExtBot(
        token=api.token,
        base_url=api.base_url,
        base_file_url=api.base_file_url,
        request=WitnessedRequest(witness),
        rate_limiter=RateLimiter(SCALE.limits),
    )
    await bot.initialize()
    database = open_database(f"sqlite:///{home / 'bot.db'}")
    try:
        await database.run(lambda session: sign_of_life(session, "storm"))
        courier = Courier(TelegramApi(bot), database, "storm", Metrics())
        calls = [Reply(Place(chat), Styled(t)).call() for chat, told in texts.items() for t in told]
        courier.submit(await database.run(lambda session: records.record(session, calls, "storm")))
        until = time.monotonic() + SCALE.patience_s
        while courier.waiting and time.monotonic() < until:
            await asyncio.sleep(0.2)
        await courier.drain(1.0)
        assert await database.run(records.waiting_count) == 0
        return witness
    finally:
        await bot.shutdown()
        database.close()


@dataclass(frozen=True, slots=True)
class GlobalWaits:
    """Waits for the whole bot; Telegram says only in which chat the first one was heard."""

    count: int
    probes: int
    beyond: int


def judge_global_waits(calls: list[Call], witness: Witness) -> GlobalWaits:
    """One request may find out that everything is closed, where its answer says so; one more knew better."""
    waits = [
        next(w for w in witness.waits if w.chat == call.chat and w.heard_at >= call.at)
        for call in calls
        if call.fault == "TooManyRequests" and call.retry_after == GLOBAL_WAIT
    ]
    inside = [sum(sent.heard for sent in witness.inside(wait)) for wait in waits]
    return GlobalWaits(len(waits), sum(map(bool, inside)), sum(max(0, n - 1) for n in inside))


def violations(calls: list[Call]) -> list[Call]:
    """The 429s that no fault and no wait explains: the bot's own haste."""
    held = [
        (call.chat if call.retry_after != GLOBAL_WAIT else "", call.ended_at or 0.0, call.retry_after)
        for call in calls
        if call.fault == "TooManyRequests"
    ]
    return [
        call
        for call in calls
        if call.status == 429
        and not call.fault
        and not any(
            chat in ("", call.chat) and at - 0.1 <= call.at <= at + wait + 0.1 for chat, at, wait in held
        )
    ]


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
def test_a_storm_of_faults_breaks_no_rule_and_loses_no_reply() -> None:
    began = time.monotonic()
    with scratch() as home, BotApi.start(flood=SCALE.rules) as api:
        people = [api.private_chat(user_id=1000 + number) for number in range(SCALE.chats)]
        groups = [api.group(members=(api.user(1000),)) for _ in range(SCALE.groups)]
        texts: dict[int, list[str]] = {}
        for number in range(SCALE.sends - SCALE.in_groups):
            texts.setdefault(people[number % SCALE.chats].id, []).append(f"balasan {number}")
        for number in range(SCALE.in_groups):
            texts.setdefault(groups[number % SCALE.groups].id, []).append(f"balasan grup {number}")
        api.faults.randomly(0.3, FAULTS, seed=9, methods=["sendMessage"])
        witness = asyncio.run(send_everything(api, home, texts))
        seen = {chat.id: [message.text for message in chat.from_bot()] for chat in (*people, *groups)}
        calls = api.calls("sendMessage")
    missing = [text for chat, told in texts.items() for text in told if text not in seen[chat]]
    out_of_order = [chat for chat, told in texts.items() if list(dict.fromkeys(seen[chat])) != told]
    # Done, but the bot did not hear it: the answer was lost, or came when the bot had stopped waiting for it.
    unheard = Counter(c.values["text"] for c in calls if c.done and (not c.ok or c.fault in ("Slow", "Hang")))
    times = Counter(text for told in seen.values() for text in told)
    unexplained = [text for text, count in times.items() if count - 1 > unheard[text]]
    hasty, inside_own = violations(calls), witness.inside_own_wait()
    everywhere = judge_global_waits(calls, witness)
    bad = len(hasty) + len(missing) + len(out_of_order) + inside_own + len(unexplained) + everywhere.beyond
    note(
        Figure(
            "storm at Telegram's end",
            f"{SCALE.sends:,} sends to {SCALE.chats} chats and {SCALE.groups} groups: {len(calls):,} calls, "
            f"{sum(bool(call.fault) for call in calls):,} of them spoiled (429, 5xx, error pages, drops, timeouts, "
            f"lost answers), {everywhere.count} waits for the whole bot",
            "0 rule violations, 100 % delivered in order, 0 sent inside a retry_after",
            f"{len(hasty)} violations, {SCALE.sends - len(missing):,} delivered, {len(out_of_order)} chats out of "
            f"order, {inside_own} inside a chat's wait, {everywhere.beyond} inside a wait for the whole bot beside "
            f"the one that finds it out ({everywhere.probes}); {sum(times.values()) - len(times)} doubled, each "
            f"after a lost answer; {time.monotonic() - began:.0f} s",
            bad == 0,
        )
    )
    assert missing == []
    assert out_of_order == []
    assert unexplained == []
    assert inside_own == 0
    assert everywhere.beyond == 0
    assert hasty == []


def test_the_long_form_of_the_storm_is_the_goal_itself() -> None:
    assert (LONG_SCALE.chats, LONG_SCALE.groups, LONG_SCALE.sends) == (200, 5, 10_000)
    assert Limits(30, 1.0, 3, 20) == LONG_SCALE.limits
