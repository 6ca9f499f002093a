"""Children of a campaign: forked, so that a trial costs milliseconds; killed by their id and by nothing else."""

import contextlib
import os
import random
import select
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from index.failpoints import VARIABLE

SILENT_S = 600.0

Work = Callable[[Callable[[bytes], None]], None]
"""What a child does; it is given a function that sends bytes to its parent."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended, and all that it sent."""

    sent: bytes
    killed: bool
    failed: bool


@dataclass(slots=True)
class Child:
    """A running child."""

    pid: int
    reading: int

    def kill(self) -> Ended:
        """Send SIGKILL, and read what had been sent."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        return self.end()

    def end(self) -> Ended:
        """Wait for the child's own end; one that is silent for too long is killed and has failed."""
        sent, hung = b"", False
        while True:
            if not select.select([self.reading], [], [], SILENT_S)[0]:
                os.kill(self.pid, signal.SIGKILL)
                hung = True
                break
            part = os.read(self.reading, 1 << 20)
            if not part:
                break
            sent += part
        _, status = os.waitpid(self.pid, 0)
        os.close(self.reading)
        killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        return Ended(sent, killed and not hung, hung or not (killed or status == 0))


def start(work: Work, *, failpoint: str | None = None) -> Child:
    """Fork a child that does the work and then ends."""
    reading, writing = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        os.close(writing)
        return Child(pid, reading)
    os.close(reading)
    if failpoint:
        os.environ[VARIABLE] = failpoint
    code = 1
    try:
        random.seed()
        work(lambda sent: write_all(writing, sent))
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def write_all(descriptor: int, sent: bytes) -> None:
    """Write everything, or fail."""
    while sent:
        sent = sent[os.write(descriptor, sent) :]


def run(work: Work) -> Ended:
    """Do the work in a child and wait for its end."""
    return start(work).end()
