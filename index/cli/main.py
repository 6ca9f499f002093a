"""The program `tanya`: so little is imported here that Ctrl-C is understood from the first moment on."""

import os
from typing import NoReturn

from index.cli import ending


def main() -> NoReturn:
    """Run the command line; exit with 0 done, 1 refused, 2 wrong usage, 130 interrupted."""
    os.umask(0o077)  # exports and pictures are for whoever makes them, as are database and backups
    ending.run(_commands)


def _commands() -> None:
    from index.cli.app import command_line

    command_line()
