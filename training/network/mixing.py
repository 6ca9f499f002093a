"""One epoch: how often each question comes, with a text that answers it and with one that only seems to."""

import random
from collections.abc import Iterator, Sequence

from training.network.examples import Example, Tempting, Told, kinds_of
from training.network.targets import Desk, Target

NEWSROOM = "newsroom"

SHARES = {
    "facqa": 1.6,
    "tydi": 1.6,
    "idkmrc": 0.55,
    "xsquad": 0.22,
    "squad": 0.22,
    "tydi_en": 0.2,
    "squad_mt": 0.12,
    "donnn_llm": 0.12,
}
"""How often each public source's questions come in one epoch; the newsroom's come once."""

LOOK_ALIKES = {"facqa": 0.5, "tydi": 0.4, "idkmrc": 0.25, "xsquad": 0.15, "squad_mt": 0.1, "donnn_llm": 0.6}
"""How often an answerable question also comes with a text that does not answer it."""

UNANSWERED = 0.75
"""How many texts that do not answer come for one that does, within each kind of question: the kind tells nothing."""

LEAST_TEMPTED = 0.12
OWN_TEXT = 0.8
"""How often an unanswerable question comes with the text that it was written about."""

FIRST_TOLD = 0.75
STEEPNESS = 0.35
"""How much likelier the hits that look most alike are to be taken."""


class Mixture:
    """Draws targets for ever."""

    def __init__(self, examples: Sequence[Example], desk: Desk) -> None:
        self._examples = examples
        self._desk = desk
        self._kinds = kinds_of([example for example in examples if example.source == NEWSROOM])

    def stream(self, seed: int) -> Iterator[Target]:
        """Epoch after epoch, each in an order of its own."""
        chance = random.Random(seed)
        while True:
            epoch = [draw for example in self._examples for draw in self._draws(example, chance)]
            chance.shuffle(epoch)
            for example, choice in epoch:
                if isinstance(choice, Told):
                    yield self._desk.told(example, choice, chance)
                else:
                    yield self._desk.tempting(example, choice, chance)

    def _draws(self, example: Example, chance: random.Random) -> Iterator[tuple[Example, Told | Tempting]]:
        share = SHARES.get(example.source, 1.0)
        times = int(share) + (chance.random() < share % 1)
        for _ in range(times):
            if example.told:
                yield example, told_of(example, chance)
            elif example.tempting:
                own = chance.random() < OWN_TEXT or len(example.tempting) == 1
                yield example, example.tempting[0 if own else 1]
        if example.told and example.tempting and chance.random() < share * self._tempted(example):
            yield example, tempting_of(example, chance)

    def _tempted(self, example: Example) -> float:
        if example.source != NEWSROOM:
            return LOOK_ALIKES.get(example.source, 0.0)
        answered, not_answered = self._kinds[example.kind, True], self._kinds[example.kind, False]
        return max(LEAST_TEMPTED, (UNANSWERED * answered - not_answered) / answered)


def told_of(example: Example, chance: random.Random) -> Told:
    """The question's own article, now and then another one that answers as well."""
    if len(example.told) == 1 or chance.random() < FIRST_TOLD:
        return example.told[0]
    return chance.choice(example.told[1:])


def tempting_of(example: Example, chance: random.Random) -> Tempting:
    """One of the hits, the most alike most often."""
    return example.tempting[min(int(chance.expovariate(STEEPNESS)), len(example.tempting) - 1)]
