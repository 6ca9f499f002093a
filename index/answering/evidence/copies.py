"""Near copies: passages of several articles that tell the same in the same words are read once and named together.

Copies are found as in Broder (1997), "On the resemblance and containment of documents": by the share of word
sequences that the shorter text has in common with the longer one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from index.answering.evidence.evidence import Candidate, Source

TOGETHER = 4
"""Words in a sequence."""

SHARED = 0.7
"""The least share of the shorter text's sequences that a copy has."""

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")

Sequence = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Print:
    """What of a text is compared: its word sequences, by what they are without their figures."""

    sequences: dict[Sequence, Sequence]

    def is_copy_of(self, other: "_Print") -> bool:
        """Whether one says nothing that the other does not; with another figure in the same words it does."""
        shorter = min(len(self.sequences), len(other.sequences))
        shared = self.sequences.keys() & other.sequences.keys()
        same = all(self.sequences[each] == other.sequences[each] for each in shared)
        return shorter > 0 and len(shared) >= SHARED * shorter and same


def folded(sources: Iterable[Source]) -> tuple[Source, ...]:
    """The sources without near copies, in their order; each first one has the hits of its copies in `also`."""
    kept: list[Source] = []
    prints: list[_Print] = []
    for source in sources:
        own = _print_of(source.candidate)
        number = next(
            (n for n, each in enumerate(kept) if _elsewhere(each, source) and own.is_copy_of(prints[n])), None
        )
        if number is None:
            kept.append(source)
            prints.append(own)
        else:
            kept[number] = replace(kept[number], also=(*kept[number].also, source.hit))
    return tuple(kept)


def _elsewhere(one: Source, other: Source) -> bool:
    """Whether two sources are of two articles: a passage of the same article is nobody's copy."""
    return one.hit.article.id != other.hit.article.id


def _print_of(candidate: Candidate) -> _Print:
    """Its sentences' words alone: a dateline is in none."""
    words = [
        word
        for number in range(len(candidate.sentences))
        for word in _WORD.findall(candidate.sentence(number).casefold())
    ]
    sequences = (tuple(words[at : at + TOGETHER]) for at in range(len(words) - TOGETHER + 1))
    return _Print({tuple(_NUMBER.sub("0", word) for word in each): each for each in sequences})
