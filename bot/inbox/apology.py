"""A sentence to the sender of an update that processes ended over; read from its raw form, the rest may be deadly."""

import json

from sqlalchemy.orm import Session

from bot.inbox.records import Claimed
from bot.inbox.sorting import field, whole
from bot.locales.voice import Voice, language_of_reader, voice_of
from bot.messages.outgoing import Call, Place, Reply, Styled
from bot.store.tables import PersonRow


def apology(session: Session, claimed: Claimed, *, again: bool) -> list[Call]:
    """What to say when an update is set aside the first time, or for good; nothing where nobody would understand it."""
    if again and claimed.retries:
        return []
    update = json.loads(claimed.body)
    place = _place(update)
    if place is None:
        return []
    return [Reply(place, Styled(_said(_voice(session, update), again=again))).call()]


def _said(voice: Voice, *, again: bool) -> str:
    if again:
        return voice.say("I am sorry, I was stopped in the middle of this. I will try again later.")
    return voice.say("I am sorry, I could not do this, however often I tried. The admins know.")


def _place(update: object) -> Place | None:
    """Where a message or a press came from; what a group says may be meant for others, its commands alone are not."""
    for event, message in (("message", ("message",)), ("callback_query", ("callback_query", "message"))):
        chat_id = whole(field(update, *message, "chat", "id"))
        text = field(update, "message", "text")
        private = field(update, *message, "chat", "type") == "private"
        command = isinstance(text, str) and text.startswith("/")
        if chat_id is not None and (private or command or event == "callback_query"):
            reply_to = whole(field(update, "message", "message_id"))
            return Place(chat_id, whole(field(update, *message, "message_thread_id")), reply_to)
    return None


def _voice(session: Session, update: object) -> Voice:
    for event in ("message", "callback_query"):
        user_id = whole(field(update, event, "from", "id"))
        code = field(update, event, "from", "language_code")
        if user_id is not None:
            person = session.get(PersonRow, user_id)
            chosen = None if person is None else person.language
            return voice_of(language_of_reader(chosen, code if isinstance(code, str) else ""))
    return voice_of("id")
