"""The catalogs: whole, compiled, in step with the code; and the tables in step with the migrations."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from bot.database import connect, migrate
from bot.refusals import REFUSALS
from bot.tables import VERSION_TABLE, Row
from bot.voice import LOCALES, Voice, language_of_reader, voice_of

BOT = LOCALES.parent
PO = LOCALES / "id" / "LC_MESSAGES" / "tanya.po"
PLACE = re.compile(r"\{\w+\}")


def catalog() -> Catalog:
    return read_po(BytesIO(PO.read_bytes()), locale="id")


def texts_of_the_code() -> set[str]:
    keywords = {"say": None, "say_many": (1, 2), "known": None}
    return {
        found if isinstance(found, str) else found[0]
        for _, _, found, _, _ in extract_from_dir(
            str(BOT), method_map=[("**.py", "python")], keywords=keywords
        )
    }


def test_every_text_of_the_code_is_translated_and_nothing_else() -> None:
    entries = {
        entry.id if isinstance(entry.id, str) else entry.id[0]: entry for entry in catalog() if entry.id
    }
    assert set(entries) == texts_of_the_code()
    for text, entry in entries.items():
        translations = [entry.string] if isinstance(entry.string, str) else list(entry.string)
        assert all(translations), f"not translated: {text}"
        assert not entry.fuzzy, f"uncertain: {text}"
        for translation in translations:
            wanted = entry.id if isinstance(entry.id, str) else entry.id[1]
            assert sorted(PLACE.findall(translation)) == sorted(PLACE.findall(wanted)), text


def test_every_known_refusal_is_a_sentence_of_the_library() -> None:
    library = "".join(file.read_text(encoding="utf-8") for file in (BOT.parent / "index").rglob("*.py"))
    assert [sentence for sentence in REFUSALS if sentence not in library] == []


def test_the_compiled_catalog_is_the_written_one() -> None:
    compiled = BytesIO()
    write_mo(compiled, catalog())
    compiled.seek(0)
    shipped = read_mo(BytesIO(PO.with_suffix(".mo").read_bytes()))
    fresh = read_mo(compiled)
    assert [(entry.id, entry.string) for entry in shipped] == [(entry.id, entry.string) for entry in fresh]


@pytest.mark.parametrize(
    ("chosen", "code", "language"),
    [
        (None, "id", "id"),
        (None, "id-ID", "id"),
        (None, "ms", "id"),
        (None, "de", "en"),
        (None, "", "en"),
        ("en", "id", "en"),
    ],
)
def test_the_language_is_the_chosen_one_or_telegram_s(chosen: str | None, code: str, language: str) -> None:
    assert language_of_reader(chosen, code) == language


def test_numbers_are_written_as_the_reader_writes_them() -> None:
    assert voice_of("id").say_many("{n} word", "{n} words", 1234) == "1.234 kata"
    assert Voice("en").say_many("{n} word", "{n} words", 1) == "1 word"


def test_the_migrations_make_exactly_the_tables_of_the_code(tmp_path: Path) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'bot.db'}")
    migrate(engine)
    migrate(engine)
    with engine.connect() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), Row.metadata) == []
    engine.dispose()
