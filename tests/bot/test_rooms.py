"""The rooms of the bot: which may import which, and that none grows beyond what a stranger can look over."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

BOT = Path(__file__).parents[2] / "bot"
MOST_MODULES = 20

# Room → rooms that it may import besides itself; a later room may import an earlier one, never the other way round.
DIRECTIONS: dict[str, set[str]] = {
    "settings": set(),
    "process": set(),
    "messages": set(),
    "locales": set(),
    "store": set(),
    "articles": {"store"},
    "insight": {"store"},
    "sending": {"messages", "process", "store"},
    "people": {"locales", "messages", "sending", "store"},
    "rendering": {"insight", "locales", "messages"},
    "inbox": {"locales", "messages", "people", "process", "sending", "store"},
    "conversation": {"inbox", "locales", "messages", "people", "process", "sending", "settings", "store"},
    "handlers": {
        "articles",
        "conversation",
        "inbox",
        "insight",
        "locales",
        "messages",
        "people",
        "process",
        "rendering",
        "sending",
        "settings",
        "store",
    },
}
ROOTS = {"application", "running", "__main__", "__init__"}
"""They compose the others."""


def modules() -> list[Path]:
    return sorted(BOT.rglob("*.py"))


def room(module: Path) -> str:
    return module.relative_to(BOT).parts[0].removesuffix(".py")


def imported(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module)


@pytest.mark.parametrize("module", modules(), ids=lambda m: str(m.relative_to(BOT)))
def test_a_module_of_the_bot_imports_only_the_rooms_it_may(module: Path) -> None:
    here = room(module)
    if here in ROOTS:
        return
    named = {name.split(".")[1] for name in imported(module) if name.startswith("bot.")}
    assert named <= DIRECTIONS[here] | {here}


def test_no_two_rooms_import_each_other() -> None:
    assert not [(a, b) for a, allowed in DIRECTIONS.items() for b in allowed if a in DIRECTIONS[b]]


def test_no_floor_has_more_modules_than_a_stranger_can_look_over() -> None:
    floors = {module.parent for module in modules()}
    assert {floor: n for floor in floors if (n := len(list(floor.glob("*.py")))) > MOST_MODULES + 1} == {}
