"""SQLite's write-ahead log: how long it is, and which commits in it can no longer be read.

SQLite stops reading at the first damaged frame, without a word; whole commits behind it were acknowledged, and are
lost. The layout is that of section 4 of SQLite's description of its file format.
"""

import struct
from dataclasses import dataclass
from pathlib import Path

from index.errors import StoreError
from index.store.database import CHECKPOINT_BYTES, Database, log_bytes

HEADER_BYTES = 32
FRAME_HEADER_BYTES = 24
MAGIC = 0x377F0682
"""Its last bit tells that checksums are of big-endian words."""

LONGEST = 4 * CHECKPOINT_BYTES
"""A log of more is held up: by a reader that never ends, most often."""


@dataclass(frozen=True, slots=True)
class Log:
    """What is known of a log; `lost` counts the commits that stand in it and cannot be read."""

    length: int
    lost: int


def look(database: Database) -> Log:
    """Compare what SQLite reads of the log with what stands in it; copies the readable part into the database.

    Raises:
        StoreError: A writer is at work for too long, or the database cannot be written.
    """
    if database.path is None or not log_bytes(database.path):
        return Log(0, 0)
    with database.alone() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()
        page_bytes = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
        _, read, _ = connection.exec_driver_sql("PRAGMA wal_checkpoint(PASSIVE)").one()
        content = read_log(database.path)
        return Log(len(content), lost_commits(content, int(page_bytes), max(read, 0)))


def read_log(path: Path) -> bytes:
    """Read the log of a database."""
    try:
        return path.with_name(f"{path.name}-wal").read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise StoreError(f"The write-ahead log of {path} cannot be read ({error.strerror}).") from error


def lost_commits(content: bytes, page_bytes: int, read: int) -> int:
    """Count the commits of the log's present round that stand behind the `read` frames."""
    starts = range(
        HEADER_BYTES, len(content) - FRAME_HEADER_BYTES - page_bytes + 1, FRAME_HEADER_BYTES + page_bytes
    )
    frames = [content[start : start + FRAME_HEADER_BYTES] for start in starts]
    if not frames[read:]:
        return 0
    salts = content[16:24] if has_sound_header(content) else frames[0][8:16]
    return sum(frame[4:8] != bytes(4) and frame[8:16] == salts for frame in frames[read:])


def has_sound_header(content: bytes) -> bool:
    """Whether the first 32 bytes bear their own checksum."""
    magic = int.from_bytes(content[:4], "big")
    if magic & ~1 != MAGIC:
        return False
    words = struct.unpack(f"{'>' if magic & 1 else '<'}6I", content[:24])
    first = second = 0
    for even, odd in zip(words[::2], words[1::2], strict=True):
        first = (first + even + second) & 0xFFFFFFFF
        second = (second + odd + first) & 0xFFFFFFFF
    return content[24:32] == struct.pack(">2I", first, second)
