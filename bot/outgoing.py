"""What the bot can say to Telegram: values that become one call of the Bot API each."""

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import MessageEntity

Parameters = dict[str, object]


@dataclass(frozen=True, slots=True)
class Styled:
    """Text with entities instead of markup: nothing in it can fail to parse."""

    text: str
    entities: tuple[MessageEntity, ...] = ()


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; one of `data` (at most 64 bytes), `url` and `inline` (a query) is given."""

    text: str
    data: str = ""
    url: str = ""
    inline: str | None = None


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes, and which message it answers."""

    chat_id: int
    thread_id: int | None = None
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Bot API, ready to be recorded."""

    chat_id: int
    method: str
    parameters: Parameters
    attachment: bytes | None = None
    attachment_name: str | None = None
    answer_id: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """A new message; `answer_id` binds it to the answer it shows."""

    place: Place
    body: Styled
    keyboard: Keyboard = ()
    answer_id: str | None = None

    def call(self) -> Call:
        """Say it as the Bot API wants it."""
        parameters = _where(self.place) | _what(self.body)
        if self.keyboard:
            parameters["reply_markup"] = markup(self.keyboard)
        return Call(self.place.chat_id, "sendMessage", parameters, answer_id=self.answer_id)


@dataclass(frozen=True, slots=True)
class Edit:
    """Another text for a message that was sent."""

    chat_id: int
    message_id: int
    body: Styled
    keyboard: Keyboard = ()

    def call(self) -> Call:
        """Say it as the Bot API wants it."""
        parameters: Parameters = {"chat_id": self.chat_id, "message_id": self.message_id} | _what(self.body)
        parameters["reply_markup"] = markup(self.keyboard)
        return Call(self.chat_id, "editMessageText", parameters)


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG picture with a caption of at most 1024 characters."""

    place: Place
    png: bytes
    caption: Styled

    def call(self) -> Call:
        """Say it as the Bot API wants it."""
        parameters = _where(self.place) | {
            "caption": self.caption.text,
            "caption_entities": _entities(self.caption.entities),
        }
        return Call(self.place.chat_id, "sendPhoto", parameters, self.png, "picture.png")


@dataclass(frozen=True, slots=True)
class File:
    """A file to download."""

    place: Place
    content: bytes
    name: str
    caption: Styled

    def call(self) -> Call:
        """Say it as the Bot API wants it."""
        parameters = _where(self.place) | {"caption": self.caption.text}
        return Call(self.place.chat_id, "sendDocument", parameters, self.content, self.name)


Outgoing = Reply | Edit | Picture | File


def markup(keyboard: Keyboard) -> Parameters:
    """An inline keyboard as the Bot API wants it."""
    return {"inline_keyboard": [[_button(button) for button in row] for row in keyboard if row]}


def _button(button: Button) -> Parameters:
    if button.url:
        return {"text": button.text, "url": button.url}
    if button.inline is not None:
        return {"text": button.text, "switch_inline_query_current_chat": button.inline}
    return {"text": button.text, "callback_data": button.data}


def _where(place: Place) -> Parameters:
    where: Parameters = {"chat_id": place.chat_id}
    if place.thread_id is not None:
        where["message_thread_id"] = place.thread_id
    if place.reply_to is not None:
        where["reply_parameters"] = {"message_id": place.reply_to, "allow_sending_without_reply": True}
    return where


def _what(body: Styled) -> Parameters:
    return {
        "text": body.text,
        "entities": _entities(body.entities),
        "link_preview_options": {"is_disabled": True},
    }


def _entities(entities: Sequence[MessageEntity]) -> list[dict[str, object]]:
    return [entity.to_dict() for entity in entities]
