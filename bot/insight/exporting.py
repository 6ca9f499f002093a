"""`python -m bot.insight.exporting FILE`, which `tanya feedback export` runs: taught answers as eval questions."""

import sys
from pathlib import Path

from bot.insight.teaching import export_feedback
from bot.store.database import bot_url
from index.errors import TanyaError
from index.settings import load_settings


def main(arguments: list[str]) -> int:
    """Write the questions to the named file; the exit code."""
    try:
        count = export_feedback(bot_url(load_settings().store_url), Path(arguments[0]))
    except TanyaError as refusal:
        print(f"tanya: {refusal}", file=sys.stderr)
        return 1
    print(f"{count} questions written to {arguments[0]}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
