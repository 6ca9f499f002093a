"""The outbox in SQL. Every function works inside the caller's transaction."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Session

from bot.messages.outgoing import Call, Parameters
from bot.store.clock import now
from bot.store.tables import ANSWERS, CALLS, DRAFTS, CallRow, ChatRow, ReplicaRow

KEEP_FINISHED = timedelta(days=3)

_RECORD = insert(CALLS).returning(CALLS.c.id)
_CLOSE = update(CALLS).where(CALLS.c.id == bindparam("call_id"))
_SHOWN = update(ANSWERS).where(ANSWERS.c.id == bindparam("answer_id"))
_PREVIEWED = update(DRAFTS).where(DRAFTS.c.id == bindparam("draft_id"))


@dataclass(frozen=True, slots=True)
class RecordedCall:
    """A call that must reach Telegram; `id` gives the order."""

    id: int
    call: Call
    created_at: datetime


def record(session: Session, calls: Sequence[Call], replica: str) -> list[RecordedCall]:
    """Write the calls down before they are made."""
    moment, connection = now(), session.connection()
    recorded = []
    for call in calls:
        row = {
            "chat_id": call.chat_id,
            "method": call.method,
            "parameters": json.dumps(call.parameters),
            "attachment": call.attachment,
            "attachment_name": call.attachment_name,
            "answer_id": call.answer_id,
            "state": "waiting",
            "replica": replica,
            "created_at": moment,
        }
        recorded.append(RecordedCall(connection.execute(_RECORD, row).scalar_one(), call, moment))
    return recorded


def sent(session: Session, recorded: RecordedCall, message_id: int | None) -> None:
    """The call has reached Telegram; its text is forgotten."""
    _close(session, recorded.id, "sent", None)
    if recorded.call.answer_id is not None and message_id is not None:
        shown = {"answer_id": recorded.call.answer_id, "reply_message_id": message_id}
        if session.connection().execute(_SHOWN, shown).rowcount == 0:
            # What the message shows is a draft.
            shows = {"draft_id": recorded.call.answer_id, "message_id": message_id}
            session.connection().execute(_PREVIEWED, shows)


def failed(session: Session, recorded: RecordedCall, trouble: str) -> None:
    """Telegram will never take this call."""
    _close(session, recorded.id, "failed", trouble)


def block(session: Session, chat_id: int) -> None:
    """The chat does not want the bot: nothing waits for it any more."""
    _chat(session, chat_id).blocked = True
    waiting = update(CallRow).where(CallRow.chat_id == chat_id, CallRow.state == "waiting")
    session.execute(
        waiting.values(state="failed", trouble="blocked", parameters="", attachment=None, finished_at=now())
    )


def unblock(session: Session, chat_id: int) -> None:
    """The chat wants the bot again."""
    _chat(session, chat_id).blocked = False


def move(session: Session, chat_id: int, *, to: int) -> None:
    """A group became a supergroup: what waits for it goes to the new id."""
    _chat(session, chat_id).moved_to = to
    waiting = update(CallRow).where(CallRow.chat_id == chat_id, CallRow.state == "waiting")
    session.execute(waiting.values(chat_id=to))


def adopt(session: Session, replica: str) -> list[RecordedCall]:
    """Take over what dead replicas left unsent."""
    orphans = update(CallRow).where(
        CallRow.state == "waiting",
        CallRow.replica.not_in(select(ReplicaRow.replica)),
        CallRow.replica != replica,
    )
    rows = session.scalars(orphans.values(replica=replica).returning(CallRow)).all()
    return [_read(row) for row in sorted(rows, key=lambda row: row.id)]


def waiting_count(session: Session) -> int:
    """How many calls wait."""
    return session.scalar(select(func.count()).select_from(CallRow).where(CallRow.state == "waiting")) or 0


def purge(session: Session) -> None:
    """Forget what was sent long ago."""
    session.execute(
        delete(CallRow).where(
            CallRow.state.in_(("sent", "failed")), CallRow.finished_at < now() - KEEP_FINISHED
        )
    )


def _chat(session: Session, chat_id: int) -> ChatRow:
    row = session.get(ChatRow, chat_id)
    if row is None:
        row = ChatRow(id=chat_id, blocked=False)
        session.add(row)
    return row


def _close(session: Session, call_id: int, state: str, trouble: str | None) -> None:
    closed = {
        "call_id": call_id,
        "state": state,
        "trouble": trouble,
        "parameters": "",
        "attachment": None,
        "finished_at": now(),
    }
    session.connection().execute(_CLOSE, closed)


def _read(row: CallRow) -> RecordedCall:
    parameters: Parameters = json.loads(row.parameters)
    parameters["chat_id"] = row.chat_id
    call = Call(row.chat_id, row.method, parameters, row.attachment, row.attachment_name, row.answer_id)
    return RecordedCall(row.id, call, row.created_at)
