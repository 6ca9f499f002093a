"""Training questions with the texts that answer them or only seem to, each with what the network should say."""

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from index.language.boilerplate import article_sentences
from training.rows import Licences, read_lines, training_rows

SPAN_SETS = ("qa_id", "qa_id_mt", "qa_en_on_id", "qa_en")
WITHOUT_SPANS = frozenset({"donnn_llm"})
NEAR_COPY = 0.6
WORD = re.compile(r"\w+")

Range = tuple[int, int]
"""Half-open code points."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is read: an article or a passage of a public set."""

    key: str
    title: str
    day: date | None
    body: str


@dataclass(frozen=True, slots=True)
class Told:
    """A text that answers.

    Attributes:
        evidence: The sentences that carry the answer.
        spans: The shortest answers; none where only sentences answer.
        items: Every stretch that is an item of the answer or the answer itself.
        sure: Whether `evidence` is known; else only that the text answers.
    """

    text: Text
    evidence: tuple[Range, ...]
    spans: tuple[Range, ...]
    items: tuple[Range, ...]
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of an article that a search found, and its score."""

    article: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Tempting:
    """A text that does not answer, and the part of it that a search found (the whole for None)."""

    text: Text
    around: Range | None


@dataclass(frozen=True, slots=True)
class Example:
    """A question in all its wordings.

    Attributes:
        affirmed: Of a question whether something is so, that it is; None for any other.
        tempting: Most alike first.
    """

    wordings: tuple[str, ...]
    kind: str
    source: str
    told: tuple[Told, ...]
    tempting: tuple[Tempting, ...]
    affirmed: bool | None = None


def archive(data: Path, licences: Licences) -> dict[str, Text]:
    """The news articles by their ids."""
    texts = {}
    for row in training_rows(data, "news", licences):
        day = row["date"][:10] if re.match(r"\d{4}-\d\d-\d\d", row.get("date") or "") else None
        texts[row["id"]] = Text(
            row["id"], row["title"], date.fromisoformat(day) if day else None, row["body"]
        )
    return texts


def newsroom_examples(
    newsroom: Path, texts: Mapping[str, Text], found: Mapping[str, Sequence[Hit]]
) -> Iterator[Example]:
    """The questions of `train.jsonl`; `found` has what the search finds for each, best first."""
    for row in read_lines(newsroom / "train.jsonl"):
        own = texts.get(row["article_id"])
        if own is None:
            continue
        answering = [(row["article_id"], row["sentences"])] if row["answerable"] else []
        answering += [(more["article_id"], more["sentences"]) for more in row["more"]]
        told = tuple(
            each
            for article, sentences in answering
            if article in texts and (each := told_by(texts[article], sentences, row)) is not None
        )
        if row["answerable"] and not told:
            continue
        tempting = tuple(tempters(row, texts, found.get(row["id"], ())))
        if not row["answerable"]:
            hits = (hit for hit in found.get(row["id"], ()) if hit.article == own.key)
            around = next(((hit.start, hit.end) for hit in hits), None)
            tempting = (Tempting(own, around), *tempting)
        affirmed = row["polarity"] == "yes" if row["polarity"] else None
        yield Example((row["question"], *row["also"]), row["kind"], "newsroom", told, tempting, affirmed)


def told_by(text: Text, sentences: Sequence[str], row: Mapping[str, Any]) -> Told | None:
    """Where the quoted sentences stand in the body; None where none does."""
    places = [at for sentence in sentences if (at := place_of(text.body, sentence)) is not None]
    if not places:
        return None
    forms = list(row["answers"])
    items = [form for part in row["parts"] or () for form in part]
    spans = tuple(at for form in forms for at in inside(text.body, form, places))[:1]
    marked = tuple(at for form in [*forms, *items] for at in inside(text.body, form, places))
    return Told(text, tuple(places), spans, marked)


def place_of(body: str, sentence: str) -> Range | None:
    sentence = sentence.strip()
    start = body.find(sentence)
    return (start, start + len(sentence)) if sentence and start >= 0 else None


def inside(body: str, form: str, places: Sequence[Range]) -> Iterator[Range]:
    """Where a spelling stands, whole words, in the places; the first of each."""
    pattern = re.compile(rf"(?<!\w){re.escape(form.strip())}(?!\w)", re.IGNORECASE)
    for start, end in places if form.strip() else ():
        if match := pattern.search(body, start, end):
            yield match.span()


def tempters(row: Mapping[str, Any], texts: Mapping[str, Text], hits: Sequence[Hit]) -> Iterator[Tempting]:
    """What the search finds that holds neither the answer's words nor a near copy of its sentences."""
    forms = [*row["answers"], *(form for part in row["parts"] or () for form in part)]
    sentences = [*row["sentences"], *(s for more in row["more"] for s in more["sentences"])]
    for hit in hits:
        text = texts.get(hit.article)
        if text is None:
            continue
        part = text.body[hit.start : hit.end]
        if any(form.lower() in part.lower() for form in forms) or any(near(part, each) for each in sentences):
            continue
        yield Tempting(text, (hit.start, hit.end))


def near(part: str, sentence: str) -> bool:
    """Whether the part holds most of the sentence's words."""
    words = {word for word in WORD.findall(sentence.lower()) if len(word) > 3}
    return len(words & set(WORD.findall(part.lower()))) > NEAR_COPY * len(words) if words else False


def public_examples(
    data: Path,
    licences: Licences,
    found: Mapping[str, Sequence[Hit]],
    corpora: Mapping[str, Mapping[str, str]],
) -> Iterator[Example]:
    """The rows of the public sets; `corpora` has the contexts by the ids under which they were searched."""
    for name in SPAN_SETS:
        contexts = corpora.get(name, {})
        for number, row in enumerate(training_rows(data, name, licences)):
            text = Text(f"{name}-{number}", row["title"], None, row["context"])
            if not row["answerable"]:
                yield Example((row["question"],), "public", row["source"], (), (Tempting(text, None),))
                continue
            tempting = tuple(
                Tempting(Text(f"{name}-{hit.article}", "", None, text), None)
                for hit in found.get(row["id"], ())
                if (text := contexts.get(hit.article, row["context"])) != row["context"]
                and not any(answer.lower() in text.lower() for answer in row["answers"])
            )
            told = public_told(text, row)
            if told is not None:
                yield Example((row["question"],), "public", row["source"], (told,), tempting)


def public_told(text: Text, row: Mapping[str, Any]) -> Told | None:
    if row["source"] in WITHOUT_SPANS:
        return Told(text, (), (), (), sure=False)
    spans = tuple(
        (start, start + len(answer))
        for answer, start in zip(row["answers"], row["answer_start"], strict=False)
        if text.body[start : start + len(answer)] == answer
    )
    if not spans:
        return None
    start, end = spans[0]
    evidence = [(s.start, s.end) for s in article_sentences(text.body) if s.start < end and start < s.end]
    return Told(text, tuple(evidence), spans, (spans[0],))


def kinds_of(examples: Sequence[Example]) -> Counter[tuple[str, bool]]:
    """How many questions of each kind are answered, and how many are not."""
    return Counter((example.kind, bool(example.told)) for example in examples)


SLIPS = ("min ", "kak ", "halo, ", "halo min, mau tanya. ", "mau tanya dong, ", "hi, ", "permisi, ")


def as_typed(question: str, chance: random.Random) -> str:
    """The same question as people type it: without its mark, in lower case, with a greeting before it, a slip in it."""
    if chance.random() < 0.3:
        question = question.rstrip(" ?")
    if chance.random() < 0.3:
        question = question.lower()
    if chance.random() < 0.05:
        question = chance.choice(SLIPS) + question
    if chance.random() < 0.06 and len(question) > 12:
        at = chance.randrange(1, len(question) - 2)
        if question[at].isalpha() and question[at + 1].isalpha():
            question = question[:at] + question[at + 1] + question[at] + question[at + 2 :]
    return question
