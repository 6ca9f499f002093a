"""The people who write to the bot: their role and language, and what they are in the middle of."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.clock import now
from bot.incoming import Sender
from bot.tables import ActRow, PersonRow, TaskRow

Role = Literal["reader", "editor", "admin"]
ROLES: tuple[Role, ...] = ("reader", "editor", "admin")

TASK_LASTS = timedelta(hours=1)
_SEEN_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who writes to the bot.

    Attributes:
        chosen_language: What they chose to read, or None until they choose.
        language_code: What their Telegram speaks.
    """

    id: int
    name: str
    role: Role
    chosen_language: str | None
    language_code: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """What a person is in the middle of in a chat: `kind` says what, `parts` is what they gave so far."""

    kind: str
    parts: tuple[str, ...] = ()


def meet(session: Session, sender: Sender) -> Person:
    """Know a person; their name and the time are kept fresh."""
    row = session.get(PersonRow, sender.id)
    moment = now()
    name, language_code = sender.name[:160], sender.language_code[:16]
    if row is None:
        row = PersonRow(id=sender.id, role="reader", first_seen=moment)
        session.add(row)
    if row.name != name or row.language_code != language_code or moment - row.last_seen > _SEEN_EVERY:
        row.name, row.language_code, row.last_seen = name, language_code, moment
    return _read(row)


def find(session: Session, user_id: int) -> Person | None:
    """The person of that id, if they ever wrote."""
    row = session.get(PersonRow, user_id)
    return None if row is None else _read(row)


def with_roles(session: Session) -> list[Person]:
    """Everyone who may do more than read, by id."""
    rows = session.scalars(select(PersonRow).where(PersonRow.role != "reader").order_by(PersonRow.id))
    return [_read(row) for row in rows]


def set_role(session: Session, user_id: int, role: Role) -> None:
    """Give or take a role; unknown people are remembered for when they first write."""
    row = session.get(PersonRow, user_id)
    if row is None:
        moment = now()
        session.add(PersonRow(id=user_id, name="", role=role, first_seen=moment, last_seen=moment))
    else:
        row.role = role


def set_language(session: Session, user_id: int, language: str | None) -> None:
    """Remember what a person wants to read."""
    row = session.get(PersonRow, user_id)
    if row is not None:
        row.language = language


def task_of(session: Session, chat_id: int, user_id: int) -> Task | None:
    """What the person is in the middle of; old tasks are forgotten."""
    row = session.get(TaskRow, (chat_id, user_id))
    if row is None or now() - row.updated_at > TASK_LASTS:
        return None
    return Task(row.kind, tuple(json.loads(row.body)))


def begin_task(session: Session, chat_id: int, user_id: int, task: Task) -> None:
    """Replace what the person is in the middle of."""
    row = TaskRow(
        chat_id=chat_id, user_id=user_id, kind=task.kind, body=json.dumps(task.parts), updated_at=now()
    )
    session.merge(row)


def end_task(session: Session, chat_id: int, user_id: int) -> None:
    """The person is done, or gave up."""
    session.execute(delete(TaskRow).where(TaskRow.chat_id == chat_id, TaskRow.user_id == user_id))


def record_act(session: Session, user_id: int, act: str, subject: str) -> None:
    """Write down who changed what."""
    session.add(ActRow(at=now(), user_id=user_id, act=act, subject=subject))


def _read(row: PersonRow) -> Person:
    role: Role = "admin" if row.role == "admin" else "editor" if row.role == "editor" else "reader"
    return Person(row.id, row.name, role, row.language, row.language_code or "")
