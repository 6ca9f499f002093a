"""What people do in a chat: the test's side of the double."""

from collections.abc import Sequence
from dataclasses import replace

from .formatting import typed_text
from .json_value import Json, JsonObject
from .recorder import Recorder
from .rendering import chat_json, message_json, user_json
from .sight import Sight
from .types import ANONYMOUS_ADMIN, Attachment, Button, Chat, Entity, File, Keyboard, Message, Origin, User
from .world import Query, Room, World


class Talk(Sight):
    """One chat with somebody who speaks. Every method may be called from any thread."""

    def __init__(self, world: World, recorder: Recorder, room: Room, *, speaker: User | None) -> None:
        super().__init__(world, recorder, room)
        self._speaker = speaker

    def send(
        self,
        text: str = "",
        *,
        sender: User | None = None,
        reply_to: Message | None = None,
        quote: str = "",
        forward_from: User | Chat | str | None = None,
        via_bot: User | None = None,
        sender_chat: Chat | None = None,
        entities: Sequence[Entity] = (),
        attachment: Attachment | None = None,
        thread: int | None = None,
        media_group_id: str = "",
    ) -> Message:
        """A person writes; the message's `update_id` is `None` when the bot doesn't get to see it.

        Args:
            text: What is written, or the caption of an attachment; entities are found as Telegram finds them.
            sender: Who writes; the chat's own person by default.
            forward_from: A user, a chat, or the name of somebody who hides.
            sender_chat: The chat in whose name it is written (a channel, an anonymous admin's group).
        """
        with self._world.changed:
            who = sender or self._speaker
            assert who is not None or self.chat.type == "channel", "say who writes: sender=..."
            formatted = typed_text(text, tuple(entities))
            anonymous = who == ANONYMOUS_ADMIN and sender_chat is None
            message = Message(
                self.chat,
                self._world.next_message_id(self.chat),
                self._world.now(),
                None if self.chat.type == "channel" else who,
                formatted.text,
                formatted.entities,
                reply_to=reply_to,
                quote=quote,
                sender_chat=self.chat if anonymous or self.chat.type == "channel" else sender_chat,
                via_bot=via_bot,
                origin=_origin(forward_from),
                attachment=attachment,
                thread_id=thread,
                media_group_id=media_group_id,
            )
            return self._deliver(self._kind("message"), message)

    def edit(self, message: Message, text: str) -> Message:
        """The person changes the text of an earlier message."""
        with self._world.changed:
            formatted = typed_text(text)
            changed = replace(
                message, text=formatted.text, entities=formatted.entities, edit_date=self._world.now()
            )
            return self._deliver(self._kind("edited_message"), changed)

    def send_document(
        self,
        name: str,
        content: bytes,
        *,
        caption: str = "",
        mime_type: str = "application/octet-stream",
        size: int | None = None,
        sender: User | None = None,
    ) -> Message:
        """The person sends a file; `size` pretends another one than that of `content`."""
        file = self._keep(name, content, mime_type, "documents", size)
        return self.send(caption, sender=sender, attachment=Attachment("document", file))

    def send_photo(self, content: bytes, *, caption: str = "", sender: User | None = None) -> Message:
        """The person sends a picture."""
        file = self._keep("photo.jpg", content, "image/jpeg", "photos", None)
        return self.send(caption, sender=sender, attachment=Attachment("photo", file))

    def _keep(self, name: str, content: bytes, mime_type: str, folder: str, size: int | None) -> File:
        with self._world.changed:
            return self._world.add_file(name, content, mime_type, folder=folder, size=size)

    def _kind(self, kind: str) -> str:
        if self.chat.type != "channel":
            return kind
        return {"message": "channel_post", "edited_message": "edited_channel_post"}[kind]

    def send_as_is(self, message: Message) -> Message:
        """Deliver a message that is ready made."""
        with self._world.changed:
            return self._deliver(self._kind("message"), message)

    def put(self, message: Message) -> Message:
        """Change how a message looks, without telling the bot."""
        with self._world.changed:
            return self._room.put(message)

    def expire(self, query: Query) -> None:
        """Let a press grow too old to be answered."""
        with self._world.changed:
            query.expired = True

    def _deliver(self, kind: str, message: Message) -> Message:
        if self.chat.type == "private":
            self._room.members.setdefault(self._world.bot.id, "member")
        update_id = None
        if self._seen_by_bot(message):
            update_id = self._world.updates.add(kind, message_json(message))
        return self._room.put(replace(message, update_id=update_id))

    def _seen_by_bot(self, message: Message) -> bool:
        """With privacy on, a bot in a group gets commands, replies to it and mentions of it only."""
        world = self._world
        if self._room.members.get(world.bot.id) in ("kicked", "left", None):
            return False
        if world.can_read_all or self.chat.type in ("private", "channel") or message.service:
            return True
        if self._room.members.get(world.bot.id) == "administrator" or message.via_bot == world.bot:
            return True
        name = f"@{world.bot.username}".lower()
        commands = [command.lower() for command in message.marked("bot_command")]
        if any("@" not in command or command.endswith(name) for command in commands):
            return True
        mentioned = name in [mention.lower() for mention in message.marked("mention")]
        return mentioned or (message.reply_to is not None and message.reply_to.sender == world.bot)

    def press(self, message: Message, button: str, *, by: User | None = None) -> Query:
        """A person presses a button, named by its text or its data, as the keyboard looks now.

        Raises:
            LookupError: There is no such button, or it has no callback data.
        """
        with self._world.changed:
            now = self._room.messages.get(message.message_id, message)
            found = _find(now.keyboard, button)
            return self.press_data(now, found.data or "", by=by)

    def press_data(self, message: Message, data: str, *, by: User | None = None) -> Query:
        """A press that carries any data, also such as no button has (a forged client)."""
        return self._pressed(message, message_json(message), data, by)

    def press_long_after(self, message: Message, button: str, *, by: User | None = None) -> Query:
        """A press on a message so old that Telegram no longer says what is in it (date 0)."""
        forgotten: JsonObject = {"chat": chat_json(self.chat), "message_id": message.message_id, "date": 0}
        return self._pressed(message, forgotten, _find(message.keyboard, button).data or "", by)

    def _pressed(self, message: Message, told: JsonObject, data: str, by: User | None) -> Query:
        with self._world.changed:
            user = by or self._speaker
            assert user is not None, "say who presses: by=..."
            query = Query(self._world.unique("callback-"), user, data, self._world.now(), message)
            body: JsonObject = {"id": query.id, "from": user_json(user), "data": data}
            body["chat_instance"] = f"instance{self.id}"
            if message.inline_message_id:
                body["inline_message_id"] = message.inline_message_id
            else:
                body["message"] = told
            self._world.callbacks[query.id] = query
            query.update_id = self._world.updates.add("callback_query", body)
            return query

    def react(self, message: Message, emoji: str, *, by: User | None = None) -> int | None:
        """A person reacts to a message; the update's id, `None` when the bot doesn't ask for reactions."""
        with self._world.changed:
            user = by or self._speaker
            assert user is not None, "say who reacts: by=..."
            if self.chat.type != "private" and self._room.members.get(self._world.bot.id) != "administrator":
                return None
            new: list[Json] = [{"type": "emoji", "emoji": emoji}] if emoji else []
            body: JsonObject = {"chat": chat_json(self.chat), "message_id": message.message_id}
            body.update({"user": user_json(user), "date": self._world.now(), "old_reaction": []})
            body["new_reaction"] = new
            return self._world.updates.add("message_reaction", body)


def _origin(source: User | Chat | str | None) -> Origin | None:
    if isinstance(source, User):
        return Origin(user=source)
    if isinstance(source, Chat):
        return Origin(chat=source, message_id=1)
    return Origin(hidden_name=source) if source else None


def _find(keyboard: Keyboard | None, wanted: str) -> Button:
    buttons = keyboard.buttons if keyboard else ()
    for button in buttons:
        if wanted in (button.text, button.data):
            if button.data is None:
                raise LookupError(f"button {wanted!r} has no callback data: {button}")
            return button
    raise LookupError(f"no button {wanted!r}; there are {[button.text for button in buttons]}")
