"""Inline mode: a person types `@bot question` somewhere, sees results and sends one of them."""

from dataclasses import dataclass, replace

from .formatting import caption, message_text
from .json_value import JsonObject, as_list, as_object, flag_at, integer_at, text_at
from .keyboard import keyboard
from .recorder import Recorder
from .rendering import user_json
from .talk import Talk
from .tdlib import Formatted
from .types import Attachment, Message, User
from .waiting import wait_for
from .world import Query, World

PATIENCE_S = 10.0


@dataclass(frozen=True, slots=True)
class Result:
    """One result of an inline query; `raw` is the whole of what the bot sent."""

    id: str
    type: str
    title: str
    description: str
    raw: JsonObject


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What the bot answered to an inline query."""

    results: tuple[Result, ...]
    cache_time: int
    is_personal: bool
    next_offset: str
    button: JsonObject | None


class Inline:
    """A person's inline queries to the bot."""

    def __init__(self, world: World, recorder: Recorder, *, user: User) -> None:
        self._world, self._recorder, self._user = world, recorder, user

    def ask(self, text: str, *, offset: str = "", chat_type: str = "sender") -> Query:
        """Type a question; `chat_type` is where: sender, private, group, supergroup or channel."""
        with self._world.changed:
            query = Query(self._world.unique("inline-"), self._user, text, self._world.now())
            body: JsonObject = {"id": query.id, "from": user_json(self._user), "query": text[:256]}
            body.update({"offset": offset, "chat_type": chat_type})
            self._world.inline_queries[query.id] = query
            query.update_id = self._world.updates.add("inline_query", body)
            return query

    def wait_for_results(self, query: Query, *, timeout: float = PATIENCE_S) -> InlineAnswer:
        """What the bot answers.

        Raises:
            NothingCameError: It did not answer in time.
        """
        what = f"the answer to inline query {query.data!r}"
        body = wait_for(self._world, self._recorder, lambda: query.answer, timeout=timeout, what=what)
        return InlineAnswer(
            tuple(_result(as_object(item) or {}) for item in as_list(body["results"]) or []),
            integer_at(body, "cache_time"),
            flag_at(body, "is_personal"),
            text_at(body, "next_offset"),
            as_object(body["button"]),
        )

    def choose(self, query: Query, result: Result, *, into: Talk) -> Message:
        """Send a result into a chat, as the person, via the bot; the bot may edit it if it has a keyboard.

        The bot is told by a `chosen_inline_result` update, as if BotFather's inline feedback were on.
        """
        with self._world.changed:
            markup = as_object(result.raw.get("reply_markup"))
            rows = keyboard(markup) if markup else None
            inline_id = self._world.unique("inline-message-") if rows else ""
            sent = into.send_as_is(_message(self._world, result, into, user=self._user))
            sent = into.put(replace(sent, keyboard=rows, inline_message_id=inline_id))
            body: JsonObject = {"result_id": result.id, "from": user_json(self._user), "query": query.data}
            if inline_id:
                self._world.inline_messages[inline_id] = (into.id, sent.message_id)
                body["inline_message_id"] = inline_id
            self._world.updates.add("chosen_inline_result", body)
            return sent


def _result(raw: JsonObject) -> Result:
    return Result(
        text_at(raw, "id"), text_at(raw, "type"), text_at(raw, "title"), text_at(raw, "description"), raw
    )


def _message(world: World, result: Result, into: Talk, *, user: User) -> Message:
    content = as_object(result.raw.get("input_message_content"))
    attachment = None
    if content is not None:
        entities = as_list(content.get("entities"))
        text = message_text(text_at(content, "message_text"), text_at(content, "parse_mode"), entities)
    else:
        entities = as_list(result.raw.get("caption_entities"))
        text = caption(text_at(result.raw, "caption"), text_at(result.raw, "parse_mode"), entities)
        attachment = _attachment(world, result)
    number, now = world.next_message_id(into.chat), world.now()
    made = text if text.text or attachment else Formatted(result.title)
    return Message(
        into.chat, number, now, user, made.text, made.entities, via_bot=world.bot, attachment=attachment
    )


def _attachment(world: World, result: Result) -> Attachment | None:
    if result.type not in ("photo", "document"):
        return None
    known = world.files.get(text_at(result.raw, f"{result.type}_file_id"))
    file = known or world.add_file(f"inline.{result.type}", b"", "application/octet-stream", folder="inline")
    return Attachment(result.type, file)
