"""Lanes: one update at a time in each, several lanes side by side, none hurried by a crowd in another."""

import asyncio
import logging
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.inbox import records as inbox
from bot.inbox.apology import apology
from bot.inbox.opened import DeadlyError, Opened, PoisonError
from bot.inbox.records import Claimed
from bot.inbox.sorting import RawUpdate
from bot.inbox.turn import Turn
from bot.messages.incoming import Message
from bot.messages.outgoing import Call
from bot.process.logs import place_of
from bot.process.metrics import Metrics
from bot.sending import records as outbox
from bot.sending.courier import Courier
from bot.sending.limits import Pace
from bot.sending.records import RecordedCall
from bot.store.clock import now
from bot.store.database import Database

MAX_ATTEMPTS = 5
"""So often may the process die over one update, without starting again at once, before it is set aside."""

MAX_WAITING = 200
"""Updates that may wait in one lane; newer ones are skipped, with a notice."""

REMEMBERED = timedelta(minutes=10)
"""So long it matters when the last answer in a lane was ready."""

RETRY_S = 1.0
NOTICE_EVERY_S = 60.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tempo:
    """How fast one lane is handled: replies leave no faster than that anyway."""

    interval_s: float = 1.0
    burst: int = 5


@dataclass(frozen=True, slots=True)
class Begun:
    """A claimed update and what it holds: None when it is not for the bot, or why it cannot be read."""

    claimed: Claimed
    opened: Opened | PoisonError | None


class Handler(Protocol):
    """Makes a turn of an update."""

    def open(self, session: Session, claimed: Claimed) -> Opened | None:
        """Read the update, in the transaction that claims it; PoisonError when that is not possible."""
        ...

    async def handle(self, claimed: Claimed, opened: Opened) -> Turn:
        """The turn to commit."""
        ...


class Reporter(Protocol):
    """Tells the admins what they should know."""

    def report(self, update_id: int, trouble: str) -> list[Call]:
        """The messages to send, none if the admins heard enough for now."""
        ...


class Lanes:
    """Handles what waits in the inbox: in order within a lane, several lanes at once."""

    def __init__(
        self,
        database: Database,
        replica: str,
        handler: Handler,
        courier: Courier,
        reporter: Reporter,
        metrics: Metrics,
        *,
        tempo: Tempo = Tempo(),
    ) -> None:
        self._database = database
        self._replica = replica
        self._handler = handler
        self._courier = courier
        self._reporter = reporter
        self._metrics = metrics
        self._tempo = tempo
        self._stopping = False
        self._ready: asyncio.Queue[str] = asyncio.Queue()
        self._known: set[str] = set()
        self._woken: set[str] = set()
        self._begun: dict[str, Begun] = {}
        self._paces: dict[str, Pace] = {}
        self._hands: list[asyncio.Task[None]] = []
        self._busy = 0
        self._notices: dict[str, float] = {}
        self._ended: dict[str, datetime] = {}

    def start(self, hands: int) -> None:
        """Begin to handle, at most `hands` lanes at once."""
        self._hands = [asyncio.create_task(self._work()) for _ in range(hands)]

    async def receive(self, updates: Sequence[RawUpdate]) -> None:
        """Keep updates for good; those that free hands can take at once are claimed and read in the same transaction.

        Raises:
            SQLAlchemyError: They are not kept.
        """
        lanes = dict.fromkeys(update.lane for update in updates)
        first = [lane for lane in lanes if self._rests(lane)][: self._free_hands]
        try:
            await self._begin_with(updates, first)
        except SQLAlchemyError:
            # What went wrong with one of them must not keep the others from being stored.
            first = []
            await self._database.run(lambda session: inbox.store(session, updates))
        self.wake(lane for lane in lanes if lane not in first)

    def wake(self, lanes: Iterable[str]) -> None:
        """Something waits in these lanes."""
        for lane in lanes:
            if lane in self._known:
                self._woken.add(lane)
            else:
                self._known.add(lane)
                self._again(lane, self._pace(lane).wait(time.monotonic()))

    async def sweep(self) -> None:
        """Find what waits unnoticed: from before the start, or stored by another replica."""
        self.wake(await self._database.run(_waiting_lanes))
        self._ended = {lane: at for lane, at in self._ended.items() if now() - at < REMEMBERED}
        moment = time.monotonic()
        self._paces = {lane: pace for lane, pace in self._paces.items() if pace.busy(moment)}

    async def stop(self, seconds: float) -> None:
        """Let running turns end for so long; what is not begun or not ended waits for the next start."""
        until = time.monotonic() + seconds
        self._stopping = True
        while self._busy and time.monotonic() < until:
            await asyncio.sleep(0.02)
        for hand in self._hands:
            hand.cancel()
        await asyncio.gather(*self._hands, return_exceptions=True)

    async def _work(self) -> None:
        while not self._stopping:
            lane = await self._ready.get()
            self._busy += 1
            try:
                await self._step(lane)
            except SQLAlchemyError as trouble:
                _log.error("The inbox cannot be worked on, trying again: %s", type(trouble).__name__)
                self._again(lane, RETRY_S)
            finally:
                self._busy -= 1

    async def _step(self, lane: str) -> None:
        begun = self._begun.pop(lane, None) or await self._claim(lane)
        more = begun is not None and await self._handle(begun.claimed, begun.opened)
        self._settle(lane, more=more)

    async def _begin_with(self, updates: Sequence[RawUpdate], lanes: Sequence[str]) -> None:
        """Store updates and hand the first of each of these lanes to a hand."""
        self._known.update(lanes)
        try:
            self._begun |= await self._database.run(lambda session: self._keep(session, updates, lanes))
        except BaseException:
            self._known.difference_update(lanes)
            raise
        for lane in lanes:
            self._ready.put_nowait(lane)

    def _keep(self, session: Session, updates: Sequence[RawUpdate], lanes: Sequence[str]) -> dict[str, Begun]:
        inbox.store(session, updates)
        begun = {lane: self._begin(session, lane) for lane in lanes}
        return {lane: one for lane, one in begun.items() if one is not None}

    async def _claim(self, lane: str) -> Begun | None:
        try:
            return await self._database.run(lambda session: self._begin(session, lane))
        except SQLAlchemyError:
            # A look-up that fails must not undo the claim: the attempts would never be counted.
            claimed = await self._database.run(lambda session: inbox.claim(session, lane, self._replica))
        if claimed is None:
            return None
        return Begun(claimed, await self._database.run(lambda session: self._open(session, claimed)))

    def _begin(self, session: Session, lane: str) -> Begun | None:
        claimed = inbox.claim(session, lane, self._replica)
        return None if claimed is None else Begun(claimed, self._open(session, claimed))

    def _open(self, session: Session, claimed: Claimed) -> Opened | PoisonError | None:
        if claimed.tries > MAX_ATTEMPTS:
            return DeadlyError("the process ended over it again and again")
        try:
            return self._handler.open(session, claimed)
        except PoisonError as poison:
            return poison
        except SQLAlchemyError:
            raise
        except Exception as error:
            # Whatever it is, it must not keep the updates around it from being stored.
            return PoisonError(place_of(error))

    async def _handle(self, claimed: Claimed, opened: Opened | PoisonError | None) -> bool:
        if isinstance(opened, PoisonError):
            return await self._put_aside(claimed, str(opened), later=isinstance(opened, DeadlyError))
        try:
            return await self._take_turn(claimed, opened)
        except SQLAlchemyError:
            raise
        except Exception as error:
            # Whatever it is, it must not stop the hand that other lanes need.
            return await self._put_aside(claimed, place_of(error))

    async def _take_turn(self, claimed: Claimed, opened: Opened | None) -> bool:
        began = time.monotonic()
        turn = None if opened is None else await self._handler.handle(claimed, opened)
        self._metrics.turn(time.monotonic() - began)
        if turn is not None and opened is not None and self._crowded(claimed):
            _point(turn, opened)
        self._ended[claimed.lane] = now()
        if turn is not None and turn.outgoing:
            self._pace(claimed.lane).take(time.monotonic())
        if claimed.waiting > MAX_WAITING:
            await self._thin_out(claimed.lane, turn)
        calls, more = await self._database.run(lambda session: self._commit(session, claimed, turn))
        self._courier.submit(calls)
        return more

    def _commit(
        self, session: Session, claimed: Claimed, turn: Turn | None
    ) -> tuple[list[RecordedCall], bool]:
        calls: list[RecordedCall] = []
        if turn is not None:
            for write in turn.writes:
                write(session)
            calls = outbox.record(session, turn.calls(), self._replica)
        inbox.finish(session, claimed.position)
        return calls, inbox.leave_if_empty(session, claimed.lane)

    async def _put_aside(self, claimed: Claimed, trouble: str, *, later: bool = False) -> bool:
        _log.error("Update %d is set aside: %s", claimed.update_id, trouble)
        self._metrics.set_aside()
        report = self._reporter.report(claimed.update_id, trouble)

        def work(session: Session) -> tuple[list[RecordedCall], bool]:
            said = list(report)
            if later:
                said += apology(session, claimed, again=inbox.put_off(session, claimed, trouble))
            else:
                inbox.set_aside(session, claimed.position, trouble)
            recorded = outbox.record(session, said, self._replica)
            return recorded, inbox.leave_if_empty(session, claimed.lane)

        calls, more = await self._database.run(work)
        self._courier.submit(calls)
        return more

    async def _thin_out(self, lane: str, turn: Turn | None) -> None:
        skipped = await self._database.run(lambda s: inbox.skip_waiting(s, lane, keep=MAX_WAITING))
        _log.warning("%d updates of a crowded lane are skipped", skipped)
        moment = time.monotonic()
        last = self._notices.get(lane)
        if turn is not None and turn.place.chat_id and (last is None or moment - last >= NOTICE_EVERY_S):
            self._notices[lane] = moment
            turn.reply(
                turn.voice.say("That is more than I can read at once. I skipped your newest messages.")
            )

    @property
    def _free_hands(self) -> int:
        return max(0, len(self._hands) - self._busy - self._ready.qsize())

    def _rests(self, lane: str) -> bool:
        """Whether nothing is known to wait in a lane, and its next turn need not be put off."""
        return lane not in self._known and self._pace(lane).wait(time.monotonic()) == 0.0

    def _crowded(self, claimed: Claimed) -> bool:
        """Whether other messages came between an update and its answer, so that the answer must say whose it is."""
        before = self._ended.get(claimed.lane)
        late = before is not None and claimed.received_at < before
        return late or claimed.retries > 0 or claimed.waiting > 1 or claimed.lane in self._woken

    def _settle(self, lane: str, *, more: bool) -> None:
        if more or lane in self._woken:
            self._woken.discard(lane)
            self._again(lane, self._pace(lane).wait(time.monotonic()))
        else:
            self._known.discard(lane)

    def _again(self, lane: str, seconds: float) -> None:
        if seconds > 0:
            asyncio.get_running_loop().call_later(seconds, self._ready.put_nowait, lane)
        else:
            self._ready.put_nowait(lane)

    def _pace(self, lane: str) -> Pace:
        pace = self._paces.get(lane)
        if pace is None:
            pace = self._paces[lane] = Pace(self._tempo.interval_s, self._tempo.burst)
        return pace


def _waiting_lanes(session: Session) -> list[str]:
    """Also those where an update is tried again."""
    inbox.try_again(session, tries=MAX_ATTEMPTS - 1)
    return inbox.waiting_lanes(session)


def _point(turn: Turn, opened: Opened) -> None:
    message = opened.incoming
    if isinstance(message, Message) and message.chat == "private":
        turn.point(message.id)
