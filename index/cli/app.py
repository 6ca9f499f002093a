"""`tanya`: the commands by name."""

import gc
import os
import sys

import typer

from index.cli import administration, articles, asking, evaluating, feedback

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


def command_line() -> None:
    """Parse the arguments and run the command; raises what it raises, `SystemExit` for wrong usage."""
    gc.set_threshold(COLLECT_AFTER)
    try:
        app(prog_name="tanya")
    finally:
        gc.freeze()  # or Python looks through all of it several times before it ends: a quarter of a second
