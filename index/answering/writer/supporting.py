"""Whether quotations support a written sentence: a strict, deterministic rule over its numbers, names and words.

It catches what was added or changed (another number, another name, a lost "not", words from nowhere). It cannot see
two names of one quotation exchanged; so the quotations are always shown beside the sentence.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from index.answering.asked.question import Question
from index.language.analysis import terms
from index.language.detection import detect
from index.language.lexicon import load_lexicon
from index.language.number_words import SCALES, SMALL_NUMBERS
from index.language.outcomes import outcomes
from index.types import Language

COVER = 0.7
"""The share of a sentence's content words that its quotations must hold."""

TRANSLATED_COVER = 0.5
"""The same where sentence and quotation are in different languages: no lexicon knows every translation."""

LIKELY = 0.1
"""Translations below this probability do not count."""

_LANGUAGES: tuple[Language, Language] = ("id", "en")
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_NEGATION = re.compile(
    r"\b(?:tidak|tak|bukan|belum|tanpa|jangan|gagal|menolak|membantah|batal|not|no|never|none|without|cannot|neither|nor|"
    r"failed|refused|denied|denies)\b|n['’]t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a sentence may rest on.

    Attributes:
        quote: The quotation.
        title: The title of its article.
        body: All of the article: a name of the question may be used where the article names it.
    """

    quote: str
    title: str
    body: str


def supported(sentence: str, grounds: Sequence[Ground], question: Question) -> bool:
    """Whether the cited grounds hold the sentence's numbers and names, its negation and most of its words.

    Args:
        sentence: Without citation marks.
        grounds: The cited ones; none support nothing.
        question: What is answered.
    """
    quoted = " ".join(ground.quote for ground in grounds)
    shown = _stems(f"{quoted} {' '.join(ground.title for ground in grounds)}")
    known = shown | (_stems(question.text) & _stems(" ".join(ground.body for ground in grounds)))
    names, words = _names_and_words(sentence)
    cover = COVER if detect(sentence) == detect(quoted) else TRANSLATED_COVER
    return (
        bool(grounds)
        and _numbers(sentence) <= _numbers(quoted)
        and outcomes(sentence) <= outcomes(quoted)
        and bool(_NEGATION.search(sentence)) == bool(_NEGATION.search(quoted))
        and all(_is_known(name, known) for name in names)
        and (bool(words) or bool(names))
        and sum(_is_known(word, known) for word in words) >= cover * len(words)
    )


def _numbers(text: str) -> set[str]:
    """The numbers of a text, in digits or in words, as terms; "juta" is one too."""
    words = [word.lower() for word in _WORD.findall(text)]
    digits = {term for term in _stems(text) if any(character.isdigit() for character in term)}
    small = {str(SMALL_NUMBERS[word]) for word in words if word in SMALL_NUMBERS}
    return digits | small | {f"10^{SCALES[word].adjusted()}" for word in words if word in SCALES}


def _names_and_words(sentence: str) -> tuple[list[str], list[str]]:
    """The capitalised terms but the first word's, and all other content terms; numbers are neither."""
    names: list[str] = []
    words: list[str] = []
    for place, word in enumerate(_WORD.findall(sentence)):
        kept = [term for term in _stems(word) if not any(character.isdigit() for character in term)]
        if word.lower() not in SMALL_NUMBERS and word.lower() not in SCALES:
            (names if word[0].isupper() and place else words).extend(kept)
    return names, words


def _stems(text: str) -> set[str]:
    """The terms of a text without the folded spellings of names, which different names share."""
    return {term for term in terms(text) if not term.startswith(("~", "="))}


def _is_known(term: str, known: Set[str]) -> bool:
    """Whether the term or a likely translation of it is known."""
    if term in known:
        return True
    lexicon = load_lexicon()
    return any(
        each.probability >= LIKELY and each.stem in known
        for language in _LANGUAGES
        for each in lexicon.translations(term, language)
    )
