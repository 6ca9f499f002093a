"""Processes that help this one: each a Python of its own that answers, one by one, what is sent to it.

Questions and answers go over its standard streams. Its input ends with the process that started it, and so does it.
Who asks must be able to do without an answer: a helping process may cost time, never a result.
"""

import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import IO, TypeVar

import index

T = TypeVar("T")

logger = logging.getLogger(__name__)

MOST_PROCESSES = 4

_LOST = (OSError, EOFError, pickle.UnpicklingError, AttributeError, ImportError)


def spare_cores() -> int:
    """As many processes as cores, since this one often waits for the disk; none beside a single core."""
    cores = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    return min(cores, MOST_PROCESSES) if cores > 1 else 0


class Crew:
    """Helping processes, with a thread for each that waits for it. For one thread."""

    def __init__(self, processes: int, module: str, *arguments: str) -> None:
        """Start them; each calls `main` of the module, which calls `answer`."""
        self._threads = ThreadPoolExecutor(processes, thread_name_prefix="helping")
        self._members = [_Member(module, arguments) for _ in range(processes)]
        self._free: SimpleQueue[_Member] = SimpleQueue()
        for member in self._members:
            self._free.put(member)

    def begin(self, question: object, use: Callable[[object | None], T]) -> "Future[T]":
        """Have a question answered; `use` makes the result of the answer, of None where the process was lost."""
        return self._threads.submit(lambda: use(self._answer(question)))

    def close(self) -> None:
        """End the processes; what they are at work on is lost."""
        for member in self._members:
            member.kill()
        self._threads.shutdown(cancel_futures=True)
        for member in self._members:
            member.close()

    def _answer(self, question: object) -> object | None:
        member = self._free.get()
        try:
            return None if member.is_lost else member.ask(question)
        except _LOST as error:
            if not member.is_lost:
                logger.warning("The work goes on without the help of a process that was lost: %r", error)
            member.is_lost = True
            return None
        finally:
            self._free.put(member)


class _Member:
    """One process."""

    def __init__(self, module: str, arguments: tuple[str, ...]) -> None:
        self.is_lost = False
        root = str(Path(index.__file__).parents[1])
        paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        child = f"from {module} import main; main()"  # as a main module, its types would have other names
        self._process = subprocess.Popen(
            [sys.executable, "-c", child, *arguments],
            env=os.environ | {"PYTHONPATH": paths},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def ask(self, question: object) -> object:
        """Hand something over and wait for what comes of it; raises one of `_LOST`."""
        sent, received = self._process.stdin, self._process.stdout
        assert sent is not None
        assert received is not None
        _send(question, sent)
        found: object = pickle.load(received)
        return found

    def kill(self) -> None:
        """End it; who waits for it finds it lost."""
        self.is_lost = True
        self._process.kill()

    def close(self) -> None:
        """Give back what belonged to it."""
        self._process.communicate()


def answer(how: Callable[[object], object]) -> None:
    """Answer what comes over standard input, until it ends; for the helping process."""
    while True:
        try:
            question = pickle.load(sys.stdin.buffer)
        except EOFError:
            return
        _send(how(question), sys.stdout.buffer)


def _send(value: object, stream: IO[bytes]) -> None:
    pickle.dump(value, stream, protocol=5)
    stream.flush()
