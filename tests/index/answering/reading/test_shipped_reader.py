"""Tests of the shipped reader: its reasoning with a network that is told what to find, and the real one."""

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from index.answering.asked.question import understood
from index.answering.evidence.evidence import Candidate
from index.answering.reading.readers import load_reader
from index.answering.reading.shipped_reader import SHIPPED, ShippedReader, load_shipped_reader
from index.errors import ModelError
from tests.index.answering.reading.parts import Finder, candidate, encoder, reader, tokenizer

WORDS = ("budi", "ani", "pergi", "pulang", "ke", "pasar", ".", "siapa", "?")


def finder(**worth: float) -> Finder:
    return Finder({tokenizer(*WORDS).token_to_id(word): value for word, value in worth.items()})


def test_the_span_that_the_network_likes_best_comes_first():
    readings = reader(finder(ani=3.0, budi=1.0), encoder(*WORDS)).read(
        understood("Siapa pulang?"), [candidate("Budi pergi.", "Ani pulang."), candidate("Budi pulang.")]
    )
    assert [(r.candidate, r.sentence, r.start, r.end) for r in readings] == [
        (0, 1, 12, 15),
        (0, 0, 0, 4),
        (1, 0, 0, 4),
    ]
    assert readings[0].span_score == 6.0
    assert readings[0].answered == 3.0


def test_there_is_one_reading_a_sentence_and_its_span_lies_inside():
    source = candidate("Budi pergi.", "Ani pulang.", "Ani pergi ke pasar.")
    readings = reader(finder(ani=1.0), encoder(*WORDS)).read(understood("Siapa?"), [source])
    assert sorted(r.sentence for r in readings) == [0, 1, 2]
    for reading in readings:
        start, end = source.sentences[reading.sentence]
        assert start <= reading.start < reading.end <= end


def test_text_between_sentences_is_never_an_answer():
    source = Candidate("Ani - Budi pergi.", ((6, 17),), 1.0, "", "")
    [reading] = reader(finder(ani=9.0, budi=1.0), encoder(*WORDS, "-")).read(understood("Siapa?"), [source])
    assert source.text[reading.start : reading.end] == "Budi"


def test_without_candidates_there_is_nothing_to_read():
    assert reader(finder(), encoder(*WORDS)).read(understood("Siapa?"), []) == []


@pytest.mark.parametrize("source", [Candidate("", (), 1.0, "", ""), Candidate("Budi", (), 1.0, "", "")])
def test_a_candidate_without_sentences_gives_no_reading(source: Candidate):
    assert reader(finder(), encoder(*WORDS)).read(understood("Siapa?"), [source]) == []


def test_reading_stops_at_its_reach_with_the_most_promising_windows():
    network = finder(budi=1.0)
    short = reader(network, encoder(*WORDS), window=4, total=12)
    readings = short.read(
        understood("Budi pulang?"), [candidate("Ani pergi."), candidate("Budi pulang."), candidate("Ani.")]
    )
    assert readings[0].candidate == 1
    assert len(network.read) == 2


def test_at_least_one_window_is_read_however_small_the_reach():
    network = finder(budi=1.0)
    assert reader(network, encoder(*WORDS), total=1).read(understood("Budi?"), [candidate("Budi pulang.")])


def test_equal_readings_keep_the_order_of_the_candidates():
    readings = reader(finder(budi=1.0), encoder(*WORDS)).read(understood("Siapa?"), [candidate("Budi.")] * 3)
    assert [reading.candidate for reading in readings] == [0, 1, 2]


@cache
def shipped() -> ShippedReader:
    return load_shipped_reader()


OLD_MAN = candidate(
    "Pak Sumarno, pendiri sanggar tari Melati, meninggal dunia pada usia 91 tahun.",
    "Kabar duka itu disampaikan keluarganya pada Kamis (4/2/2021).",
    score=0.9,
)
FERRY = candidate(
    "Kapal feri Bahari Jaya karam di Selat Madura pada Senin malam.",
    "Sebanyak 73 penumpang berhasil diselamatkan nelayan.",
    score=0.7,
)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Kapan kabar duka Pak Sumarno disampaikan?", "Kabar duka itu"),
        ("Berapa penumpang feri yang diselamatkan?", "Sebanyak 73"),
        ("How many passengers were rescued by the fishermen?", "Sebanyak 73"),
        ("Di mana kapal feri Bahari Jaya karam?", "Kapal feri"),
        ("Where did the ferry sink?", "Kapal feri"),
        ("Siapa pendiri sanggar tari Melati?", "Pak Sumarno"),
    ],
)
def test_the_shipped_reader_finds_the_sentence_in_both_languages(question: str, sentence: str):
    best = shipped().read(understood(question), [OLD_MAN, FERRY])[0]
    source = (OLD_MAN, FERRY)[best.candidate]
    assert source.text[source.sentences[best.sentence][0] :].startswith(sentence)


def test_the_shipped_reader_points_at_the_number():
    best = shipped().read(understood("Berapa penumpang feri yang diselamatkan?"), [OLD_MAN, FERRY])[0]
    assert "73" in FERRY.text[best.start : best.end]


def test_the_shipped_reader_doubts_what_the_text_does_not_say():
    said = shipped().read(understood("Siapa pendiri sanggar tari Melati?"), [OLD_MAN])[0]
    unsaid = shipped().read(understood("Siapa pelatih tim bulu tangkis putri?"), [OLD_MAN])[0]
    assert unsaid.answered < said.answered


def test_the_same_question_is_read_the_same_way():
    assert shipped().read(
        understood("Where did the ferry sink?"), [OLD_MAN, FERRY]
    ) == load_shipped_reader().read(understood("Where did the ferry sink?"), [OLD_MAN, FERRY])


@pytest.mark.parametrize("text", ["🙂 " * 300, "a" * 5000, "\u0000\ufffd", "١٢٣ 日本語 العربية"])
def test_strange_text_is_read_without_harm(text: str):
    readings = shipped().read(understood(f"apa {text[:900]}"), [candidate(text), OLD_MAN])
    assert all(r.start < r.end for r in readings)


def test_no_name_means_the_shipped_reader():
    assert isinstance(load_reader(""), ShippedReader)


def test_a_missing_file_is_a_model_error(tmp_path: Path):
    with pytest.raises(ModelError, match="four whole files"):
        load_shipped_reader(tmp_path)


def test_a_damaged_network_is_a_model_error(tmp_path: Path):
    shutil.copytree(SHIPPED, tmp_path / "model")
    (tmp_path / "model" / "reader.onnx").write_bytes(b"not a network")
    with pytest.raises(ModelError, match="Install the package again"):
        load_shipped_reader(tmp_path / "model")


def test_the_shipped_files_weigh_at_most_30_mb():
    assert sum(file.stat().st_size for file in SHIPPED.iterdir()) <= 30e6


def test_reading_never_imports_torch():
    script = (
        "import sys; from index.answering.evidence.evidence import Candidate; "
        "from index.answering.asked.question import understood; "
        "from index.answering.reading.readers import load_reader; "
        "load_reader('').read(understood('Siapa?'), [Candidate('Budi.', ((0, 5),), 1.0, '', '')]); "
        "raise SystemExit('torch' in sys.modules or 'transformers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_the_runtime_writes_nothing_down_and_so_sends_nothing(tmp_path: Path) -> None:
    program = (
        "from index.answering.reading.shipped_reader import load_shipped_reader\n"
        "from index.answering.asked.question import understood\n"
        "from tests.index.answering.reading.parts import candidate\n"
        "assert load_shipped_reader().read(understood('Berapa orang?'), [candidate('Ada 84 orang di kapal itu.')])"
    )
    # Without the variables by which the runtime takes itself to be tested, which keep it silent too.
    told = ("CI", "GITHUB_ACTIONS", "PYTEST_CURRENT_TEST", "ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS")
    kept = {name: value for name, value in os.environ.items() if name not in told}
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    subprocess.run([sys.executable, "-c", program], env=kept | home, check=True, timeout=120)
    assert list(tmp_path.rglob("*")) == []
