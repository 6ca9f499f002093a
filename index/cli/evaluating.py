"""`tanya eval`: every figure of one corpus and its questions, in a library of its own."""

import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.cli import forms
from index.cli.session import progress_bar

if TYPE_CHECKING:
    from index.evaluation.runner import AbstentionFigures, Evaluation


def register(app: typer.Typer) -> None:
    """Add this module's command to the command line."""
    app.command("eval")(eval_)


def eval_(
    corpus: Annotated[Path, typer.Option(help="Articles, as for `tanya import`, with ids.")],
    questions: Annotated[Path, typer.Option(help="Questions with answers and article ids.")],
    half: Annotated[
        bool, typer.Option("--half", help="Import half of the articles, ask all questions.")
    ] = False,
    plot: Annotated[Path | None, typer.Option(help="Draw the risk-coverage curve into this PNG.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")] = False,
) -> None:
    """Measure retrieval, answers, abstention and speed; your own library is not touched."""
    from index.evaluation.questions import read_questions
    from index.evaluation.runner import evaluate
    from index.library import open_library
    from index.settings import load_settings

    asked = read_questions(questions)
    with tempfile.TemporaryDirectory(prefix="tanya-eval-") as home:
        settings = load_settings().model_copy(update={"tanya_home": Path(home), "database_url": ""})
        with open_library(settings) as library, progress_bar("Asking") as progress:
            evaluation = evaluate(library, corpus, asked, half=half, progress=progress)
    if plot is not None:
        from index.evaluation.plotting import draw_risk_coverage

        draw_risk_coverage(evaluation, plot)
    print(forms.dump(asdict(evaluation)) if json else report(evaluation))


def report(evaluation: "Evaluation") -> str:
    """The figures as a Markdown list and, where there is one, the risk-coverage table."""
    lines = [f"questions {evaluation.questions} (answerable {evaluation.answerable})"]
    if ranking := evaluation.ranking:
        lines.append(
            f"recall@1 {ranking.recall_at_1:.3f} · recall@5 {ranking.recall_at_5:.3f} · "
            f"recall@20 {ranking.recall_at_20:.3f} · MRR@10 {ranking.mrr_at_10:.3f} · nDCG@10 {ranking.ndcg_at_10:.3f}"
        )
    if answers := evaluation.answers:
        lines.append(
            f"answer in quote@1 {answers.answer_in_quote:.3f} · EM {answers.exact:.3f} · F1 {answers.f1:.3f} · "
            f"answered {answers.answered:.3f} · answered with the answer in the quote {answers.delivered:.3f}"
        )
    if evaluation.abstention:
        lines.append(f"abstention {_abstention(evaluation.abstention)}")
    if evaluation.left_out and evaluation.left_out != evaluation.abstention:
        lines.append(f"abstention where the article was left out {_abstention(evaluation.left_out)}")
    lines.append(f"citations {evaluation.citations}, resolved {evaluation.citations_resolved}")
    cost = evaluation.cost
    lines.append(
        f"{cost.passages} passages in at {cost.passages_per_second:,.0f}/s · answer p50 {cost.latency_p50_ms:.1f} ms, "
        f"p95 {cost.latency_p95_ms:.1f} ms · peak memory {cost.peak_rss_mb:,.0f} MB"
    )
    text = "\n".join(f"- {line}" for line in lines)
    return text if evaluation.abstention is None else f"{text}\n\n{_curve(evaluation)}"


def _abstention(figures: "AbstentionFigures") -> str:
    return (
        f"AUROC {figures.auroc:.3f} · false answers {figures.false_answers:.3f}, "
        f"at 80 % coverage {figures.false_answers_at_80:.3f}"
    )


def _curve(evaluation: "Evaluation") -> str:
    rows = ["| threshold | coverage | false answers |", "|---|---|---|"]
    if evaluation.abstention:
        rows += [
            f"| {p.threshold:.3f} | {p.coverage:.3f} | {p.false_answers:.3f} |"
            for p in evaluation.abstention.curve
        ]
    return "\n".join(rows)
