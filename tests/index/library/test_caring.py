from collections.abc import Iterator

import numpy as np
import pytest
from sqlalchemy import text

from index.embedding.loading import load_embedder
from index.errors import StoreError
from index.ingest.drafting import draft
from index.library import Library, open_library
from index.settings import Settings

BODIES = (
    "Kapal Nusa tiba di Ambon pada Rabu. Sebanyak 84 penumpang selamat.",
    "Gubernur membuka pasar ikan di Bitung pada Senin pagi.",
    "Banjir merendam jalan raya di Demak; warga mengungsi ke balai desa.",
)


@pytest.fixture
def library(settings: Settings) -> Iterator[Library]:
    """Three articles of one passage each, published."""
    with open_library(settings) as opened:
        for body in BODIES:
            opened.add(draft(body))
        opened.reindex()
        yield opened


def execute(library: Library, statement: str, **values: object) -> None:
    """Do to the database what a foreign program or a failing disk may do."""
    with library._store.database.write() as connection:
        connection.execute(text(statement), values)


def alter(library: Library, passage_id: int, vector: bytes) -> None:
    statement = "UPDATE vectors SET vector = :vector WHERE passage_id = :passage_id"
    execute(library, statement, vector=vector, passage_id=passage_id)


def complaints(library: Library) -> dict[str, str]:
    return {each.name: each.detail for each in library.doctor() if each.verdict != "good"}


def found(library: Library, question: str) -> str:
    return library.search(question, top_k=1)[0].article.body


def passage(library: Library, question: str) -> int:
    return library.search(question, top_k=1)[0].passage.id


def test_a_vector_of_another_length_is_found_and_mended(library: Library) -> None:
    alter(library, passage(library, "banjir Demak"), b"\0")

    assert complaints(library) == {
        "vectors": "1 articles have passages without a sound vector.",
        "rows": "1 articles have passages that were altered from outside.",
    }
    assert found(library, "banjir Demak") == BODIES[2]
    assert library.repair()[0].startswith("Took 1 damaged articles out of the index")
    assert complaints(library) == {}
    assert found(library, "banjir Demak") == BODIES[2]


def test_a_torn_vector_behind_the_index_stops_no_search(library: Library, settings: Settings) -> None:
    library.add(draft("Harga beras naik di pasar Cipinang."))
    alter(library, passage(library, "harga beras"), b"\0")

    with open_library(settings) as other:
        assert found(other, "pasar ikan Bitung") == BODIES[1]
        other.repair()
        assert found(other, "harga beras") == "Harga beras naik di pasar Cipinang."


@pytest.mark.parametrize("value", [0.0, 0.04, float("nan")])
def test_a_vector_that_was_altered_in_sql_is_embedded_again(library: Library, value: float) -> None:
    alter(library, passage(library, "pasar ikan Bitung"), np.full(512, value, "<f4").tobytes())

    assert complaints(library) == {
        "index vectors": "1 of 3 vectors are not those of SQL.",
        "rows": "1 articles have passages that were altered from outside.",
    }
    library.repair()
    assert complaints(library) == {}
    assert found(library, "pasar ikan Bitung") == BODIES[1]
    assert library.repair() == []


def test_a_text_without_a_token_has_no_vector_and_is_no_complaint(library: Library) -> None:
    accents = "\u0301 \u0308\u0301"
    assert not load_embedder("").embed_passages([accents]).any()
    library.add(draft(accents))
    library.reindex()

    assert complaints(library) == {}
    assert library.repair() == []


def test_a_text_that_was_altered_is_found(library: Library) -> None:
    execute(library, "UPDATE articles SET body = replace(body, '84', '94') WHERE id = 1")

    assert set(complaints(library)) == {"texts", "rows"}
    assert "1 articles are not what was stored, article 1 first" in complaints(library)["texts"]
    library.edit(1, draft(BODIES[0]))
    assert complaints(library) == {}


def test_a_value_that_no_column_can_hold_is_a_finding_and_one_sentence(library: Library) -> None:
    if library._store.database.path is None:
        pytest.skip("PostgreSQL keeps values of the column's type only")
    execute(library, "UPDATE articles SET body = x'00', added_at = 'kemarin' WHERE id = 1")

    assert "article 1 first" in complaints(library)["texts"]
    with pytest.raises(StoreError, match="cannot be read"):
        library.article(1)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE articles SET title = 'Lain' WHERE id = 2",
        "UPDATE articles SET url = 'https://lain.example/' WHERE id = 2",
        "UPDATE articles SET published_at = '2020-02-02' WHERE id = 2",
        "UPDATE articles SET external_id = 'lain' WHERE id = 2",
        "UPDATE articles SET added_at = '2020-02-02 00:00:00' WHERE id = 2",
        "UPDATE articles SET author = 'Lain', outlet = 'Lain', section = 'Lain', pages = '1' WHERE id = 2",
        "UPDATE articles SET language = 'en' WHERE id = 2",
    ],
)
def test_an_article_altered_in_any_column_is_named_and_its_edit_seals_it(
    library: Library, statement: str
) -> None:
    execute(library, statement)

    assert list(complaints(library)) == ["rows"]
    assert "1 articles were altered from outside, article 2 first" in complaints(library)["rows"]
    library.repair()
    assert list(complaints(library)) == ["rows"], (
        "what was stored is gone: only a person can say what is right"
    )
    library.edit(2, draft(BODIES[1]))
    assert complaints(library) == {}


@pytest.mark.parametrize("column", ["text", "heading"])
def test_an_altered_passage_is_found_and_made_again(library: Library, column: str) -> None:
    execute(library, f"UPDATE passages SET {column} = 'Lain' WHERE article_id = 2")

    assert complaints(library) == {"rows": "1 articles have passages that were altered from outside."}
    library.repair()
    assert complaints(library) == {}
    assert library.search("pasar ikan Bitung", top_k=1)[0].passage.text == BODIES[1]


def test_rows_of_an_older_version_are_sealed_by_the_repair(library: Library) -> None:
    execute(library, "UPDATE articles SET seal = NULL")
    execute(library, "UPDATE splits SET seal = NULL")

    assert complaints(library) == {"rows": "3 articles bear no seal yet; `tanya doctor --repair` seals them."}
    assert library.repair() == ["Sealed 6 rows that bore no seal."]
    assert complaints(library) == {}
    execute(library, "UPDATE articles SET title = 'Lain' WHERE id = 2")
    assert list(complaints(library)) == ["rows"]
