"""Which bot processes live: what a dead one had begun is taken over by the others."""

from datetime import timedelta

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from bot.store.clock import now
from bot.store.tables import LaneRow, ReplicaRow

DEAD_AFTER = timedelta(seconds=30)
"""A replica without a sign of life for so long is taken for dead."""

SIGN_EVERY_S = 5


def sign_of_life(session: Session, replica: str) -> None:
    """Say that this replica lives, and free what silent ones had claimed."""
    seen = (
        update(ReplicaRow)
        .where(ReplicaRow.replica == replica)
        .values(seen_at=now())
        .returning(ReplicaRow.replica)
    )
    if session.execute(seen).first() is None:
        session.execute(insert(ReplicaRow).values(replica=replica, seen_at=now()))
    session.execute(delete(ReplicaRow).where(ReplicaRow.seen_at < now() - DEAD_AFTER))
    _free_claims(session)


def stand_alone(session: Session, replica: str) -> None:
    """This process holds the poller's lock: every other replica is dead."""
    session.execute(delete(ReplicaRow).where(ReplicaRow.replica != replica))
    sign_of_life(session, replica)


def leave(session: Session, replica: str) -> None:
    """A graceful end: the others need not wait to take over."""
    session.execute(delete(ReplicaRow).where(ReplicaRow.replica == replica))
    _free_claims(session)


def _free_claims(session: Session) -> None:
    session.execute(delete(LaneRow).where(LaneRow.replica.not_in(select(ReplicaRow.replica))))
