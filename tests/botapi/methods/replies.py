"""Where a message goes and what it replies to."""

from dataclasses import dataclass

from ..formatting import message_text
from ..json_value import flag_at, integer_at, text_at
from ..refusal import bad_request
from ..request import Request
from ..types import Message
from ..world import Room


@dataclass(frozen=True, slots=True)
class Reply:
    """The message replied to, if any, and the part of it that is quoted."""

    message: Message | None = None
    quote: str = ""


def thread_of(request: Request, room: Room) -> int | None:
    """The topic that a message goes to.

    Raises:
        Refusal: The chat has no such topic.
    """
    thread = request.parameters.integer("message_thread_id")
    if not thread:
        return None
    if not room.chat.is_forum or thread not in room.topics:
        raise bad_request("message thread not found")
    return thread


def reply_of(request: Request, room: Room) -> Reply:
    """What a message replies to, by `reply_parameters` or the older `reply_to_message_id`.

    Raises:
        Refusal: The message is gone (unless sending without reply is allowed), or the quote isn't in it.
    """
    options = request.parameters.json_object("reply_parameters")
    if options is None:
        message_id = request.parameters.integer("reply_to_message_id")
        anyway = request.parameters.flag("allow_sending_without_reply")
        return Reply(_replied(room, message_id, anyway=anyway)) if message_id else Reply()
    message_id = integer_at(options, "message_id")
    if not message_id:
        return Reply()
    other = text_at(options, "chat_id")
    source = (
        room if other in ("", str(room.chat.id)) else request.world.rooms.get(integer_at(options, "chat_id"))
    )
    if source is None:
        raise bad_request("chat not found")
    replied = _replied(source, message_id, anyway=flag_at(options, "allow_sending_without_reply"))
    raw = text_at(options, "quote")
    if replied is None or not raw:
        return Reply(replied)
    quote = message_text(raw, text_at(options, "quote_parse_mode"), options.get("quote_entities")).text
    if quote not in replied.text or len(quote) > 1024:
        raise bad_request("QUOTE_TEXT_INVALID")
    return Reply(replied, quote)


def _replied(room: Room, message_id: int, *, anyway: bool) -> Message | None:
    found = room.messages.get(message_id)
    if found is None and not anyway:
        raise bad_request("message to be replied not found")
    return found
