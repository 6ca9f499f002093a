from collections import Counter
from collections.abc import Iterable, Sequence

import pytest

from index.language.analysis import terms
from index.language.spelling import mended


class Passages:
    """The terms of some passages."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._held = Counter(term for text in texts for term in set(terms(text)))

    def holding(self, term: str) -> int:
        return self._held[term]

    def beginning(self, prefix: str) -> Iterable[str]:
        return [term for term in self._held if term.startswith(prefix)]


PASSAGES = Passages(
    [
        "Kerusuhan di Wamena reda.",
        "Warga Wamena pulang.",
        "Greysia Polii menang.",
        "Greysia Polii juara.",
        "Wamenang ada.",
    ]
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("siapa bupati wamna", "siapa bupati wamena"),
        ("kapan Gresyia Polii lahir", "kapan Greysia Polii lahir"),
        ("siapa pelath itu", "siapa pelath itu"),
        ("siapa bupati wamnea", "siapa bupati wamena"),
        ("siapa bupati wamera", "siapa bupati wamera"),
        ("kapan Wamena rusuh", "kapan Wamena rusuh"),
        ("berapa kali ia menang", "berapa kali ia menang"),
        ("apa itu co-branding", "apa itu co-branding"),
    ],
)
def test_a_word_that_nobody_knows_becomes_a_near_one_of_the_articles(typed: str, meant: str) -> None:
    assert mended(typed, PASSAGES) == meant


def test_an_error_of_the_articles_is_mended_where_many_write_it_right() -> None:
    passages = Passages([*["Kerusuhan di Wamena."] * 30, "Wamna sepi."])
    assert mended("kapan wamna rusuh", passages) == "kapan wamena rusuh"


def test_a_word_that_the_articles_often_write_is_none() -> None:
    passages = Passages([*["Kerusuhan di Wamena."] * 30, *["Wamna sepi."] * 5])
    assert mended("kapan wamna rusuh", passages) == "kapan wamna rusuh"
