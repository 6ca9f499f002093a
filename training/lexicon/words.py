"""Words of the training texts and how often each language uses them."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from training.parallel import Translation
from training.rows import Licences, training_rows

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ENDING = re.compile(r"['’](?:s|t|d|m|ll|re|ve)\Z")
_ENGLISH_SHARE = 0.85


@dataclass(frozen=True, slots=True)
class WordCounts:
    """How often a lower-case word stands in English and in Indonesian text."""

    english: Counter[str]
    indonesian: Counter[str]
    neighbours: Counter[tuple[str, str]]

    def english_words(self) -> frozenset[str]:
        """Words of which the use is mostly English, by their share of each language's text."""
        in_english, in_indonesian = self.english.total(), self.indonesian.total()
        return frozenset(
            word
            for word, count in self.english.items()
            if count > 1
            and word.isascii()
            and count / in_english
            > _ENGLISH_SHARE * (count / in_english + self.indonesian[word] / in_indonesian)
        )


def words(text: str) -> list[str]:
    """Lower-case words without accents, apostrophes and English endings; hyphenated words come apart."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()
    return [_ENDING.sub("", word).replace("'", "").replace("’", "") for word in _WORD.findall(plain)]


def count_words(data: Path, licences: Licences, sentences: Iterable[Translation]) -> WordCounts:
    """Count the words of every training text."""
    counts = WordCounts(Counter(), Counter(), Counter())
    for sentence in sentences:
        counts.english.update(words(sentence.english))
        counts.indonesian.update(words(sentence.indonesian))
    for context in _contexts(data, licences, "qa_en"):
        counts.english.update(words(context))
    for text in _indonesian_texts(data, licences):
        found = words(text)
        counts.indonesian.update(found)
        counts.neighbours.update(pairwise(found))
    return counts


def _contexts(data: Path, licences: Licences, name: str) -> set[str]:
    return {row["context"] for row in training_rows(data, name, licences)}


def _indonesian_texts(data: Path, licences: Licences) -> Iterator[str]:
    for row in training_rows(data, "news", licences):
        yield row["body"]
    yield from _contexts(data, licences, "qa_id")
