"""`tanya feedback export`: what readers' thumbs and editors' answers teach, as questions for `tanya eval`."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(help="What people said of the answers.", no_args_is_help=True)


@app.callback()
def feedback() -> None:
    """What people said of the answers."""


@app.command()
def export(file: Annotated[Path, typer.Argument(help="The .jsonl file to write.")]) -> None:
    """Write rated and taught questions in the form that `tanya eval` reads."""
    # Feedback is the bot's, and the library knows no bot: a process of its own, as for `tanya bot`.
    os.execv(sys.executable, [sys.executable, "-m", "bot.insight.exporting", str(file)])
