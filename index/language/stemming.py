"""Stems of words: roots learned from the corpora first, then the Snowball rules of the word's language."""

from collections.abc import Mapping

import Stemmer


class Stems:
    """Indonesian and English stems of lower-case words; the language of a word is looked up, not its text's.

    The Snowball rules cut "menewaskan" to "ewas" and "menteri" to "teri"; the learned roots mend such words.
    """

    def __init__(self, english: frozenset[str], roots: Mapping[str, str]) -> None:
        self.english = english
        self.roots = roots
        # Without their own memory of words, the rules take a ninth of the time; the analyzer remembers.
        self._indonesian_rules = Stemmer.Stemmer("indonesian", 0)
        self._english_rules = Stemmer.Stemmer("english", 0)

    def stem(self, word: str) -> str:
        """The stem of a lower-case word without accents."""
        return self.english_stem(word) if word in self.english else self.indonesian_stem(word)

    def english_stem(self, word: str) -> str:
        """The stem by the English rules, whatever the word."""
        stem: str = self._english_rules.stemWord(word)
        return stem

    def indonesian_stem(self, word: str) -> str:
        """The learned root, else the stem by the Indonesian rules, whatever the word."""
        root = self.roots.get(word)
        if root is not None:
            return root
        stem: str = self._indonesian_rules.stemWord(word)
        return stem
