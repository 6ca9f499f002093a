"""What is kept of a person, and how it is forgotten; the language they read."""

from dataclasses import replace

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from bot.inbox.turn import Turn
from bot.locales.voice import voice_of
from bot.messages.incoming import Message, Press
from bot.messages.outgoing import Button, Keyboard
from bot.people import records as people
from bot.people.menus import Menus
from bot.store.tables import AnswerRow, DraftRow, PersonRow, TaskRow, ThumbRow, UpdateRow, WaitRow
from index.types import Language

_NAMES: dict[Language, str] = {"id": "Bahasa Indonesia", "en": "English"}


class Privacy:
    """Tells, and forgets."""

    def __init__(self, retention_days: int, menus: Menus) -> None:
        self._retention_days = retention_days
        self._menus = menus

    async def privacy(self, turn: Turn, message: Message) -> None:
        """`/privacy`: what is kept and for how long."""
        say = turn.voice.say
        if self._retention_days:
            how_long = turn.voice.say_many("for {n} day", "for {n} days", self._retention_days)
        else:
            how_long = say("until you ask me to forget them")
        kept = say(
            "I keep your questions and what I answered, so that buttons work and answers get better, {how_long}; "
            "your Telegram id, name and language; your thumbs; questions that wait for an article, for 90 days; "
            "and drafts of articles for 30 days. Editors see questions that found no answer, without your name. "
            "Nothing is given to anyone else. /forgetme deletes it all.",
            how_long=how_long,
        )
        turn.reply(kept)

    async def forget_me(self, turn: Turn, message: Message) -> None:
        """`/forgetme`: ask first."""
        yes = Button(turn.voice.say("Forget me"), data=f"forget:{turn.person.id}")
        no = Button(turn.voice.say("Cancel"), data="keep")
        turn.reply(turn.voice.say("Forget your questions, answers, thumbs and drafts?"), ((yes, no),))

    async def forget_now(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """Delete what is kept of the person who pressed, if it is their button."""
        user_id = turn.person.id
        if arguments != [str(user_id)] or press.message_id is None:
            turn.toast = turn.voice.say("This button is for someone else.")
            return
        turn.write(lambda session: forget(session, user_id))
        turn.edit(press.message_id, turn.voice.say("Done: I have forgotten you."))

    async def language(self, turn: Turn, message: Message) -> None:
        """`/language`: choose, by word or by button."""
        wanted = message.argument.strip().lower()
        for language, name in _NAMES.items():
            if wanted in (language, name.lower()):
                await self._choose(turn, language)
                turn.reply(voice_of(language).say("I speak English with you now."))
                return
        turn.reply(turn.voice.say("Which language shall I speak with you?"), _choice())

    async def choose_language(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """A language button."""
        language: Language = "id" if arguments[0] == "id" else "en"
        await self._choose(turn, language)
        if press.message_id is not None:
            turn.edit(press.message_id, voice_of(language).say("I speak English with you now."))

    async def _choose(self, turn: Turn, language: Language) -> None:
        user_id = turn.person.id
        turn.write(lambda session: people.set_language(session, user_id, language))
        await self._menus.write_for(replace(turn.person, chosen_language=language))


def forget(session: Session, user_id: int) -> None:
    """Delete what is kept of a person; a role stays, without the name, until an admin revokes it."""
    session.execute(delete(AnswerRow).where(AnswerRow.user_id == user_id))
    for row in (ThumbRow, DraftRow, TaskRow, WaitRow):
        session.execute(delete(row).where(row.user_id == user_id))
    unreadable = update(UpdateRow).where(UpdateRow.user_id == user_id, UpdateRow.state == "set aside")
    session.execute(unreadable.values(body="", retry_at=None))
    session.execute(delete(PersonRow).where(PersonRow.id == user_id, PersonRow.role == "reader"))
    session.execute(update(PersonRow).where(PersonRow.id == user_id).values(name="", language=None))


def _choice() -> Keyboard:
    return (tuple(Button(name, data=f"speak:{language}") for language, name in _NAMES.items()),)
