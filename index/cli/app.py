"""`tanya`: the commands, and the one place where errors become a line on stderr and an exit code."""

import gc
import os
import sys

import typer

from index.cli import administration, articles, asking, evaluating, feedback
from index.errors import TanyaError

COLLECT_AFTER = 50_000
"""New objects before the first look for unreachable ones. A start makes many, nearly all of which stay."""

app = typer.Typer(
    name="tanya",
    help="Ask your articles: short answers in Indonesian and English, quoted word for word.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for room in (articles, asking, administration, evaluating):
    room.register(app)
app.add_typer(feedback.app, name="feedback")


@app.command()
def bot() -> None:
    """Start the Telegram bot (TELEGRAM_BOT_TOKEN; polling by default)."""
    # The bot knows the library, never the other way round: it gets a process of its own.
    os.execv(sys.executable, [sys.executable, "-m", "bot"])


def main() -> None:
    """Run the command line; exit with 0 done, 1 refused, 2 wrong usage."""
    gc.set_threshold(COLLECT_AFTER)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(prog_name="tanya")
    except TanyaError as error:
        print(f"tanya: {' '.join(str(error).split())}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of our output has gone (`tanya articles | head`): nothing is left to say.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    finally:
        gc.freeze()  # or Python looks through all of it several times before it ends: a quarter of a second
