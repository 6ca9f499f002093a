"""From what a bot sends (text, parse_mode, entities) to what a reader sees, or to Telegram's refusal."""

from dataclasses import replace

from . import tdlib
from .json_value import Json, JsonObject, as_list, as_object, integer_at, text_at
from .refusal import bad_request
from .tdlib import Formatted
from .types import Entity, User

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_RAW_BYTES = 1 << 15
MAX_ENTITIES = 100


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units, the unit of every offset at Telegram."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def message_text(text: str, parse_mode: str, entities: Json) -> Formatted:
    """The text of a message.

    Raises:
        Refusal: Empty, too long, or markup that cannot be parsed.
    """
    if not text:
        raise bad_request("message text is empty")
    formatted = _formatted(text, parse_mode, entities)
    if not formatted.text:
        raise bad_request("text must be non-empty")
    if len(formatted.text) > MAX_TEXT:
        raise bad_request("message is too long")
    return formatted


def caption(text: str, parse_mode: str, entities: Json) -> Formatted:
    """The caption of a document or photo, which may be empty.

    Raises:
        Refusal: Too long, or markup that cannot be parsed.
    """
    formatted = _formatted(text, parse_mode, entities)
    if len(formatted.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return formatted


def typed_text(text: str, given: tuple[Entity, ...] = ()) -> Formatted:
    """A text as a person types it: cleaned, trimmed, with the entities that Telegram finds by itself."""
    return _finished(text, given)


def _formatted(text: str, parse_mode: str, entities: Json) -> Formatted:
    if len(text.encode("utf-8", "surrogatepass")) > MAX_RAW_BYTES:
        raise bad_request("text is too long")
    if parse_mode and parse_mode.lower() != "none":
        parsed = tdlib.parse(text, parse_mode)
        return _finished(parsed.text, parsed.entities)
    given = tuple(_entity(item) for item in as_list(entities) or [])
    tdlib.check(text, given)
    return _finished(text, tuple(_tidied(entity) for entity in given if entity.length > 0))


def _tidied(entity: Entity) -> Entity:
    if entity.type != "text_link":
        return entity
    link = tdlib.link(entity.url)
    return replace(entity, type=link.type, url=link.url, user=link.user)


def _finished(text: str, given: tuple[Entity, ...]) -> Formatted:
    """Clean and trim, move the entities along, add the ones found in the text, keep the first hundred."""
    cleaned = tdlib.clean(text)
    moved = given if cleaned == text else tuple(_moved(entity, text) for entity in given)
    left = len(cleaned) - len(cleaned.lstrip())
    trimmed = cleaned.strip()
    skipped, end = utf16_length(cleaned[:left]), utf16_length(trimmed)
    kept = [_clipped(entity, skipped, end) for entity in moved]
    entities = [entity for entity in kept if entity is not None]
    for found in tdlib.find(trimmed):
        if not any(_overlaps(found, entity) for entity in entities if entity.type in BLOCKING):
            entities.append(found)
    entities.sort(key=lambda entity: (entity.offset, -entity.length))
    return Formatted(trimmed, tuple(entities[:MAX_ENTITIES]))


#: Inside these, Telegram looks for no addresses, mentions or commands.
BLOCKING = (
    "text_link",
    "text_mention",
    "code",
    "pre",
    "custom_emoji",
    "url",
    "mention",
    "bot_command",
    "date_time",
)


def _overlaps(one: Entity, other: Entity) -> bool:
    return one.offset < other.offset + other.length and other.offset < one.offset + one.length


def _moved(entity: Entity, text: str) -> Entity:
    units = text.encode("utf-16-le", "surrogatepass")

    def cleaned_units(end: int) -> int:
        return utf16_length(tdlib.clean(units[: 2 * end].decode("utf-16-le", "surrogatepass")))

    start = cleaned_units(entity.offset)
    return replace(entity, offset=start, length=cleaned_units(entity.offset + entity.length) - start)


def _clipped(entity: Entity, skipped: int, end: int) -> Entity | None:
    start = max(entity.offset - skipped, 0)
    stop = min(entity.offset + entity.length - skipped, end)
    return replace(entity, offset=start, length=stop - start) if stop > start else None


def _entity(item: Json) -> Entity:
    value: JsonObject | None = as_object(item)
    if value is None:
        raise bad_request("can't parse MessageEntity: expected an Object")
    kind = text_at(value, "type")
    if not kind:
        raise bad_request("can't parse MessageEntity: Can't find field \"type\"")
    user = as_object(value.get("user"))
    return Entity(
        kind,
        integer_at(value, "offset"),
        integer_at(value, "length"),
        url=text_at(value, "url"),
        user=User(integer_at(user, "id"), text_at(user, "first_name")) if user is not None else None,
        language=text_at(value, "language"),
        custom_emoji_id=text_at(value, "custom_emoji_id"),
        unix_time=integer_at(value, "unix_time") if "unix_time" in value else None,
        date_time_format=text_at(value, "date_time_format"),
    )
