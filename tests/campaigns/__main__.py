"""Runs one campaign and prints its figures: `python -m tests.campaigns NAME short|long [table]`."""

import sys

from tests.campaigns.campaigns import CAMPAIGNS
from tests.campaigns.figures import report, table

name, form, *rest = sys.argv[1:]
found = CAMPAIGNS[name](form == "long")
if rest:
    print(table(found))
else:
    report(found)
