"""`tanya eval` as a whole: its figures on the sample, and what each of them counts."""

import json
from pathlib import Path

import pytest

from index.cli.main import main
from index.evaluation.questions import EvalQuestion
from index.evaluation.runner import evaluate
from index.library import open_library
from index.settings import Settings

SAMPLE = Path(__file__).parents[3] / "data" / "sample"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(_env_file=None, tanya_home=tmp_path / "home")  # type: ignore[call-arg]


def corpus(tmp_path: Path) -> Path:
    rows = [
        {
            "id": "ship",
            "title": "Kapal",
            "text": "Kapal Arjuna tiba di Ambon. Kapal itu membawa 84 penumpang.",
        },
        {"id": "quake", "title": "Gempa", "text": "Gempa mengguncang Palu. Sebanyak 12 rumah rusak di Palu."},
    ]
    path = tmp_path / "corpus.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def question(number: int, text: str, answers: tuple[str, ...], *articles: str) -> EvalQuestion:
    return EvalQuestion(str(number), text, answers, articles, bool(answers))


def test_the_sample_is_answered_as_well_as_its_figures_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TANYA_HOME", str(tmp_path / "home"))
    articles, questions = str(SAMPLE / "articles.jsonl"), str(SAMPLE / "questions.jsonl")
    monkeypatch.setattr(
        "sys.argv", ["tanya", "eval", "--corpus", articles, "--questions", questions, "--json"]
    )
    with pytest.raises(SystemExit):
        main()
    found = json.loads(capsys.readouterr().out)
    assert found["questions"] == 270
    assert found["ranking"]["mrr_at_10"] >= 0.94
    assert found["ranking"]["recall_at_5"] >= 0.98
    assert found["answers"]["answer_in_quote"] >= 0.73
    assert found["answers"]["f1"] >= 0.57
    assert found["abstention"]["auroc"] >= 0.75
    assert found["citations"] > 250
    assert found["citations"] == found["citations_resolved"]
    assert not (tmp_path / "home").exists(), "an evaluation must leave the user's own library alone"


def test_each_question_counts_where_it_belongs(tmp_path: Path, settings: Settings) -> None:
    asked = [
        question(1, "Berapa penumpang kapal Arjuna?", ("84", "84 penumpang"), "ship"),
        question(2, "Berapa rumah rusak di Palu?", ("nothing of the kind",), "quake"),
        question(3, "Siapa wali kota Bogor?", ("Bima",), "left-out"),
        question(4, "Siapa nakhoda kapal Arjuna?", (), "ship"),
    ]
    with open_library(settings) as library:
        found = evaluate(library, corpus(tmp_path), asked)
    assert (found.questions, found.answerable) == (4, 2)
    assert found.ranking is not None
    assert (found.ranking.recall_at_1, found.ranking.recall_at_5) == (1.0, 1.0)
    assert found.answers is not None
    assert (found.answers.answer_in_quote, found.answers.exact) == (0.5, 0.5)
    assert found.abstention is not None
    assert found.left_out is not None
    assert found.abstention.curve[-1].coverage == 1.0
    assert found.left_out.false_answers in (0.0, 1.0), "one question's article was left out"
    assert found.abstention.false_answers in (0.0, 0.5, 1.0), "that one and one that no article answers"
    assert found.citations_resolved == found.citations > 0
    assert found.cost.passages == 2


def test_without_a_question_of_a_kind_its_figures_are_missing(tmp_path: Path, settings: Settings) -> None:
    with open_library(settings) as library:
        found = evaluate(library, corpus(tmp_path), [question(1, "Siapa nakhoda kapal Arjuna?", ())])
    assert found.ranking is None
    assert found.answers is None
    assert found.abstention is None
    assert found.left_out is None
