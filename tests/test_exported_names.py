"""What the bot may take from the library: a name that is added here becomes a promise, so it is added on purpose."""

import ast
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]

TAKEN = {
    "index.answering.asked.awaited": {"CUE_PATTERNS"},
    "index.answering.asked.cleaning": {"MAX_QUESTION", "clean_question"},
    "index.answering.asked.conversation": {"Turn", "standalone"},
    "index.answering.asked.small_talk": {"SmallTalk", "small_talk"},
    "index.errors": {"BusyError", "InputError", "NotFoundError", "SettingsError", "StoreError", "TanyaError"},
    "index.ingest.drafting": {"draft", "draft_from_message"},
    "index.ingest.fetching": {"fetch"},
    "index.ingest.files": {"read_document"},
    "index.language.offices": {"OFFICES", "TRADES"},
    "index.library": {"Library", "open_library"},
    "index.library.reindexing": {"ReindexResult"},
    "index.library.serving": {"InService"},
    "index.settings": {"describe", "environment_file", "load_settings"},
    "index.store.database": {"checkpoint_when_long"},
    "index.store.writer_lock": {"WriterLock"},
    "index.types": {
        "AddResult",
        "Answer",
        "Article",
        "ArticleDraft",
        "ArticleSummary",
        "Citation",
        "Hit",
        "Language",
        "Progress",
        "Span",
    },
}


def taken() -> dict[str, set[str]]:
    """The names that the bot's modules import from the library's, by module."""
    found: dict[str, set[str]] = {}
    for file in (ROOT / "bot").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "index":
                found.setdefault(node.module or "", set()).update(alias.name for alias in node.names)
            if isinstance(node, ast.Import):
                assert not any(alias.name.split(".")[0] == "index" for alias in node.names), file
    return found


def test_the_bot_takes_these_names_from_the_library_and_no_others() -> None:
    assert taken() == TAKEN


def test_each_of_these_names_is_there() -> None:
    missing = [
        f"{module}.{name}"
        for module, names in TAKEN.items()
        for name in names
        if not hasattr(import_module(module), name)
    ]
    assert missing == []


def test_the_library_has_one_way_in() -> None:
    assert import_module("index.library").__all__ == ["Library", "open_library"]
