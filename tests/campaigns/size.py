"""How large the campaigns are: `TANYA_TORTURE=long` for the long form, otherwise the short one."""

import os

FORM = "long" if os.environ.get("TANYA_TORTURE") == "long" else "short"
TIMEOUT_S = 4 * 3600 if FORM == "long" else 600
AT_ONCE = 1 if FORM == "long" else 2
"""Campaigns that run side by side; the long form leaves the machine to one, for the sake of its times."""
