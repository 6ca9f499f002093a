"""`tanya ask`: one question, or a file of them."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from index.cli import forms, reports
from index.cli.session import library
from index.errors import InputError


def register(app: typer.Typer) -> None:
    """Add this module's command to the command line."""
    app.command()(ask)


def ask(
    question: Annotated[
        list[str] | None, typer.Argument(help="The question, in Indonesian or English.")
    ] = None,
    top_k: Annotated[int, typer.Option("--top-k", min=1, max=1000, help="How many hits to list.")] = 20,
    file: Annotated[Path | None, typer.Option(help='Questions, {"id", "question"} a line.')] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one Answer object.")] = False,
    jsonl: Annotated[bool, typer.Option("--jsonl", help="Print one Answer object a line.")] = False,
) -> None:
    """Answer from the articles, with the quotation and its source, or say that they don't tell."""
    if (file is None) == (not question):
        raise typer.BadParameter("give either a question or --file QUESTIONS.jsonl")
    with library() as lib:
        if file is not None:
            for question_id, text in _questions(file):
                print(
                    forms.dump(forms.answer_form(lib.ask(text, top_k=top_k), question_id=question_id)),
                    flush=True,
                )
            return
        answer = lib.ask(" ".join(question or []), top_k=top_k)
        empty = not lib.counts().articles
    if json or jsonl:
        print(forms.dump(forms.answer_form(answer)))
        return
    print(reports.answer_text(answer))
    if empty:
        print("The library is empty: add articles with `tanya add` or `tanya import`.", file=sys.stderr)


def _questions(file: Path) -> Iterator[tuple[str | None, str]]:
    from index.json_lines import id_of, read_lines, read_object, text_of

    for number, line in read_lines(file):
        if not line.strip():
            continue
        try:
            row = read_object(line)
            found = id_of(row, "id"), text_of(row, "question")
        except InputError as error:
            raise InputError(
                f'{file}, line {number}: expected {{"id", "question"}} as one JSON object, but {error}; mend the line.'
            ) from None
        yield found
