"""The dev questions with what the library's own search finds for them: what the reader is tuned on."""

import random
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.answering.evidence.evidence import Candidate
from index.answering.evidence.sources import source_of
from index.evaluation.questions import EvalQuestion, read_questions
from index.evaluation.runner import kept_in_half
from index.ingest.importing import ImportLine, read_import
from index.library import Library, open_library
from index.settings import Settings

DEPTH = 8
"""How many hits are read (as the library does)."""

SMALL, SMALL_QUESTIONS = 5, 75
TINY, TINY_TIMES = (1, 2, 3, 5, 8), 12

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


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
    lines = read_import(data / "dev" / f"{name}_corpus.jsonl.gz")
    with library_of(line for line in lines if not half or kept_in_half(external_id(line))) as library:
        known = {summary.external_id for summary in library.articles()}
        return [
            asked(library, question, known)
            for question in read_questions(data / "dev" / f"{name}_questions.jsonl.gz")
        ]


def ask_small(data: Path, name: str, *, seed: int) -> list[Asked]:
    """Ask questions over `SMALL` corpora of 40 to 120 articles that answer a third of them."""
    questions = [q for q in read_questions(data / "dev" / f"{name}_questions.jsonl.gz") if q.answerable]
    lines = [line for line in read_import(data / "dev" / f"{name}_corpus.jsonl.gz") if line.draft]
    found: list[Asked] = []
    for number in range(SMALL):
        chance = random.Random(f"{name}{seed}{number}")
        some = chance.sample(questions, min(SMALL_QUESTIONS, len(questions)))
        kept = {article for question in some[: len(some) // 3] for article in question.article_ids}
        kept.update(external_id(line) for line in chance.sample(lines, min(15 + 20 * number, len(lines))))
        with library_of(line for line in lines if external_id(line) in kept) as library:
            known = {summary.external_id for summary in library.articles()}
            found.extend(asked(library, question, known) for question in some)
    return found


def ask_tiny(data: Path, name: str, *, seed: int) -> list[Asked]:
    """Ask over `TINY_TIMES` corpora of each of the sizes `TINY`: questions that they answer, and as many others."""
    chance = random.Random(f"{name}{seed}tiny")
    questions = [q for q in read_questions(data / "dev" / f"{name}_questions.jsonl.gz") if q.answerable]
    lines = [line for line in read_import(data / "dev" / f"{name}_corpus.jsonl.gz") if line.draft]
    found: list[Asked] = []
    for size in TINY * TINY_TIMES:
        some = chance.sample(questions, 4)
        kept = set(some[0].article_ids) | set(some[1].article_ids if size > 1 else ())
        kept |= {external_id(line) for line in chance.sample(lines, max(0, size - len(kept)))}
        with library_of(line for line in lines if external_id(line) in kept) as library:
            known = {summary.external_id for summary in library.articles()}
            found.extend(asked(library, question, known) for question in some)
    return found


def ask_sample() -> list[Asked]:
    """Ask the questions of the project's own sample over its articles."""
    with library_of(read_import(SAMPLE / "articles.jsonl")) as library:
        known = {summary.external_id for summary in library.articles()}
        return [asked(library, question, known) for question in read_questions(SAMPLE / "questions.jsonl")]


@contextmanager
def library_of(lines: Iterable[ImportLine]) -> Iterator[Library]:
    """A library of these articles that is gone afterwards."""
    with tempfile.TemporaryDirectory() as home, open_library(settings_in(Path(home))) as library:
        library.import_lines(lines)
        yield library


def external_id(line: ImportLine) -> str:
    return (line.draft.external_id if line.draft else None) or ""


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
