"""Capitals as the texts have them: what was typed without, or with too many, is written as the articles write it."""

import re
from collections import Counter
from collections.abc import Iterable

from index.language.analysis import analyzer
from index.language.passage_terms import is_stopped

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
# Takes the end of a sentence, a line, or a quotation mark before a word: a capital behind it says nothing.
_BEGINS = re.compile(r"(?:^|[.!?:\n\"“(‘]\s*|[-–—]\s)$")
# Takes a capitalised word behind one that begins a sentence: both are of a name ("Kim Yong").
_NAME_GOES_ON = re.compile(r" [A-Z][a-z]")
_LOOKED_BACK = 3


class Written:
    """How texts write their words. Immutable."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._forms: dict[str, Counter[str]] = {}
        for text in texts:
            for match in _WORD.finditer(text):
                begins = _BEGINS.search(text[max(0, match.start() - _LOOKED_BACK) : match.start()])
                if not begins or self._is_name(match, text):
                    word = match.group()
                    self._forms.setdefault(word.lower(), Counter())[word] += 1

    @staticmethod
    def _is_name(first: re.Match[str], text: str) -> bool:
        """Whether a sentence's first word begins a name: no word of a lexicon, and a capitalised one follows."""
        return _NAME_GOES_ON.match(text, first.end()) is not None and not analyzer().is_common(
            first.group().lower()
        )

    def form(self, word: str) -> str | None:
        """The form that most of the texts' sentences have inside; None for a word that stands in none."""
        forms = self._forms.get(word.lower())
        return max(forms, key=lambda form: (forms[form], form)) if forms else None


def recased(text: str, written: Written) -> str:
    """The text with each word as `written` has it, whatever was typed; its first letter is a capital.

    A word that stands in none of the texts stays as it was typed, but for one in a text all of capitals.
    """
    shouted = text.isupper()

    def form(match: re.Match[str]) -> str:
        word = match.group()
        if is_stopped(word.lower()):
            return word if word.isupper() and len(word) > 1 and not shouted else word.lower()
        return written.form(word) or (word.lower() if shouted else word)

    cased = _WORD.sub(form, text)
    return cased[:1].upper() + cased[1:]
