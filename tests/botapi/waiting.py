"""Waiting for the bot: on a condition variable, never by polling."""

import time
from collections.abc import Callable
from typing import TypeVar

from .recorder import Recorder
from .world import World

T = TypeVar("T")


class NothingCameError(AssertionError):
    """The bot didn't do in time what the test waited for; the text shows its last calls."""


def wait_for(
    world: World, recorder: Recorder, look: Callable[[], T | None], *, timeout: float, what: str
) -> T:
    """The first thing other than `None` that `look` finds; asked under the lock after every change.

    Raises:
        NothingCameError: Nothing within `timeout` seconds.
    """
    deadline = time.monotonic() + timeout
    with world.changed:
        while True:
            found = look()
            if found is not None:
                return found
            left = deadline - time.monotonic()
            if left <= 0 or not world.changed.wait(left):
                found = look()
                if found is not None:
                    return found
                raise NothingCameError(_story(recorder, timeout, what))


def _story(recorder: Recorder, timeout: float, what: str) -> str:
    calls = [call for call in recorder.calls if call.method.lower() != "getupdates"]
    polls = len(recorder.calls) - len(calls)
    last = "\n".join(f"  {call}" for call in calls[-10:]) or "  none"
    return (
        f"{what} did not come within {timeout} s; {polls} polls, {len(calls)} other calls, the last:\n{last}"
    )
