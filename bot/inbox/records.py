"""The inbox in SQL: store, claim, finish, set aside. Every function works inside the caller's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.clock import now
from bot.inbox.sorting import RawUpdate
from bot.tables import LaneRow, Row, UpdateRow

KEEP_HANDLED = timedelta(days=3)
"""Telegram repeats an update for a day at most; its number is remembered longer."""

KEEP_SET_ASIDE = timedelta(days=30)
COUNTED = 1000


@dataclass(frozen=True, slots=True)
class Claimed:
    """An update that this process handles now.

    Attributes:
        position: Its place in the order of arrival.
        attempts: How often a process has begun to handle it, this time included.
        waiting: How many updates wait in its lane, itself included; no more than `COUNTED` are counted.
    """

    position: int
    update_id: int
    lane: str
    body: str
    received_at: datetime
    attempts: int
    waiting: int


_LANE = bindparam("in_lane", type_=UpdateRow.lane.type)
_WAITING = select(UpdateRow.position).where(UpdateRow.lane == _LANE, UpdateRow.state == "waiting")
_CROWD = _WAITING.limit(COUNTED).correlate(None).subquery()
_CLAIM = (
    update(UpdateRow)
    .where(
        UpdateRow.position == _WAITING.order_by(UpdateRow.position).limit(1).correlate(None).scalar_subquery()
    )
    .values(attempts=UpdateRow.attempts + 1)
    .returning(
        UpdateRow.position,
        UpdateRow.update_id,
        UpdateRow.body,
        UpdateRow.received_at,
        UpdateRow.attempts,
        select(func.count()).select_from(_CROWD).scalar_subquery().label("waiting"),
    )
    .execution_options(synchronize_session=False)
)


def store(session: Session, updates: Sequence[RawUpdate]) -> None:
    """Keep the updates that are new; a number that is there already is left alone."""
    moment = now()
    rows: list[dict[str, object]] = [
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
    insert_missing(session, UpdateRow, rows)


def claim(session: Session, lane: str, replica: str) -> Claimed | None:
    """Take the oldest waiting update of a lane, unless another living replica has the lane."""
    if not _take_lane(session, lane, replica):
        return None
    row = session.execute(_CLAIM, {"in_lane": lane}).one_or_none()
    if row is None:
        leave_if_empty(session, lane)
        return None
    return Claimed(lane=lane, **row._mapping)


def finish(session: Session, position: int) -> None:
    """The update is handled; its number is remembered, its text is not."""
    _close(session, position, state="done", body="")


def set_aside(session: Session, position: int, trouble: str) -> None:
    """The update cannot be handled; it is kept for a person to look at."""
    _close(session, position, state="set aside", trouble=trouble)


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
    if session.scalars(_waiting(lane).limit(1)).first() is not None:
        return True
    session.execute(delete(LaneRow).where(LaneRow.lane == lane))
    return False


def has_newer(session: Session, lane: str, update_id: int) -> bool:
    """Whether something else waits in the lane beside that update."""
    newer = _waiting(lane).where(UpdateRow.update_id != update_id).limit(1)
    return session.scalars(newer).first() is not None


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


def insert_missing(session: Session, table: type[Row], rows: Sequence[dict[str, object]]) -> bool:
    """Insert the rows that clash with none; whether any was inserted."""
    if not rows:
        return False
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(list(rows)).on_conflict_do_nothing()
    key = next(iter(table.__mapper__.primary_key))
    return session.execute(statement.returning(key)).first() is not None


def _take_lane(session: Session, lane: str, replica: str) -> bool:
    if insert_missing(session, LaneRow, [{"lane": lane, "replica": replica}]):
        return True
    return session.scalar(select(LaneRow.replica).where(LaneRow.lane == lane)) == replica


def _waiting(lane: str) -> Select[UpdateRow]:
    return select(UpdateRow).where(UpdateRow.lane == lane, UpdateRow.state == "waiting")


def _close(session: Session, position: int, **values: object) -> None:
    closed = update(UpdateRow).where(UpdateRow.position == position)
    session.execute(closed.values(finished_at=now(), **values))
