"""Exact match and token F1 of answers (Rajpurkar et al. 2016, SQuAD), normalised for English and Indonesian.

SQuAD's normalisation drops case, punctuation and English articles; Indonesian has no articles to drop.
"""

import re
import string
from collections import Counter
from collections.abc import Sequence

_PUNCTUATION = str.maketrans("", "", string.punctuation + "“”‘’«»–—…")
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")
_WORD = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+")


def normalise(text: str) -> str:
    """Lower case, no punctuation, no English articles, single blanks."""
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def exact_match(answer: str, references: Sequence[str]) -> float:
    """1.0 when the answer equals one of the references after normalising, else 0.0."""
    return float(any(normalise(answer) == normalise(reference) for reference in references))


def f1(answer: str, references: Sequence[str]) -> float:
    """The best token F1 against any of the references, 0..1."""
    return max((_f1(normalise(answer).split(), normalise(r).split()) for r in references), default=0.0)


def _f1(answer: list[str], reference: list[str]) -> float:
    common = sum((Counter(answer) & Counter(reference)).values())
    return 2 * common / (len(answer) + len(reference)) if common else 0.0


def holds(quote: str, references: Sequence[str]) -> float:
    """1.0 when the words of one of the references stand in the quote, side by side and in order, else 0.0.

    As in open-domain answering (Karpukhin et al. 2020, DPR), punctuation parts words instead of vanishing: "1915 M.[2]"
    holds "1915 M". A number with its points, commas or colons is one word, so "Rp1.500" holds "1.500" and not "500".
    """
    words = f" {_words(quote)} "
    return float(any(f" {found} " in words for found in map(_words, references) if found))


def _words(text: str) -> str:
    return " ".join(_WORD.findall(_ARTICLES.sub(" ", text.lower())))
