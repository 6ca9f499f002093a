"""The inbox in SQL: store, claim, finish, set aside. Every function works inside the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, case, delete, func, or_, select, update
from sqlalchemy.orm import Session

from bot.inbox.sorting import RawUpdate
from bot.store.clock import now
from bot.store.inserting import insert_new
from bot.store.tables import LANES, UPDATES, UpdateRow

KEEP_HANDLED = timedelta(days=3)
"""Telegram repeats an update for a day at most; its number is remembered longer."""

KEEP_SET_ASIDE = timedelta(days=30)
COUNTED = 1000

COUNTS_AFTER = timedelta(seconds=10)
"""Processes that die and start again faster than this count as one try: what they had begun may be innocent."""

TRY_AGAIN_AFTER = (timedelta(minutes=5), timedelta(hours=1), timedelta(hours=6))
"""When an update over which processes ended is tried again."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """An update that this process handles now.

    Attributes:
        position: Its place in the order of arrival.
        attempts: How often a process has begun to handle it, this time included.
        tries: How many of those count: all but those that follow another process's at once.
        retries: How often it was set aside before.
        waiting: How many updates wait in its lane, itself included; no more than `COUNTED` are counted.
    """

    position: int
    update_id: int
    lane: str
    body: str
    received_at: datetime
    attempts: int
    tries: int
    retries: int
    waiting: int


_LANE = bindparam("in_lane", type_=UPDATES.c.lane.type)
_POSITION = bindparam("at_position", type_=UPDATES.c.position.type)
_WAITING = select(UPDATES.c.position).where(UPDATES.c.lane == _LANE, UPDATES.c.state == "waiting")
_CROWD = _WAITING.limit(COUNTED).correlate(None).subquery()
_REPLICA = bindparam("by_replica", type_=UPDATES.c.tried_by.type)
_MOMENT = bindparam("at_moment", type_=UPDATES.c.tried_at.type)
_COUNTS = or_(
    UPDATES.c.tried_at.is_(None),
    UPDATES.c.tried_at < bindparam("long_ago", type_=UPDATES.c.tried_at.type),
    UPDATES.c.tried_by == _REPLICA,
)
_CLAIM = (
    update(UPDATES)
    .where(
        UPDATES.c.position == _WAITING.order_by(UPDATES.c.position).limit(1).correlate(None).scalar_subquery()
    )
    .values(
        attempts=UPDATES.c.attempts + 1,
        tries=UPDATES.c.tries + case((_COUNTS, 1), else_=0),
        tried_at=case((_COUNTS, _MOMENT), else_=UPDATES.c.tried_at),
        tried_by=_REPLICA,
    )
    .returning(
        UPDATES.c.position,
        UPDATES.c.update_id,
        UPDATES.c.body,
        UPDATES.c.received_at,
        UPDATES.c.attempts,
        UPDATES.c.tries,
        UPDATES.c.retries,
        select(func.count()).select_from(_CROWD).scalar_subquery().label("waiting"),
    )
)
_INSERT_UPDATES = insert_new(UPDATES)
_INSERT_LANE = insert_new(LANES)
_OWNER = select(LANES.c.replica).where(LANES.c.lane == _LANE)
_LEAVE = delete(LANES).where(LANES.c.lane == _LANE)
_NEXT = _WAITING.limit(1)
_NEWER = _NEXT.where(UPDATES.c.update_id != bindparam("this_update", type_=UPDATES.c.update_id.type))
_CLOSE = update(UPDATES).where(UPDATES.c.position == _POSITION)


def store(session: Session, updates: Sequence[RawUpdate]) -> None:
    """Keep the updates that are new; a number that is there already is left alone."""
    moment = now()
    rows = [
        {
            "update_id": raw.update_id,
            "lane": raw.lane,
            "user_id": raw.user_id,
            "body": raw.body,
            "state": "waiting",
            "attempts": 0,
            "received_at": moment,
        }
        for raw in updates
    ]
    if rows:
        session.connection().execute(_INSERT_UPDATES.on(session), rows)


def claim(session: Session, lane: str, replica: str) -> Claimed | None:
    """Take the oldest waiting update of a lane, unless another living replica has the lane."""
    if not _take_lane(session, lane, replica):
        return None
    moment = now()
    here = {"in_lane": lane, "by_replica": replica, "at_moment": moment, "long_ago": moment - COUNTS_AFTER}
    row = session.connection().execute(_CLAIM, here).one_or_none()
    if row is None:
        leave_if_empty(session, lane)
        return None
    return Claimed(lane=lane, **row._mapping)


def finish(session: Session, position: int) -> None:
    """The update is handled; its number is remembered, its text is not."""
    done = {"at_position": position, "state": "done", "body": "", "finished_at": now()}
    session.connection().execute(_CLOSE, done)


def set_aside(session: Session, position: int, trouble: str) -> None:
    """The update cannot be handled; it is kept for a person to look at."""
    aside = {"at_position": position, "state": "set aside", "finished_at": now(), "trouble": trouble}
    session.connection().execute(_CLOSE, aside)


def put_off(session: Session, claimed: Claimed, trouble: str) -> bool:
    """Set an update aside for a while; False when it is for good, because it was tried again often enough."""
    set_aside(session, claimed.position, trouble)
    if claimed.retries >= len(TRY_AGAIN_AFTER):
        return False
    this = update(UpdateRow).where(UpdateRow.position == claimed.position)
    session.execute(
        this.values(retries=claimed.retries + 1, retry_at=now() + TRY_AGAIN_AFTER[claimed.retries])
    )
    return True


def try_again(session: Session, *, tries: int) -> None:
    """Let one update wait again whose time has come, with so many tries behind it.

    One at a time: where the process ends over it, it was this one.
    """
    due = select(UpdateRow.position).where(UpdateRow.state == "set aside", UpdateRow.retry_at <= now())
    position = session.scalars(due.order_by(UpdateRow.retry_at).limit(1)).first()
    again = update(UpdateRow).where(UpdateRow.position == position, UpdateRow.state == "set aside")
    if position is not None:
        waiting = {
            "state": "waiting",
            "tries": tries,
            "tried_at": None,
            "retry_at": None,
            "finished_at": None,
        }
        session.execute(again.values(**waiting))


def skip_waiting(session: Session, lane: str, *, keep: int) -> int:
    """Drop the newest waiting updates of a lane beyond `keep`; how many were dropped."""
    kept = select(UpdateRow.position).where(UpdateRow.lane == lane, UpdateRow.state == "waiting")
    last_kept = session.scalars(kept.order_by(UpdateRow.position).offset(keep - 1).limit(1)).one_or_none()
    if last_kept is None:
        return 0
    dropped = session.scalars(
        update(UpdateRow)
        .where(UpdateRow.lane == lane, UpdateRow.state == "waiting", UpdateRow.position > last_kept)
        .values(state="skipped", body="", finished_at=now())
        .returning(UpdateRow.position)
    )
    return len(dropped.all())


def leave_if_empty(session: Session, lane: str) -> bool:
    """Let the lane go when nothing waits in it; whether something does."""
    connection = session.connection()
    if connection.execute(_NEXT, {"in_lane": lane}).first() is not None:
        return True
    connection.execute(_LEAVE, {"in_lane": lane})
    return False


def has_newer(session: Session, lane: str, update_id: int) -> bool:
    """Whether something else waits in the lane beside that update."""
    this = {"in_lane": lane, "this_update": update_id}
    return session.connection().execute(_NEWER, this).first() is not None


def waiting_lanes(session: Session) -> list[str]:
    """The lanes with something to do, longest waiting first."""
    lanes = select(UpdateRow.lane).where(UpdateRow.state == "waiting").group_by(UpdateRow.lane)
    return list(session.scalars(lanes.order_by(func.min(UpdateRow.position))))


def waiting_count(session: Session) -> int:
    """How many updates wait."""
    return (
        session.scalar(select(func.count()).select_from(UpdateRow).where(UpdateRow.state == "waiting")) or 0
    )


def purge(session: Session) -> None:
    """Forget what was handled long ago."""
    for state, age in (("done", KEEP_HANDLED), ("skipped", KEEP_HANDLED), ("set aside", KEEP_SET_ASIDE)):
        old = delete(UpdateRow).where(UpdateRow.state == state, UpdateRow.finished_at < now() - age)
        session.execute(old)


def _take_lane(session: Session, lane: str, replica: str) -> bool:
    connection = session.connection()
    taken = connection.execute(_INSERT_LANE.on(session), {"lane": lane, "replica": replica})
    if taken.rowcount == 1:
        return True
    return connection.execute(_OWNER, {"in_lane": lane}).scalar() == replica
