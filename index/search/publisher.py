"""Publishing beside the work: a process of its own builds the generation, so that nobody who adds an article waits.

It builds from SQL alone, at low priority, and outlives the process that started it; killed, it leaves nothing that
the next one does not clear. Its memory goes back to the system when it ends.
"""

import json
import logging
import os
import subprocess
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path

import index
from index.errors import GenerationError, TanyaError
from index.search.generations import Generations
from index.search.publishing import publish
from index.store import EmbeddingModel, open_store

logger = logging.getLogger(__name__)

NICENESS = 10


@dataclass(frozen=True, slots=True)
class Job:
    """What the process is to publish; it comes over standard input, since the URL may hold a password."""

    url: str
    directory: str
    model: str
    fingerprint: str
    dimension: int


class Publisher:
    """Starts publishing processes for one library, one at a time. Thread-safe."""

    def __init__(self, url: str, directory: Path) -> None:
        self._url = url
        self._directory = directory
        self._lock = threading.Lock()
        self._watch: threading.Thread | None = None

    def start(self, model: EmbeddingModel) -> None:
        """Have a generation built, unless one is being built already, here or elsewhere; return at once.

        Where none can be, one warning says so, and the passages go on being searched in memory.
        """
        with self._lock:
            if self._watch is not None and self._watch.is_alive():
                return
            try:
                if Generations(self._directory).being_published():
                    return
            except GenerationError as error:
                logger.warning("%s New passages are searched in memory meanwhile.", error)
                return
            job = Job(self._url, str(self._directory), model.name, model.fingerprint, model.dimension)
            self._watch = threading.Thread(target=_watch, args=(_started(job),), daemon=True)
            self._watch.start()

    def wait(self) -> None:
        """Wait until what was started has ended."""
        with self._lock:
            watch = self._watch
        if watch is not None:
            watch.join()


def _started(job: Job) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", __name__]
    root = str(Path(index.__file__).parents[1])
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    }
    pipe, null = subprocess.PIPE, subprocess.DEVNULL
    process = subprocess.Popen(
        command, env=environment, stdin=pipe, stdout=null, stderr=pipe, text=True, start_new_session=True
    )
    assert process.stdin is not None
    process.stdin.write(json.dumps(asdict(job)))
    process.stdin.close()
    process.stdin = None
    return process


def _watch(process: subprocess.Popen[str]) -> None:
    _, said = process.communicate()
    if process.returncode:
        reason = said.strip().splitlines()[-1] if said.strip() else f"it ended with {process.returncode}"
        logger.warning("The index could not be published; the one before it stays in service: %s", reason)


def main() -> None:
    """Do the job of standard input."""
    os.nice(NICENESS)
    job = Job(**json.load(sys.stdin))
    model = EmbeddingModel(job.model, job.fingerprint, job.dimension)
    try:
        publish(open_store(job.url), Generations(Path(job.directory)), model)
    except TanyaError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
