"""Everything that Telegram would know: people, chats, messages, files, open queries; one lock for all."""

import itertools
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from .json_value import Json, JsonObject
from .parameters import Parameters
from .refusal import Refusal, bad_request, refuse
from .types import Chat, File, Message, User
from .updates import UpdateQueue


@dataclass(slots=True)
class Room:
    """One chat with all that is in it. `members` maps user ids to their status, the bot's included."""

    chat: Chat
    members: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    versions: dict[int, list[Message]] = field(default_factory=dict)
    deleted: dict[int, Message] = field(default_factory=dict)
    drafts: list[Message] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    reactions: dict[int, list[Json]] = field(default_factory=dict)
    topics: dict[int, str] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    migrated_to: int | None = None
    by_bot: list[int] = field(default_factory=list)
    read_by_test: int = 0

    def put(self, message: Message) -> Message:
        """Store a new message or the new look of an old one."""
        self.messages[message.message_id] = message
        self.versions.setdefault(message.message_id, []).append(message)
        return message

    def remove(self, message_id: int) -> None:
        """Delete a message; what it was stays visible to the test."""
        self.deleted[message_id] = self.messages.pop(message_id)


@dataclass(slots=True)
class Query:
    """A callback or inline query that the bot has to answer; `answer` is what it said."""

    id: str
    user: User
    data: str
    asked_at: float
    message: Message | None = None
    update_id: int | None = None
    answer: JsonObject | None = None
    expired: bool = False


class World:
    """The state behind the double. Hold `changed` (a condition with a re-entrant lock) around every use."""

    def __init__(self, bot: User, *, token: str) -> None:
        self.bot = bot
        self.token = token
        self.changed = threading.Condition(threading.RLock())
        self.updates = UpdateQueue()
        self.users: dict[int, User] = {bot.id: bot}
        self.rooms: dict[int, Room] = {}
        self.files: dict[str, File] = {}
        self.callbacks: dict[str, Query] = {}
        self.inline_queries: dict[str, Query] = {}
        self.inline_messages: dict[str, tuple[int, int]] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.descriptions: dict[tuple[str, str], str] = {}
        self.can_read_all = True
        self._shared_ids = itertools.count(1)
        self._own_ids: dict[int, Iterator[int]] = {}
        self._names = itertools.count(1)

    def now(self) -> int:
        """The time that Telegram writes on things, in whole seconds since 1970."""
        return int(time.time())

    def next_message_id(self, chat: Chat) -> int:
        """Supergroups and channels count for themselves; the other chats of a bot share one count."""
        if chat.type in ("supergroup", "channel"):
            return next(self._own_ids.setdefault(chat.id, itertools.count(1)))
        return next(self._shared_ids)

    def unique(self, prefix: str) -> str:
        """A new identifier."""
        return f"{prefix}{next(self._names)}"

    def open_room(self, chat: Chat, members: dict[int, str]) -> Room:
        """Create a chat, or return it if it is there."""
        if chat.id not in self.rooms:
            self.rooms[chat.id] = Room(chat, dict(members))
        return self.rooms[chat.id]

    def room(self, parameters: Parameters, name: str = "chat_id") -> Room:
        """The chat that a call is about, if the bot may act in it.

        Raises:
            Refusal: 400 for an unknown chat or one that migrated, 403 where the bot was thrown out.
        """
        wanted = parameters.text(name)
        if not wanted:
            raise bad_request(f"{name} is empty")
        room = self._find_room(wanted)
        if room is None:
            raise bad_request("chat not found")
        if room.migrated_to is not None:
            message = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refusal(400, message, migrate_to=room.migrated_to)
        self._check_membership(room)
        return room

    def _find_room(self, wanted: str) -> Room | None:
        if wanted.startswith("@"):
            name = wanted[1:].lower()
            return next((r for r in self.rooms.values() if r.chat.username.lower() == name != ""), None)
        try:
            return self.rooms.get(int(wanted))
        except ValueError:
            return None

    def _check_membership(self, room: Room) -> None:
        status = room.members.get(self.bot.id, "left")
        if status in ("member", "administrator", "creator"):
            return
        if room.chat.type == "private":
            if status == "kicked":
                raise refuse(403, "bot was blocked by the user")
            raise refuse(403, "bot can't initiate conversation with a user")
        if status == "kicked":
            raise refuse(403, f"bot was kicked from the {room.chat.type} chat")
        raise refuse(403, f"bot is not a member of the {room.chat.type} chat")

    def message(self, room: Room, message_id: int, complaint: str) -> Message:
        """A message of the chat.

        Raises:
            Refusal: 400 with `complaint` when it is not there.
        """
        found = room.messages.get(message_id)
        if found is None:
            raise bad_request(complaint)
        return found

    def new_message(self, room: Room, message: Message) -> Message:
        """Store a message of the bot, with its id, its date and its sender filled in."""
        in_channel = room.chat.type == "channel"
        stored = replace(
            message,
            chat=room.chat,
            message_id=self.next_message_id(room.chat),
            date=self.now(),
            sender=None if in_channel else self.bot,
            sender_chat=room.chat if in_channel else None,
        )
        room.by_bot.append(stored.message_id)
        return room.put(stored)

    def add_file(
        self, name: str, content: bytes, mime_type: str, *, folder: str, size: int | None = None
    ) -> File:
        """Keep a file; `size` pretends another one."""
        number = next(self._names)
        suffix = name.rpartition(".")[2] if "." in name else "bin"
        file = File(
            file_id=f"FILE{number:06d}-{folder}",
            unique_id=f"UNIQ{number:06d}",
            path=f"{folder}/file_{number}.{suffix}",
            name=name,
            mime_type=mime_type,
            size=len(content) if size is None else size,
            content=content,
        )
        self.files[file.file_id] = file
        return file
