"""What passes between the writer and a language model."""

from dataclasses import dataclass

from index.errors import ModelError


class WriterError(ModelError):
    """The language model did not answer within the limits, or not in the protocol."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the model is told: the rules, then the quotations and the question."""

    rules: str
    request: str
