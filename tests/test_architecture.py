"""The directions between rooms, as docs/architecture.md draws them, and what must not be imported at start."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Room → rooms it may import besides itself, `types` and `errors`.
DIRECTIONS: dict[str, set[str]] = {
    "types": set(),
    "errors": set(),
    "failpoints": set(),
    "helping": set(),
    "json_lines": set(),
    "settings": set(),
    "language": set(),
    "ingest": {"language", "json_lines"},
    "embedding": {"failpoints"},
    "store": {"failpoints"},
    "search": {"store", "embedding", "language", "failpoints", "helping"},
    "answering": {"search", "language"},
    "library": {
        "settings",
        "language",
        "ingest",
        "embedding",
        "store",
        "search",
        "answering",
        "failpoints",
        "helping",
    },
    "evaluation": {"library", "ingest", "json_lines"},
    "cli": {"library", "evaluation", "settings", "ingest", "json_lines"},
    "__init__": set(),
    "__main__": {"cli"},
}
HEAVY = (
    "torch",
    "transformers",
    "sentence_transformers",
    "pypdfium2",
    "ftfy",
    "odfdo",
    "matplotlib",
    "sklearn",
    "pandas",
    "alembic",
    "httpx",
    "sqlalchemy.orm",
    "sqlalchemy.dialects.postgresql",
    "index.evaluation.runner",
    "index.library.care",
)


def modules() -> list[Path]:
    return sorted((ROOT / "index").rglob("*.py"))


def imported(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: imports are absolute"
            yield str(node.module)


def room(module: Path) -> str:
    return module.relative_to(ROOT / "index").parts[0].removesuffix(".py")


@pytest.mark.parametrize("module", modules(), ids=lambda m: str(m.relative_to(ROOT)))
def test_a_module_of_index_imports_only_the_rooms_it_may(module: Path) -> None:
    here = room(module)
    allowed = DIRECTIONS[here] | {here, "types", "errors"}
    names = [name.split(".") for name in imported(module)]
    assert not [n for n in names if n[0] == "bot"], "index knows nothing of Telegram"
    assert {n[1] for n in names if n[0] == "index" and len(n) > 1} <= allowed


def test_database_rows_never_leave_the_store() -> None:
    outside = [
        m for m in modules() if room(m) != "store" and any(n.startswith("sqlalchemy") for n in imported(m))
    ]
    assert outside == []


def test_no_two_modules_of_answering_or_language_import_each_other() -> None:
    """However long the way round is, and inside functions too."""
    of = {
        ".".join(m.relative_to(ROOT).with_suffix("").parts): m
        for m in modules()
        if room(m) in ("answering", "language")
    }
    left = {name: {n for n in imported(module) if n in of} for name, module in of.items()}
    while free := {name for name, needs in left.items() if not needs & left.keys()}:
        left = {name: needs for name, needs in left.items() if name not in free}
    assert left == {}


def test_no_module_of_answering_has_the_name_of_another() -> None:
    names = [m.stem for m in modules() if m.stem != "__init__"]
    own = {m.stem for m in modules() if room(m) in ("answering", "language")}
    assert sorted(name for name in own if names.count(name) > 1 and name != "__init__") == []


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "Siapa Kim Yong Ju?"]])
def test_a_command_never_imports_what_it_does_not_need(arguments: list[str], tmp_path: Path) -> None:
    program = (
        "import sys\nfrom index.cli.main import main\nsys.argv = ['tanya', *sys.argv[1:]]\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    assert not stop.code, stop.code\n"
        f"heavy = [name for name in {HEAVY!r} if name in sys.modules]\nassert not heavy, heavy\n"
    )
    environment = {"TANYA_HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}
    run = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
