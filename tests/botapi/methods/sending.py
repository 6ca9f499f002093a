"""New messages: texts, drafts, documents, photos, forwards and copies."""

import mimetypes
from dataclasses import replace

from ..formatting import caption, message_text
from ..json_value import Json, integer_at
from ..keyboard import from_parameters
from ..refusal import bad_request, refuse
from ..rendering import message_json
from ..request import Request
from ..tdlib import Formatted
from ..types import Attachment, Entity, File, Message, Origin
from ..world import Room, World
from .replies import reply_of, thread_of

MAX_UPLOAD = 50 << 20
MAX_PHOTO = 10 << 20


def send_message(request: Request) -> Json:
    """`sendMessage`."""
    room = request.world.room(request.parameters)
    text = formatted_text(request)
    preview = request.parameters.json_object("link_preview_options")
    return message_json(_send(request, room, text, Message(room.chat, 0, 0, link_preview=preview)))


def formatted_text(request: Request) -> Formatted:
    """The judged text of a call."""
    parameters = request.parameters
    entities = parameters.array("entities")
    formatted = message_text(parameters.text("text"), parameters.text("parse_mode"), entities)
    return _with_known_users(request.world, formatted)


def formatted_caption(request: Request) -> Formatted:
    """The judged caption of a call."""
    parameters = request.parameters
    entities = parameters.array("caption_entities")
    formatted = caption(parameters.text("caption"), parameters.text("parse_mode"), entities)
    return _with_known_users(request.world, formatted)


def _with_known_users(world: World, formatted: Formatted) -> Formatted:
    """Telegram drops the mention of a user whom the bot never met."""
    entities: list[Entity] = []
    for entity in formatted.entities:
        user = world.users.get(entity.user.id) if entity.user else None
        if entity.type != "text_mention":
            entities.append(entity)
        elif user is not None:
            entities.append(replace(entity, user=user))
    return Formatted(formatted.text, tuple(entities))


def _send(request: Request, room: Room, text: Formatted, message: Message) -> Message:
    """Fill in what all kinds of messages share, and store it."""
    reply = reply_of(request, room)
    return request.world.new_message(
        room,
        replace(
            message,
            text=text.text,
            entities=text.entities,
            keyboard=from_parameters(request.parameters),
            reply_to=reply.message,
            quote=reply.quote,
            thread_id=thread_of(request, room) or (reply.message.thread_id if reply.message else None),
        ),
    )


def send_message_draft(request: Request) -> Json:
    """`sendMessageDraft`: private chats only; an empty text shows that the bot thinks."""
    room = request.world.room(request.parameters)
    if room.chat.type != "private":
        raise bad_request("TEXTDRAFT_PEER_INVALID")
    draft_id = request.parameters.integer("draft_id")
    if draft_id == 0:
        raise bad_request("RANDOM_ID_INVALID")
    text = formatted_text(request) if request.parameters.text("text") else Formatted("")
    room.drafts.append(
        Message(room.chat, draft_id, request.world.now(), request.world.bot, text.text, text.entities)
    )
    return True


def send_document(request: Request) -> Json:
    """`sendDocument`, by upload or by the id of a known file."""
    return _send_file(request, "document", MAX_UPLOAD)


def send_photo(request: Request) -> Json:
    """`sendPhoto`, by upload or by the id of a known file."""
    return _send_file(request, "photo", MAX_PHOTO)


def _send_file(request: Request, kind: str, most: int) -> Json:
    room = request.world.room(request.parameters)
    text = formatted_caption(request)
    attachment = Attachment(kind, _file(request, kind, most))
    return message_json(_send(request, room, text, Message(room.chat, 0, 0, attachment=attachment)))


def _file(request: Request, kind: str, most: int) -> File:
    upload = request.parameters.upload(kind)
    if upload is None:
        sent = request.parameters.text(kind)
        if not sent:
            raise bad_request(f"there is no {kind} in the request")
        known = request.world.files.get(sent)
        if known is None:
            raise bad_request("wrong remote file identifier specified: Wrong padding length")
        return known
    if len(upload.content) > most:
        raise refuse(413, "Request Entity Too Large")
    if not upload.content:
        raise bad_request("file must be non-empty")
    guessed = mimetypes.guess_type(upload.name)[0]
    mime = guessed or upload.content_type or "application/octet-stream"
    return request.world.add_file(upload.name, upload.content, mime, folder=f"{kind}s")


def _source(request: Request) -> tuple[Room, Message, Room]:
    target = request.world.room(request.parameters)
    source = request.world.room(request.parameters, "from_chat_id")
    complaint = f"message to {'copy' if 'copy' in request.method.lower() else 'forward'} not found"
    return target, request.world.message(source, request.parameters.integer("message_id"), complaint), source


def forward_message(request: Request) -> Json:
    """`forwardMessage`."""
    target, message, source = _source(request)
    if message.origin:
        origin = message.origin
    elif source.chat.type == "channel":
        origin = Origin(chat=source.chat, message_id=message.message_id)
    else:
        origin = Origin(user=message.sender, chat=message.sender_chat)
    sent = replace(message, origin=origin, reply_to=None, keyboard=None, thread_id=thread_of(request, target))
    return message_json(request.world.new_message(target, _fresh(sent)))


def copy_message(request: Request) -> Json:
    """`copyMessage`."""
    target, message, _ = _source(request)
    if message.service:
        raise bad_request("message can't be copied")
    has_caption = request.parameters.has("caption") and message.attachment is not None
    text = formatted_caption(request) if has_caption else Formatted(message.text, message.entities)
    sent = _send(request, target, text, Message(target.chat, 0, 0, attachment=message.attachment))
    return {"message_id": sent.message_id}


def _fresh(message: Message) -> Message:
    return replace(message, edit_date=None, update_id=None, via_bot=None, inline_message_id="")


def send_chat_action(request: Request) -> Json:
    """`sendChatAction`."""
    room = request.world.room(request.parameters)
    action = request.parameters.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    thread_of(request, room)
    room.actions.append(action)
    return True


ACTIONS = frozenset(
    f"{verb}_{noun}" for verb in ("record", "upload") for noun in ("video", "voice", "video_note", "audio")
) | {"typing", "upload_photo", "upload_document", "choose_sticker", "find_location"}


def set_message_reaction(request: Request) -> Json:
    """`setMessageReaction`: at most one reaction, as bots may."""
    room = request.world.room(request.parameters)
    message = request.world.message(
        room, request.parameters.integer("message_id"), "message to react not found"
    )
    reactions = request.parameters.array("reaction") or []
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(not isinstance(reaction, dict) or "type" not in reaction for reaction in reactions):
        raise bad_request("REACTION_INVALID")
    room.reactions[message.message_id] = reactions
    return True


def pin_chat_message(request: Request) -> Json:
    """`pinChatMessage`."""
    room = request.world.room(request.parameters)
    message = request.world.message(
        room, request.parameters.integer("message_id"), "message to pin not found"
    )
    _needs_rights(request, room, "not enough rights to manage pinned messages in the chat")
    room.pinned.append(message.message_id)
    return True


def unpin_chat_message(request: Request) -> Json:
    """`unpinChatMessage`: the named message, or the one pinned last."""
    room = request.world.room(request.parameters)
    _needs_rights(request, room, "not enough rights to manage pinned messages in the chat")
    message_id = request.parameters.integer("message_id") or (room.pinned[-1] if room.pinned else 0)
    if message_id not in room.pinned:
        raise bad_request("message to unpin not found")
    room.pinned.remove(message_id)
    return True


def _needs_rights(request: Request, room: Room, complaint: str) -> None:
    if room.chat.type != "private" and room.members.get(request.world.bot.id) != "administrator":
        raise bad_request(complaint)


def delete_message(request: Request) -> Json:
    """`deleteMessage`."""
    room = request.world.room(request.parameters)
    message = request.world.message(
        room, request.parameters.integer("message_id"), "message to delete not found"
    )
    own = message.sender == request.world.bot
    if not own and room.chat.type != "private" and room.members.get(request.world.bot.id) != "administrator":
        raise bad_request("message can't be deleted")
    room.remove(message.message_id)
    return True


def delete_messages(request: Request) -> Json:
    """`deleteMessages`: up to 100, those that are gone are skipped."""
    room = request.world.room(request.parameters)
    wanted = request.parameters.array("message_ids") or []
    if not 1 <= len(wanted) <= 100:
        raise bad_request(
            "too many messages to delete" if wanted else "message identifiers are not specified"
        )
    for item in wanted:
        message_id = integer_at({"id": item}, "id")
        if message_id in room.messages:
            room.remove(message_id)
    return True
