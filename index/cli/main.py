"""The program `tanya`: so little is imported here that Ctrl-C is understood from the first moment on."""

from typing import NoReturn

from index.cli import ending


def main() -> NoReturn:
    """Run the command line; exit with 0 done, 1 refused, 2 wrong usage, 130 interrupted."""
    ending.run(_commands)


def _commands() -> None:
    from index.cli.app import command_line

    command_line()
