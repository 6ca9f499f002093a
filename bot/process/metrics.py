"""Figures for Prometheus: how many, how fast, how much waits. No person and no text is in them."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """The figures of one process."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._turns = Histogram(
            "tanya_turn_seconds", "Time to handle one update", buckets=_SECONDS, registry=self._registry
        )
        self._answers = Histogram(
            "tanya_answer_seconds",
            "The library's time for one answer",
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._questions = Counter(
            "tanya_questions", "Questions by outcome", ["outcome"], registry=self._registry
        )
        self._set_aside = Counter(
            "tanya_updates_set_aside", "Updates that could not be handled", registry=self._registry
        )
        self._calls = Counter(
            "tanya_calls", "Messages and edits by outcome", ["outcome"], registry=self._registry
        )
        self._waiting = Gauge("tanya_waiting", "What waits, by kind", ["kind"], registry=self._registry)

    def turn(self, seconds: float) -> None:
        """One update was handled."""
        self._turns.observe(seconds)

    def answer(self, seconds: float, *, abstained: bool) -> None:
        """One question was answered or not."""
        self._answers.observe(seconds)
        self._questions.labels("unanswered" if abstained else "answered").inc()

    def set_aside(self) -> None:
        """One update could not be handled."""
        self._set_aside.inc()

    def delivered(self) -> None:
        """One message or edit reached Telegram."""
        self._calls.labels("delivered").inc()

    def refused(self, calls: int = 1) -> None:
        """Telegram will never take a message or edit."""
        self._calls.labels("refused").inc(calls)

    def exposition(self, *, updates: int, calls: int) -> bytes:
        """All figures in Prometheus' text form."""
        self._waiting.labels("updates").set(updates)
        self._waiting.labels("calls").set(calls)
        return generate_latest(self._registry)
