"""Named places where a test kills the process, to prove that a crash there loses nothing.

`TANYA_FAILPOINT=publish.after_fsync` sends SIGKILL at the first arrival there, `publish.after_fsync:3` at the
third. Without the variable a failpoint costs one look into the environment.
"""

import os
import signal
from collections import Counter

VARIABLE = "TANYA_FAILPOINT"

_arrivals: Counter[str] = Counter()


def failpoint(name: str) -> None:
    """Die here without any clean-up, if this is the place and the arrival that the environment names."""
    wanted = os.environ.get(VARIABLE)
    if wanted is None:
        return
    place, _, arrival = wanted.partition(":")
    if place != name:
        return
    _arrivals[name] += 1
    if _arrivals[name] >= int(arrival or 1):
        os.kill(os.getpid(), signal.SIGKILL)
