"""Admins look after people: roles, and the trail of what was done."""

import re
from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.inbox.turn import Turn
from bot.locales.voice import Voice, language_of_reader, voice_of
from bot.messages.incoming import Message
from bot.messages.outgoing import Place, Reply, Styled
from bot.people import records as people
from bot.people.access import Access
from bot.people.menus import Menus
from bot.people.records import Person, Role
from bot.rendering.composing import Composer, shortened
from bot.store.database import Database
from bot.store.tables import ActRow

LAST_ACTS = 20
_ARTICLE = re.compile(r"article (\d+): (.*)", re.DOTALL)


class People:
    """Grants, revokes, lists."""

    def __init__(self, access: Access, database: Database, menus: Menus) -> None:
        self._access = access
        self._menus = menus
        self._database = database

    async def users(self, turn: Turn, message: Message) -> None:
        """`/users`: who may do more than read."""
        listed = await self._database.run(lambda session: _with_roles(session, self._access.admin_ids))
        turn.reply(_list(listed, self._access, turn.voice))

    async def grant(self, turn: Turn, message: Message) -> None:
        """`/grant ID editor|admin`."""
        user_id, role = await self._wanted(message.argument)
        if role is None or (user_id is None and not _is_name(message.argument)):
            turn.reply(turn.voice.say("Write it like this: /grant 12345 editor, or /grant @name admin."))
        elif user_id is None:
            turn.reply(turn.voice.say("I do not know that name; that person must write to me first."))
        else:
            await self._set_role(turn, user_id, role)
            turn.reply(turn.voice.say("{id} is now {role}.", id=user_id, role=role_name(role, turn.voice)))

    async def revoke(self, turn: Turn, message: Message) -> None:
        """`/revoke ID`: a reader again."""
        user_id, _ = await self._wanted(message.argument)
        if user_id is None and _is_name(message.argument):
            turn.reply(turn.voice.say("I do not know that name; that person must write to me first."))
        elif user_id is None:
            turn.reply(turn.voice.say("Write it like this: /revoke 12345, or /revoke @name."))
        elif user_id in self._access.admin_ids:
            turn.reply(
                turn.voice.say("The admins in ADMIN_IDS keep their role; take the id out of the settings.")
            )
        else:
            await self._set_role(turn, user_id, "reader")
            turn.reply(
                turn.voice.say("{id} is now {role}.", id=user_id, role=role_name("reader", turn.voice))
            )

    async def audit(self, turn: Turn, message: Message) -> None:
        """`/audit`: the last acts."""
        rows = await self._database.run(
            lambda session: session.scalars(select(ActRow).order_by(ActRow.id.desc()).limit(LAST_ACTS)).all()
        )
        if not rows:
            turn.reply(turn.voice.say("Nothing was changed yet."))
            return
        composer = Composer().bold(turn.voice.say("The last changes"))
        for row in rows:
            composer.plain(f"\n{turn.voice.moment(row.at)} · ").code(str(row.user_id))
            composer.plain(f" · {act_name(row.act, turn.voice)}")
            subject = shortened(_subject(row.subject, turn.voice), 120)
            composer.plain(f" · {subject}" if subject else "")
        turn.reply(composer.build())

    async def _set_role(self, turn: Turn, user_id: int, role: Role) -> None:
        turn.write(lambda session: _set_role(session, turn.person.id, user_id, role))
        person = await self._database.run(lambda session: people.find(session, user_id))
        if person is not None:
            await self._menus.write_for(replace(person, role=role))
        if person is not None and person.name and person.role != role and user_id != turn.person.id:
            voice = voice_of(language_of_reader(person.chosen_language, person.language_code))
            turn.outgoing.append(Reply(Place(user_id), Styled(_news(role, voice))))

    async def _wanted(self, argument: str) -> tuple[int | None, Role | None]:
        user_id, role = _wanted(argument)
        if user_id is None and _is_name(argument):
            name = argument.split()[0].removeprefix("@")
            person = await self._database.run(lambda session: people.find_named(session, name))
            user_id = None if person is None else person.id
        return user_id, role


def _is_name(argument: str) -> bool:
    return argument.startswith("@") and len(argument.split()[0]) > 1


def _news(role: Role, voice: Voice) -> str:
    if role == "reader":
        return voice.say("An admin has made you a reader again.")
    return voice.say(
        "An admin has made you {role}. /help shows what you can do now.", role=role_name(role, voice)
    )


def role_name(role: Role, voice: Voice) -> str:
    """A role in the reader's language."""
    if role == "admin":
        return voice.say("admin")
    return voice.say("editor") if role == "editor" else voice.say("reader")


def act_name(act: str, voice: Voice) -> str:
    """What was done, in the reader's language."""
    names = {
        "add": voice.say("added"),
        "edit": voice.say("changed"),
        "delete": voice.say("deleted"),
        "take back": voice.say("took back"),
        "bring back": voice.say("brought back"),
        "approve": voice.say("took a suggestion"),
        "decline": voice.say("declined a suggestion"),
        "role": voice.say("gave a role"),
        "reindex": voice.say("reindexed"),
    }
    return names.get(act, act)


def _list(shown: list[Person], access: Access, voice: Voice) -> Styled:
    composer = Composer().bold(voice.say("Editors and admins"))
    for person in shown:
        composer.plain("\n").code(str(person.id)).plain(f" · {role_name(access.role(person), voice)}")
        composer.plain(f" · {shortened(person.name, 60)}" if person.name else "")
    return composer.build()


def _with_roles(session: Session, admin_ids: Collection[int]) -> list[Person]:
    """Those in `ADMIN_IDS` first, then those to whom a role was given."""
    first = [people.find(session, id_) or Person(id_, "", "admin", None) for id_ in admin_ids]
    return first + [person for person in people.with_roles(session) if person.id not in admin_ids]


def _subject(written: str, voice: Voice) -> str:
    """What an act was done to; "article 7: …" in the reader's language."""
    about = _ARTICLE.fullmatch(written)
    return f"{voice.say('article {id}', id=about[1])}: {about[2]}" if about else written


def _wanted(argument: str) -> tuple[int | None, Role | None]:
    words = argument.lower().split()
    number = words[0] if words else ""
    user_id = int(number) if number.isascii() and number.isdigit() and len(number) < 16 else None
    role: Role | None = None
    if len(words) > 1 and words[1] == "admin":
        role = "admin"
    elif len(words) > 1 and words[1] == "editor":
        role = "editor"
    return user_id, role


def _set_role(session: Session, by: int, user_id: int, role: Role) -> None:
    people.set_role(session, user_id, role)
    people.record_act(session, by, "role", f"{user_id}: {role}")
