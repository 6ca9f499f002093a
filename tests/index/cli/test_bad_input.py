"""Input that no command can use: one sentence, and nothing lost."""

import gzip
import json
from pathlib import Path

import pytest

from index.errors import InputError, StoreError
from index.json_lines import read_lines
from index.store.store import Store
from tests.index.cli.test_commands import SAMPLE, Tanya, refusal, tanya

__all__ = ["tanya"]

QUESTION = '{"id": "1", "question": "Siapa?", "answers": ["x"], "article_ids": ["1"]}'


@pytest.mark.parametrize("command", ["show", "remove"])
@pytest.mark.parametrize("number", ["9223372036854775807", "9223372036854775808", "-1", "0", "1" + "0" * 40])
def test_an_id_that_no_database_can_hold_is_one_that_nobody_has(
    tanya: Tanya, command: str, number: str
) -> None:
    assert f"No article has the id {number}" in refusal(tanya(command, "--", number))


NOT_QUESTIONS = [
    "[" * 100_000,
    '{"a":' * 100_000,
    "null",
    "[]",
    "7",
    '{"id": "1"}',
    '{"id": "1", "question": null}',
    '{"id": "1", "question": ["Siapa?"]}',
    '{"id": {}, "question": "Siapa?"}',
    "1" * 5000,
    "\udcff",
]


@pytest.mark.parametrize("line", NOT_QUESTIONS, ids=range(len(NOT_QUESTIONS)))
def test_a_line_that_is_no_question_is_named(tanya: Tanya, tmp_path: Path, line: str) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text(f"\n{line}\n", encoding="utf-8", errors="surrogateescape")
    assert f"{file}, line 2" in refusal(tanya("ask", "--file", str(file)))
    assert f"{file}, line 2" in refusal(tanya("reindex", "--gate", str(file)))
    assert f"{file}, line 2" in refusal(tanya("eval", "--corpus", str(SAMPLE), "--questions", str(file)))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("answers", "abc"),
        ("answers", None),
        ("article_ids", "abc"),
        ("answerable", "no"),
        ("answers", [None]),
    ],
)
def test_a_question_of_another_form_is_named(tanya: Tanya, tmp_path: Path, key: str, value: object) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text(json.dumps(json.loads(QUESTION) | {key: value}))
    assert f'"{key}"' in refusal(tanya("reindex", "--gate", str(file)))


def test_an_evaluation_over_a_bad_corpus_is_refused(tanya: Tanya, tmp_path: Path) -> None:
    corpus, questions = tmp_path / "c.jsonl", tmp_path / "q.jsonl"
    corpus.write_text(SAMPLE.read_text() + "not json\n")
    questions.write_text(QUESTION)
    said = refusal(tanya("eval", "--corpus", str(corpus), "--questions", str(questions)))
    assert f"1 lines of {corpus} are no articles" in said


def test_every_whole_line_before_a_cut_in_a_packed_file_is_stored(tanya: Tanya, tmp_path: Path) -> None:
    packed = gzip.compress(SAMPLE.read_bytes())
    file = tmp_path / "cut.jsonl.gz"
    file.write_bytes(packed[: len(packed) * 2 // 3])
    lines = []
    try:
        for _, line in read_lines(file):
            lines.append(line)
    except InputError:
        pass
    assert len(lines) >= len(SAMPLE.read_text().splitlines()) // 3
    said = refusal(tanya("import", str(file)))
    assert f"is damaged after line {len(lines)}" in said
    assert "articles before that are stored" in said
    assert len(json.loads(tanya("articles", "--json").out)) == len(lines)


@pytest.mark.parametrize("position", [0, 1, 2, 12, 30, -20, -6, -2])
def test_a_flipped_bit_in_a_packed_file_is_one_sentence(tanya: Tanya, tmp_path: Path, position: int) -> None:
    packed = bytearray(gzip.compress(f"{QUESTION}\n".encode() * 40))
    packed[position] ^= 0x40
    file = tmp_path / "q.jsonl.gz"
    file.write_bytes(packed)
    run = tanya("reindex", "--gate", str(file))
    assert (run.code, run.err.count("\n")) == (1, 1)


def test_packed_questions_are_asked(tanya: Tanya, tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl.gz"
    file.write_bytes(gzip.compress(b'{"id": 1, "question": "Siapa?"}') + gzip.compress(b"\n{}"))
    assert "line 2" in tanya("ask", "--file", str(file)).err


def test_an_import_that_is_cut_off_says_what_is_stored(
    tanya: Tanya, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "many.jsonl"
    file.write_text("".join(json.dumps({"text": f"Kabar nomor {n} dari pasar."}) + "\n" for n in range(300)))
    stored, add = [], Store.add

    def full_after_two(self, articles, model, **options):  # type: ignore[no-untyped-def]
        if len(stored) == 2:
            raise StoreError("The disk is full; nothing of this write was kept.")
        stored.append(len(articles))
        return add(self, articles, model, **options)

    monkeypatch.setattr(Store, "add", full_after_two)
    said = refusal(tanya("import", str(file)))
    assert said.endswith("The 256 articles before that are stored; the same import goes on there.")
