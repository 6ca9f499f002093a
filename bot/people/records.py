"""The people who write to the bot: their role and language, and what they are in the middle of."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from bot.messages.incoming import Sender
from bot.store.clock import now
from bot.store.inserting import insert_new
from bot.store.tables import PEOPLE, TASKS, ActRow, PersonRow, TaskRow

Role = Literal["reader", "editor", "admin"]
ROLES: tuple[Role, ...] = ("reader", "editor", "admin")

TASK_LASTS = timedelta(hours=1)
_SEEN_EVERY = timedelta(minutes=5)

_PERSON = PEOPLE.c.id == bindparam("person", type_=PEOPLE.c.id.type)
_FIND = select(
    PEOPLE.c.name,
    PEOPLE.c.username,
    PEOPLE.c.role,
    PEOPLE.c.language,
    PEOPLE.c.language_code,
    PEOPLE.c.last_seen,
)
_FIND_PERSON = _FIND.where(_PERSON)
_REFRESH = update(PEOPLE).where(_PERSON)
_INSERT_PERSON = insert_new(PEOPLE)
_TASK = select(TASKS.c.kind, TASKS.c.body, TASKS.c.updated_at).where(
    TASKS.c.chat_id == bindparam("chat", type_=TASKS.c.chat_id.type),
    TASKS.c.user_id == bindparam("person", type_=TASKS.c.user_id.type),
)


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
    username: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """What a person is in the middle of in a chat: `kind` says what, `parts` is what they gave so far."""

    kind: str
    parts: tuple[str, ...] = ()


def meet(session: Session, sender: Sender) -> Person:
    """Know a person; their name and the time are kept fresh."""
    connection, moment = session.connection(), now()
    name, language_code, username = sender.name[:160], sender.language_code[:16], sender.username[:40]
    fresh = {"name": name, "username": username, "language_code": language_code, "last_seen": moment}
    row = connection.execute(_FIND_PERSON, {"person": sender.id}).one_or_none()
    if row is None:
        new = fresh | {"id": sender.id, "role": "reader", "first_seen": moment}
        connection.execute(_INSERT_PERSON.on(session), new)
        return Person(sender.id, name, "reader", None, language_code, username)
    known = (row.name, row.username, row.language_code)
    if known != (name, username, language_code) or moment - row.last_seen > _SEEN_EVERY:
        connection.execute(_REFRESH, fresh | {"person": sender.id})
    return Person(sender.id, name, _role(row.role), row.language, language_code, username)


def find_named(session: Session, username: str) -> Person | None:
    """The person of that @name, the one last seen with it, if they ever wrote."""
    named = select(PersonRow).where(func.lower(PersonRow.username) == username.lower())
    row = session.scalars(named.order_by(PersonRow.last_seen.desc()).limit(1)).first()
    return None if row is None else _read(row)


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
    row = session.connection().execute(_TASK, {"chat": chat_id, "person": user_id}).one_or_none()
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
    return Person(row.id, row.name, _role(row.role), row.language, row.language_code or "", row.username)


def _role(written: str) -> Role:
    return "admin" if written == "admin" else "editor" if written == "editor" else "reader"
