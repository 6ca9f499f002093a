"""Bot processes at the price of a fork: a process that has imported everything forks one for each order.

`Nursery` is the campaign's side. The other side, `python -m tests.bot.campaigns.nursery`, reads orders from its
standard input. What is forked runs `bot.__main__` as `python -m bot` does, with its environment and its own log; only
where an order names a cost or other limits, the library is a shelf that takes so long, or the limits are loose.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[3]
PATIENCE_S = 60.0


@dataclass(frozen=True, slots=True)
class Order:
    """How a bot is to be started.

    Attributes:
        environment: Its settings.
        log: Where its standard error goes, appended.
        shelf_costs_s: Seconds that the small library takes for an answer; None means the real library.
        loose: Whether limits and tempo are out of the way.
    """

    environment: dict[str, str]
    log: str
    shelf_costs_s: float | None = None
    loose: bool = False


@dataclass(slots=True)
class Bot:
    """A running bot process."""

    nursery: "Nursery"
    pid: int
    started_at: float
    ended_at: float | None = None

    def kill(self) -> None:
        """Send SIGKILL and wait."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        self.wait()

    def terminate(self) -> int:
        """Send SIGTERM and wait; the exit code."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)
        return self.wait()

    def wait(self, seconds: float = PATIENCE_S) -> int:
        """The exit code, negative after a signal.

        Raises:
            TimeoutError: It goes on.
        """
        code = self.nursery.wait(self.pid, seconds)
        self.ended_at = time.monotonic()
        return code

    def dies_within(self, seconds: float) -> bool:
        """Whether it ends by itself in that time."""
        try:
            self.wait(seconds)
        except TimeoutError:
            return False
        return True


@dataclass(slots=True)
class Nursery:
    """Starts bots; a context manager that ends with all of them."""

    process: "subprocess.Popen[str]"
    alive: set[int] = field(default_factory=set)

    @classmethod
    @contextlib.contextmanager
    def open(cls) -> Iterator["Nursery"]:
        environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
        command = [sys.executable, "-m", __name__]
        with subprocess.Popen(
            command,
            env=environment,
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            nursery = cls(process)
            try:
                yield nursery
            finally:
                for pid in list(nursery.alive):
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                process.stdin.close()

    def start(self, order: Order) -> Bot:
        """Start a bot."""
        started_at = time.monotonic()
        pid = int(self._ask({"start": asdict(order)}))
        self.alive.add(pid)
        return Bot(self, pid, started_at)

    def wait(self, pid: int, seconds: float) -> int:
        """The exit code of a bot, negative after a signal.

        Raises:
            TimeoutError: It goes on.
        """
        answer = self._ask({"wait": pid, "seconds": seconds})
        if answer == "goes on":
            raise TimeoutError(f"The bot still runs after {seconds} s.")
        self.alive.discard(pid)
        return int(answer)

    def _ask(self, order: object) -> str:
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        if not answer:
            raise RuntimeError("The nursery has ended; its standard error tells why.")
        return answer


def main() -> None:
    """Obey orders until there are no more."""
    import onnxruntime  # noqa: F401 - paid once
    import tantivy  # noqa: F401

    from bot import __main__ as bot_main  # noqa: F401
    from bot.running.reaching import certificates
    from tests.bot.campaigns import moments

    certificates()
    moments.install()
    for line in sys.stdin:
        order = json.loads(line)
        answer = (
            _fork(Order(**order["start"])) if "start" in order else _wait(order["wait"], order["seconds"])
        )
        print(answer, flush=True)


def _wait(pid: int, seconds: float) -> str:
    until = time.monotonic() + seconds
    while True:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return str(os.waitstatus_to_exitcode(status))
        if time.monotonic() > until:
            return "goes on"
        time.sleep(0.005)


def _fork(order: Order) -> str:
    pid = os.fork()
    if pid:
        return str(pid)
    code = 1
    try:
        code = _live(order)
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _live(order: Order) -> int:
    log = os.open(order.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    nothing = os.open(os.devnull, os.O_RDWR)
    for target, source in ((0, nothing), (1, nothing), (2, log)):
        os.dup2(source, target)
    os.environ.update(order.environment)
    os.chdir(order.environment["TANYA_HOME"])
    if order.shelf_costs_s is None and not order.loose:
        from bot.__main__ import main as bot_main

        return bot_main()
    return _live_differently(order)


def _live_differently(order: Order) -> int:
    import asyncio

    from bot.process.logs import set_up_logs
    from bot.running.serving import Outfit, run_until_signal
    from bot.settings import load_bot_settings
    from bot.store.database import bot_url, open_database
    from index.ingest.drafting import draft_from_message
    from index.library import open_library
    from index.settings import load_settings
    from tests.bot.campaigns.town import shelf_of_facts
    from tests.bot.living import EAGER, FAST

    settings, bot_settings = load_settings(), load_bot_settings()
    set_up_logs((bot_settings.telegram_bot_token.get_secret_value(),))
    shelf = None if order.shelf_costs_s is None else shelf_of_facts(order.shelf_costs_s)
    database = open_database(bot_url(settings.store_url))
    lock_file = settings.tanya_home / "bot.lock"
    with contextlib.ExitStack() as stack:
        library = stack.enter_context(open_library(settings)) if shelf is None else shelf
        outfit = Outfit(bot_settings, library, draft_from_message, database, lock_file)
        if order.loose:
            outfit = Outfit(bot_settings, library, draft_from_message, database, lock_file, FAST, EAGER)
        asyncio.run(run_until_signal(outfit))
    database.close()
    return 0


if __name__ == "__main__":
    main()
