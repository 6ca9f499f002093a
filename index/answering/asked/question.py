"""A question as everything downstream takes it: understood once, never looked at as raw text again."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.answering.asked.cleaning import clean_question
from index.answering.asked.conversation import Turn, standalone
from index.answering.asked.described import asks_what, described_name
from index.answering.asked.event import Event, asked_event
from index.answering.asked.form import Form, form_of
from index.answering.asked.kinds import QuestionType, awaited, question_type
from index.answering.asked.kinship import Kinship, asked_kinship
from index.answering.asked.office import Office, asked_office
from index.answering.asked.timing import Timing, timing, today_in_jakarta
from index.answering.asked.yes_no import asks_yes_or_no
from index.language.abbreviations import asked_abbreviation
from index.language.analysis import terms
from index.language.detection import detect
from index.search.query import Query
from index.types import Language

# Takes a capitalised word after the first one; the first is capitalised whatever it is.
_CAPITALISED = re.compile(r"(?<=\s)[A-Z]\w+")


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked. `understood` is its only maker.

    Attributes:
        typed: What the user wrote, on one line.
        spoken: The language of that, in which to reply.
        query: The form that stands alone, without a time that counts from today; with its language.
        leans_on: The subject's question where `typed` left something unsaid, else "".
        kind: The kind of thing that is asked for.
        is_yes_no: Whether yes or no, or the sentence that says so, is the answer.
        form: What the answer looks like, where it has a form of its own.
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
    kind: QuestionType
    is_yes_no: bool
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
        """The form that stands alone."""
        return self.query.text

    @property
    def language(self) -> Language:
        """The language of `text`."""
        return self.query.language


def understood(text: str, turns: Sequence[Turn] = (), *, today: date | None = None) -> Question:
    """What a user asks.

    Args:
        text: As it was typed.
        turns: The chat's earlier turns, oldest first.
        today: The day that "kemarin" counts from; the day in western Indonesia when left out.

    Raises:
        InputError: The question is empty or too long.
    """
    typed = clean_question(text)
    whole = standalone(typed, turns)
    when = timing(whole, today or today_in_jakarta())
    asked = when.query
    return Question(
        typed=typed,
        spoken=detect(typed),
        query=Query(asked, detect(asked), awaited(asked)),
        leans_on=turns[-1].question if whole != typed else "",
        kind=question_type(asked),
        is_yes_no=asks_yes_or_no(asked),
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
