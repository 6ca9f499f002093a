"""`tanya reindex / doctor / backup / restore`: looking after the library."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.cli import forms
from index.cli.session import library, progress_bar, standing_back

if TYPE_CHECKING:
    from index.library.reindexing import ReindexPlan, Score


def register(app: typer.Typer) -> None:
    """Add this module's commands to the command line."""
    app.command()(reindex)
    app.command()(doctor)
    app.command()(backup)
    app.command()(restore)


def reindex(
    model: Annotated[str | None, typer.Option(help="Move to this embedding model.")] = None,
    gate: Annotated[
        Path | None,
        typer.Option(help="Questions; refuse an index that recalls less than the one in service."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Report what would change, write nothing.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")] = False,
) -> None:
    """Split and embed every article again, then swap the index; running bots notice by themselves."""
    score = None if gate is None else _score(gate)
    with library() as lib:
        if dry_run:
            plan = lib.reindex_plan(model=model)
            print(forms.dump(asdict(plan)) if json else _plan(plan))
            return
        with standing_back(), progress_bar("Reindexing") as progress:
            result = lib.reindex(model=model, progress=progress, gate=score)
    if json:
        print(forms.dump(asdict(result)))
    else:
        print(
            f"{result.articles} articles in {result.passages} passages, embedded by {result.model}; "
            f"generation {result.generation} is in service."
        )


def doctor(
    repair: Annotated[bool, typer.Option("--repair", help="Mend what is found.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")] = False,
) -> None:
    """Compare database, vectors and indexes, and check every file; exit with 1 when something is bad."""
    with library() as lib:
        mended = lib.repair() if repair else []
        findings = lib.doctor()
    sound = all(finding.verdict != "bad" for finding in findings)
    if json:
        form = {"sound": sound, "mended": mended, "findings": [asdict(finding) for finding in findings]}
        print(forms.dump(form))
    else:
        for sentence in mended:
            print(f"mended   {sentence}")
        for finding in findings:
            print(f"{finding.verdict:8} {finding.name}: {finding.detail}")
    if not sound:
        advice = (
            "not all could be mended; the lines marked bad say what to do."
            if repair
            else "not everything is sound; `tanya doctor --repair` mends what can be mended."
        )
        print(f"tanya: {advice}", file=sys.stderr)
        raise typer.Exit(1)


def backup(file: Annotated[Path, typer.Argument(help="Where the backup goes.")]) -> None:
    """Write everything to one file, consistently, while bots go on serving."""
    with library() as lib:
        counts = lib.back_up(file)
    print(f"{counts.articles} articles in {counts.passages} passages backed up to {file}.")


def restore(file: Annotated[Path, typer.Argument(help="A file that `tanya backup` wrote.")]) -> None:
    """Replace everything by a backup; on any machine, any database."""
    with library() as lib:
        counts = lib.restore(file)
    print(f"{counts.articles} articles in {counts.passages} passages restored from {file}.")


def _score(questions: Path) -> "Score":
    from index.evaluation.gating import recall_of
    from index.evaluation.questions import read_questions

    return recall_of(read_questions(questions))


def _plan(plan: "ReindexPlan") -> str:
    return "\n".join(
        (
            f"articles  {plan.articles}",
            f"passages  {plan.passages_now} -> {plan.passages_then}",
            f"model     {plan.model_now or 'none'} -> {plan.model_then}",
            f"splitter  {plan.splitter_now or 'none'} -> {plan.splitter_then}",
        )
    )
