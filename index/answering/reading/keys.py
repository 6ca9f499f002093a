"""Words that can be compared: stems of content words, the same for Indonesian and English text.

These keys are part of what the reader learnt: changing them needs `python -m training.reader` again.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

FUNCTION_WORDS = frozenset(
    """
    ada adalah agar akan antara apa apakah atas atau bagaimana bagi bahwa banyak beberapa berapa
    berapakah bisa dalam dan dapat dari dengan di dia dimana hal hanya harus ia ini itu jika juga kapan
    kapankah karena ke kemana kepada ketika lagi lain lalu mana manakah mengapa mereka namun nya oleh
    pada para pun saat saja salah satu sang sangat saya sebagai sebuah secara sedang sehingga sejak
    seorang serta siapa siapakah suatu sudah telah tentang terhadap tersebut tetapi tidak untuk yaitu
    yakni yang a an and are as at be been being by can could did do does for from had has have he her his
    how in into is it its many much of on or she that the their them there these they this those to was
    were what when where which who whom whose why will with would
    """.split()
)


class Stem(Protocol):
    """One lower-case word to its stem."""

    def stemWord(self, word: str, /) -> str:  # noqa: N802 - PyStemmer's name
        """The stem of a word."""
        ...


class Keys:
    """A word as it is written to the key that it shares with its other forms; function words have none."""

    def __init__(self, stems: Sequence[Stem]) -> None:
        self._stems = tuple(stems)
        self.key = lru_cache(maxsize=100_000)(self._key)

    def _key(self, word: str) -> str:
        word = word.lower()
        if word in FUNCTION_WORDS or not any(letter.isalnum() for letter in word):
            return ""
        for stem in self._stems:
            word = stem.stemWord(word)
        return word


def load_keys() -> Keys:
    """Snowball's Indonesian stems, then its English ones."""
    import Stemmer

    return Keys((Stemmer.Stemmer("indonesian"), Stemmer.Stemmer("english")))
