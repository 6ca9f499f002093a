"""Waiting for an article: "tell me" under a question that found no answer, and its end."""

from bot.conversation import answers, waits
from bot.inbox.turn import Turn
from bot.messages.incoming import Press
from bot.messages.outgoing import Button, Keyboard
from bot.messages.packing import unpack
from bot.store.database import Database

TELL = "tell"
STOP = "stop"
STOP_ALL = "stopall"


class Waiting:
    """Begins and ends waits."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def begin(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """Ask the question again when articles come in."""
        user_id = turn.person.id
        kept = await self._database.run(lambda session: answers.find(session, arguments[0]))
        if kept is None or press.message_id is None:
            turn.toast = turn.voice.say("This answer was forgotten; please ask again.")
            return
        if await self._database.run(lambda session: waits.count(session, user_id)) >= waits.MOST:
            turn.toast = turn.voice.say_many(
                "You wait for {n} question already.", "You wait for {n} questions already.", waits.MOST
            )
            return
        turn.write(lambda session: waits.begin(session, kept, user_id, turn.place.thread_id))
        enough = Button(turn.voice.say("Do not tell me"), data=f"{STOP}:{kept.id}")
        turn.new_buttons(press.message_id, _exchanged(kept.shown, TELL, enough))
        turn.toast = turn.voice.say("All right, I tell you here as soon as an article answers it.")

    async def stop(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """Wait for this question no longer; only who began may end it."""
        answer_id = arguments[0]
        kept = await self._database.run(lambda session: answers.find(session, answer_id))
        waiting = await self._database.run(lambda session: waits.owner(session, answer_id))
        if waiting is not None and waiting != turn.person.id:
            turn.toast = turn.voice.say("This button is for someone else.")
            return
        turn.write(lambda session: waits.stop(session, answer_id))
        if kept is not None and press.message_id is not None:
            turn.new_buttons(press.message_id, unpack(kept.shown)[1] if kept.shown else ())
        turn.toast = turn.voice.say("All right, I do not tell you.")

    async def stop_all(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """Wait for nothing any more; the button names whose it is."""
        user_id = turn.person.id
        if arguments != [str(user_id)]:
            turn.toast = turn.voice.say("This button is for someone else.")
            return
        turn.write(lambda session: waits.stop_all(session, user_id))
        turn.toast = turn.voice.say("All right, I do not tell you.")


def _exchanged(shown: str, key: str, other: Button) -> Keyboard:
    """The buttons of a message, one of them replaced."""
    rows = unpack(shown)[1] if shown else ((other,),)
    return tuple(
        tuple(other if button.data.startswith(f"{key}:") else button for button in row) for row in rows
    )
