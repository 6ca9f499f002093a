"""One stored update becomes one turn: read, know the person, find the route, handle, mend what went wrong."""

import json
import logging
import math
import secrets
from collections.abc import Callable

import telegram
from sqlalchemy.orm import Session

from bot.conversation import answers
from bot.conversation.routing import MessageRoute, PressRoute, Routes
from bot.inbox.opened import Known, Opened, PoisonError
from bot.inbox.records import Claimed
from bot.inbox.turn import Turn
from bot.locales.voice import language_of_reader, voice_of
from bot.messages.incoming import (
    Incoming,
    InlineQuestion,
    Me,
    Membership,
    Message,
    Press,
    Sender,
    first_line,
    read,
)
from bot.messages.outgoing import Place
from bot.people import records as people
from bot.people.access import Access
from bot.process.logs import place_of
from bot.sending.signals import Signals
from index.errors import BusyError, InputError

NOTICED_S = 2.0
"""Whoever taps a button waits so long without wondering."""

_log = logging.getLogger(__name__)


class Dispatcher:
    """Turns updates into turns."""

    def __init__(
        self,
        bot: telegram.Bot,
        me: Me,
        routes: Routes,
        access: Access,
        signals: Signals,
        *,
        wait: Callable[[int], float],
    ) -> None:
        self._wait = wait
        self._bot = bot
        self._me = me
        self._routes = routes
        self._access = access
        self._signals = signals

    def open(self, session: Session, claimed: Claimed) -> Opened | None:
        """Read an update and know who sent it, in the transaction that claims it; None: it is not for the bot.

        Raises:
            PoisonError: The update cannot be read.
        """
        incoming = self._read(claimed)
        if incoming is None or (isinstance(incoming, Message) and not incoming.for_me):
            return None
        sender = incoming.sender
        return None if sender is None else Opened(incoming, _acquaintance(session, sender, incoming))

    async def handle(self, claimed: Claimed, opened: Opened) -> Turn:
        """The turn to commit."""
        incoming = opened.incoming
        turn = self._turn(claimed, incoming, opened.known)
        await self._guarded(turn, incoming)
        if isinstance(incoming, Press):
            self._signals.answer_press(incoming.id, turn.toast or self._delay(turn))
        return turn

    def _delay(self, turn: Turn) -> str:
        """What to show over the chat while Telegram's limit holds the answer back; "" where it comes soon."""
        seconds = self._wait(turn.place.chat_id) if turn.outgoing else 0.0
        if seconds < NOTICED_S:
            return ""
        return turn.voice.say_many(
            "Much is going on here: the answer comes in about {n} second.",
            "Much is going on here: the answer comes in about {n} seconds.",
            math.ceil(seconds),
        )

    def _read(self, claimed: Claimed) -> Incoming | None:
        try:
            update = telegram.Update.de_json(json.loads(claimed.body), self._bot)
            return read(update, self._me)
        except Exception as error:
            raise PoisonError(place_of(error)) from None

    def _turn(self, claimed: Claimed, incoming: Incoming, known: Known) -> Turn:
        person = known.person
        return Turn(
            update_id=claimed.update_id,
            received_at=claimed.received_at,
            repeated=claimed.attempts > 1,
            person=person,
            role=self._access.role(person),
            voice=voice_of(language_of_reader(person.chosen_language, person.language_code)),
            place=_place_of(incoming),
            task=known.task,
            earlier=known.earlier,
        )

    async def _guarded(self, turn: Turn, incoming: Incoming) -> None:
        try:
            await self._route(turn, incoming)
        except BusyError:
            turn.start_over()
            turn.reply(
                turn.voice.say("I am busy with other work at the moment. Please try again in a minute.")
            )
        except InputError as refusal:
            turn.start_over()
            turn.reply(turn.voice.say("That did not work: {reason}", reason=turn.voice.tell(refusal)))
        except Exception as error:
            incident = secrets.token_hex(4)
            _log.error("Incident %s: %s", incident, place_of(error))
            turn.start_over()
            turn.reply(
                turn.voice.say(
                    "Something went wrong on my side. If it happens again, tell the admin: {incident}.",
                    incident=incident,
                )
            )

    async def _route(self, turn: Turn, incoming: Incoming) -> None:
        if isinstance(incoming, Membership):
            await self._routes.membership(turn, incoming)
        elif not self._access.may_use(turn.person, turn.place.chat_id or None):
            self._refuse_stranger(turn, incoming)
        elif isinstance(incoming, InlineQuestion):
            await self._routes.inline(turn, incoming)
        elif isinstance(incoming, Press):
            await self._route_press(turn, incoming)
        else:
            await self._route_message(turn, incoming)

    async def _route_message(self, turn: Turn, message: Message) -> None:
        route = next((r for r in self._routes.messages if r.accepts(message, turn)), None)
        if route is None:
            return
        if self._access.may(turn.person, route.needs, message):
            await route.handle(turn, message)
        else:
            turn.reply(self._refusal(turn, route, message))

    async def _route_press(self, turn: Turn, press: Press) -> None:
        key, _, rest = press.data.partition(":")
        route = next((r for r in self._routes.presses if r.key == key), None)
        if route is None:
            turn.toast = turn.voice.say("This button is from another time; please ask again.")
        elif self._access.may(turn.person, route.needs, press):
            await route.handle(turn, press, rest.split(":"))
        else:
            turn.toast = self._refusal(turn, route, press)

    def _refusal(self, turn: Turn, route: MessageRoute | PressRoute, event: Message | Press) -> str:
        if turn.role == "editor" and route.needs == "admin" and event.chat == "private":
            return turn.voice.say("Only admins can do that.")
        if turn.role == "reader":
            return turn.voice.say("Only editors can do that. Ask an admin if you would like to help.")
        return turn.voice.say("Please do that in our private chat, with a message of your own.")

    def _refuse_stranger(self, turn: Turn, incoming: Incoming) -> None:
        notice = turn.voice.say(
            "This bot is private. Ask its admin for access; your id is {id}.", id=turn.person.id
        )
        if isinstance(incoming, Press):
            turn.toast = notice
        elif isinstance(incoming, Message) and incoming.chat == "private":
            turn.reply(notice)
        elif isinstance(incoming, InlineQuestion):
            self._signals.answer_inline(incoming.id, (), cache_s=60)


def _acquaintance(session: Session, sender: Sender, incoming: Incoming) -> Known:
    """All that is known before a turn begins."""
    person = people.meet(session, sender)
    if isinstance(incoming, InlineQuestion) or incoming.chat_id is None:
        return Known(person)
    task = people.task_of(session, incoming.chat_id, sender.id)
    if isinstance(incoming, Message) and not incoming.edited:
        return Known(person, task, _earlier(session, incoming, sender.id))
    return Known(person, task)


def _earlier(session: Session, message: Message, user_id: int) -> str:
    """What a question may lean on: the message it answers, else the person's last question here."""
    reply_to = message.reply_to
    if reply_to is None:
        return answers.last_query(session, message.chat_id, user_id)
    meant = answers.find_by_reply(session, message.chat_id, reply_to.id)
    return meant.question if meant is not None else first_line(reply_to.text)


def _place_of(incoming: Incoming) -> Place:
    if isinstance(incoming, Message):
        reply_to = incoming.id if incoming.chat == "group" else None
        return Place(incoming.chat_id, incoming.thread_id, reply_to)
    if isinstance(incoming, Press):
        return Place(incoming.chat_id or 0, incoming.thread_id)
    return Place(0 if isinstance(incoming, InlineQuestion) else incoming.chat_id)
