"""An end for long campaigns: after `TANYA_TORTURE_SECONDS` each stops, and says how far it came."""

import os
import time

BEGAN = time.monotonic()
SECONDS = float(os.environ.get("TANYA_TORTURE_SECONDS", "inf"))


def goes_on() -> bool:
    """Whether there is time for another trial."""
    return time.monotonic() - BEGAN < SECONDS
