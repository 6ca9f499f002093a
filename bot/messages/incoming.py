"""What comes from Telegram, as the handlers see it: one transform from the wrapper's types to ours."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

import telegram
from telegram.constants import ChatType

from bot.messages.utf16 import slice_utf16

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

FIRST_LINE = 200
WEB_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
"""A text that is an address and nothing else."""

OUTLETS_TIME = ZoneInfo("Asia/Jakarta")
"""A forwarded post is of the day that its outlet's readers had."""

MEDIA = (
    *("voice", "audio", "video", "video_note", "animation", "sticker"),
    *("photo", "location", "contact", "poll", "dice"),
)
"""What a message may carry that is neither text nor a document."""

ChatKind = Literal["private", "group", "channel"]


@dataclass(frozen=True, slots=True)
class Me:
    """The bot itself."""

    id: int
    username: str


@dataclass(frozen=True, slots=True)
class Sender:
    """A person, as Telegram vouches for them."""

    id: int
    name: str
    language_code: str
    username: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A document; `size` in bytes."""

    id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a forwarded message was first written: its public address, if it has one, and its day."""

    url: str | None
    day: date


@dataclass(frozen=True, slots=True)
class Replied:
    """The message that a message answers."""

    id: int
    text: str
    from_me: bool
    file: File | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A text message, new or edited.

    Attributes:
        thread_id: The topic, in groups that have topics.
        command: The command without slash and bot name, lower case, or "".
        argument: The text after the command, or the whole text.
        for_me: The bot is meant: named, answered, or its command was used.
        personal: A person wrote it as themselves: no anonymous admin, channel, bot, forward or inline result.
        origin: Where it was forwarded from; None for what was written here.
        file: The document it carries.
        media: What else it carries, one of `MEDIA`, or "".
        album: The album that it is part of, or "".
    """

    id: int
    chat_id: int
    chat: ChatKind
    thread_id: int | None
    sender: Sender | None
    text: str
    command: str
    argument: str
    for_me: bool
    personal: bool
    edited: bool
    reply_to: Replied | None
    origin: Origin | None = None
    file: File | None = None
    media: str = ""
    album: str = ""

    @property
    def forwarded(self) -> bool:
        """Whether it was written elsewhere."""
        return self.origin is not None


@dataclass(frozen=True, slots=True)
class Press:
    """A button was pressed; `message_id` is None under inline results."""

    id: str
    sender: Sender
    data: str
    chat_id: int | None
    chat: ChatKind
    thread_id: int | None
    message_id: int | None


@dataclass(frozen=True, slots=True)
class InlineQuestion:
    """`@bot question` typed in any chat."""

    id: str
    sender: Sender
    query: str


@dataclass(frozen=True, slots=True)
class Membership:
    """The bot was let in or thrown out."""

    chat_id: int
    chat: ChatKind
    sender: Sender
    welcome: bool


Incoming = Message | Press | InlineQuestion | Membership


def first_line(text: str) -> str:
    """The beginning of a longer text, which tells what it is about."""
    return text.strip().partition("\n")[0][:FIRST_LINE]


def storable(text: str) -> str:
    """A text without what no database takes: NUL and lone surrogates."""
    return _UNSTORABLE.sub("", text)


def read(update: telegram.Update, me: Me) -> Incoming | None:
    """Our view of an update; None for what the bot has no use for."""
    if update.message is not None:
        return _message(update.message, me, edited=False)
    if update.edited_message is not None:
        return _message(update.edited_message, me, edited=True)
    if update.callback_query is not None:
        return _press(update.callback_query)
    if update.inline_query is not None:
        query = update.inline_query
        return InlineQuestion(query.id, _sender(query.from_user), storable(query.query))
    if update.my_chat_member is not None:
        change = update.my_chat_member
        welcome = change.new_chat_member.status not in ("left", "kicked")
        return Membership(change.chat.id, _kind(change.chat), _sender(change.from_user), welcome)
    return None


def _message(message: telegram.Message, me: Me, *, edited: bool) -> Message | None:
    text = message.text or message.caption or ""
    media = next((kind for kind in MEDIA if getattr(message, kind)), "")
    if not text and message.document is None and not media:
        return None
    if message.via_bot is not None and message.via_bot.id == me.id:
        # An answer of the bot's own, sent by way of its inline mode.
        return None
    entities = message.entities if message.text else message.caption_entities
    command, target, argument = _command(text, entities)
    if target and target != me.username.lower():
        return None
    replied = _replied(message, me)
    author = message.from_user
    personal = (
        author is not None
        and not author.is_bot
        and message.sender_chat is None
        and message.via_bot is None
        and message.forward_origin is None
    )
    mentioned = _mentions(text, entities, me)
    private = message.chat.type == ChatType.PRIVATE
    return Message(
        id=message.message_id,
        chat_id=message.chat.id,
        chat=_kind(message.chat),
        thread_id=message.message_thread_id if message.is_topic_message else None,
        sender=_sender(author) if author is not None else None,
        text=storable(_without_mention(text, me) if mentioned and not command else text),
        command=command,
        argument=storable(argument),
        for_me=private or bool(command) or mentioned or (replied is not None and replied.from_me),
        personal=personal,
        edited=edited,
        reply_to=replied,
        origin=_origin(message.forward_origin),
        file=_file(message.document),
        media=media,
        album=message.media_group_id or "",
    )


def _file(document: telegram.Document | None) -> File | None:
    if document is None:
        return None
    return File(document.file_id, storable(document.file_name or ""), document.file_size or 0)


def _origin(origin: telegram.MessageOrigin | None) -> Origin | None:
    if origin is None:
        return None
    written: datetime = origin.date
    url = None
    if isinstance(origin, telegram.MessageOriginChannel) and origin.chat.username:
        url = f"https://t.me/{origin.chat.username}/{origin.message_id}"
    return Origin(url, written.astimezone(OUTLETS_TIME).date())


def _press(query: telegram.CallbackQuery) -> Press:
    message = query.message
    chat = message.chat if message is not None else None
    topic = isinstance(message, telegram.Message) and message.is_topic_message
    return Press(
        id=query.id,
        sender=_sender(query.from_user),
        data=storable(query.data or ""),
        chat_id=chat.id if chat is not None else None,
        chat=_kind(chat) if chat is not None else "private",
        thread_id=message.message_thread_id if isinstance(message, telegram.Message) and topic else None,
        message_id=message.message_id if message is not None else None,
    )


def _sender(user: telegram.User) -> Sender:
    return Sender(user.id, storable(user.full_name), user.language_code or "", user.username or "")


def _kind(chat: telegram.Chat) -> ChatKind:
    if chat.type == ChatType.PRIVATE:
        return "private"
    return "channel" if chat.type == ChatType.CHANNEL else "group"


def _replied(message: telegram.Message, me: Me) -> Replied | None:
    target = message.reply_to_message
    if target is None or target.forum_topic_created is not None:
        return None
    author = target.from_user
    return Replied(
        target.message_id,
        storable(target.text or target.caption or ""),
        author is not None and author.id == me.id,
        _file(target.document),
    )


def _command(text: str, entities: tuple[telegram.MessageEntity, ...]) -> tuple[str, str, str]:
    first = next((e for e in entities if e.type == "bot_command" and e.offset == 0), None)
    if first is None:
        return "", "", text
    written = slice_utf16(text, 0, first.length)
    name, _, target = written.removeprefix("/").partition("@")
    return name.lower(), target.lower(), text[len(written) :].strip()


def _mentions(text: str, entities: tuple[telegram.MessageEntity, ...], me: Me) -> bool:
    name = f"@{me.username}".lower()
    return any(
        (entity.type == "mention" and slice_utf16(text, entity.offset, entity.length).lower() == name)
        or (entity.type == "text_mention" and entity.user is not None and entity.user.id == me.id)
        for entity in entities
    )


def _without_mention(text: str, me: Me) -> str:
    name = f"@{me.username}".lower()
    words = text.split(" ")
    return " ".join(word for word in words if word.lower().rstrip(",:") != name).strip()
