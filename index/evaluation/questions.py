"""Evaluation questions, from .jsonl or .jsonl.gz."""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

from index.errors import InputError


@dataclass(frozen=True, slots=True)
class EvalQuestion:
    """A question with what is known of its answer; `article_ids` are the "id"s given at import."""

    id: str
    question: str
    answers: tuple[str, ...]
    article_ids: tuple[str, ...]
    answerable: bool


def read_questions(file: Path) -> list[EvalQuestion]:
    """All questions of the file, in its order.

    Raises:
        InputError: The file cannot be read, or a line is not a question.
    """
    try:
        opener = gzip.open if file.suffix == ".gz" else open
        with opener(file, "rt", encoding="utf-8") as lines:
            return [_question(line, f"{file}, line {n}") for n, line in enumerate(lines, 1) if line.strip()]
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise InputError(
            f"Questions must be in a readable UTF-8 .jsonl or .jsonl.gz file, but {file}: {error}."
        ) from None


def _question(line: str, where: str) -> EvalQuestion:
    try:
        row = json.loads(line)
        answers, article_ids = tuple(map(str, row["answers"])), tuple(map(str, row["article_ids"]))
        return EvalQuestion(
            id=str(row["id"]),
            question=str(row["question"]),
            answers=answers,
            article_ids=article_ids,
            answerable=bool(row.get("answerable", bool(article_ids))),
        )
    except (ValueError, KeyError, TypeError):
        form = '{"id", "question", "answers": […], "article_ids": […], "answerable"}'
        raise InputError(f"{where}: expected one question as {form}; mend the line.") from None
