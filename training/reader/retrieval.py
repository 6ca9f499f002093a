"""The dev questions with what the library's own search finds for them: what the reader is tuned on."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from index.answering.reading import Candidate
from index.answering.sources import source_of
from index.evaluation.questions import EvalQuestion, read_questions
from index.evaluation.runner import kept_in_half
from index.ingest.importing import read_import
from index.library import Library, open_library
from index.settings import Settings

DEPTH = 8
"""How many hits are read (as the library does)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A dev question with what was found.

    Attributes:
        question: As asked, with its accepted answers and its articles.
        present: Whether one of its articles is in the corpus and answers it.
        candidates: Best first.
        right: Which of the candidates come from one of its articles.
    """

    question: EvalQuestion
    present: bool
    candidates: tuple[Candidate, ...]
    right: tuple[bool, ...]


def ask(data: Path, name: str, *, half: bool) -> list[Asked]:
    """Ask every question of a dev set over its corpus, or over the half that `tanya eval --half` keeps."""
    with tempfile.TemporaryDirectory() as home, open_library(settings_in(Path(home))) as library:
        lines = read_import(data / "dev" / f"{name}_corpus.jsonl.gz")
        library.import_lines(
            line for line in lines if not half or (line.draft and kept_in_half(line.draft.external_id or ""))
        )
        known = {summary.external_id for summary in library.articles()}
        return [
            asked(library, question, known)
            for question in read_questions(data / "dev" / f"{name}_questions.jsonl.gz")
        ]


def settings_in(home: Path) -> Settings:
    """The shipped models and nothing of the environment's."""
    return Settings(_env_file=None, tanya_home=home, database_url="", embedding_model="", reader_model="")  # type: ignore[call-arg]


def asked(library: Library, question: EvalQuestion, known: set[str | None]) -> Asked:
    hits = library.search(question.question, top_k=DEPTH)
    return Asked(
        question,
        question.answerable and bool(known.intersection(question.article_ids)),
        tuple(source_of(hit).candidate for hit in hits),
        tuple(hit.article.external_id in question.article_ids for hit in hits),
    )
