"""The risk-coverage curve as a picture."""

from pathlib import Path

from index.errors import InputError
from index.evaluation.runner import Evaluation


def draw_risk_coverage(evaluation: Evaluation, file: Path) -> None:
    """Draw the share of false answers over the share of answerable questions answered, as PNG.

    Raises:
        InputError: The questions lack answerable or unanswerable ones, so that there is no curve.
    """
    if evaluation.abstention is None:
        raise InputError(
            "A risk-coverage curve needs answerable and unanswerable questions; add the other kind, or --half."
        )
    from matplotlib.figure import Figure

    curve = evaluation.abstention.curve
    figure = Figure(figsize=(6, 4), dpi=120, layout="constrained")
    axes = figure.add_subplot()
    axes.plot([p.coverage for p in curve], [p.false_answers for p in curve], marker="o", color="#1f6f8b")
    axes.set(xlabel="answerable questions answered", ylabel="unanswerable questions answered", ylim=(0, None))
    axes.set_title(f"AUROC {evaluation.abstention.auroc:.3f}")
    axes.grid(alpha=0.3)
    figure.savefig(file, format="png")
