"""The documents say what the code has."""

import re
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperGroup

from bot.settings import BotSettings
from index.cli.app import app
from index.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
COMMANDS = typer.main.get_command(app)


def variables_of_the_code() -> set[str]:
    return {name.upper() for settings in (Settings, BotSettings) for name in settings.model_fields}


def variables_of_the_example() -> set[str]:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    return set(re.findall(r"^#?([A-Z][A-Z_]+)=", example, re.MULTILINE))


def test_the_example_environment_names_every_setting_and_no_other() -> None:
    assert variables_of_the_example() == variables_of_the_code()


def test_the_readme_explains_every_setting_and_no_other() -> None:
    assert set(re.findall(r"^\| `([A-Z][A-Z_]+)` \|", README, re.MULTILINE)) == variables_of_the_code()


def test_every_tanya_command_of_the_readme_exists_with_its_options() -> None:
    assert isinstance(COMMANDS, TyperGroup)
    for command, rest in re.findall(r"^\s*tanya ([a-z]+)(.*)$", README, re.MULTILINE):
        known = COMMANDS.commands[command]
        while isinstance(known, TyperGroup):
            command, _, rest = rest.strip().partition(" ")
            known = known.commands[command]
        options = {option for parameter in known.params for option in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", rest.split("#")[0])) <= options, command


def test_the_readme_shows_every_tanya_command() -> None:
    assert isinstance(COMMANDS, TyperGroup)
    assert set(COMMANDS.commands) <= set(re.findall(r"tanya ([a-z]+)", README))


@pytest.mark.parametrize("target", sorted(set(re.findall(r"make ([a-z-]+)", README))))
def test_every_make_target_of_the_readme_exists(target: str) -> None:
    assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE)
