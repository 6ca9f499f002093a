"""The command line from outside: what it prints, where, and how it exits."""

import gzip
import io
import json
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from index.cli.main import main

SAMPLE = Path(__file__).parents[3] / "data" / "sample" / "articles.jsonl"
ARTICLE = (
    "Kapal Nusa tiba di Ambon pada Rabu (15/12/2021). Sebanyak 84 penumpang selamat, kata syahbandar Ambon."
)


@dataclass(frozen=True, slots=True)
class Run:
    code: int
    out: str
    err: str


Tanya = Callable[..., Run]


@pytest.fixture
def tanya(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Tanya:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TANYA_HOME", str(tmp_path / "home"))

    def run(*arguments: str, stdin: bytes = b"") -> Run:
        monkeypatch.setattr("sys.argv", ["tanya", *arguments])
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = 0
        before, hook = signal.getsignal(signal.SIGINT), sys.unraisablehook
        try:
            main()
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0
        finally:
            signal.signal(signal.SIGINT, before)
            sys.unraisablehook = hook
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return Run(code, out, err)

    return run


@pytest.fixture
def worse_model(tmp_path: Path) -> Path:
    """A static model whose vectors say little: every token is one of two random directions."""
    tokenizer = Tokenizer(WordLevel({"[UNK]": 0, "kim": 1}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    directory = tmp_path / "worse"
    directory.mkdir()
    tokenizer.save(str(directory / "tokenizer.json"))
    table = np.random.default_rng(7).standard_normal((2, 8)).astype(np.float32)
    save_file({"embedding.weight": table}, directory / "model.safetensors")
    module = {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"}
    (directory / "modules.json").write_text(json.dumps([module]))
    return directory


def refusal(run: Run) -> str:
    assert run.code == 1
    assert run.out == ""
    [line] = run.err.splitlines()
    assert line.startswith("tanya: ")
    return line


def test_an_added_article_answers_at_once_with_its_source(tanya: Tanya) -> None:
    added = tanya(
        "add", "-", "--title", "Kapal Nusa tiba", "--url", "https://kabar.example/nusa", "--date", "2021-12-16",
        stdin=ARTICLE.encode(),
    )  # fmt: skip
    assert (added.code, added.out) == (0, "Article 1 added: Kapal Nusa tiba (1 passages).\n")
    answer = json.loads(tanya("ask", "Berapa penumpang Kapal Nusa yang selamat?", "--json").out)
    [citation, *_] = answer["citations"]
    assert not answer["abstained"]
    assert "84 penumpang" in citation["quote"]
    assert citation["quote"] == ARTICLE[citation["start"] : citation["end"]]
    assert (citation["title"], citation["url"], citation["published_at"]) == (
        "Kapal Nusa tiba",
        "https://kabar.example/nusa",
        "2021-12-16",
    )


def test_the_same_text_again_points_to_the_article_that_is_there(tanya: Tanya) -> None:
    tanya("add", "-", "--title", "Kapal", stdin=ARTICLE.encode())
    again = tanya("add", "-", "--title", "Lain", "--json", stdin=ARTICLE.replace(". ", ".\n  ").encode())
    assert json.loads(again.out) == {"article_id": 1, "created": False, "passages": 0}


def test_the_answer_object_has_the_form_of_the_contract(tanya: Tanya) -> None:
    tanya("import", str(SAMPLE))
    answer = json.loads(tanya("ask", "Siapa Kim Yong Ju?", "--json", "--top-k", "3").out)
    assert set(answer) == {
        "question", "language", "kind", "abstained", "confidence", "answer", "citations", "hits", "elapsed_ms",
    }  # fmt: skip
    assert [hit["rank"] for hit in answer["hits"]] == [1, 2, 3]
    assert set(answer["hits"][0]) == {"article_id", "external_id", "passage_id", "score", "rank"}
    assert set(answer["citations"][0]) == {
        "article_id", "external_id", "title", "url", "published_at", "outlet", "quote", "start", "end", "passage_id",
        "score",
    }  # fmt: skip


def test_articles_are_listed_with_their_days(tanya: Tanya) -> None:
    tanya("add", "-", "--title", "Kapal", "--date", "2021-12-16", stdin=ARTICLE.encode())
    assert tanya("articles").out == "     1  2021-12-16  Kapal\n"
    assert tanya("articles", "kapal").out == "     1  2021-12-16  Kapal\n"
    assert tanya("articles", "oleh", "Rina").err == "No article is like that.\n"


def test_an_import_names_the_dates_that_it_cannot_read(tanya: Tanya, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    rows = [{"text": f"Kapal {n} tiba di Ambon.", "published_at": "15:33"} for n in range(7)]
    file.write_text(
        "\n".join(json.dumps(row) for row in [*rows, {"text": "Isi.", "published_at": "16/12/21"}])
    )
    done = tanya("import", str(file))
    assert (done.code, done.out.split()[0]) == (0, "8")
    assert done.err == (
        "tanya: 7 articles have no day, as their date cannot be read "
        '(line 1: "15:33", line 2: "15:33", line 3: "15:33", line 4: "15:33", line 5: "15:33" and 2 more).\n'
    )
    assert json.loads(tanya("import", str(file), "--json").out)["undated"][0] == {"line": 1, "date": "15:33"}


def test_an_article_is_shown_with_who_made_it(tanya: Tanya, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text(
        f"---\ntitle: Kapal\nauthor: Rina Sari\noutlet: Lontar\ndate: 2021-12-16\n---\n{ARTICLE}\n"
    )
    tanya("add", str(file))
    assert tanya("show", "1").out.splitlines()[:2] == ["Kapal", "Lontar · Rina Sari · 2021-12-16"]
    assert tanya("articles", "oleh", "rina").out == "     1  2021-12-16  Kapal\n"
    [citation] = json.loads(tanya("ask", "Berapa penumpang yang selamat?", "--json").out)["citations"][:1]
    assert citation["outlet"] == "Lontar"


def test_help_names_every_kind_of_file(tanya: Tanya) -> None:
    told = " ".join(tanya("add", "--help").out.split())
    assert all(
        kind in told
        for kind in ("txt", "md", "html", "pdf", "docx", "odt", "rtf", "epub", "eml", "csv", "jpg")
    )


def test_an_abstention_lists_hits_but_no_citation(tanya: Tanya) -> None:
    tanya("import", str(SAMPLE))
    answer = json.loads(tanya("ask", "Apa ibu kota Prancis?", "--json").out)
    assert (answer["abstained"], answer["answer"], answer["citations"]) == (True, None, [])
    assert answer["hits"]
    assert tanya("ask", "Apa ibu kota Prancis?").out == "Artikel yang tersimpan tidak menyebutkannya.\n"
    assert tanya("ask", "What is the capital of France?").out == "The articles don't say.\n"


def test_a_file_of_questions_gives_an_answer_a_line_with_its_id(tanya: Tanya, tmp_path: Path) -> None:
    tanya("import", str(SAMPLE))
    questions = tmp_path / "q.jsonl"
    questions.write_text(
        '{"id": "a", "question": "Siapa Kim Yong Ju?"}\n\n{"id": 2, "question": "Who was Kim Yong Ju?"}\n'
    )
    answers = [
        json.loads(line) for line in tanya("ask", "--file", str(questions), "--jsonl").out.splitlines()
    ]
    assert [(answer["id"], answer["language"]) for answer in answers] == [("a", "id"), ("2", "en")]


def test_an_import_twice_changes_nothing(tanya: Tanya, tmp_path: Path) -> None:
    packed = tmp_path / "articles.jsonl.gz"
    packed.write_bytes(gzip.compress(SAMPLE.read_bytes()))
    first = json.loads(tanya("import", str(SAMPLE), "--json").out)
    again = json.loads(tanya("import", str(packed), "--json").out)
    assert (first["created"], first["unchanged"]) == (again["unchanged"], again["created"])
    assert again["created"] == 0


def test_a_bad_line_is_refused_by_its_number_and_the_others_are_stored(tanya: Tanya, tmp_path: Path) -> None:
    file = tmp_path / "mixed.jsonl"
    file.write_text(json.dumps({"id": "1", "title": "Kapal", "text": ARTICLE}) + "\nnot json\n")
    run = tanya("import", str(file))
    assert run.code == 1
    assert "line 2" in run.err
    assert len(json.loads(tanya("articles", "--json").out)) == 1


def test_import_if_empty_leaves_a_library_alone(tanya: Tanya) -> None:
    tanya("add", "-", stdin=ARTICLE.encode())
    assert tanya("import", str(SAMPLE), "--if-empty") == Run(0, "", "")
    assert len(json.loads(tanya("articles", "--json").out)) == 1


def test_a_removed_article_is_gone_and_its_id_is_not_used_again(tanya: Tanya) -> None:
    tanya("add", "-", "--title", "Kapal", stdin=ARTICLE.encode())
    assert tanya("remove", "1").out == "Article 1 removed: Kapal.\n"
    assert json.loads(tanya("ask", "Berapa penumpang yang selamat?", "--json").out)["hits"] == []
    assert json.loads(tanya("add", "-", "--json", stdin=ARTICLE.encode()).out)["article_id"] == 2
    assert "1" in refusal(tanya("show", "1"))


def test_a_reindex_keeps_every_article(tanya: Tanya) -> None:
    tanya("import", str(SAMPLE))
    before = json.loads(tanya("ask", "Siapa Kim Yong Ju?", "--json").out)
    result = json.loads(tanya("reindex", "--json").out)
    after = json.loads(tanya("ask", "Siapa Kim Yong Ju?", "--json").out)
    assert result["articles"] == len(SAMPLE.read_text().splitlines())
    assert after["answer"] == before["answer"]
    assert after["citations"][0]["quote"] == before["citations"][0]["quote"]


def test_a_dry_run_of_a_reindex_writes_nothing(tanya: Tanya) -> None:
    tanya("add", "-", stdin=ARTICLE.encode())
    plan = json.loads(tanya("reindex", "--dry-run", "--json").out)
    assert (plan["articles"], plan["passages_now"], plan["passages_then"]) == (1, 1, 1)


def test_a_gate_lets_an_index_pass_that_recalls_as_much(tanya: Tanya) -> None:
    tanya("import", str(SAMPLE))
    assert tanya("reindex", "--gate", str(SAMPLE.with_name("questions.jsonl"))).code == 0


def test_a_reindex_moves_to_another_model_and_back(tanya: Tanya, worse_model: Path) -> None:
    tanya("import", str(SAMPLE))
    assert json.loads(tanya("reindex", "--model", str(worse_model), "--json").out)["model"] == str(
        worse_model
    )
    assert json.loads(tanya("ask", "Siapa Kim Yong Ju?", "--json").out)["citations"]
    assert tanya("add", "-", stdin=ARTICLE.encode()).code == 0
    assert tanya("reindex").code == 0
    assert json.loads(tanya("doctor", "--json").out)["sound"]


def test_the_doctor_finds_a_sound_library_sound_and_mends_a_damaged_index(
    tanya: Tanya, tmp_path: Path
) -> None:
    tanya("import", str(SAMPLE))
    tanya("reindex")
    assert json.loads(tanya("doctor", "--json").out)["sound"]
    [index_file, *_] = sorted((tmp_path / "home" / "index").rglob("*.faiss"))
    damaged = bytearray(index_file.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    index_file.write_bytes(damaged)
    assert tanya("doctor").code == 1
    assert tanya("doctor", "--repair").code == 0
    assert json.loads(tanya("doctor", "--json").out)["sound"]


def test_the_doctor_says_what_it_could_not_mend(tanya: Tanya, tmp_path: Path) -> None:
    tanya("import", str(SAMPLE))
    with closing(sqlite3.connect(tmp_path / "home" / "tanya.db")) as database, database:
        database.execute("UPDATE articles SET body = body || '!' WHERE id = 3")
    mended = tanya("doctor", "--repair")
    assert (mended.code, mended.err) == (
        1,
        "tanya: not all could be mended; the lines marked bad say what to do.\n",
    )
    assert "bad      texts: 1 articles are not what was stored, article 3 first" in mended.out


def test_a_backup_is_restored_elsewhere(
    tanya: Tanya, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tanya("import", str(SAMPLE))
    before = json.loads(tanya("ask", "Siapa Kim Yong Ju?", "--json").out)
    assert tanya("backup", str(tmp_path / "all.tanya")).code == 0
    monkeypatch.setenv("TANYA_HOME", str(tmp_path / "elsewhere"))
    assert tanya("restore", str(tmp_path / "all.tanya")).code == 0
    after = json.loads(tanya("ask", "Siapa Kim Yong Ju?", "--json").out)
    assert after["citations"] == before["citations"]
    assert "not a whole backup" in refusal(tanya("restore", str(SAMPLE)))


@pytest.mark.parametrize(
    ("question", "word"),
    [("", "word"), (" \t ", "word"), ("?!", "word"), ("a" * 1_000_000, "1,000,000"), ("\x00", "word")],
)
def test_an_unusable_question_is_one_sentence(tanya: Tanya, question: str, word: str) -> None:
    assert word in refusal(tanya("ask", question))


def test_a_lone_surrogate_and_a_nul_in_a_question_are_read_past(tanya: Tanya) -> None:
    tanya("add", "-", stdin=ARTICLE.encode())
    assert json.loads(tanya("ask", "Berapa \udcff penum\x00pang selamat?", "--json").out)["question"] == (
        "Berapa penumpang selamat?"
    )


@pytest.mark.parametrize(
    ("body", "word"),
    [(b"", "empty"), (b"a " * 2_500_000, "1,000,000"), (b"\xff\xfe", "UTF-8")],
)
def test_an_unusable_body_is_one_sentence(tanya: Tanya, body: bytes, word: str) -> None:
    assert word in refusal(tanya("add", "-", stdin=body))


def test_an_unknown_model_is_one_sentence(tanya: Tanya, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EMBEDDING_MODEL", "nowhere/nothing")
    assert "nowhere/nothing" in refusal(tanya("add", "-", stdin=ARTICLE.encode()))


def test_a_broken_environment_file_is_one_sentence(tanya: Tanya, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"TANYA_HOME=\xff\xfe\n")
    assert ".env" in refusal(tanya("articles"))
    (tmp_path / ".env").write_text("MIN_CONFIDENCE=high\n")
    assert "MIN_CONFIDENCE" in refusal(tanya("articles"))


def test_a_home_that_cannot_be_written_is_one_sentence(
    tanya: Tanya, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("not a directory")
    monkeypatch.setenv("TANYA_HOME", str(tmp_path / "file" / "home"))
    assert "TANYA_HOME" in refusal(tanya("articles"))


def test_a_missing_index_is_built_again(tanya: Tanya, tmp_path: Path) -> None:
    import shutil

    tanya("import", str(SAMPLE))
    tanya("reindex")
    shutil.rmtree(tmp_path / "home" / "index")
    assert json.loads(tanya("ask", "Siapa Kim Yong Ju?", "--json").out)["citations"]


@pytest.mark.parametrize(
    "arguments", [["ask"], ["show", "x"], ["nothing"], ["ask", "--top-k", "0", "Siapa?"]]
)
def test_wrong_usage_exits_with_2(tanya: Tanya, arguments: list[str]) -> None:
    assert tanya(*arguments).code == 2


def test_an_empty_setting_means_the_default(
    tanya: Tanya, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TANYA_HOME", "")
    assert tanya("articles").code == 0
    assert (tmp_path / "data" / "runtime" / "tanya.db").exists()
