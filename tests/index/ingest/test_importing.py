import gzip
import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import InputError
from index.ingest.importing import ImportLine, count_lines, read_import
from index.types import ArticleDraft

ROW = {
    "id": "a-1",
    "title": "Pasar",
    "text": "Isi.\nLagi.",
    "url": "https://contoh.id/1",
    "published_at": "2021-12-16",
}
DRAFT = ArticleDraft("Pasar", "Isi.\nLagi.", "https://contoh.id/1", date(2021, 12, 16), "a-1")


def test_a_line_becomes_a_draft(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(ROW) + "\n\n" + json.dumps({"text": "Lain.", "id": 7}), encoding="utf-8")
    assert list(read_import(path)) == [
        ImportLine(1, DRAFT),
        ImportLine(3, ArticleDraft("", "Lain.", external_id="7")),
    ]


def test_gzip_is_read_as_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress((json.dumps(ROW) + "\n").encode() * 3))
    assert [line.draft for line in read_import(path)] == [DRAFT] * 3


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (b"{", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[1]", "must be an object"),
        (b'{"title": "x"}', '"text"'),
        (b'{"text": 5}', '"text"'),
        (b'{"text": " "}', "empty"),
        (b'{"text": "x", "url": "ftp://a"}', "http"),
        (b'{"text": "x", "title": 5}', '"title"'),
        (b'{"text": "x", "id": true}', '"id"'),
        (b"[" * 100_000, "nested"),
        (b'{"id": ' + b"9" * 5000 + b', "text": "x"}', "JSON"),
    ],
)
def test_a_bad_line_is_refused_with_its_reason_and_the_others_are_read(
    tmp_path: Path, line: bytes, told: str
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(line + b"\n" + json.dumps(ROW).encode())
    refused, good = read_import(path)
    assert (refused.number, refused.draft, told in refused.refused) == (1, None, True)
    assert good == ImportLine(2, DRAFT)


@pytest.mark.parametrize(
    ("given", "undated"), [('"besok"', "besok"), ('"15:33"', "15:33"), ("[2024]", "[2024]"), ("true", "true")]
)
def test_a_date_that_cannot_be_read_leaves_its_article_undated(
    tmp_path: Path, given: str, undated: str
) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": "Isi saja.", "published_at": {given}}}')
    assert list(read_import(path)) == [ImportLine(1, ArticleDraft("", "Isi saja."), undated=undated)]


@pytest.mark.parametrize(
    "given", ['"2021-12-16 09:00:00+07"', '"16/12/21"', "1639616400", '"Kam, 16 Des 2021"']
)
def test_usual_dates_of_other_programs_are_read(tmp_path: Path, given: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f'{{"text": "Isi saja.", "published_at": {given}}}')
    [line] = read_import(path)
    assert line == ImportLine(1, ArticleDraft("", "Isi saja.", published_at=date(2021, 12, 16)))


def test_an_import_tells_who_made_its_articles(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"text": "Isi saja.", "author": "Rina Sari", "outlet": "Koran Kota", "section": "Ekonomi"}'
    )
    [line] = read_import(path)
    assert line.draft == ArticleDraft(
        "", "Isi saja.", author="Rina Sari", outlet="Koran Kota", section="Ekonomi"
    )


def test_text_that_is_markup_is_imported_as_text(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    html = "<p>Harga cabai &ldquo;turun&rdquo;\n pada Selasa.</p><script>x</script><p>Pasar <b>buka</b>.<br/>Ramai.</p>"
    path.write_text(json.dumps({"title": "Cabai &amp; Bawang", "text": html}))
    [line] = read_import(path)
    assert line.draft == ArticleDraft(
        "Cabai & Bawang", "Harga cabai “turun” pada Selasa.\nPasar buka.\nRamai."
    )


def test_garbled_letters_are_mended(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "Renée minum di café.".encode().decode("cp1252")}), encoding="utf-8")
    [line] = read_import(path)
    assert line.draft == ArticleDraft("", "Renée minum di café.")


def test_the_lines_of_a_file_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(b'{"text": "x"}\n' * 7))
    assert (count_lines(path), count_lines(tmp_path / "b.jsonl")) == (7, 0)


def test_a_lone_surrogate_in_a_line_is_cleaned_away(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "Isi\\ud800 \\u0000saja.", "id": "\\udfffx"}', encoding="utf-8")
    assert [line.draft for line in read_import(path)] == [ArticleDraft("", "Isi saja.", external_id="x")]


def test_an_endless_line_is_passed_over_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wb", compresslevel=1) as file:
        for _ in range(20):
            file.write(b" " * 2**20)
        file.write(b"{}\n" + json.dumps(ROW).encode())
    assert [(line.number, line.draft) for line in read_import(path)] == [(1, None), (2, DRAFT)]


def test_a_truncated_file_says_where_it_broke(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress((json.dumps(ROW) + "\n").encode() * 1000)[:-20])
    with pytest.raises(InputError, match=r"a\.jsonl\.gz is damaged after line \d+"):
        list(read_import(path))


@pytest.mark.parametrize(
    "name", ["a.txt", "a.json", "a.gz", ".", "missing.jsonl", "missing.jsonl.gz", "nul\x00.jsonl"]
)
def test_what_is_no_import_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        next(read_import(tmp_path / name))


def test_a_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").mkdir()
    with pytest.raises(InputError, match="cannot be read: is a directory"):
        next(read_import(tmp_path / "d.jsonl"))


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(
    st.lists(
        st.binary(max_size=40)
        | st.fixed_dictionaries(
            {}, optional=dict.fromkeys(("text", "title", "url", "id", "published_at", "lain"), VALUES)
        ).map(lambda row: json.dumps(row).encode()),
        max_size=6,
    )
)
def test_any_line_is_a_draft_or_refused_with_a_reason(lines: list[bytes]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.jsonl"
        path.write_bytes(b"\n".join(lines))
        for line in read_import(path):
            assert (line.draft is None) == bool(line.refused)
