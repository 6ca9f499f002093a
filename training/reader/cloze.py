"""Questions made from news: a sentence with its name, date or number asked for, beside the passage that holds it.

A little text teaches a network to point at what was left out (after Ram et al. 2021, recurring spans, and Lewis
et al. 2019, cloze questions); the question word fits the kind of thing, and part of the questions is put word by
word into English.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from index.answering.reading.encoding import AskedPieces, Encoder
from index.answering.reading.keys import FUNCTION_WORDS
from index.language.calendar import FULL_MONTHS, WEEKDAYS, either
from index.language.detection import detect
from training.reader.examples import SENTENCE_END, WINDOW_PIECES, Target, locate
from training.reader.translation import Translations
from training.rows import Licences, training_rows

PASSAGE_CHARACTERS = 650
ENGLISH_SHARE = 0.25
ELSEWHERE_SHARE = 0.25
ABSENT_SHARE = 0.2
BOILERPLATE = re.compile(
    r"(?:Baca (?:juga|selengkapnya)|Simak juga|ADVERTISEMENT|SCROLL TO)[^\n]*", re.IGNORECASE
)
WORD = re.compile(r"\w[\w'’-]*")
SPOKEN = frozenset(
    """
    kata ujar tutur ucap jelas mengatakan menyatakan menegaskan menjelaskan menilai mengaku menuturkan
    """.split()
)
ROLES = frozenset(
    """
    presiden menteri ketua direktur gubernur bupati wali kapolres kapolri jenderal pelatih pemain aktor
    aktris penyanyi dokter profesor dr hakim jaksa anggota wakil sekretaris kepala komisaris juru bicara
    kapten artis pengacara istri suami putra putri ibu ayah bernama pendiri ceo
    """.split()
)
OPENINGS = frozenset(
    """
    sementara meski menurut selain seperti disusul bahkan kemudian saat setelah sebelum sedangkan kami
    kita tak usai
    """.split()
)
PLACED = {"di": "Di mana", "ke": "Ke mana", "dari": "Dari mana"}


class Kind(StrEnum):
    TIME = "time"
    NUMBER = "number"
    NAME = "name"
    QUOTED = "quoted"


_MONTHS = either(FULL_MONTHS)
DATE = re.compile(
    rf"\b(?:(?:{either(WEEKDAYS)})\s*(?:\(\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?\)|,?\s*\d{{1,2}}\s+(?:{_MONTHS})(?:\s+\d{{4}})?)"
    rf"|(?:pada )?\d{{1,2}}\s+(?:{_MONTHS})(?:\s+\d{{4}})?|(?:{_MONTHS})\s+\d{{4}}"
    r"|tahun \d{4}|pukul \d{1,2}[.:]\d{2}(?: WIB)?)",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"(?:(?:Rp|US\$|USD)\s?)?\b\d+(?:[.,]\d+)*"
    r"(?:\s?(?:persen|%|juta|miliar|triliun|ribu|meter|km|kilometer|kg|ton|hektare|hektar|orang|tahun|hari|"
    r"jam|menit|unit|kali|poin|gol|warga|rumah|anak|derajat))*"
)
NAME = re.compile(r"\b[A-Z][\w'-]*(?:\s+(?:(?:bin|van|de|al|dan)\s+)?[A-Z][\w'-]*){0,5}")
QUOTED = re.compile(r"[\"“]([^\"“”]{3,40})[\"”]")


@dataclass(frozen=True, slots=True)
class Blank:
    """A span of a sentence that can be asked for."""

    start: int
    end: int
    kind: Kind


def blanks(sentence: str) -> list[Blank]:
    """Dates, then numbers, names and short quotations that do not overlap with what was found before."""
    found: list[Blank] = []
    for kind, pattern in ((Kind.TIME, DATE), (Kind.QUOTED, QUOTED), (Kind.NUMBER, NUMBER), (Kind.NAME, NAME)):
        for match in pattern.finditer(sentence):
            start, end = match.span(1) if kind is Kind.QUOTED else match.span()
            if not (kind is Kind.NAME and plain_opening(match)) and all(
                end <= other.start or start >= other.end for other in found
            ):
                found.append(Blank(start, end, kind))
    return found


def plain_opening(match: re.Match[str]) -> bool:
    """Whether the capitals may only be those of a sentence's first word ("Namun Keenan", "Kami")."""
    first, _, rest = match[0].partition(" ")
    return match.start() == 0 and (not rest or first.lower() in OPENINGS or first.lower() in FUNCTION_WORDS)


def ask(sentence: str, blank: Blank, chance: random.Random, words: Translations | None) -> str:
    """A rough question whose answer is the blank; in English, word by word, when translations are given."""
    before = WORD.findall(sentence[: blank.start])
    after = WORD.findall(sentence[blank.end :])
    opening, english = question_word(before, after, blank, chance)
    if before and before[-1].lower() in PLACED and blank.kind is Kind.NAME:
        before = before[:-1]
    reach = chance.randint(4, 10)
    before, after = before[-reach:], after[: chance.randint(3, reach)]
    dropped = chance.random() * 0.4
    before, after = ([word for word in part if chance.random() >= dropped] for part in (before, after))
    rest = after + before if blank.kind is Kind.NUMBER or chance.random() < 0.25 else before + after
    if words is not None:
        opening, rest = english, [put(word, words, chance) for word in rest]
    text = [opening, *rest] if chance.random() < 0.85 else [*rest, opening.lower()]
    return " ".join(text) + "?" * (chance.random() < 0.9)


def question_word(
    before: list[str], after: list[str], blank: Blank, chance: random.Random
) -> tuple[str, str]:
    last = before[-1].lower() if before else ""
    if blank.kind is Kind.TIME:
        return chance.choice(("Kapan", "Kapan", "Kapankah", "Hari apa", "Tahun berapa")), chance.choice(
            ("When", "When did", "What year")
        )
    if blank.kind is Kind.NUMBER:
        return chance.choice(("Berapa", "Berapa", "Berapakah", "Berapa jumlah")), chance.choice(
            ("How many", "How much")
        )
    if blank.kind is Kind.QUOTED:
        return chance.choice(("Apa", "Apa nama", "Apa judul")), "What is"
    if last in PLACED:
        return PLACED[last], "Where"
    speaks = any(word.lower() in SPOKEN for word in (before[-1:] + after[:1]))
    if speaks or any(word.lower() in ROLES for word in before[-2:]):
        return chance.choice(("Siapa", "Siapakah", "Siapa nama", "Siapa yang")), chance.choice(
            ("Who", "Who is", "Who was")
        )
    return chance.choice(("Apa", "Apa nama", "Siapa", "Apakah", "Mana")), chance.choice(
        ("What", "What is", "Which", "Who")
    )


def put(word: str, words: Translations, chance: random.Random) -> str:
    """One of the word's English counterparts, by their probability; names and unknown words stay."""
    options = words.of.get(word.lower())
    if not options or (word[0].isupper() and chance.random() < 0.8):
        return word
    return chance.choices([option for option, _ in options], [weight for _, weight in options])[0]


def sentences(body: str) -> list[str]:
    return [
        part.strip()
        for part in SENTENCE_END.split(BOILERPLATE.sub("", body))
        if part and len(part.split()) >= 4
    ]


def cloze_targets(
    data: Path, licences: Licences, encoder: Encoder, words: Translations, chance: random.Random, *, each: int
) -> Iterator[Target]:
    """`each` questions for every stretch of about `PASSAGE_CHARACTERS` at a random place of every news article."""
    for row in training_rows(data, "news", licences):
        parts = sentences(row["body"])
        if not parts:
            continue
        first = chance.randrange(len(parts)) if chance.random() < 0.6 else 0
        stretch: list[str] = []
        for part in parts[first:]:
            if stretch and sum(map(len, stretch)) + len(part) > PASSAGE_CHARACTERS:
                break
            stretch.append(part)
        for _ in range(each):
            target = one_target(stretch, encoder, words, chance)
            if target is not None:
                yield target


def one_target(
    stretch: list[str], encoder: Encoder, words: Translations, chance: random.Random
) -> Target | None:
    number = chance.randrange(len(stretch))
    options = blanks(stretch[number])
    if not options:
        return None
    blank = chance.choice(options)
    answer = stretch[number][blank.start : blank.end]
    english = words if chance.random() < ENGLISH_SHARE else None
    written = ask(stretch[number], blank, chance, english)
    question = encoder.asked(written, detect(written))
    others = stretch[:number] + stretch[number + 1 :]
    elsewhere = [text for text in others if answer in text]
    fate = chance.random()
    if elsewhere and fate < ELSEWHERE_SHARE and len(answer) > 3:
        return pointed(question, " ".join(others), answer, encoder)
    if not elsewhere and others and fate < ABSENT_SHARE:
        passage = encoder.pieces(" ".join(others))
        return Target(encoder.sheet(question, passage, 0, min(len(passage.ids), WINDOW_PIECES + 20)), 0, 0)
    start = len(" ".join([*stretch[:number], ""])) + blank.start
    return placed(question, " ".join(stretch), start, start + len(answer), encoder)


def pointed(question: AskedPieces, text: str, answer: str, encoder: Encoder) -> Target | None:
    start = text.find(answer)
    return placed(question, text, start, start + len(answer), encoder)


def placed(question: AskedPieces, text: str, start: int, end: int, encoder: Encoder) -> Target | None:
    """The question with the passage, cut to the window that holds the code points `start` to `end`."""
    passage = encoder.pieces(text)
    span = locate(passage, start, end)
    if span is None or span[1] - span[0] > 30:
        return None
    longest = WINDOW_PIECES + 20
    first = max(0, min(span[0] - longest // 3, len(passage.ids) - longest))
    last = min(len(passage.ids), first + longest)
    if span[1] >= last:
        return None
    sheet = encoder.sheet(question, passage, first, last)
    return Target(sheet, sheet.offset + span[0] - first, sheet.offset + span[1] - first)
