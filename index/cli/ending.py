"""How a command ends: every error one line on stderr, and one of four exit codes.

0 done, 1 refused, 2 wrong usage, 130 interrupted by Ctrl-C.
"""

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

from index.errors import TanyaError

INTERRUPTED = 130


class Interruption:
    """Remembers a Ctrl-C, wherever it arrives; a second one ends the process at once."""

    def __init__(self) -> None:
        self.came = False

    def watch(self) -> None:
        """Take over SIGINT, and what Python cannot raise out of a destructor or callback."""
        if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as under `nohup` or in a script's background
            return
        signal.signal(signal.SIGINT, self._interrupt)
        sys.unraisablehook = self._unraisable

    def _interrupt(self, number: int, frame: FrameType | None) -> None:
        if self.came:
            os._exit(INTERRUPTED)
        self.came = True
        raise KeyboardInterrupt

    def _unraisable(self, lost: "sys.UnraisableHookArgs") -> None:
        if not isinstance(lost.exc_value, KeyboardInterrupt):
            sys.__unraisablehook__(lost)
            return
        say("interrupted.")
        os._exit(INTERRUPTED)


def run(command: Callable[[], None]) -> NoReturn:
    """Run a command line to its end, whatever it raises, and exit."""
    interruption = Interruption()
    try:
        interruption.watch()
        _open_standard_streams()
        code = _code_of(command)
    except KeyboardInterrupt:
        code = INTERRUPTED
    if interruption.came:
        code = INTERRUPTED
    if code == INTERRUPTED:
        say("interrupted; what was stored until then is kept.")
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # nothing is left that could be interrupted
    sys.exit(code)


def _code_of(command: Callable[[], None]) -> int:
    """Run the command and write out what it printed; say in one line what stopped it."""
    try:
        command()
        sys.stdout.flush()
    except SystemExit as stop:
        return _flushed(stop.code if isinstance(stop.code, int) else 0)
    except TanyaError as error:
        say(str(error))
    except BrokenPipeError:
        _discard_output()  # the reader of our output has gone (`tanya articles | head`): nothing is left to say
    except MemoryError:
        say("the memory is not enough for this; give the machine more, or ask for less at once.")
    except OSError as error:
        _discard_output()
        place = f" {error.filename}" if error.filename else ""
        say(f"reading or writing{place} failed: {error.strerror or error}.")
    else:
        return 0
    return _flushed(1)


def _flushed(code: int) -> int:
    """Write out what was printed; where that fails, the command has failed."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _discard_output()
        return code or 1
    except OSError as error:
        _discard_output()
        say(f"the output cannot be written: {error.strerror}.")
        return code or 1
    return code


def say(text: str) -> None:
    """Write one line to stderr, where there is one."""
    try:
        print(f"tanya: {' '.join(text.split())}", file=sys.stderr, flush=True)
    except (OSError, ValueError):
        _redirect(sys.stderr.fileno())


def _open_standard_streams() -> None:
    """Take care that descriptors 0 to 2 are open: or else a database would get one, and prints would land in it.

    Raises:
        TanyaError: Standard output is closed, so that everything printed would be lost.
    """
    missing = [number for number in (0, 1, 2) if not _is_open(number)]
    for number in missing:
        _redirect(number)
    for number, name in ((0, "stdin"), (1, "stdout"), (2, "stderr")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(number, "r" if number == 0 else "w", closefd=False))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if 1 in missing:
        say("standard output is closed; open it, or send it to /dev/null.")
        raise SystemExit(1)


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


def _discard_output() -> None:
    _redirect(sys.stdout.fileno())


def _redirect(number: int) -> None:
    """Let a descriptor lead to nowhere."""
    null = os.open(os.devnull, os.O_RDWR)
    if null != number:
        os.dup2(null, number)
        os.close(null)
