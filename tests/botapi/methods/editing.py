"""Changes to messages that are there."""

from dataclasses import replace

from ..json_value import Json
from ..keyboard import from_parameters
from ..refusal import bad_request
from ..rendering import message_json
from ..request import Request
from ..types import Message
from ..world import Room
from .sending import formatted_caption, formatted_text

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def edit_message_text(request: Request) -> Json:
    """`editMessageText`; without a keyboard in the call, the message loses its own."""
    text = formatted_text(request)
    room, message = _target(request)
    if message.attachment:
        raise bad_request("there is no text in the message to edit")
    preview = request.parameters.json_object("link_preview_options")
    changed = replace(message, text=text.text, entities=text.entities, link_preview=preview)
    return _apply(request, room, message, changed)


def edit_message_caption(request: Request) -> Json:
    """`editMessageCaption`."""
    text = formatted_caption(request)
    room, message = _target(request)
    if not message.attachment:
        raise bad_request("there is no caption in the message to edit")
    return _apply(request, room, message, replace(message, text=text.text, entities=text.entities))


def edit_message_reply_markup(request: Request) -> Json:
    """`editMessageReplyMarkup`."""
    room, message = _target(request)
    return _apply(request, room, message, message)


def _target(request: Request) -> tuple[Room, Message]:
    parameters, world = request.parameters, request.world
    if inline_id := parameters.text("inline_message_id"):
        if inline_id not in world.inline_messages:
            raise bad_request("MESSAGE_ID_INVALID")
        chat_id, message_id = world.inline_messages[inline_id]
        return world.rooms[chat_id], world.rooms[chat_id].messages[message_id]
    room = world.room(parameters)
    message_id = parameters.integer("message_id")
    if message_id <= 0:
        raise bad_request("message identifier is not specified")
    message = world.message(room, message_id, "message to edit not found")
    own = message.sender == world.bot or (room.chat.type == "channel" and message.sender_chat == room.chat)
    if not own or message.service or message.origin:
        raise bad_request("message can't be edited")
    return room, message


def _apply(request: Request, room: Room, old: Message, changed: Message) -> Json:
    keyboard = from_parameters(request.parameters)
    if keyboard is not None and not keyboard.inline:
        raise bad_request("inline keyboard expected")
    changed = replace(changed, keyboard=keyboard)
    if _look(changed) == _look(old):
        raise bad_request(NOT_MODIFIED)
    stored = room.put(replace(changed, edit_date=request.world.now()))
    return True if stored.inline_message_id else message_json(stored)


def _look(message: Message) -> tuple[object, ...]:
    rows = message.keyboard.rows if message.keyboard else ()
    return message.text, message.entities, rows, message.link_preview
