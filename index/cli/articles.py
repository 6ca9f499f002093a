"""`tanya add / import / articles / show / remove`: the articles of the library."""

import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from index.cli import forms
from index.cli.session import library, progress_bar
from index.errors import InputError
from index.ingest.file_kinds import KINDS
from index.types import ArticleDraft

_SHOWN_DATES = 5
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command line."""
    app.command()(add)
    app.command("import")(import_)
    app.command()(articles)
    app.command()(show)
    app.command()(remove)


def add(
    source: Annotated[
        str,
        typer.Argument(
            help=f"A file ({', '.join(kind.removeprefix('.') for kind in KINDS)}), a web address, or '-' for stdin."
        ),
    ],
    title: Annotated[
        str | None, typer.Option(help="Title; otherwise the source's own or its first line.")
    ] = None,
    url: Annotated[str | None, typer.Option(help="Where the article can be read.")] = None,
    date: Annotated[str | None, typer.Option(help="Day of publication, such as 2021-12-16.")] = None,
    json: Json = False,
) -> None:
    """Add one article; the same text again changes nothing."""
    article = _read(source, title=title, url=url, date=date)
    with library() as lib:
        result = lib.add(article)
    if json:
        print(
            forms.dump(
                {"article_id": result.article_id, "created": result.created, "passages": result.passages}
            )
        )
    elif result.created:
        print(
            f"Article {result.article_id} added: {article.title or 'untitled'} ({result.passages} passages)."
        )
    else:
        print(f"Nothing added: this text is already article {result.article_id}.")


def _read(source: str, *, title: str | None, url: str | None, date: str | None) -> ArticleDraft:
    from index.ingest.drafting import draft

    if source == "-":
        return draft(_stdin(), title=title, url=url, published_at=date)
    if source.lower().startswith(("http://", "https://", "www.")) and not Path(source).exists():
        from index.ingest.fetching import fetch

        found = fetch(source)
    else:
        from index.ingest.files import read_file

        found = read_file(Path(source))
    given = draft(found.body, title=found.title if title is None else title, url=url, published_at=date)
    return replace(
        found,
        title=given.title,
        url=found.url if url is None else given.url,
        published_at=found.published_at if date is None else given.published_at,
    )


def _stdin() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise InputError(
            f"Standard input must be UTF-8 text, but byte {error.start} is not; convert it first."
        ) from None


def import_(
    file: Annotated[Path, typer.Argument(help=".jsonl or .jsonl.gz, an article a line.")],
    if_empty: Annotated[
        bool, typer.Option("--if-empty", help="Do nothing where there are articles.")
    ] = False,
    json: Json = False,
) -> None:
    """Import many articles; again, or after a kill, it goes on where it was."""
    with library() as lib:
        if if_empty and lib.counts().articles:
            return
        with progress_bar("Importing") as progress:
            result = lib.import_file(file, progress=progress)
    for line, reason in result.refused:
        print(f"tanya: {file}, line {line}: {reason}", file=sys.stderr)
    if json:
        print(forms.dump(forms.import_form(result)))
    else:
        print(
            f"{result.created} articles added ({result.passages} passages), {result.unchanged} already there."
        )
    if result.undated:
        print(_undated(result.undated), file=sys.stderr)
    if result.refused:
        raise InputError(f"{len(result.refused)} of the lines in {file} were refused; the others are stored.")


def _undated(undated: tuple[tuple[int, str], ...]) -> str:
    shown = ", ".join(f'line {line}: "{text}"' for line, text in undated[:_SHOWN_DATES])
    more = f" and {len(undated) - _SHOWN_DATES} more" if len(undated) > _SHOWN_DATES else ""
    return f"tanya: {len(undated)} articles have no day, as their date cannot be read ({shown}{more})."


def articles(
    query: Annotated[
        list[str] | None,
        typer.Argument(
            help="Words of the title, 'oleh NAME' or 'artikel OUTLET tentang WORDS'; all without."
        ),
    ] = None,
    json: Json = False,
) -> None:
    """List the articles, newest first."""
    with library() as lib:
        summaries = lib.articles(query=" ".join(query or []))
    if json:
        print(forms.dump([forms.article_form(summary) for summary in summaries]))
        return
    for summary in summaries:
        day = summary.published_at.isoformat() if summary.published_at else ""
        print(f"{summary.id:>6}  {day:10}  {summary.title or 'untitled'}")
    if not summaries and query:
        print("No article is like that.", file=sys.stderr)
    elif not summaries:
        print(
            "No articles yet. Add one with `tanya add FILE` or many with `tanya import FILE.jsonl`.",
            file=sys.stderr,
        )


def show(article_id: Annotated[int, typer.Argument(metavar="ID")], json: Json = False) -> None:
    """Show one article whole."""
    with library() as lib:
        article = lib.article(article_id)
    if json:
        print(forms.dump(forms.article_form(article)))
        return
    facts = (
        article.outlet or "",
        article.section or "",
        article.author or "",
        str(article.published_at or ""),
        article.url or "",
    )
    print("\n".join((article.title or "untitled", " · ".join(filter(None, facts)), "", article.body)))


def remove(article_id: Annotated[int, typer.Argument(metavar="ID")], json: Json = False) -> None:
    """Remove one article; it is not shown again from that moment on."""
    with library() as lib:
        article = lib.remove(article_id)
    if json:
        print(forms.dump({"article_id": article.id, "removed": True}))
    else:
        print(f"Article {article.id} removed: {article.title or 'untitled'}.")
