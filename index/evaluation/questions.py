"""Evaluation questions, from .jsonl or .jsonl.gz."""

from dataclasses import dataclass
from pathlib import Path

from index.errors import InputError
from index.json_lines import JsonObject, id_of, ids_of, read_lines, read_object, text_of


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
    return [_question(line, f"{file}, line {n}") for n, line in read_lines(file) if line.strip()]


def _question(line: bytes, where: str) -> EvalQuestion:
    try:
        return _read(read_object(line))
    except InputError as error:
        form = '{"id", "question", "answers": […], "article_ids": […], "answerable"}'
        raise InputError(f"{where}: expected one question as {form}, but {error}; mend the line.") from None


def _read(row: JsonObject) -> EvalQuestion:
    question_id, article_ids = id_of(row, "id"), ids_of(row, "article_ids")
    if question_id is None:
        raise InputError('"id" is missing')
    answerable = row.get("answerable", bool(article_ids))
    if not isinstance(answerable, bool):
        raise InputError('"answerable" must be true or false')
    return EvalQuestion(
        question_id, text_of(row, "question"), ids_of(row, "answers"), article_ids, answerable
    )
