"""Who may do what. Rights belong to a person's number, as Telegram vouches for it, and to nothing else."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.messages.incoming import Message, Press
from bot.people.records import ROLES, Person, Role

STAND_INS = (1087968824, 136817688, 777000)
"""Whom Telegram names for anonymous admins, channels that write in groups, and linked channels."""


@dataclass(frozen=True, slots=True)
class Access:
    """The rules of this bot.

    Attributes:
        admin_ids: The first admins; nobody can take their role.
        allowed_ids: Who may ask, people or whole chats; empty means everyone.
    """

    admin_ids: Collection[int] = ()
    allowed_ids: Collection[int] = ()

    def role(self, person: Person) -> Role:
        """What a person is; Telegram's stand-ins are shared by many and never more than readers."""
        if person.id in STAND_INS:
            return "reader"
        return "admin" if person.id in self.admin_ids else person.role

    def may_use(self, person: Person, chat_id: int | None) -> bool:
        """Whether the bot talks with this person in this chat."""
        if not self.allowed_ids or self.role(person) != "reader":
            return True
        return person.id in self.allowed_ids or chat_id in self.allowed_ids

    def may(self, person: Person, needed: Role, event: Message | Press) -> bool:
        """Whether a person may do what needs that role, by this message or button.

        Rights above reading hold only in a private chat and for what the person wrote there themselves: never
        for anonymous admins, channels, forwards, edits and other bots' results.
        """
        if needed == "reader":
            return True
        if ROLES.index(self.role(person)) < ROLES.index(needed):
            return False
        if event.chat != "private" or event.chat_id != person.id:
            return False
        return isinstance(event, Press) or (event.personal and not event.edited)
