"""Follow-up questions: "Kapan dia meninggal?" after "Siapa Kim Yong Ju?" gets its subject.

Deterministic: a question leans on the last turn when it has a pronoun and no subject of its own, or only a
question word and a bare predicate. Anything else is a new topic, and the old context is dropped.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


def words_of(text: str) -> frozenset[str]:
    """The words that blanks separate."""
    return frozenset(text.split())


QUESTION_WORDS = words_of(
    """
    siapa siapakah apa apakah kapan kapankah mana manakah dimana dimanakah kemana darimana berapa
    berapakah mengapa mengapakah kenapa bagaimana bagaimanakah gimana bilamana who whom whose what when
    where which why how is are was were do does did can could has have had will would
    """
)
_PRONOUNS = words_of(
    """
    dia ia beliau mereka itu tersebut he him his she her hers it its they them their theirs that this
    """
)
_FILLERS = words_of(
    """
    di ke dari pada oleh dan atau yang untuk dengan sih ya dong kah tadi lalu terus kalau soal tentang
    adalah ialah the a an of in on at to by from and or about so then long much many old ago please tell
    me lama banyak tua umur usia
    """
)
BARE_PREDICATES = words_of(
    """
    meninggal wafat tewas mati lahir dilahirkan menikah terjadi berlangsung mulai dimulai berakhir
    selesai menang kalah dilantik ditangkap dihukum diresmikan dibuka dibangun berangkat tiba jatuh
    terpilih pensiun mundur sebabnya penyebabnya alasannya lokasinya tempatnya waktunya tanggalnya
    jumlahnya umurnya usianya namanya jabatannya hasilnya korbannya die died dead born marry married
    happen happened start started begin began end ended win won lose lost elected arrested arrive
    arrived retire retired resign resigned open opened built crash crashed age
    """
)
_DEFINITION = re.compile(r"^(?:apa(?:kah)?|siapa(?:kah)?) itu\b", re.IGNORECASE)
_OBJECT_SUFFIX = re.compile(r"(?<=\w{3})nya\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of a chat, in the form that stood alone."""

    question: str


def standalone(question: str, turns: Sequence[Turn]) -> str:
    """The question with what it leaves unsaid taken from the last turn; unchanged when it stands alone.

    Args:
        question: A cleaned question.
        turns: The chat's earlier turns, oldest first.
    """
    if not turns or not _leans(question):
        return question
    subject = topic(turns[-1].question)
    if not subject:
        return question
    pronoun = next((w for w in _WORD.finditer(question) if w.group().lower() in _PRONOUNS), None)
    if pronoun:
        possessive = "'s" if pronoun.group().lower() in {"his", "her", "its", "their"} else ""
        return f"{question[: pronoun.start()]}{subject}{possessive}{question[pronoun.end() :]}"
    suffix = _OBJECT_SUFFIX.search(question)
    if suffix:
        return f"{question[: suffix.start()]} {subject}{question[suffix.end() :]}"
    return f"{question.rstrip(' ?!.')} {subject}?"


def topic(question: str) -> str:
    """What a question is about: its names, or else its words without question words, pronouns and fillers."""
    names = _names(question)
    if names:
        return " ".join(names)
    content = [w for w in _words(question) if not _is_empty(w)]
    return " ".join(w for w in content if w.lower() not in BARE_PREDICATES) or " ".join(content)


def _leans(question: str) -> bool:
    words = _words(question)
    if _names(question) or _DEFINITION.match(question):
        return False
    content = [w for w in words if not _is_empty(w)]
    if any(w.lower() in _PRONOUNS for w in words) or _OBJECT_SUFFIX.search(question):
        return len(content) <= 4
    return all(w.lower() in BARE_PREDICATES for w in content)


def _is_empty(word: str) -> bool:
    lowered = word.lower()
    return lowered in QUESTION_WORDS or lowered in _PRONOUNS or lowered in _FILLERS


def _words(question: str) -> list[str]:
    return _WORD.findall(question)


def _names(question: str) -> list[str]:
    """Capitalised words that are not there only because they begin the question, and numbers beside them."""
    words = _words(question)
    if question.isupper():
        return []
    return [
        word
        for position, word in enumerate(words)
        if word[0].isupper() and not _is_empty(word) and (position > 0 or (word.isupper() and len(word) > 1))
    ]
