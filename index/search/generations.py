"""The directory of generations: which is current, how one is published and how old ones go.

A generation is complete when its manifest is there: the manifest is written after all else is on the disk,
then the directory gets its name by one rename, then `CURRENT` names it by another. Whatever a killed process
leaves has another name and is cleared by the next publisher.
"""

import fcntl
import os
import re
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.errors import GenerationError
from index.failpoints import failpoint
from index.search.manifest import MANIFEST, GenerationInfo, generation_name, manifest_bytes

CURRENT = "CURRENT"
LOCK = "publish.lock"
BUILDING = "building"
KEPT = 2
"""Generations that stay: the current one, and the one before it to fall back to."""

LOCK_POLL_S = 0.05

_NAME = re.compile(r"generation-(\d{8,})")


@dataclass(frozen=True, slots=True)
class Pointer:
    """The state of `CURRENT`: two equal ones mean that nothing was published in between."""

    inode: int
    changed_ns: int


class Generations:
    """All generations of one library, below one directory that several processes share."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._current = root / CURRENT

    def pointer(self) -> Pointer | None:
        """What `CURRENT` is now, or None before the first generation; cheap enough for every search."""
        try:
            status = self._current.stat()
        except OSError:
            return None
        return Pointer(status.st_ino, status.st_mtime_ns)

    def candidates(self) -> list[Path]:
        """The directories to try, best first: the current generation, then the others from the newest."""
        numbers = sorted(self._numbers(), reverse=True)
        current = self._current_number()
        if current in numbers:
            numbers.remove(current)
            numbers.insert(0, current)
        return [self._root / generation_name(number) for number in numbers]

    def unreadable(self) -> str:
        """Why the directory cannot be read, or "" where it can or is not there yet."""
        try:
            os.listdir(self._root)
        except FileNotFoundError:
            return ""
        except OSError as error:
            return f"{self._root} cannot be read: {error.strerror}; give it back to whoever runs Tanya."
        return ""

    def delete(self, candidate: Path) -> None:
        """Delete what bears a generation's name, whatever it is; only while `publishing`.

        Raises:
            GenerationError: It cannot be deleted.
        """
        try:
            if candidate.is_dir() and not candidate.is_symlink():
                shutil.rmtree(candidate)
            else:
                candidate.unlink(missing_ok=True)
        except OSError as error:
            raise GenerationError(
                f"{candidate} cannot be deleted: {error.strerror}; delete it by hand."
            ) from error

    def leftovers(self) -> bool:
        """Whether a build is under way, or was killed."""
        return (self._root / BUILDING).exists()

    @contextmanager
    def publishing(self) -> Iterator[None]:
        """Hold the right to publish, which one process at a time has; wait for it.

        Raises:
            GenerationError: The directory cannot be written.
        """
        with self._open_lock() as lock:
            while not _locked(lock):
                time.sleep(LOCK_POLL_S)
            self._clear_leftovers()
            yield

    def being_published(self) -> bool:
        """Whether a process has the right to publish at this moment.

        Raises:
            GenerationError: The directory cannot be written.
        """
        with self._open_lock() as lock:
            return not _locked(lock)

    def new_directory(self) -> Path:
        """An empty directory to build a generation in; only while `publishing`."""
        directory = self._root / BUILDING
        directory.mkdir()
        return directory

    def next_number(self) -> int:
        """The number of the next generation; only while `publishing`."""
        return max(self._numbers(), default=0) + 1

    def publish(self, building: Path, info: GenerationInfo) -> None:
        """Put a directory in service that lacks its manifest only; only while `publishing`."""
        failpoint("publish.before_manifest")
        write_durably(building / MANIFEST, manifest_bytes(info))
        failpoint("publish.after_manifest")
        building.rename(self._root / generation_name(info.number))
        sync(self._root)
        failpoint("publish.before_current")
        write_durably(self._current, f"{generation_name(info.number)}\n".encode())
        failpoint("publish.after_current")
        for number in sorted(self._numbers())[:-KEPT]:
            shutil.rmtree(self._root / generation_name(number), ignore_errors=True)
        failpoint("publish.after_prune")

    def _clear_leftovers(self) -> None:
        shutil.rmtree(self._root / BUILDING, ignore_errors=True)
        for file in self._root.glob("*.tmp"):
            file.unlink(missing_ok=True)

    def _numbers(self) -> list[int]:
        try:
            names = os.listdir(self._root)
        except OSError:
            return []
        return [int(match[1]) for match in map(_NAME.fullmatch, names) if match]

    def _current_number(self) -> int | None:
        try:
            if not self._current.is_file():  # a device would be read for ever
                return None
            match = _NAME.fullmatch(self._current.read_text("ascii").strip())
        except (OSError, UnicodeDecodeError):
            return None
        return int(match[1]) if match else None

    @contextmanager
    def _open_lock(self) -> Iterator[int]:
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            lock = os.open(self._root / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise GenerationError(
                f"The index directory {self._root} must be writable ({error.strerror}); "
                "set TANYA_HOME to a directory of yours."
            ) from error
        try:
            yield lock
        finally:
            os.close(lock)


def sync(path: Path) -> None:
    """Wait until a file's content, or a directory's list of names, is on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(root: Path) -> None:
    """Wait until every file below a directory is on the disk, and every directory that names them."""
    for directory, _, files in os.walk(root, topdown=False):
        for name in files:
            sync(Path(directory) / name)
        sync(Path(directory))


def write_durably(path: Path, content: bytes) -> None:
    """Write or replace a small file: even after a power cut it has the old or the new content."""
    temporary = path.with_name(path.name + ".tmp")
    temporary.write_bytes(content)
    sync(temporary)
    temporary.replace(path)
    sync(path.parent)


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
