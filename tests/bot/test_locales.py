"""The catalogs: whole, compiled, in step with the code; and the tables in step with the migrations."""

import ast
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from bot.locales.refusals import REFUSALS
from bot.locales.voice import LOCALES, Voice, language_of_reader, voice_of
from bot.store.database import connect, migrate
from bot.store.tables import VERSION_TABLE, Row
from index.answering.asked.cleaning import clean_question
from index.errors import InputError
from index.ingest.drafting import draft
from index.ingest.files import read_document

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


INGEST = BOT.parent / "index" / "ingest"
MET_IN_CHATS = [
    *(
        INGEST / f"{name}.py"
        for name in ("drafting", "web_address", "fetching", "files", "extraction", "guard")
    ),
    BOT.parent / "index" / "answering" / "asked" / "cleaning.py",
]
ONLY_ON_THE_COMMAND_LINE = {
    "{} cannot be read: {}.",
    "An article's id may have {} characters at most.",
}


def refused_with(file: Path) -> set[str]:
    """The sentences of a module's InputErrors, {} in their places."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    calls = [
        node.args[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "InputError"
    ]
    return {sentence(constants.get(said.id) if isinstance(said, ast.Name) else said) for said in calls}


def sentence(said: ast.expr | None) -> str:
    if isinstance(said, ast.JoinedStr):
        return "".join(sentence(part) for part in said.values)
    return str(said.value) if isinstance(said, ast.Constant) else "{}"


def test_every_refusal_that_may_be_met_in_a_chat_is_known() -> None:
    said = set[str]().union(*(refused_with(file) for file in MET_IN_CHATS))
    assert len(said) > 20
    assert said - ONLY_ON_THE_COMMAND_LINE - {PLACE.sub("{}", known) for known in REFUSALS} == set()


def test_every_known_refusal_is_a_sentence_of_the_library() -> None:
    said = set[str]().union(*(refused_with(file) for file in (BOT.parent / "index").rglob("*.py")))
    assert {PLACE.sub("{}", known) for known in REFUSALS} - said == set()


@pytest.mark.parametrize(
    ("refused", "indonesian"),
    [
        (
            lambda: draft("x" * 1_000_001),
            "Artikel paling panjang 1.000.000 karakter, tetapi yang ini 1.000.001: bagilah menjadi beberapa artikel.",
        ),
        (
            lambda: clean_question("a" * 1234),
            "Pertanyaan paling panjang 1.000 karakter, yang ini 1.234; mohon",
        ),
        (lambda: draft("Isi.", published_at="besok {lusa}"), 'tetapi tertulis "besok {lusa}".'),
        (lambda: read_document(b"x", name="lagu.mp3"), "Hanya berkas .txt, .md,"),
    ],
)
def test_a_refusal_with_values_in_it_is_told_in_the_reader_s_language(
    refused: Callable[[], object], indonesian: str
) -> None:
    with pytest.raises(InputError) as refusal:
        refused()
    assert indonesian in voice_of("id").tell(refusal.value)
    assert voice_of("en").tell(refusal.value) == str(refusal.value)


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
