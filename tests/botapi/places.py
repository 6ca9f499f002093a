"""The three kinds of chats, and what people do to the bot's membership there."""

from .inline import Inline
from .methods.chats import member_json
from .recorder import Recorder
from .rendering import chat_json, user_json
from .talk import Talk
from .types import Chat, Message, User
from .world import Room, World


class PrivateChat(Talk):
    """A person's chat with the bot; the person may also ask it inline, as if from any other chat."""

    def __init__(self, world: World, recorder: Recorder, room: Room, *, speaker: User) -> None:
        super().__init__(world, recorder, room, speaker=speaker)
        self.user = speaker
        self.inline = Inline(world, recorder, user=speaker)

    def block(self) -> int | None:
        """The person blocks the bot; the update's id."""
        return change_status(self._world, self._room, "kicked", by=self.user)

    def unblock(self) -> int | None:
        """The person lets the bot in again; the update's id."""
        return change_status(self._world, self._room, "member", by=self.user)


class Group(Talk):
    """A group or supergroup; say with `sender=` who writes."""

    def __init__(self, world: World, recorder: Recorder, room: Room) -> None:
        super().__init__(world, recorder, room, speaker=None)

    def add_member(self, user: User, status: str = "member") -> None:
        """Let somebody in: `member`, `administrator`, `creator`, `restricted`."""
        with self._world.changed:
            self._room.members[user.id] = status

    def topic(self, name: str) -> int:
        """Open a topic of a forum; its id, for `thread=`."""
        assert self.chat.is_forum, "only a forum has topics: group(..., is_forum=True)"
        with self._world.changed:
            thread = self._world.next_message_id(self.chat)
            self._room.topics[thread] = name
            return thread

    def bot_becomes(self, status: str, *, by: User) -> int | None:
        """Somebody lets the bot in (`member`), promotes (`administrator`) or removes (`kicked`) it."""
        return change_status(self._world, self._room, status, by=by)

    def migrate(self) -> "Group":
        """The group becomes a supergroup with another id; sends to the old one are refused from now on."""
        with self._world.changed:
            new = Chat(-1_000_000_000_000 + self.id, "supergroup", title=self.chat.title)
            group = Group(self._world, self._recorder, self._world.open_room(new, dict(self._room.members)))
            self._service({"migrate_to_chat_id": new.id})
            group._service({"migrate_from_chat_id": self.id})
            self._room.migrated_to = new.id
            return group

    def _service(self, fields: dict[str, int]) -> Message:
        return self._deliver(
            "message",
            Message(
                self.chat,
                self._world.next_message_id(self.chat),
                self._world.now(),
                service=dict(fields),
            ),
        )


class Channel(Talk):
    """A channel; `send` posts in its name."""

    def bot_becomes(self, status: str, *, by: User) -> int | None:
        """Somebody makes the bot an administrator or removes it; the update's id."""
        return change_status(self._world, self._room, status, by=by)


def change_status(world: World, room: Room, status: str, *, by: User) -> int | None:
    """Change what the bot is in a chat, and tell it by a `my_chat_member` update."""
    with world.changed:
        old = room.members.get(world.bot.id, "left")
        room.members[world.bot.id] = status
        world.changed.notify_all()
        return world.updates.add(
            "my_chat_member",
            {
                "chat": chat_json(room.chat),
                "from": user_json(by),
                "date": world.now(),
                "old_chat_member": member_json(world.bot, old),
                "new_chat_member": member_json(world.bot, status),
            },
        )
