"""Values as the JSON of the Bot API."""

from .json_value import Json, JsonObject
from .types import TELEGRAM, Attachment, Chat, Entity, File, Message, Origin, User


def user_json(user: User) -> JsonObject:
    """A `User` object."""
    body: JsonObject = {"id": user.id, "is_bot": user.is_bot, "first_name": user.first_name}
    _put(body, last_name=user.last_name, username=user.username, language_code=user.language_code)
    return body


def chat_json(chat: Chat) -> JsonObject:
    """A `Chat` object."""
    body: JsonObject = {"id": chat.id, "type": chat.type}
    _put(
        body,
        title=chat.title,
        username=chat.username,
        first_name=chat.first_name,
        last_name=chat.last_name,
        is_forum=chat.is_forum,
    )
    return body


def entity_json(entity: Entity) -> JsonObject:
    """A `MessageEntity` object."""
    body: JsonObject = {"type": entity.type, "offset": entity.offset, "length": entity.length}
    _put(
        body,
        url=entity.url,
        user=user_json(entity.user) if entity.user else None,
        language=entity.language,
        custom_emoji_id=entity.custom_emoji_id,
        unix_time=entity.unix_time,
        date_time_format=entity.date_time_format,
    )
    return body


def file_json(file: File) -> JsonObject:
    """The fields that every kind of file has."""
    return {"file_id": file.file_id, "file_unique_id": file.unique_id, "file_size": file.size}


def message_json(message: Message) -> JsonObject:
    """A `Message` object; the replied message is shown one level deep, as at Telegram."""
    body: JsonObject = {
        "message_id": message.message_id,
        "date": message.date,
        "chat": chat_json(message.chat),
    }
    entities: list[Json] = [entity_json(entity) for entity in message.entities]
    words, marks = ("caption", "caption_entities") if message.attachment else ("text", "entities")
    quote: JsonObject = {"text": message.quote, "position": 0, "is_manual": True}
    fields: JsonObject = {
        "from": user_json(message.sender) if message.sender else None,
        "sender_chat": chat_json(message.sender_chat) if message.sender_chat else None,
        "via_bot": user_json(message.via_bot) if message.via_bot else None,
        "forward_origin": _origin_json(message.origin, message.date) if message.origin else None,
        "is_automatic_forward": message.sender == TELEGRAM and message.sender_chat is not None,
        "message_thread_id": message.thread_id,
        "is_topic_message": message.thread_id is not None and message.chat.is_forum,
        "reply_to_message": _reply_json(message.reply_to) if message.reply_to else None,
        "quote": quote if message.quote else None,
        "edit_date": message.edit_date,
        "media_group_id": message.media_group_id,
        words: message.text,
        marks: entities,
        "link_preview_options": message.link_preview,
        "reply_markup": message.keyboard.raw if message.keyboard and message.keyboard.inline else None,
    }
    _put(body, **fields)
    if message.attachment:
        body.update(_attachment_json(message.attachment))
    body.update(message.service or {})
    return body


def _reply_json(message: Message) -> JsonObject:
    body = message_json(message)
    body.pop("reply_to_message", None)
    return body


def _origin_json(origin: Origin, date: int) -> JsonObject:
    if origin.user:
        return {"type": "user", "date": date, "sender_user": user_json(origin.user)}
    if origin.chat and origin.chat.type == "channel":
        chat = chat_json(origin.chat)
        return {"type": "channel", "date": date, "chat": chat, "message_id": origin.message_id}
    if origin.chat:
        return {"type": "chat", "date": date, "sender_chat": chat_json(origin.chat)}
    return {"type": "hidden_user", "date": date, "sender_user_name": origin.hidden_name}


def _attachment_json(attachment: Attachment) -> JsonObject:
    file = attachment.file
    if attachment.kind == "photo":
        return {"photo": [{**file_json(file), "width": 800, "height": 600}]}
    return {attachment.kind: {**file_json(file), "file_name": file.name, "mime_type": file.mime_type}}


def _put(body: JsonObject, **fields: Json) -> None:
    """Add the fields that say something; Telegram leaves the others out."""
    for name, value in fields.items():
        if value is not None and value is not False and value != "" and value != []:
            body[name] = value
