"""The composition root of the bot: the ordered routing table and the parts it needs."""

from collections.abc import Callable
from typing import Protocol

from bot.conversation.examples import Examples
from bot.conversation.parts import Parts
from bot.conversation.routing import MessageRoute, PressRoute, Routes, command, doing
from bot.handlers.admins.people import People
from bot.handlers.admins.reindexing import Reindexes, Reindexing
from bot.handlers.editors.deleting import Deleting
from bot.handlers.editors.insight import Insight
from bot.handlers.editors.saving import Keeps, Saving
from bot.handlers.editors.suggesting import Suggesting
from bot.handlers.editors.writing import ADDING, EDITING, Drafting, Writing, waits
from bot.handlers.readers.asking import Asking, Asks, reads_like_a_question
from bot.handlers.readers.browsing import Browsing, Lists
from bot.handlers.readers.feedback import Feedback
from bot.handlers.readers.inline import Inline, Quotes
from bot.handlers.readers.privacy import Privacy
from bot.handlers.readers.reading import Reading
from bot.handlers.readers.welcome import Welcome
from bot.inbox.turn import Turn
from bot.messages.incoming import Message
from bot.settings import BotSettings


class BotLibrary(Asks, Keeps, Lists, Quotes, Reindexes, Protocol):
    """All that the bot needs of the library."""


def routes(library: BotLibrary, drafting: Drafting, parts: Parts) -> Routes:
    """The routing table: the first route that accepts an event handles it."""
    workers, database = parts.workers, parts.database
    welcome = Welcome(Examples(library), workers)
    asking = Asking(library, parts)
    reading = Reading(library, workers, database)
    browsing = Browsing(library, workers, database)
    writing = Writing(library, drafting, parts)
    saving = Saving(library, parts)
    deleting = Deleting(library, parts)
    suggesting = Suggesting(library, drafting.message, workers, database, parts.access)
    reindexing = Reindexing(library, workers, database, parts.post)
    insight = Insight(library, workers, database)
    people = People(parts.access, database, parts.menus)
    privacy = Privacy(parts.settings.question_retention_days, parts.menus)
    feedback = Feedback(database)
    inline = Inline(library, workers, database, parts.signals)
    messages = (
        # An edited message can only be a question that is asked anew.
        MessageRoute("edited", lambda message, turn: message.edited, asking.edited),
        MessageRoute("start", command("start"), welcome.start),
        MessageRoute("help", command("help"), welcome.help),
        MessageRoute("ask", command("ask", "tanya"), asking.question),
        MessageRoute("new", command("new"), asking.new),
        MessageRoute("articles", command("articles"), browsing.articles),
        MessageRoute("article", command("article"), reading.article),
        MessageRoute("language", command("language"), privacy.language),
        MessageRoute("privacy", command("privacy"), privacy.privacy),
        MessageRoute("forgetme", command("forgetme"), privacy.forget_me),
        # A reader's article is a suggestion, where suggestions are switched on; else it is refused.
        MessageRoute("suggest", _suggestion(parts.settings), suggesting.suggest),
        MessageRoute("addarticle", command("addarticle"), writing.add, needs="editor"),
        MessageRoute("edit", command("edit"), writing.edit, needs="editor"),
        MessageRoute("delete", command("delete"), deleting.delete, needs="editor"),
        MessageRoute("cancel", command("cancel"), writing.cancel),
        MessageRoute("unanswered", command("unanswered"), insight.unanswered, needs="editor"),
        MessageRoute("stats", command("stats"), insight.stats, needs="editor"),
        MessageRoute("reindex", command("reindex"), reindexing.reindex, needs="admin"),
        MessageRoute("users", command("users"), people.users, needs="admin"),
        MessageRoute("grant", command("grant"), people.grant, needs="admin"),
        MessageRoute("revoke", command("revoke"), people.revoke, needs="admin"),
        MessageRoute("audit", command("audit"), people.audit, needs="admin"),
        # An unknown command in a group may be meant for another bot.
        MessageRoute("unknown", _unknown_command, welcome.help),
        MessageRoute("silent", _any_command, _say_nothing),
        # The texts of a task come before questions: in the middle of an article nothing is a question. Only when it
        # waits for its button, a plain question is one; a button takes it for a part after all.
        MessageRoute("meanwhile", _asked_meanwhile, asking.meanwhile),
        # What is forwarded may be part of it too: only the button under the preview needs the editor's own hand.
        MessageRoute("part", _part_of_editor, writing.part),
        # A file that an editor sends may become an article.
        MessageRoute("file", _file_of_editor, writing.file, needs="editor"),
        # A post that an editor forwards may become an article; what a reader forwards is asked about.
        MessageRoute("forwarded", _forwarded_article, writing.forwarded),
        MessageRoute("question", lambda message, turn: bool(message.text), asking.question),
    )
    presses = (
        PressRoute("more", reading.more),
        PressRoute("hits", reading.turn_passages),
        PressRoute("read", reading.read),
        PressRoute("text", reading.turn_page),
        PressRoute("thumb", feedback.thumb),
        PressRoute("try", asking.example),
        PressRoute("near", reading.closest),
        PressRoute("list", browsing.turn_page),
        PressRoute("rest", reading.rest),
        PressRoute("save", saving.save, needs="editor"),
        PressRoute("drop", saving.drop, needs="editor"),
        PressRoute("undo", saving.undo, needs="editor"),
        PressRoute("part", writing.not_asked, needs="editor"),
        PressRoute("delete", deleting.delete_now, needs="editor"),
        PressRoute("keep", deleting.keep),
        PressRoute("approve", suggesting.approve, needs="editor"),
        PressRoute("decline", suggesting.decline, needs="editor"),
        PressRoute("vain", insight.examine, needs="editor"),
        PressRoute("judge", insight.judge, needs="editor"),
        PressRoute("vains", insight.turn_page, needs="editor"),
        PressRoute("speak", privacy.choose_language),
        PressRoute("forget", privacy.forget_now),
    )
    return Routes(messages, presses, inline.question, welcome.membership)


LEAST_ARTICLE = 200
"""Characters of a forwarded post that may be an article; a shorter one is a question."""


def _suggestion(settings: BotSettings) -> Callable[[Message, Turn], bool]:
    return lambda message, turn: (
        settings.suggestions
        and turn.role == "reader"
        and message.command == "addarticle"
        and message.chat == "private"
        and message.personal
    )


def _any_command(message: Message, turn: Turn) -> bool:
    return bool(message.command)


def _unknown_command(message: Message, turn: Turn) -> bool:
    return bool(message.command) and message.chat == "private"


def _forwarded_article(message: Message, turn: Turn) -> bool:
    by_editor = turn.role != "reader" and message.chat == "private"
    return message.forwarded and by_editor and len(message.text) >= LEAST_ARTICLE


def _part_of_editor(message: Message, turn: Turn) -> bool:
    return turn.role != "reader" and message.chat == "private" and doing(ADDING, EDITING)(message, turn)


def _asked_meanwhile(message: Message, turn: Turn) -> bool:
    return (
        _part_of_editor(message, turn)
        and waits(turn.task)
        and not message.forwarded
        and reads_like_a_question(message.text)
    )


def _file_of_editor(message: Message, turn: Turn) -> bool:
    by_editor = turn.role != "reader" and message.chat == "private"
    return message.file_id is not None and by_editor and not message.text


async def _say_nothing(turn: Turn, message: Message) -> None:
    """Some commands are not for this bot."""
