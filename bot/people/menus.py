"""The command menus and descriptions that Telegram shows, by language, place and role."""

import logging

from telegram.error import TelegramError

from bot.locales.voice import LANGUAGES, Voice, language_of_reader, voice_of
from bot.messages.outgoing import Parameters
from bot.people.access import Access
from bot.people.commands import commands_of
from bot.people.records import Person, Role
from bot.sending.api import Api

IN_GROUPS = ("ask", "articles", "article", "help")

_log = logging.getLogger(__name__)


class Menus:
    """Writes the menus; one that Telegram refuses is left as it was."""

    def __init__(self, api: Api, access: Access) -> None:
        self._api = api
        self._access = access

    async def write_all(self, people: list[Person]) -> None:
        """The menus of everyone, of groups, and of each editor and admin; the descriptions."""
        for language in LANGUAGES:
            voice = voice_of(language)
            # English is what readers of all other languages see.
            code = "" if language == "en" else language
            await self._commands({"type": "all_private_chats"}, "reader", voice, code)
            await self._commands({"type": "all_group_chats"}, "reader", voice, code, only=IN_GROUPS)
            await self._describe(voice, code)
        known = {person.id: person for person in people}
        for admin_id in self._access.admin_ids:
            known.setdefault(admin_id, Person(admin_id, "", "admin", None))
        for person in known.values():
            await self.write_for(person)

    async def write_for(self, person: Person) -> None:
        """The menu in one person's chat."""
        voice = voice_of(language_of_reader(person.chosen_language, person.language_code))
        await self._commands({"type": "chat", "chat_id": person.id}, self._access.role(person), voice, "")

    async def _commands(
        self, scope: Parameters, role: Role, voice: Voice, code: str, *, only: tuple[str, ...] = ()
    ) -> None:
        commands = [
            {"command": name, "description": purpose}
            for name, purpose in commands_of(role, voice)
            if not only or name in only
        ]
        await self._write("setMyCommands", {"commands": commands, "scope": scope, "language_code": code})

    async def _describe(self, voice: Voice, code: str) -> None:
        long = voice.say(
            "Ask in private or in a group; I answer from the stored articles, with quotation and source."
        )
        short = voice.say("Short answers, quoted word for word from the stored articles.")
        await self._write("setMyDescription", {"description": long, "language_code": code})
        await self._write("setMyShortDescription", {"short_description": short, "language_code": code})

    async def _write(self, method: str, parameters: Parameters) -> None:
        try:
            await self._api.request(method, parameters)
        except TelegramError as trouble:
            _log.info("A menu was not written: %s", type(trouble).__name__)
