"""The readers there are: the shipped network, or a model of the hub."""

from collections.abc import Sequence
from typing import Protocol

from index.answering.asked.question import Question
from index.answering.evidence.evidence import Candidate, Reading


class Reader(Protocol):
    """Points at answers. `read` is deterministic; one call at a time."""

    def read(self, question: Question, candidates: Sequence[Candidate]) -> list[Reading]:
        """At most one reading per sentence, best first; empty without candidates."""
        ...


def load_reader(name: str) -> Reader:
    """The shipped reader for "", otherwise a `transformers` question-answering model (a directory or a hub name).

    Raises:
        ModelError: The model is missing, damaged or of the wrong kind.
    """
    if name:
        from index.answering.reading.hub_reader import load_hub_reader

        return load_hub_reader(name)
    from index.answering.reading.shipped_reader import load_shipped_reader

    return load_shipped_reader()
