"""What is searched for: the question in the form that stands alone, in its language, and what its answer looks like."""

from dataclasses import dataclass
from enum import Enum

from index.types import Language


class AnswerKind(Enum):
    """What stands where the answer is."""

    NAME = 0
    TIME = 1
    NUMBER = 2
    PLACE = 3
    REASON = 4
    OTHER = 5


@dataclass(frozen=True, slots=True)
class Query:
    """A question as search takes it; understanding it is not this room's matter."""

    text: str
    language: Language
    awaited: AnswerKind = AnswerKind.OTHER
