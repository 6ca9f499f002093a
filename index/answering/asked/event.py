"""Births, deaths and weddings: whether a sentence tells them of the one who was asked about.

"Kim Jong Il memimpin sejak ayahnya, Kim Il Sung, meninggal pada 1994" has the name asked for in "Kapan Kim Jong Il
meninggal?", but it is the other one who died: the name right before the verb is its subject.
"""

import re
from dataclasses import dataclass

from index.language.names import NAME, PARTICLES, fold
from index.language.stopwords import ENGLISH, INDONESIAN

_EVENTS = {
    event: re.compile(rf"\b(?:{verbs})\b", re.IGNORECASE)
    for event, verbs in (
        (
            "death",
            r"meninggal(?:nya)?|wafat(?:nya)?|mangkat|tewas(?:nya)?|gugur|died|dies|die|killed|passed away",
        ),
        ("birth", r"lahir(?:nya)?|dilahirkan|born"),
        ("wedding", r"menikah|dinikahi|married|marry"),
    )
}
_NAMES = rf"{NAME}(?:\s+(?:(?:{'|'.join(sorted(PARTICLES))})\s+)?{NAME}){{0,6}}"
_NAMED = re.compile(rf"(?<!\w){_NAMES}")
_SUBJECT = re.compile(
    rf"(?<!\w)(?P<name>{_NAMES})\s*(?:\([^()]{{0,60}}\)|,)?\s+"
    r"(?:(?:yang|telah|sudah|juga|sendiri|akhirnya|was|had|has|who)\s+){0,3}$"
)
_BETWEEN = re.compile(
    r"\s+(?:(?:yang|telah|sudah|juga|sendiri|akhirnya|saat|ketika|waktu|ia|dia|beliau|was|had|has|when|he|she)\s+){0,4}",
    re.IGNORECASE,
)
_ASKS_WHO = re.compile(r"\b(?:siapa\w*|nama\w*|who|whose|whom|names?|which)\b", re.IGNORECASE)
_REACH = 160
"""Characters before the verb among which its subject stands."""


@dataclass(frozen=True, slots=True)
class Event:
    """What a question says befell somebody.

    Attributes:
        kind: "death", "birth" or "wedding".
        names: The words of each name that the question has, folded.
    """

    kind: str
    names: tuple[frozenset[str], ...]

    def is_told(self, sentence: str) -> bool:
        """Whether the sentence tells such an event."""
        return _EVENTS[self.kind].search(sentence) is not None

    def befell_another(self, sentence: str) -> bool:
        """Whether the sentence tells such events of people whom the question does not name, and of no other."""
        subjects = []
        for verb in _EVENTS[self.kind].finditer(sentence):
            subject = _SUBJECT.search(sentence[max(0, verb.start() - _REACH) : verb.start()])
            subjects.append(_words(subject["name"]) if subject else frozenset[str]())
        return bool(subjects) and all(subjects) and not any(map(self._may_be, subjects))

    def _may_be(self, subject: frozenset[str]) -> bool:
        return any(subject <= name or name <= subject for name in self.names)


def asked_event(question: str) -> Event | None:
    """The event that a question asks about, if it is one of these and befell somebody whom it names beside the verb.

    One that asks who it was has no name for him; "Berapa orang tewas di Kanjuruhan?" names a place.
    """
    if _ASKS_WHO.search(question):
        return None
    _, _, rest = question.lstrip().partition(" ")  # the first word is capitalised whatever it is
    verbs = [(kind, verb) for kind, pattern in _EVENTS.items() for verb in pattern.finditer(rest)]
    if len(verbs) != 1:
        return None
    [(kind, verb)] = verbs
    names = tuple(
        words
        for name in _NAMED.finditer(rest)
        if (
            _BETWEEN.fullmatch(rest, name.end(), verb.start())
            or _BETWEEN.fullmatch(rest, verb.end(), name.start())
        )
        and (words := _words(name.group()))
    )
    return Event(kind, names) if names else None


def _words(name: str) -> frozenset[str]:
    """A name's words, folded; empty for a pronoun."""
    words = (word for word in name.lower().split() if word not in PARTICLES)
    return frozenset(fold(word) for word in words if word not in INDONESIAN and word not in ENGLISH)
