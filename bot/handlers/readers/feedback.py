"""Thumbs under answers: kept with the question, the hits, their scores, the model and the generation."""

from sqlalchemy.orm import Session

from bot.conversation import answers
from bot.inbox.turn import Turn
from bot.messages.incoming import Press
from bot.store.database import Database


class Feedback:
    """Keeps what people think of answers."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def thumb(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """A thumb up or down; the last one of a person counts."""
        answer_id, value = arguments[0], -1 if arguments[-1] == "-1" else 1
        known = await self._database.run(lambda session: answers.find(session, answer_id))
        if known is None:
            turn.toast = turn.voice.say("This answer was forgotten; please ask again.")
            return
        user_id = turn.person.id

        def keep(session: Session) -> None:
            answers.thumb(session, answer_id, user_id, value)

        turn.write(keep)
        turn.toast = turn.voice.say("Thank you!") if value > 0 else turn.voice.say("Thank you, noted.")
