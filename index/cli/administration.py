"""`tanya reindex`: the admin script."""

from dataclasses import asdict
from typing import Annotated

import typer

from index.cli import forms
from index.cli.session import library, progress_bar
from index.library.reindexing import ReindexPlan


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command line."""
    app.command()(reindex)


def reindex(
    model: Annotated[str | None, typer.Option(help="Move to this embedding model.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Report what would change, write nothing.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")] = False,
) -> None:
    """Split and embed every article again, then swap the index; running bots notice by themselves."""
    with library() as lib:
        if dry_run:
            plan = lib.reindex_plan(model=model)
            print(forms.dump(asdict(plan)) if json else _plan(plan))
            return
        with progress_bar("Reindexing") as progress:
            result = lib.reindex(model=model, progress=progress)
    if json:
        print(forms.dump(asdict(result)))
    else:
        print(
            f"{result.articles} articles in {result.passages} passages, embedded by {result.model}; "
            f"generation {result.generation} is in service."
        )


def _plan(plan: ReindexPlan) -> str:
    return "\n".join(
        (
            f"articles  {plan.articles}",
            f"passages  {plan.passages_now} -> {plan.passages_then}",
            f"model     {plan.model_now or 'none'} -> {plan.model_then}",
            f"splitter  {plan.splitter_now or 'none'} -> {plan.splitter_then}",
        )
    )
