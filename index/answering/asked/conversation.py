"""Follow-up questions: "Kapan dia meninggal?" after "Siapa Kim Yong Ju?" gets its subject.

Deterministic. A question leans on the one before when it has a pronoun without a name before it, when it is a question
word and no more, or with a bare predicate, and when it only puts another name in the place of the last. Anything else
is a new topic, and the old context is dropped.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.answering.asked.topic import (
    BARE_PREDICATES,
    DEMONSTRATIVE,
    GENERIC,
    KINDS,
    PERSONAL,
    QUESTION_WORDS,
    WORD,
    has_names,
    is_empty,
    is_unknown,
    name_runs,
    subject,
    topic,
)

REMEMBERED = 5
"""How many earlier turns may lend a subject."""

_MOST_CONTENT = 4
"""A pronoun in a question with more content words than this points into the question itself."""

_POSSESSIVE = frozenset({"his", "her", "its", "their"})
_JOINT = r"(?:(?:dan|lalu|terus|trus|kemudian|nah|oke|ok|and|so|then|but)[\s,]+)*"
_DEFINITION = re.compile(rf"^{_JOINT}(?:apa|siapa)(?:kah)? itu \w", re.IGNORECASE)
_OBJECT_SUFFIX = re.compile(r"(?<=\w{3})nya\b", re.IGNORECASE)
_NO_SUFFIX = re.compile(
    r"\b(?:bertanya|sebenarnya|akhirnya|biasanya|sepertinya|misalnya|umumnya|seharusnya|kiranya|nantinya|pastinya|"
    r"katanya|adanya|setidaknya|sebaiknya|selanjutnya|sebelumnya|rasanya|kayaknya|kenapanya|apanya|mananya)\b",
    re.IGNORECASE,
)
_INSTEAD = re.compile(
    rf"^{_JOINT}(?P<cue>bagaimana dengan|gimana dengan|bagaimana kalau|gimana kalau|kalau|kalo|what about|how about|"
    r"soal|tentang|(?P<weak>bagaimana|gimana|and|dan|lalu|terus))\s+(?:(?:soal|di|pada|untuk|yang|in|at|for|on|the)\s+)*"
    r"(?P<new>\S.*?)(?:\s+(?:itu|sih|ya|dong|gimana|bagaimana))?[\s?!.]*$",
    re.IGNORECASE,
)
_MOST_INSTEAD = 5
_WHO_OR_WHAT = re.compile(r"(?:siapa|apa|who|what|which)", re.IGNORECASE)
_VERB = re.compile(r"di\w{3,}(?:kan|i)|ber\w{4,}")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_ASKING = re.compile(
    r"\b(?:(?:(?:di|ke|dari)\s?mana|(?:(?:pada|sejak|tanggal|tahun|hari|bulan|jam|pukul)\s)*(?:berapa|kapan)|"
    r"dengan siapa|oleh siapa|siapa|apa|mengapa|kenapa|bagaimana|gimana)(?:kah)?(?:\s(?:saja|lama|banyak))?"
    r"|(?:since\s|until\s)?when|from where|where|why|who|whom|whose|how (?:many|much|long|old|far|big|tall)|how|"
    r"what|which)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of a chat, as it was asked or in the form that stood alone."""

    question: str


def standalone(question: str, turns: Sequence[Turn]) -> str:
    """The question with what it leaves unsaid taken from the turns before it; unchanged when it stands alone.

    Args:
        question: A cleaned question.
        turns: The chat's earlier turns, oldest first.
    """
    last = ""
    for turn in turns[-REMEMBERED:]:
        last = _resolved(turn.question, last)
    return _resolved(question, last)


def _resolved(question: str, last: str) -> str:
    """The question with what it leaves unsaid taken from the last one, which stands alone."""
    if not last or _DEFINITION.match(question):
        return question
    return (
        _with_pronoun_replaced(question, last)
        or _with_suffix_replaced(question, last)
        or _asked_of_another(question, last)
        or _asked_otherwise(question, last)
        or _completed(question, last)
        or question
    )


def _with_pronoun_replaced(question: str, last: str) -> str | None:
    """ "Kapan dia lahir?": the pronoun's place is the subject's."""
    words = list(WORD.finditer(question))
    pronoun = next((word for word in words if word.group().lower() in PERSONAL | DEMONSTRATIVE), None)
    about = topic(last)
    if pronoun is None or not about or not _points_back(question, pronoun):
        return None
    before = [word.group() for word in words if word.start() < pronoun.start()]
    personal = pronoun.group().lower() in PERSONAL
    named = has_names(before if personal else [word.group() for word in words])
    if named or sum(not is_empty(word.group()) for word in words) > _MOST_CONTENT:
        return None
    possessive = "'s" if pronoun.group().lower() in _POSSESSIVE and _owns(question, pronoun) else ""
    return _without_echo(question[: pronoun.start()], about) + possessive + question[pronoun.end() :]


def _without_echo(text: str, subject: str) -> str:
    """The text with the subject after it; "gempa" and "gempa Cianjur" make one "gempa Cianjur"."""
    first = subject.split()[0]
    echo = re.search(rf"\b{re.escape(first)}\s+$", text, re.IGNORECASE)
    return f"{text[: echo.start()] if echo else text}{subject}"


def _points_back(question: str, pronoun: re.Match[str]) -> bool:
    """Whether "it" and "that" stand for something: not in "is it true" or "said that many died"."""
    word = pronoun.group().lower()
    following = WORD.match(question, pronoun.end() + 1)
    if word == "that" and following:
        return following.group().lower() in KINDS or not question[: pronoun.start()].strip()
    return not (
        word == "it" and following and following.group().lower() in {"true", "possible", "known", "safe"}
    )


def _owns(question: str, pronoun: re.Match[str]) -> bool:
    """Whether the pronoun is followed by what is owned: "her husband", not "married her in 2020"."""
    following = WORD.match(question, pronoun.end() + 1)
    return following is not None and not is_empty(following.group())


def _with_suffix_replaced(question: str, last: str) -> str | None:
    """ "Berapa usianya?": the suffix becomes the subject."""
    about = topic(last)
    suffix = next(
        (
            found
            for found in _OBJECT_SUFFIX.finditer(question)
            if not any(word.start() < found.end() <= word.end() for word in _NO_SUFFIX.finditer(question))
        ),
        None,
    )
    if suffix is None or not about or has_names(WORD.findall(question)):
        return None
    rest = WORD.findall(question[suffix.end() :])
    if (
        any(is_unknown(word) for word in rest)
        or sum(not is_empty(w) for w in WORD.findall(question)) > _MOST_CONTENT
    ):
        return None
    return _without_echo(f"{question[: suffix.start()]} ", about) + question[suffix.end() :]


def _asked_of_another(question: str, last: str) -> str | None:
    """ "What about Semeru?": the last question with another name."""
    match = _INSTEAD.match(question)
    if match is None:
        return None
    new = match["new"]
    words = WORD.findall(new)
    content = [word for word in words if not is_empty(word)]
    if not content or len(words) > _MOST_INSTEAD or any(word.lower() in QUESTION_WORDS for word in words):
        return None
    if match["weak"] and not all(
        word[0].isupper() or word[0].isdigit() or is_unknown(word) for word in content
    ):
        return None
    if any(word.lower() in BARE_PREDICATES for word in content):
        return None
    return _exchanged(last, new)


def _exchanged(last: str, new: str) -> str | None:
    """The last question with its year or its names exchanged for the new ones."""
    if _YEAR.fullmatch(new):
        return _YEAR.sub(new, last, count=1) if _YEAR.search(last) else f"{last.rstrip(' ?!.')} {new}?"
    words = list(WORD.finditer(last))
    runs = name_runs(last)
    whole = subject(last)
    if whole and WORD.findall(new)[0].lower() in KINDS:
        start, end = whole.start, whole.end
    elif runs:
        start, end = words[runs[-1].start].start(), words[runs[-1].end - 1].end()
    else:
        content = [word for word in words if not is_empty(word.group())]
        if not content:
            return None
        start, end = content[-1].span()
    return f"{last[:start]}{new}{last[end:]}"


def _asked_otherwise(question: str, last: str) -> str | None:
    """ "Dan di mana?": the last question with another question word."""
    words = WORD.findall(question)
    asking = _ASKING.search(question)
    if asking is None or not all(is_empty(word) for word in words):
        return None
    asked = _ASKING.search(last)
    about = topic(last)
    if about and (asked is None or asked.group().lower().startswith(("berapa", "how "))):
        return f"{_sentence_case(asking.group())} {about}?"
    if asked is None:
        return None
    rest = last[asked.end() :]
    if not _WHO_OR_WHAT.match(asking.group()):
        rest = rest.removeprefix(" yang")
    return _sentence_case(f"{last[: asked.start()]}{asking.group()}{rest}")


def _completed(question: str, last: str) -> str | None:
    """ "Kapan meninggal?": the subject is added."""
    words = WORD.findall(question)
    content = [word for word in words if not is_empty(word)]
    asks = any(word.lower() in QUESTION_WORDS for word in words)
    about = topic(last)
    bare = all(word.lower() in BARE_PREDICATES | GENERIC for word in content)
    lone = len(content) == 1 and _VERB.fullmatch(content[0])
    if not about or not asks or not content or not (bare or lone):
        return None
    return f"{question.rstrip(' ?!.')} {about}?"


def _sentence_case(text: str) -> str:
    return text[:1].upper() + text[1:]
