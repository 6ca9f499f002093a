"""Files of JSON objects, one a line, plain or packed: read as a stream, every whole line before any damage."""

import json
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from index.errors import InputError

LONGEST_LINE = 16 << 20
"""Bytes; a longest article, every character escaped, fits."""

CHUNK = 1 << 18
GZIP = zlib.MAX_WBITS | 16

JsonValue = str | int | float | bool | None | list["JsonValue"] | dict[str, "JsonValue"]
JsonObject = dict[str, JsonValue]


def read_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Each line with its number, from 1, as bytes; of one that is too long, one byte more than `LONGEST_LINE`.

    Raises:
        InputError: The file cannot be read or is damaged; all lines before the damage have been given.
    """
    number, rest = 0, b""
    try:
        with path.open("rb") as file:
            for part in _inflated(file) if path.suffix == ".gz" else _parts(file):
                *whole, rest = (rest + part).split(b"\n")
                for line in whole:
                    number += 1
                    yield number, line[: LONGEST_LINE + 1]
                if len(rest) > LONGEST_LINE + CHUNK:  # its end is passed over
                    rest = rest[: LONGEST_LINE + 1]
    except (OSError, ValueError, EOFError, zlib.error) as error:
        place = f"is damaged after line {number}" if number or path.is_file() else "cannot be read"
        raise InputError(f"{path} {place}: {_reason(error)}.") from None
    if rest:
        yield number + 1, rest[: LONGEST_LINE + 1]


def read_object(line: bytes) -> JsonObject:
    """The JSON object of one line.

    Raises:
        InputError: It is something else; the text says what, without the line's number.
    """
    if len(line) > LONGEST_LINE:
        raise InputError(f"the line is longer than {LONGEST_LINE >> 20} MiB")
    try:
        found: JsonValue = json.loads(line)
    except RecursionError:
        raise InputError("the line is nested too deeply") from None
    except ValueError:
        raise InputError("the line is not JSON in UTF-8") from None
    if not isinstance(found, dict):
        raise InputError("the line must be an object in braces")
    return found


def text_of(row: JsonObject, key: str) -> str:
    """The text under a key.

    Raises:
        InputError: There is none, or something else.
    """
    found = row.get(key)
    if not isinstance(found, str):
        raise InputError(f'"{key}" must be a text')
    return found


def id_of(row: JsonObject, key: str) -> str | None:
    """The id under a key, a text or a whole number; None where there is none. Raises as `text_of`."""
    found = row.get(key)
    if found is None or isinstance(found, str):
        return found
    return _written(found, key)


def ids_of(row: JsonObject, key: str) -> tuple[str, ...]:
    """The list of ids or texts under a key. Raises as `text_of`."""
    found = row.get(key)
    if not isinstance(found, list):
        raise InputError(f'"{key}" must be a list in square brackets')
    return tuple(each if isinstance(each, str) else _written(each, key) for each in found)


def _written(value: JsonValue, key: str) -> str:
    if isinstance(value, bool) or not isinstance(value, int):
        raise InputError(f'"{key}" may hold texts and whole numbers only')
    return str(value)


def _parts(file: BinaryIO) -> Iterator[bytes]:
    while part := file.read(CHUNK):
        yield part


def _inflated(file: BinaryIO) -> Iterator[bytes]:
    """Unpack gzip, member by member, giving all that can be unpacked before a damage."""
    packed, inflate = b"", zlib.decompressobj(GZIP)
    while packed := packed or file.read(CHUNK):
        yield inflate.decompress(packed, CHUNK)
        packed = inflate.unconsumed_tail
        if inflate.eof:
            packed = inflate.unused_data.lstrip(b"\0") or file.read(CHUNK).lstrip(b"\0")
            if not packed:
                return
            inflate = zlib.decompressobj(GZIP)
    while rest := inflate.decompress(b"", CHUNK):
        yield rest
    if not inflate.eof:
        raise EOFError("it ends in the middle; the rest is missing")


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()
