"""Markup judged by TDLib itself, the library that the real Bot API server is made of.

`tdjson` runs `parseTextEntities` and its relatives synchronously, without network. Where it cannot be loaded
the double refuses to start: accepting markup unseen would let a test pass that Telegram would fail.
"""

import functools
import html
import json
from collections.abc import Callable
from dataclasses import dataclass

from .json_value import Json, JsonObject, as_list, as_object, dumps, integer_at, text_at
from .refusal import bad_request
from .types import Entity, User

SIMPLE_TYPES = {
    "Mention": "mention",
    "Hashtag": "hashtag",
    "Cashtag": "cashtag",
    "BotCommand": "bot_command",
    "Url": "url",
    "EmailAddress": "email",
    "PhoneNumber": "phone_number",
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
}
TD_TYPES = {ours: theirs for theirs, ours in SIMPLE_TYPES.items()}
UNSEEN = ("BankCardNumber", "MediaTimestamp")


class TdlibMissingError(RuntimeError):
    """`tdjson` could not be loaded, so markup cannot be judged."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text and its entities, sorted by offset."""

    text: str
    entities: tuple[Entity, ...] = ()


@functools.cache
def _execute() -> Callable[[bytes], bytes | None]:
    try:
        import tdjson
    except (ImportError, OSError) as error:
        raise TdlibMissingError(
            "The Bot API double needs TDLib to judge markup, and the package 'tdjson' cannot be loaded here "
            f"({error}). Install it with 'pip install tdjson' on a platform that has a wheel for it; "
            "without it no statement about markup would be true, so the double doesn't start."
        ) from error
    run: Callable[[bytes], bytes | None] = tdjson.td_execute
    run(dumps({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}))
    return run


def require() -> None:
    """Load TDLib now.

    Raises:
        TdlibMissingError: It cannot be loaded on this machine.
    """
    _execute()


def _call(request: JsonObject) -> JsonObject:
    reply = _execute()(dumps(request))
    if reply is None:
        raise bad_request("strings must be encoded in UTF-8")
    answer: Json = json.loads(reply)
    body = as_object(answer) or {}
    if body.get("@type") == "error":
        message = text_at(body, "message")
        if message.startswith("Failed to parse JSON object"):
            message = "can't parse MessageEntity: a field has a wrong type or is out of range"
        raise bad_request(message)
    return body


def parse(text: str, mode: str) -> Formatted:
    """Parse HTML, Markdown or MarkdownV2 as the Bot API server does.

    Raises:
        Refusal: 400 with TDLib's own words.
    """
    kind = mode.lower()
    if kind == "html":
        parse_mode: JsonObject = {"@type": "textParseModeHTML"}
    elif kind in ("markdown", "markdownv2"):
        parse_mode = {"@type": "textParseModeMarkdown", "version": 2 if kind == "markdownv2" else 1}
    else:
        raise bad_request("unsupported parse_mode")
    return _formatted(_call({"@type": "parseTextEntities", "text": text, "parse_mode": parse_mode}))


def find(text: str) -> tuple[Entity, ...]:
    """Commands, mentions, hashtags, addresses and phone numbers that Telegram finds in a plain text."""
    return _entities(_call({"@type": "getTextEntities", "text": text}).get("entities"))


def clean(text: str) -> str:
    """The text without control characters and carriage returns, as TDLib stores it; not trimmed."""
    return text_at(_call(_markdown_request(text, ())), "text")


def check(text: str, entities: tuple[Entity, ...]) -> None:
    """Judge entities against their text.

    Raises:
        Refusal: An offset, a length or an address that TDLib doesn't take, in its words.
    """
    _call(_markdown_request(text, entities))


@functools.lru_cache(maxsize=1024)
def link(url: str) -> Entity:
    """What Telegram makes of an address that `check` has passed: a tidied link, or the mention of a user."""
    found = parse(f'<a href="{html.escape(url)}">x</a>', "HTML").entities
    return found[0] if found else Entity("text_link", 0, 1, url=url)


def _markdown_request(text: str, entities: tuple[Entity, ...]) -> JsonObject:
    return {
        "@type": "getMarkdownText",
        "text": {"@type": "formattedText", "text": text, "entities": [_to_td(entity) for entity in entities]},
    }


def _to_td(entity: Entity) -> JsonObject:
    kind: JsonObject
    if entity.type == "text_link":
        kind = {"@type": "textEntityTypeTextUrl", "url": entity.url}
    elif entity.type == "text_mention":
        kind = {"@type": "textEntityTypeMentionName", "user_id": entity.user.id if entity.user else 0}
    elif entity.type == "pre" and entity.language:
        kind = {"@type": "textEntityTypePreCode", "language": entity.language}
    elif entity.type == "custom_emoji":
        kind = {"@type": "textEntityTypeCustomEmoji", "custom_emoji_id": entity.custom_emoji_id}
    elif entity.type == "date_time":
        kind = {"@type": "textEntityTypeDateTime", "unix_time": entity.unix_time or 0}
    elif entity.type in TD_TYPES:
        kind = {"@type": f"textEntityType{TD_TYPES[entity.type]}"}
    else:
        raise bad_request(f"can't parse MessageEntity: unsupported type {entity.type!r} specified")
    return {"@type": "textEntity", "offset": entity.offset, "length": entity.length, "type": kind}


def _formatted(answer: JsonObject) -> Formatted:
    return Formatted(text_at(answer, "text"), _entities(answer.get("entities")))


def _entities(found: Json) -> tuple[Entity, ...]:
    entities = [_from_td(as_object(item) or {}) for item in as_list(found) or []]
    return tuple(entity for entity in entities if entity is not None)


def _from_td(item: JsonObject) -> Entity | None:
    kind = as_object(item.get("type")) or {}
    name = text_at(kind, "@type").removeprefix("textEntityType")
    offset, length = integer_at(item, "offset"), integer_at(item, "length")
    if name in UNSEEN:
        return None
    if name == "TextUrl":
        return Entity("text_link", offset, length, url=text_at(kind, "url"))
    if name == "MentionName":
        user = User(integer_at(kind, "user_id"), "")
        return Entity("text_mention", offset, length, user=user)
    if name == "PreCode":
        return Entity("pre", offset, length, language=text_at(kind, "language"))
    if name == "CustomEmoji":
        return Entity("custom_emoji", offset, length, custom_emoji_id=text_at(kind, "custom_emoji_id"))
    if name == "DateTime":
        return Entity("date_time", offset, length, unix_time=integer_at(kind, "unix_time"))
    return Entity(SIMPLE_TYPES[name], offset, length)
