"""The picture of the statistics; drawn in a worker thread, without a display."""

import io

from bot.insight.statistics import Statistics
from bot.locales.voice import Voice

TICKS = 6
"""So many days are named below the bars."""


def draw(statistics: Statistics, voice: Voice) -> bytes:
    """A PNG: answered and unanswered questions of each day or week."""
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    days = [day.day for day in statistics.days]
    answered = [day.answered for day in statistics.days]
    unanswered = [day.unanswered for day in statistics.days]
    figure = Figure(figsize=(8, 4.2), dpi=120, layout="constrained")
    axes = figure.add_subplot()
    positions = range(len(days))
    axes.bar(positions, answered, color="#2a7f62", label=voice.say("Answered"))
    axes.bar(positions, unanswered, bottom=answered, color="#d98e04", label=voice.say("Not answered"))
    axes.set_title(voice.say("Questions a week") if statistics.by_week else voice.say("Questions a day"))
    # Counted from the end: the last day is the one people look for.
    step = max(1, len(days) // TICKS)
    axes.set_xticks(positions[::-step], [voice.date(day).rsplit(" ", 1)[0] for day in days[::-step]])
    axes.set_ylim(bottom=0, top=max(1, *(day.answered + day.unanswered for day in statistics.days)) * 1.1)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, loc="upper left")
    picture = io.BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()
