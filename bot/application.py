"""The composition root of the bot: the ordered routing table and the parts it needs."""

from collections.abc import Callable
from typing import Protocol

from bot.conversation.examples import Examples
from bot.conversation.parts import Parts
from bot.conversation.routing import MessageRoute, PressRoute, Routes, command, doing
from bot.handlers.admins.people import People
from bot.handlers.admins.reindexing import Reindexes, Reindexing
from bot.handlers.editors.deleting import Deleting
from bot.handlers.editors.drafting import Drafting
from bot.handlers.editors.insight import Insight
from bot.handlers.editors.revising import CHANGING, Revising
from bot.handlers.editors.saving import Keeps, Saving
from bot.handlers.editors.suggesting import Suggesting
from bot.handlers.editors.writing import ADDING, ALBUM, Writing, waits
from bot.handlers.readers.asking import Asking, Asks, reads_like_a_question
from bot.handlers.readers.browsing import Browsing, Lists
from bot.handlers.readers.chatting import Chatting
from bot.handlers.readers.feedback import Feedback
from bot.handlers.readers.inline import Inline, Quotes
from bot.handlers.readers.privacy import Privacy
from bot.handlers.readers.reading import OPENS_ARTICLE, Reading
from bot.handlers.readers.waiting import STOP, STOP_ALL, TELL, Waiting
from bot.handlers.readers.welcome import Welcome
from bot.inbox.turn import Turn
from bot.messages.incoming import WEB_ADDRESS, Message
from bot.people.records import Task
from bot.settings import BotSettings
from index.answering.asked.small_talk import small_talk


class BotLibrary(Asks, Keeps, Lists, Quotes, Reindexes, Protocol):
    """All that the bot needs of the library."""


def routes(library: BotLibrary, drafting: Drafting, parts: Parts) -> Routes:
    """The routing table: the first route that accepts an event handles it."""
    workers, database = parts.workers, parts.database
    welcome = Welcome(Examples(library), workers)
    asking = Asking(library, parts)
    reading = Reading(library, workers, database, parts.me)
    browsing = Browsing(library, workers, database)
    writing = Writing(drafting, parts)
    revising = Revising(library, drafting, parts)
    chatting = Chatting()
    waiting = Waiting(database)

    async def articles(turn: Turn, message: Message) -> None:
        """`/artikel 7` reads an article, any other words list articles."""
        if message.command == "artikel" and message.argument.strip().isdigit():
            await reading.article(turn, message)
        else:
            await browsing.articles(turn, message)

    async def edited(turn: Turn, message: Message) -> None:
        """An edited message changes the draft that it was made into, else it is a question asked anew."""
        if not (_by_editor(message, turn) and await writing.amended(turn, message)):
            await asking.edited(turn, message)

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
        MessageRoute("edited", lambda message, turn: message.edited, edited),
        # A link from a group or an inline result opens an article.
        MessageRoute("opened", _opened_by_link, reading.opened),
        MessageRoute("start", command("start"), welcome.start),
        MessageRoute("help", command("help", "bantuan"), welcome.help),
        MessageRoute("ask", command("ask", "tanya"), asking.question),
        MessageRoute("new", command("new"), asking.new),
        MessageRoute("articles", command("articles", "artikel"), articles),
        MessageRoute("article", command("article"), reading.article),
        MessageRoute("language", command("language"), privacy.language),
        MessageRoute("privacy", command("privacy"), privacy.privacy),
        MessageRoute("forgetme", command("forgetme"), privacy.forget_me),
        # A reader's article is a suggestion, where suggestions are switched on; else it is refused.
        MessageRoute("suggest", _suggestion(parts.settings), suggesting.suggest),
        MessageRoute("addarticle", command("addarticle", "tambah"), writing.add, needs="editor"),
        MessageRoute("edit", command("edit", "ubah"), revising.edit, needs="editor"),
        MessageRoute("delete", command("delete", "hapus"), deleting.delete, needs="editor"),
        MessageRoute("cancel", command("cancel", "batal"), writing.cancel),
        MessageRoute("unanswered", command("unanswered"), insight.unanswered, needs="editor"),
        MessageRoute("stats", command("stats"), insight.stats, needs="editor"),
        MessageRoute("export", command("export", "ekspor"), insight.export, needs="editor"),
        MessageRoute("reindex", command("reindex"), reindexing.reindex, needs="admin"),
        MessageRoute("users", command("users"), people.users, needs="admin"),
        MessageRoute("grant", command("grant"), people.grant, needs="admin"),
        MessageRoute("revoke", command("revoke"), people.revoke, needs="admin"),
        MessageRoute("audit", command("audit"), people.audit, needs="admin"),
        # An unknown command in a group may be meant for another bot.
        MessageRoute("unknown", _unknown_command, welcome.unknown),
        MessageRoute("silent", _any_command, _say_nothing),
        # Whatever an editor sends as an article is one of its own, also in the middle of another.
        MessageRoute("file", _file_of_editor, writing.file, needs="editor"),
        MessageRoute("forwarded", _forwarded_article, writing.forwarded),
        MessageRoute("changed", _part_given, revising.given),
        # The texts of a task come before questions: in the middle of an article nothing is a question. Only when it
        # waits for its button, a plain question is one; a button takes it for a part after all.
        MessageRoute("meanwhile", _asked_meanwhile, asking.meanwhile),
        MessageRoute("chat meanwhile", _talk_meanwhile, chatting.talk),
        MessageRoute("part", _part_of_editor, writing.part),
        MessageRoute("link", _link_of_editor, writing.link, needs="editor"),
        MessageRoute("pasted", _pasted_by_editor, writing.pasted, needs="editor"),
        MessageRoute("article of reader", _article_of_reader, chatting.articles_from_reader),
        MessageRoute("unread", _unread, chatting.unread),
        MessageRoute("talk", lambda message, turn: small_talk(message.text) is not None, chatting.talk),
        MessageRoute("question", _may_ask, asking.question),
    )
    presses = (
        PressRoute("more", reading.more),
        PressRoute("hits", reading.turn_passages),
        PressRoute("answer", reading.back),
        PressRoute("read", reading.read),
        PressRoute("text", reading.turn_page),
        PressRoute("thumb", feedback.thumb),
        PressRoute("try", asking.example),
        PressRoute("near", reading.closest),
        PressRoute(TELL, waiting.begin),
        PressRoute(STOP, waiting.stop),
        PressRoute(STOP_ALL, waiting.stop_all),
        PressRoute("list", browsing.turn_page),
        PressRoute("rest", reading.rest),
        PressRoute("save", saving.save, needs="editor"),
        PressRoute("drop", saving.drop, needs="editor"),
        PressRoute("undo", saving.undo, needs="editor"),
        PressRoute("part", writing.not_asked, needs="editor"),
        PressRoute("fill", writing.fill, needs="editor"),
        PressRoute("change", revising.choose, needs="editor"),
        PressRoute("join", writing.join, needs="editor"),
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


LEAST_FORWARD = 80
"""Characters of a forwarded post that may be an article; a shorter one is a question."""

LEAST_PASTED = 300
"""Characters of a text that an editor can hardly mean as a question."""


def _suggestion(settings: BotSettings) -> Callable[[Message, Turn], bool]:
    return lambda message, turn: (
        settings.suggestions
        and turn.role == "reader"
        and message.command == "addarticle"
        and message.chat == "private"
        and message.personal
    )


def _opened_by_link(message: Message, turn: Turn) -> bool:
    return message.command == "start" and message.argument.startswith(OPENS_ARTICLE)


def _any_command(message: Message, turn: Turn) -> bool:
    return bool(message.command)


def _unknown_command(message: Message, turn: Turn) -> bool:
    return bool(message.command) and message.chat == "private"


def _by_editor(message: Message, turn: Turn) -> bool:
    return turn.role != "reader" and message.chat == "private"


def _forwarded_article(message: Message, turn: Turn) -> bool:
    if not (message.forwarded and _by_editor(message, turn)):
        return False
    if (
        message.album
        and turn.task is not None
        and turn.task == Task(ALBUM, (*turn.task.parts[:1], message.album))
    ):
        return True
    begun = turn.task is not None and turn.task.kind == ADDING and bool(message.text)
    return begun or (len(message.text) >= LEAST_FORWARD and not reads_like_a_question(message.text))


def _part_given(message: Message, turn: Turn) -> bool:
    return _by_editor(message, turn) and doing(CHANGING)(message, turn) and bool(message.text)


def _part_of_editor(message: Message, turn: Turn) -> bool:
    return _by_editor(message, turn) and doing(ADDING)(message, turn) and bool(message.text)


def _asked_meanwhile(message: Message, turn: Turn) -> bool:
    return (
        _part_of_editor(message, turn)
        and waits(turn.task)
        and not message.forwarded
        and reads_like_a_question(message.text)
        and small_talk(message.text) is None
    )


def _talk_meanwhile(message: Message, turn: Turn) -> bool:
    return _part_of_editor(message, turn) and waits(turn.task) and small_talk(message.text) is not None


def _file_of_editor(message: Message, turn: Turn) -> bool:
    return message.file is not None and _by_editor(message, turn)


def _link_of_editor(message: Message, turn: Turn) -> bool:
    return _by_editor(message, turn) and bool(WEB_ADDRESS.fullmatch(message.text.strip()))


def _pasted_by_editor(message: Message, turn: Turn) -> bool:
    return _by_editor(message, turn) and len(message.text) >= LEAST_PASTED and not message.forwarded


def _article_of_reader(message: Message, turn: Turn) -> bool:
    bare_link = bool(WEB_ADDRESS.fullmatch(message.text.strip()))
    return message.chat == "private" and (bare_link or (message.file is not None and not message.text))


def _unread(message: Message, turn: Turn) -> bool:
    return message.chat == "private" and bool(message.media) and not message.text


def _may_ask(message: Message, turn: Turn) -> bool:
    """A text, or the bot's bare name; in a group a sticker that answers the bot asks nothing."""
    return bool(message.text) or not (message.media or message.file)


async def _say_nothing(turn: Turn, message: Message) -> None:
    """Some commands are not for this bot."""
