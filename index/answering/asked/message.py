"""A message parted into what it tells beforehand and what it asks, each question in the normal form."""

import re
from dataclasses import dataclass

from index.answering.asked.courtesies import bare
from index.answering.asked.kinds import Kind, kind_of
from index.language.informal import standard

# Takes the end of a sentence with the blank behind it; not the stop after "dr", "No", one letter, or a number.
_ENDS = re.compile(
    r"(?<=[^\W\d_]{3}[.!])\s+|(?<=\?)\s+|(?<=\d{2}\.)\s+(?=[A-Z])|(?<=[^\W\d_]{3}[\")][.!])\s+"
)
_ABBREVIATED = re.compile(
    r"\b(?:prof|drs?|jend|kol|letjen|mayjen|brigjen|irjen|kombes|gen|col|mrs|vs|ltd|inc|tbk)\.$",
    re.IGNORECASE,
)
# Takes a word that asks; "apa" inside "siapa" is none.
_ASKS = re.compile(
    r"\b(?:siapa\w*|apa(?:kah|nya)?|kapan\w*|mana|berapa\w*|mengapa|kenapa|bagaimana|benarkah|sebutkan|"
    r"jelaskan|who|whom|whose|what|which|when|"
    r"where|why|how)\b|\b(?:benar|betul|sudah|ada|bisa|pernah|akan|masih|mau|mana)kah\b",
    re.IGNORECASE,
)
# Takes what joins a second question to a first: ", terus …", " dan …", " & …" before a question of its own.
_JOINS = re.compile(
    r"\s*(?:,|;|\?)\s*(?:(?:dan|and|terus|lalu|serta|trus|sama|plus|kemudian)\s+)?|\s+(?:dan|and|&|terus|"
    r"lalu|serta|plus)\s+",
    re.IGNORECASE,
)
# Takes two question words side by side, which ask one thing twice: "kapan dan di mana X".
_QUESTION_WORD = (
    r"(?:di mana|ke mana|dari mana|kapan|mengapa|kenapa|bagaimana|siapa|berapa|(?:pada )?(?:jam|tanggal|"
    r"tahun|hari) berapa|when|where|why|how|who|what|"
    r"how (?:many|much)|(?:at )?what (?:time|hour|date|year))"
)
_TWICE = re.compile(
    rf"^(?P<one>{_QUESTION_WORD})\s*(?:,|dan|and|&|serta|"
    rf"sama)\s*(?P<other>{_QUESTION_WORD})\s+(?P<rest>\S.*)$",
    re.IGNORECASE,
)
_TWICE_BEHIND = re.compile(
    rf"^(?P<rest>\S.*?\s)(?P<one>{_QUESTION_WORD})\s*(?:,|dan|and|&|serta|sama)?\s*(?P<other>(?:jam|"
    rf"tanggal|tahun|hari) berapa|{_QUESTION_WORD})$",
    re.IGNORECASE,
)
_LEAST_WORDS, _LEAST_TOLD = 2, 3
# Takes what tells what the writer is doing: "saya mau nulis soal X".
_WRITER = re.compile(
    r"^(?:(?:saya|aku|kami|gue|i['’]?m?|i am) )?(?:(?:lagi|sedang|mau|ingin|baru|currently|"
    r"just) )*(?:menulis|nulis|membuat|bikin|baca|membaca|riset|"
    r"meriset|cari|menyusun|nyusun|meliput|menonton|nonton|cek|writing|reading|researching|working on|"
    r"checking|doing)(?: (?:tulisan|artikel|berita|tugas|"
    r"makalah|laporan|skripsi|a story|an article|a piece|a paper))?(?: (?:soal|tentang|mengenai|about|"
    r"on))?\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Message:
    """What a message says.

    Attributes:
        context: What it tells before it asks, "" where it tells nothing; without who writes it and why.
        questions: At least one, in the normal form: standard spelling, no courtesies, "?" after all that ask.
    """

    context: str
    questions: tuple[str, ...]


def normal_form(text: str) -> Message:
    """A cleaned message in its normal form.

    The same message with or without "?", with or without capitals, has the same form but for the capitals.
    """
    parts = [standard(bare(part)) for part in _sentences(bare(text))]
    asking = [
        number for number, part in enumerate(parts) if _ASKS.search(part) or part.rstrip().endswith("?")
    ]
    if not asking or len(parts) == 1:
        return Message("", _parted(standard(bare(text))))
    context = " ".join(_WRITER.sub("", part.rstrip(".!")) for part in parts[: asking[0]])
    return Message(context, tuple(question for number in asking for question in _parted(parts[number])))


def marked(question: str) -> str:
    """A question with its mark; a topic has none."""
    plain = question.rstrip(" ?!.,;:")
    return plain if kind_of(plain) in (Kind.TOPIC, Kind.LATEST_NEWS) else f"{plain}?"


def _sentences(text: str) -> list[str]:
    parts: list[str] = []
    for part in _ENDS.split(text):
        if parts and (_ABBREVIATED.search(parts[-1]) or _goes_on(parts[-1])):
            parts[-1] += f" {part}"
        elif any(character.isalnum() for character in part):
            parts.append(part)
    return parts


def _goes_on(part: str) -> bool:
    """Whether a stop ends no sentence: after less than a sentence, or in a question ("… Lord John Pell. own …")."""
    return not part.endswith("?") and (len(part.split()) < _LEAST_TOLD or _ASKS.search(part) is not None)


def _parted(question: str) -> tuple[str, ...]:
    """The questions that one sentence asks."""
    plain = question.rstrip(" ?!.,;")
    if twice := _TWICE.match(plain) or _TWICE_BEHIND.match(plain):
        rest = twice["rest"].strip()
        first = twice.start("one") == 0
        pairs = [f"{word} {rest}" if first else f"{rest} {word}" for word in (twice["one"], twice["other"])]
        return tuple(map(marked, pairs))
    for joint in _JOINS.finditer(plain):
        before, behind = plain[: joint.start()], plain[joint.end() :]
        both = all(_ASKS.search(part) and len(part.split()) >= _LEAST_WORDS for part in (before, behind))
        if both and _opens_or_ends(behind):
            return (marked(before), marked(behind))
    return (marked(plain),)


def _opens_or_ends(part: str) -> bool:
    """Whether the question word stands at the beginning or the end, as it does in a question of its own."""
    words = part.split()
    return bool(_ASKS.search(" ".join(words[:2])) or _ASKS.search(" ".join(words[-2:])))
