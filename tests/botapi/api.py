"""`BotApi`: start the double, make people and chats, read what the bot did."""

import itertools
import random
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import TypeVar

from . import tdlib
from .dispatch import Dispatch
from .faults import Faults
from .flood import FloodControl, FloodRules
from .json_value import JsonObject
from .places import Channel, Group, PrivateChat
from .recorder import Call, Recorder, visible_markup
from .server import Server
from .sight import PATIENCE_S
from .types import Chat, Message, User
from .waiting import wait_for
from .webhook import Delivery
from .world import Query, World

T = TypeVar("T")
TOKEN = "1:TEST"
PUBLISHED = FloodRules()


class BotApi:
    """A Bot API on loopback for one bot. Made by `start`; a context manager that stops it."""

    def __init__(self, world: World, *, flood: FloodRules | None, webhook_retry_s: float) -> None:
        self.world = world
        self.faults = Faults()
        self.recorder = Recorder()
        control = FloodControl(flood)
        self._server = Server(
            world,
            self.faults,
            lambda: Dispatch(world, self.faults, control, self.recorder, webhook_retry_s=webhook_retry_s),
        )
        self._dispatch: Dispatch | None = None
        self._ids = itertools.count(1000)

    @classmethod
    def start(
        cls,
        *,
        token: str = TOKEN,
        username: str = "tanya_bot",
        flood: FloodRules | None = PUBLISHED,
        port: int = 0,
        webhook_retry_s: float = 0.1,
    ) -> "BotApi":
        """Start the double.

        Args:
            token: The only token that works; its number is the bot's user id.
            username: The bot's name without @.
            flood: The flood rules; `None` switches them off.
            port: Port on 127.0.0.1; 0 takes a free one.
            webhook_retry_s: Pause before the first repeated push; it doubles each time.

        Raises:
            TdlibMissingError: `tdjson` cannot be loaded, so markup could not be judged.
            OSError: The port is taken.
        """
        tdlib.require()
        bot_id = int(token.partition(":")[0])
        world = World(User(bot_id, "Test bot", username=username, is_bot=True), token=token)
        api = cls(world, flood=flood, webhook_retry_s=webhook_retry_s)
        api._dispatch = api._server.start(port)
        return api

    def close(self) -> None:
        """Stop the server and its thread."""
        self._server.stop()

    def __enter__(self) -> "BotApi":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if error is None and self.recorder.broken:
            raise self.recorder.broken[0]

    @property
    def token(self) -> str:
        """The bot's token."""
        return self.world.token

    @property
    def bot(self) -> User:
        """The bot itself."""
        return self.world.bot

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._server.port

    @property
    def base_url(self) -> str:
        """For PTB's `base_url`."""
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def base_file_url(self) -> str:
        """For PTB's `base_file_url`."""
        return f"http://127.0.0.1:{self.port}/file/bot"

    # People and chats.

    def user(
        self, user_id: int, *, first_name: str = "Ani", username: str = "", language_code: str = "id"
    ) -> User:
        """A person whom the bot may meet."""
        user = User(user_id, first_name, username=username, language_code=language_code)
        with self.world.changed:
            self.world.users[user_id] = user
        return user

    def private_chat(
        self,
        *,
        user_id: int,
        first_name: str = "Ani",
        username: str = "",
        language_code: str = "id",
        started: bool = True,
    ) -> PrivateChat:
        """A person's chat with the bot; until it is `started` (by a first message) the bot may not write."""
        user = self.user(user_id, first_name=first_name, username=username, language_code=language_code)
        chat = Chat(user_id, "private", first_name=first_name, username=username)
        members = {user_id: "member", **({self.bot.id: "member"} if started else {})}
        with self.world.changed:
            room = self.world.open_room(chat, members)
            return PrivateChat(self.world, self.recorder, room, speaker=user)

    def group(
        self,
        title: str = "Warta",
        *,
        members: Sequence[User] = (),
        supergroup: bool = True,
        is_forum: bool = False,
        username: str = "",
        bot_status: str = "member",
    ) -> Group:
        """A group with the bot in it; a forum has topics."""
        number = next(self._ids)
        kind, chat_id = ("supergroup", -1_000_000_000_000 - number) if supergroup else ("group", -number)
        chat = Chat(chat_id, kind, title=title, username=username, is_forum=is_forum)
        everybody = {user.id: "member" for user in members} | {self.bot.id: bot_status}
        with self.world.changed:
            return Group(self.world, self.recorder, self.world.open_room(chat, everybody))

    def channel(
        self, title: str = "Kabar", *, username: str = "", bot_status: str = "administrator"
    ) -> Channel:
        """A channel with the bot in it."""
        chat = Chat(-1_000_000_000_000 - next(self._ids), "channel", title=title, username=username)
        with self.world.changed:
            room = self.world.open_room(chat, {self.bot.id: bot_status})
            return Channel(self.world, self.recorder, room, speaker=None)

    def privacy(self, *, on: bool) -> None:
        """With privacy on, the bot gets from groups only commands, replies to it and mentions of it."""
        with self.world.changed:
            self.world.can_read_all = not on

    # Updates.

    def raw_update(self, body: JsonObject) -> int:
        """Hand the bot exactly this update; an `update_id` is added when it has none."""
        with self.world.changed:
            return self.world.updates.add_raw(body)

    def redeliver(self, update: Message | Query | int) -> None:
        """Deliver an update a second time."""
        update_id = update if isinstance(update, int) else update.update_id
        assert update_id is not None, "this update was never delivered"
        with self.world.changed:
            self.world.updates.redeliver(update_id)

    def duplicate_updates(self, rate: float, *, seed: int) -> None:
        """From now on deliver an update twice with probability `rate`, the same ones for the same seed."""
        with self.world.changed:
            self.world.updates.duplicate(rate, random.Random(seed))

    # What the bot did.

    def calls(self, *methods: str) -> list[Call]:
        """The calls of these methods so far, or all calls."""
        with self.world.changed:
            return self.recorder.of(*methods)

    def wait_for_call(
        self,
        method: str,
        *,
        timeout: float = PATIENCE_S,
        count: int = 1,
        where: Callable[[Call], bool] = lambda call: True,
    ) -> Call:
        """The `count`-th answered call of a method that satisfies `where`.

        Raises:
            NothingCameError: It did not come in time.
        """

        def look() -> Call | None:
            found = [call for call in self.recorder.of(method) if call.ended_at is not None and where(call)]
            return found[count - 1] if len(found) >= count else None

        return self.wait_until(look, timeout=timeout, what=f"call {count} of {method}")

    def wait_until(self, look: Callable[[], T | None], *, timeout: float = PATIENCE_S, what: str) -> T:
        """The first thing other than `None` that `look` returns; it is asked after every change.

        Raises:
            NothingCameError: Nothing in time.
        """
        return wait_for(self.world, self.recorder, look, timeout=timeout, what=what)

    def wait_until_polled(self, *, since: float = 0.0, timeout: float = PATIENCE_S) -> None:
        """Return when the bot has asked for updates after `since` (`time.monotonic()`): it runs.

        Raises:
            NothingCameError: It did not.
        """

        def look() -> bool | None:
            return any(call.at > since for call in self.recorder.of("getUpdates")) or None

        self.wait_until(look, timeout=timeout, what="a getUpdates")

    def pushes(self) -> list[Delivery]:
        """The attempts to deliver updates to the webhook, in order."""
        assert self._dispatch is not None
        with self.world.changed:
            return list(self._dispatch.webhook.attempts)

    def unanswered_callbacks(self) -> list[Query]:
        """Presses whose little clock still turns."""
        with self.world.changed:
            return [query for query in self.world.callbacks.values() if query.answer is None]

    def visible_markup(self) -> list[tuple[Message, str]]:
        """The bot's messages in which a reader sees raw markup or a traceback."""
        with self.world.changed:
            return visible_markup(
                room.messages[message_id]
                for room in self.world.rooms.values()
                for message_id in room.by_bot
                if message_id in room.messages
            )
