"""What was learned from the corpora about words: their roots, their language, their translations."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from index.types import Language

DIRECTORY = Path(__file__).parent / "lexicon"
LIKELY = 0.25
RAREST = 9.0

_TRANSLATIONS: Mapping[Language, str] = {"en": "en-id.txt", "id": "id-en.txt"}


@dataclass(frozen=True, slots=True)
class Translated:
    """A stem of the other language, and how likely it translates the word (0..1)."""

    stem: str
    probability: float


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words and stems, lower case, without accents.

    Attributes:
        english: Words that English text uses and Indonesian text does not.
        roots: Indonesian words whose root the Snowball rules miss.
        compounds: Compounds written as one word, with their parts ("ibukota": "ibu kota").
        rarities: The inverse document frequency of stems, as decimal numbers.
    """

    english: frozenset[str]
    roots: Mapping[str, str]
    compounds: Mapping[str, str]
    rarities: Mapping[str, str]
    _translations: Callable[[Language], Mapping[str, str]]

    def translations(self, stem: str, language: Language) -> list[Translated]:
        """The likeliest stems of the other language for a stem of `language`, best first."""
        fields = self._translations(language).get(stem, "").split()
        return [Translated(fields[n], float(fields[n + 1])) for n in range(0, len(fields), 2)]

    def rarity(self, term: str) -> float:
        """How rare a stem is in the corpora (its inverse document frequency); an unknown one is the rarest."""
        return float(self.rarities.get(term, RAREST))

    def knows(self, stem: str, language: Language) -> bool:
        """Whether the stem has a likely translation, as common words do and names do not."""
        found = self._translations(language).get(stem)
        return found is not None and float(found.split(maxsplit=2)[1]) >= LIKELY


@cache
def load_lexicon() -> Lexicon:
    """The shipped lexicon, read once."""
    return read_lexicon(DIRECTORY)


def read_lexicon(directory: Path) -> Lexicon:
    """The lexicon of a directory."""

    @cache
    def translations(language: Language) -> Mapping[str, str]:
        """Those of one language are not even read where all questions are of the other."""
        return _table(directory / _TRANSLATIONS[language])

    return Lexicon(
        frozenset(_lines(directory / "english.txt")),
        _table(directory / "roots.txt"),
        _table(directory / "compounds.txt"),
        _table(directory / "rarities.txt"),
        translations,
    )


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines()


def _table(path: Path) -> dict[str, str]:
    """The lines of a file as their first word and the rest."""
    return {word: rest for word, _, rest in (line.partition(" ") for line in _lines(path))}
