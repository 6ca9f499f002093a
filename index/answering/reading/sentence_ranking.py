"""The order of sentences: what the network says of each, weighed with retrieval and wording."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class SentenceSigns:
    """What is known of one sentence as an answer; each is higher for a better sentence.

    Attributes:
        margin: The best span over "no answer here", logits.
        mass: Natural logarithm of the share of all spans in its window that lie in it.
        answered: Log-odds of the window holding the answer.
        retrieval: The candidate's score as a share of the best candidate's.
        first_rank: 1 for the best candidate, 1/2 for the next, and so on.
        cover: Weighted share of the question's words in the sentence.
        near_cover: The same over the sentence, its neighbours, the heading and the title.
        name_cover: Weighted share of the question's names in the sentence.
        near_name_cover: The same over the surroundings.
        shows_type: 1 if the sentence holds what the question word asks for (a date, a number, a name).
        new_type: 1 if the span itself holds it.
        opening: 1 for the first sentence of its candidate.
    """

    margin: float
    mass: float
    answered: float
    retrieval: float
    first_rank: float
    cover: float
    near_cover: float
    name_cover: float
    near_name_cover: float
    shows_type: float
    new_type: float
    opening: float


SIGNS = tuple(field.name for field in fields(SentenceSigns))


@dataclass(frozen=True, slots=True)
class RankingWeights:
    """A linear score over the signs."""

    of: Mapping[str, float]

    def score(self, signs: SentenceSigns) -> float:
        """The weighted sum; a sign without a weight does not count."""
        return float(sum(self.of.get(name, 0.0) * getattr(signs, name) for name in SIGNS))


def as_row(signs: SentenceSigns) -> NDArray[np.float64]:
    """float64, (signs,), in the order of `SIGNS`."""
    return np.array([getattr(signs, name) for name in SIGNS], np.float64)
