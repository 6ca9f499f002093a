"""The JSON that goes over the wire, with types, and careful ways to look into it."""

import json
from collections.abc import Sequence
from typing import TypeAlias

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = dict[str, Json]


def loads(text: str | bytes) -> Json:
    """Parse one JSON document; a `ValueError` says what is wrong with it, half a surrogate pair included."""
    document = text.decode() if isinstance(text, bytes) else text
    value: Json = json.loads(document)
    if "\\u" in document:
        json.dumps(value, ensure_ascii=False).encode()
    return value


def dumps(value: Json) -> bytes:
    """Encode as Telegram does: UTF-8, lone surrogates never happen on its side."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()


def as_object(value: Json) -> JsonObject | None:
    """The value if it is an object."""
    return value if isinstance(value, dict) else None


def as_list(value: Json) -> list[Json] | None:
    """The value if it is an array."""
    return list(value) if isinstance(value, (list, tuple)) else None


def text_at(value: JsonObject, key: str) -> str:
    """The string below `key`, or the empty one; numbers are read as Telegram reads them, as text."""
    found = value.get(key)
    if isinstance(found, str):
        return found
    if isinstance(found, int) and not isinstance(found, bool):
        return str(found)
    return ""


def integer_at(value: JsonObject, key: str) -> int:
    """The whole number below `key`, or 0; numbers in strings count, as they do at Telegram."""
    found = value.get(key)
    if isinstance(found, bool):
        return int(found)
    if isinstance(found, int):
        return found
    if isinstance(found, str):
        try:
            return int(found)
        except ValueError:
            return 0
    return 0


def flag_at(value: JsonObject, key: str) -> bool:
    """The flag below `key`, false when absent."""
    found = value.get(key)
    return found is True or (isinstance(found, str) and found.lower() in ("true", "yes", "1"))
