"""A question as everything downstream takes it: understood once, never looked at as raw text again."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from index.answering.asked.awaited import SEARCHED, Awaited, awaited_by
from index.answering.asked.cleaning import clean_question
from index.answering.asked.conversation import Turn, standalone
from index.answering.asked.described import asks_what, described_name
from index.answering.asked.event import Event, asked_event
from index.answering.asked.form import Form, form_of
from index.answering.asked.kinds import Kind, kind_of
from index.answering.asked.kinship import Kinship, asked_kinship
from index.answering.asked.message import marked, normal_form
from index.answering.asked.office import Office, asked_office
from index.answering.asked.small_talk import SmallTalk, small_talk
from index.answering.asked.timing import Timing, timing, today_in_jakarta
from index.answering.asked.topic import name_runs, topic
from index.language.abbreviations import asked_abbreviation
from index.language.analysis import terms
from index.language.casing import Written, recased
from index.language.detection import detect
from index.search.query import AnswerKind, Query
from index.types import Language

# Takes a capitalised word after the first one; the first is capitalised whatever it is.
_CAPITALISED = re.compile(r"(?<=\s)[A-Z]\w+")

Mend = Callable[[str], str]
"""Mends typing errors."""


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked. `understood` and `asked_in` are its only makers.

    Attributes:
        typed: What the user wrote, on one line.
        spoken: The language of that, in which to reply.
        query: The normal form that stands alone, without a time that counts from today; with its language.
        leans_on: The question or remark whose subject it takes where it leaves its own unsaid, else "".
        kind: What has to be found.
        small_talk: What kind of small talk it is; then nothing is searched.
        awaited: What the answer looks like, by the question word.
        form: What the answer looks like, where it has a form of its own: a sum of money, so many people.
        names: The terms of its names.
        timing: The time that it speaks of.
        described: The name that it asks to be described, if it does.
        defines: Whether it asks what a thing is in so many words, so that `described` needs no capital.
        abbreviation: What it asks the long form of.
        office: The office that it asks the holder of.
        kinship: The relation by which it asks for a person.
        event: What befell the person it asks about.
    """

    typed: str
    spoken: Language
    query: Query
    leans_on: str
    kind: Kind
    small_talk: SmallTalk | None
    awaited: Awaited
    form: Form | None
    names: frozenset[str]
    timing: Timing
    described: str | None
    defines: bool
    abbreviation: str | None
    office: Office | None
    kinship: Kinship | None
    event: Event | None

    @property
    def text(self) -> str:
        """The normal form that stands alone."""
        return self.query.text

    @property
    def language(self) -> Language:
        """The language of `text`."""
        return self.query.language


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What is the same for every question of one message."""

    typed: str
    language: Language
    today: date


def understood(text: str, turns: Sequence[Turn] = (), *, today: date | None = None) -> Question:
    """The first question of a message; see `asked_in`."""
    return asked_in(text, turns, today=today)[0]


def asked_in(
    text: str, turns: Sequence[Turn] = (), *, today: date | None = None, mend: Mend = str
) -> tuple[Question, ...]:
    """The questions of a message, in order, at least one; a later one may lean on an earlier one.

    Args:
        text: As it was typed.
        turns: The chat's earlier turns, oldest first; small talk among them changes no subject.
        today: The day that "kemarin" counts from; the day in western Indonesia when left out.
        mend: Mends typing errors of what stands alone.

    Raises:
        InputError: The message is empty or too long.
    """
    typed = clean_question(text)
    spoken = _Spoken(typed, detect(typed), today or today_in_jakarta())
    said = small_talk(typed)
    if said is not None:
        return (_made(spoken, typed, "", said),)
    message = normal_form(typed)
    earlier = [*_questions_of(turns), *([Turn(message.context)] if message.context else [])]
    found: list[Question] = []
    for question in message.questions:
        whole = standalone(question, earlier)
        if whole == question and message.context and not name_runs(question):
            whole = marked(f"{question.rstrip('?')} {topic(message.context)}")
        found.append(_made(spoken, mend(whole), earlier[-1].question if whole != question else ""))
        earlier.append(Turn(whole))
    return tuple(found)


def _questions_of(turns: Sequence[Turn]) -> list[Turn]:
    """What was asked in earlier turns, in the normal form; small talk is left out."""
    asked = [turn.question for turn in turns if turn.question.strip() and small_talk(turn.question) is None]
    return [Turn(question) for text in asked for question in normal_form(text).questions]


def as_written(question: Question, texts: Iterable[str]) -> Question:
    """The question with its words written as texts found for it write them, whatever capitals were typed.

    What it names is understood again from that: "siapa istri jokowi" names Jokowi as soon as an article does.
    """
    if question.small_talk is not None:
        return question
    cased = recased(question.text, Written(texts))
    spoken = _Spoken(question.typed, question.spoken, today_in_jakarta())
    again = _made(spoken, cased, question.leans_on)
    return replace(again, timing=question.timing)


def _made(spoken: _Spoken, whole: str, leans_on: str, said: SmallTalk | None = None) -> Question:
    when = timing(whole, spoken.today)
    asked = when.query
    awaited = awaited_by(asked)
    return Question(
        typed=spoken.typed,
        spoken=spoken.language,
        query=Query(asked, detect(asked), SEARCHED.get(awaited, AnswerKind.OTHER)),
        leans_on=leans_on,
        kind=Kind.SMALL_TALK if said else kind_of(asked),
        small_talk=said,
        awaited=awaited,
        form=form_of(asked),
        names=frozenset(terms(" ".join(_CAPITALISED.findall(asked)))),
        timing=when,
        described=described_name(asked),
        defines=asks_what(asked),
        abbreviation=asked_abbreviation(asked),
        office=asked_office(asked),
        kinship=asked_kinship(asked),
        event=asked_event(asked),
    )
