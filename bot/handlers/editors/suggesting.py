"""Readers suggest articles; editors approve or decline them with a button."""

from collections.abc import Callable
from typing import Protocol

from sqlalchemy.orm import Session

from bot.articles import drafts
from bot.articles.drafts import Content, KeptDraft
from bot.inbox.turn import Turn
from bot.locales.voice import Voice, language_of_reader, voice_of
from bot.messages.incoming import Message, Press
from bot.messages.outgoing import Button, Place, Reply, Styled
from bot.people import records as people
from bot.people.access import Access
from bot.people.records import Person
from bot.process.workers import Workers
from bot.rendering.articles import render_preview
from bot.rendering.composing import shortened
from bot.store.database import Database
from index.errors import InputError
from index.types import AddResult, ArticleDraft

MAX_OPEN = 50


class Adds(Protocol):
    """What approving needs of the library."""

    def add(self, draft: ArticleDraft) -> AddResult:
        """Store an article."""
        ...


class Suggesting:
    """Carries suggestions from readers to editors and the decision back."""

    def __init__(
        self,
        library: Adds,
        drafting: Callable[[str], ArticleDraft],
        workers: Workers,
        database: Database,
        access: Access,
    ) -> None:
        self._library = library
        self._drafting = drafting
        self._workers = workers
        self._database = database
        self._access = access

    async def suggest(self, turn: Turn, message: Message) -> None:
        """A reader's `/addarticle` goes to the editors."""
        text = message.argument or (message.reply_to.text if message.reply_to else "")
        if not text.strip():
            turn.reply(
                turn.voice.say(
                    "Write the article behind the command, its title on the first line, or answer the message "
                    "that holds it with the command. The editors then look at it."
                )
            )
            return
        if await self._database.run(drafts.open_suggestions) >= MAX_OPEN:
            turn.reply(turn.voice.say("Many suggestions are waiting already; please try again later."))
            return
        try:
            draft = await self._workers.run(lambda: self._drafting(text))
        except InputError as refusal:
            turn.reply(turn.voice.say("That did not work: {reason}", reason=turn.voice.tell(refusal)))
            return
        draft_id = drafts.new_draft_id()
        turn.write(lambda s: drafts.keep(s, draft_id, turn.person.id, "suggest", Content(draft)))
        for editor in await self._editors():
            turn.outgoing.append(_proposal(editor, turn.person, draft_id, draft))
        turn.reply(
            turn.voice.say(
                "Thank you! The editors will look at “{title}”.", title=shortened(draft.title, 200)
            )
        )

    async def approve(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """Store a suggestion."""
        kept = await self._open(turn, arguments)
        if kept is None or press.message_id is None:
            return
        result = await self._workers.run(lambda: self._library.add(kept.draft))
        title = shortened(kept.draft.title, 200)
        turn.write(lambda session: drafts.close(session, kept.id, "done", result.article_id))
        subject = f"article {result.article_id}: {title}"
        turn.write(lambda session: people.record_act(session, turn.person.id, "approve", subject))
        said = turn.voice.say("Saved: article {id}, “{title}”.", id=result.article_id, title=title)
        turn.edit(press.message_id, said)
        await self._tell(
            turn, kept, lambda v: v.say("Your suggestion “{title}” was taken. Thank you!", title=title)
        )

    async def decline(self, turn: Turn, press: Press, arguments: list[str]) -> None:
        """Do not store a suggestion."""
        kept = await self._open(turn, arguments)
        if kept is None or press.message_id is None:
            return
        title = shortened(kept.draft.title, 200)
        turn.write(lambda session: drafts.close(session, kept.id, "dropped"))
        turn.write(lambda session: people.record_act(session, turn.person.id, "decline", title))
        turn.edit(press.message_id, turn.voice.say("Declined: “{title}”.", title=title))
        await self._tell(turn, kept, lambda v: v.say("Your suggestion “{title}” was not taken.", title=title))

    async def _open(self, turn: Turn, arguments: list[str]) -> KeptDraft | None:
        kept = await self._database.run(lambda session: drafts.find(session, arguments[0]))
        if kept is None or kept.purpose != "suggest" or kept.state != "open":
            turn.toast = turn.voice.say("Another editor has decided already.")
            return None
        return kept

    async def _editors(self) -> list[Person]:
        def work(session: Session) -> list[Person]:
            listed = {person.id: person for person in people.with_roles(session)}
            for admin_id in self._access.admin_ids:
                listed.setdefault(
                    admin_id, people.find(session, admin_id) or Person(admin_id, "", "admin", None)
                )
            return [listed[id_] for id_ in sorted(listed)]

        return await self._database.run(work)

    async def _tell(self, turn: Turn, kept: KeptDraft, say: Callable[[Voice], str]) -> None:
        person = await self._database.run(lambda session: people.find(session, kept.user_id))
        voice = _voice(person) if person is not None else turn.voice
        turn.outgoing.append(Reply(Place(kept.user_id), Styled(say(voice))))


def _proposal(editor: Person, by: Person, draft_id: str, draft: ArticleDraft) -> Reply:
    voice = _voice(editor)
    heading = voice.say("{name} ({id}) suggests:", name=shortened(by.name, 60), id=by.id)
    yes = Button(voice.say("Take it"), data=f"approve:{draft_id}")
    no = Button(voice.say("Decline"), data=f"decline:{draft_id}")
    return Reply(Place(editor.id), render_preview(draft, heading, voice), ((yes, no),))


def _voice(person: Person) -> Voice:
    return voice_of(language_of_reader(person.chosen_language, person.language_code))
