"""Which sentences are quoted around an answer: one, or two that touch, never what lies between them."""

import re
from collections.abc import Sequence

from index.answering.evidence.evidence import Candidate, Reading, Source
from index.types import Citation, Span

RIVAL = 4.0
"""How far, in sentence score, a neighbour may lie below the best sentence and still be quoted with it.

Measured on the dev sets: the answer is in the first quotation as often as when a neighbour is always quoted
(facqa .894 and .894, idkmrc .686 and .686), and half of the quotations stay one sentence.
"""

# Takes a sentence that begins with a pronoun or a joint and so leans on the one before; not a name ("Diana …").
_LEANS_BACK = re.compile(
    r"[\"“'‘(]?(?:Ia|Dia|Beliau|Mereka|Keduanya|Ketiganya|Hal (?:itu|tersebut|ini|senada)|Itu|Ini|"
    r"Sementara itu|Namun|Tetapi|Selain itu|Padahal|Karena itu|Oleh karena itu|Akibatnya|"
    r"Menurutnya|Menurut (?:dia|ia)|Penyebabnya|"
    r"He|She|It|They|This|That|These|Those|His|Her|Their|Its|However|But|Both)\b"
)
_SAYS = (
    r"disampaikan|dikatakan|diungkapkan|diutarakan|dinyatakan|dilaporkan|diumumkan|diberitakan|disiarkan|dikutip|dilansir|"
    r"dibenarkan|dikonfirmasi|dikemukakan|disebutkan|ditegaskan|dijelaskan|diketahui|terungkap|berasal|bersumber"
)
# Takes a sentence that only says where the one before comes from: "Kabar itu disampaikan …".
_ATTRIBUTES_BACK = re.compile(
    rf"(?:(?:Kabar|Berita|Informasi|Hal|Pernyataan|Keterangan|Data|Angka|Kepastian|Laporan|Penjelasan|Temuan|Jumlah)(?:nya)?"
    rf"(?: (?:itu|ini|tersebut|duka))* (?:pertama kali |juga |telah |sebelumnya )?(?:{_SAYS})\b"
    rf"|Demikian(?:lah)? (?:\w+ ){{0,2}}(?:{_SAYS}|kata|menurut)\b|Begitu (?:kata|ujar|menurut)\b"
    r"|(?:The (?:news|figure|figures|number|report|announcement|information|claim)|That|This|It)"
    r" (?:was|were|came|comes|is) (?:first )?"
    r"(?:reported|announced|confirmed|carried|released|quoted|said|disclosed|given|from)\b)"
)
# Takes a sentence that announces the next one: "Dilansir BBC:"; it must end in a colon.
_ATTRIBUTES_AHEAD = re.compile(
    r"(?:Dilansir|Dikutip|Mengutip|Melansir|Menurut|Berdasarkan|Seperti (?:dilansir|dikutip|diberitakan)|"
    r"Quoting|Citing|According to)\b[^.!?]*:$"
)
# Takes verbs of saying; a quotation that has one needs no neighbour for its speaker.
_SPEAKER = re.compile(
    r"\b(?:kata|ujar|ucap|tutur|jelas|tegas|imbuh|ungkap|papar|sebut|lanjut|terang|said|says|told|added)\b"
)


def cited(
    source: Source, reading: Reading, readings: Sequence[Reading], *, answer: Span | None = None
) -> Citation:
    """The citation of a reading, its answer marked in it.

    Args:
        source: What the reading reads.
        reading: One of the readings.
        readings: All of them, best first.
        answer: Another span of the candidate's text to be marked than the reading's own.
    """
    marked = answer or Span(reading.start, reading.end)
    return source.cited(quoted(source.candidate, reading, readings), marked)


def quoted(candidate: Candidate, reading: Reading, readings: Sequence[Reading]) -> Span:
    """The reading's sentence, with the neighbour that it needs to be understood or attributed.

    Without one, a neighbour that may well hold the answer instead.
    """
    own = reading.sentence
    neighbour = needed(candidate, own)
    if neighbour is None:
        neighbour = rival(candidate, reading, readings)
    return together(candidate, own, neighbour)


def together(candidate: Candidate, own: int, neighbour: int | None) -> Span:
    """The range of a sentence and, if there is one, of its neighbour."""
    first, last = sorted((own, own if neighbour is None else neighbour))
    return Span(candidate.sentences[first][0], candidate.sentences[last][1])


def needed(candidate: Candidate, own: int) -> int | None:
    """The neighbour without which the sentence loses its speaker, its source or what its pronoun means."""
    text = candidate.sentence(own)
    start, end = candidate.sentences[own]
    before, after = own - 1, own + 1
    ahead = candidate.sentence(after) if touches(candidate, own, after) else ""
    back = candidate.sentence(before) if touches(candidate, before, own) else ""
    if ahead and (_in_quotation(candidate.text, end) or _ATTRIBUTES_BACK.match(ahead) or _is_headline(text)):
        return after
    spoken = _in_quotation(candidate.text, start) and not _SPEAKER.search(text)
    if back and (spoken or _LEANS_BACK.match(text) or _ATTRIBUTES_AHEAD.match(back)):
        return before
    return None


def rival(candidate: Candidate, reading: Reading, readings: Sequence[Reading]) -> int | None:
    """The neighbour in the same paragraph that may well hold the answer instead; the first of equals."""
    scores = {r.sentence: r.sentence_score for r in readings if r.candidate == reading.candidate}
    own = reading.sentence
    near = [
        other
        for other in (own - 1, own + 1)
        if scores.get(other, float("-inf")) >= reading.sentence_score - RIVAL
        and touches(candidate, min(own, other), max(own, other))
        and "\n" not in between(candidate, min(own, other), max(own, other))
    ]
    return max(near, key=lambda other: (scores[other], -other), default=None)


def touches(candidate: Candidate, first: int, second: int) -> bool:
    """Whether both sentences exist and only white space stands between them."""
    return first >= 0 and second < len(candidate.sentences) and not between(candidate, first, second).strip()


def between(candidate: Candidate, first: int, second: int) -> str:
    """What stands between two neighbouring sentences."""
    return candidate.text[candidate.sentences[first][1] : candidate.sentences[second][0]]


def _is_headline(text: str) -> bool:
    """Whether the sentence is a line without an end, as headlines inside an article are."""
    return text[-1:].isalnum()


def _in_quotation(text: str, position: int) -> bool:
    """Whether a quotation of the paragraph is still open there."""
    paragraph = text[text.rfind("\n", 0, position) + 1 : position]
    return paragraph.count('"') % 2 == 1 or paragraph.count("“") > paragraph.count("”")
