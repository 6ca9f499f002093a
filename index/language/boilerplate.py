"""What a news page adds to its articles: "Baca juga: …", advertisements, video cues.

These spans are left out of what is searched and quoted; the stored body keeps them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import chain, islice
from operator import attrgetter

from index.language.page_lines import page_lines
from index.language.sentences import split_sentences
from index.types import Span

_LONGEST_TITLE = 200
_LISTED_TITLES = 3

_MARK = re.compile(
    r"""
    (?P<bracketed>
        [\[(][ ]?(?:(?:[Bb]aca|BACA)[ _]?|(?:[Ss]imak|[Ll]ihat|[Tt]onton|SIMAK|LIHAT|TONTON)[ ])(?:[Jj]uga|JUGA)\b
        [^\])\n]{0,300}[\])]
        | \[(?:[Gg]ambas|[Bb]acajuga|[Vv]ideo)\b[^\]\n]{0,200}\]
    )
    | (?P<advertisement>
        ADVERTISEMENT | SCROLL[ ]TO[ ](?:CONTINUE|RESUME)[ ]WITH[ ]CONTENT
        | (?:(?<=\n)|(?<=[.!?"”)][ ])|(?<![\s\S]))(?:Advertisement|Iklan)(?=[ ]?(?:\n|$)|[ ]["“'A-Z0-9])
        | (?<![Tt]he[ ])(?<![Aa]n[ ])(?<!of[ ])\bAdvertisement(?=[ ]["“'A-Z0-9])
    )
    | (?P<listed>
        (?:(?<=\n)|(?<![\s\S]))
        (?:[Bb]aca[ _][Jj]uga|BACA[ ]JUGA|Pilihan[ ][Rr]edaksi|PILIHAN[ ]REDAKSI)
        [ ]?:?(?=[ ]?(?:\n|$))
    )
    | (?P<comma> (?:Baca|BACA)[ _]?(?:[Jj]uga|JUGA)[ ]?:?[ ]?,[ ]? )
    | (?P<titled>
        (?:(?:(?:Baca|BACA)[ _]?|(?:Simak|SIMAK|Lihat|LIHAT|Tonton|TONTON)[ ])(?:[Jj]uga|JUGA)
           |(?:READ|Read|SEE|See)[ ](?:ALSO|[Aa]lso)|ALSO[ ]READ|Also[ ]read|READ[ ]MORE|Read[ ]more
        )[ ]?(?::|[-–—][ ])
        | (?:(?<=\n)|(?<![\s\S]))(?:Baca|BACA)[ ]?:
        | (?:(?<=\n)|(?<=[.!?"”)])|(?<=[.!?"”)\w][ ])|(?<![\s\S]))
          (?:Simak|Tonton|Lihat|Saksikan)(?:[ ]juga)?[ ][Vv]ideo(?:nya)?(?=[ ]?:|[ ]['"‘“])
    )
    | (?P<bare> (?:(?<=\n)|(?<=[.!?:"”)][ ])|(?<![\s\S]))(?:Baca[ ]Juga|Baca_Juga|BACA[ ]JUGA)[ ](?=["“'A-Z0-9]) )
    | (?P<pager>
        (?:Simak|Baca)[ ](?:berita|artikel|halaman)[ ]selengkapnya
        [ ]di[ ]halaman[ ](?:selanjutnya|berikutnya)\.?
        | (?:(?<=\n)|(?<=[.!?"”)][ ]))Halaman[ ](?:\d[ ]){1,9}Selanjutnya
    )
    """,
    re.VERBOSE,
)
_ALSO = ("juga", "Juga", "JUGA")
_CUES = (
    *(verb + also for verb in ("aca ", "aca_", "aca", "ACA ", "ACA_", "ACA") for also in _ALSO),
    *(verb + also for verb in ("imak ", "ihat ", "onton ", "IMAK ", "IHAT ", "ONTON ") for also in _ALSO),
    *(
        verb + video
        for verb in ("imak ", "ihat ", "onton ", "aksikan ")
        for video in ("video", "Video", "juga")
    ),
    *(
        "aca:",
        "ACA:",
        "aca :",
        "ACA :",
        "ead also",
        "ead Also",
        "EAD ALSO",
        "ee also",
        "ee Also",
        "EE ALSO",
        "Also read",
    ),
    *(
        "ead ALSO",
        "EAD also",
        "EAD Also",
        "ee ALSO",
        "EE also",
        "EE Also",
        "ALSO READ",
        "ead more",
        "EAD MORE",
    ),
    *(
        "ADVERT",
        "Advert",
        "Iklan",
        "SCROLL TO",
        "ambas",
        "[Video",
        "[video",
        "ilihan redaksi",
        "ilihan Redaksi",
    ),
    *(
        "ILIHAN REDAKSI",
        "imak berita",
        "imak artikel",
        "imak halaman",
        "aca berita",
        "aca artikel",
        "aca halaman",
    ),
    "Halaman ",
)
_GATES = tuple(
    "JUGA|Juga|juga|ideo|edaksi|REDAKSI|lso|LSO|aca|ACA|imak |ead more|EAD MORE|ADVERT|Advert|Iklan|SCROLL TO|ambas"
    "|Halaman ".split("|")
)
_CUES_BY_GATE = {
    gate: [cue for cue in dict.fromkeys(_CUES) if gate == next(part for part in _GATES if part in cue)]
    for gate in _GATES
}
"""Cues by a part that they share: where it is missing, none of them needs to be looked for."""

_FARTHEST_CUE = 3  # how far into a mark its cue begins: "[ Baca juga"
_TITLE_END = re.compile(
    r"[.!?][\"”’']?(?=[\s\"“A-Z]|$)|(?<=[a-z0-9)])(?=[\"“]?[A-Z][a-z])|(?= Simak Video)|(?=\[)"
)
_QUOTED_TITLE = re.compile(
    r" ?: ?| ?['\"‘“][^\n]{1,180}?['\"’”](?: di sini| berikut(?: ini)?)?(?: ?:|(?= ?\[)|(?=\s|$))"
)
_FINAL_PUNCTUATION = tuple('.!?;:,"”’…')


def boilerplate(text: str) -> list[Span]:
    """Find the spans of a text that belong to the page and not to the article, ascending and disjoint."""
    return _merged([*_marked(text), *page_lines(text)])


def _merged(spans: list[Span]) -> list[Span]:
    """The spans in their order, those that touch made one."""
    merged: list[Span] = []
    for span in sorted(spans, key=attrgetter("start", "end")):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _marked(text: str) -> list[Span]:
    """The spans that marks open: "Baca juga:", "ADVERTISEMENT"."""
    spans: list[Span] = []
    end = 0
    for cue in sorted(_places_of_cues(text)):
        for start in range(max(end, cue - _FARTHEST_CUE), cue + 1):
            match = _MARK.match(text, start)
            if match:
                end = _end_of(match, text)
                spans.append(Span(start, end))
                break
    return spans


def _places_of_cues(text: str) -> Iterator[int]:
    """Where literal parts of marks stand: finding these is many times faster than searching for the marks."""
    for cue in chain.from_iterable(cues for gate, cues in _CUES_BY_GATE.items() if gate in text):
        place = text.find(cue)
        while place >= 0:
            yield place
            place = text.find(cue, place + 1)


def without_boilerplate(text: str, start: int, end: int, skipped: list[Span]) -> Iterator[Span]:
    """The parts of `text[start:end]` between the skipped spans (ascending, disjoint)."""
    for span in islice(skipped, bisect_right(skipped, start, key=attrgetter("end")), None):
        if span.start >= end:
            break
        if span.start > start:
            yield Span(start, span.start)
        start = span.end
    if start < end:
        yield Span(start, end)


def article_sentences(text: str) -> list[Span]:
    """Split a text into its sentences, leaving boilerplate out."""
    skipped = boilerplate(text)
    if not skipped:
        return split_sentences(text)
    return [
        Span(part.start + sentence.start, part.start + sentence.end)
        for part in without_boilerplate(text, 0, len(text), skipped)
        for sentence in split_sentences(text[part.start : part.end])
    ]


def _end_of(match: re.Match[str], text: str) -> int:
    if match.lastgroup == "listed":
        return _end_of_list(text, match.end())
    if match.lastgroup == "titled":
        return _end_of_title(text, match.end())
    return match.end()


def _end_of_title(text: str, start: int) -> int:
    """Where the title after a mark ends: with its line, or in a long line where the next sentence begins."""
    line_end = _line_end(text, start)
    if line_end - start <= _LONGEST_TITLE:
        return line_end
    quoted = _QUOTED_TITLE.match(text, start)
    if quoted and quoted.end() > start + 3:
        return quoted.end()
    found = _TITLE_END.search(text, start + 3, start + _LONGEST_TITLE)
    return found.end() if found else start


def _end_of_list(text: str, start: int) -> int:
    """Where the titles listed below a mark of its own line end."""
    end = _line_end(text, start)
    for _ in range(_LISTED_TITLES):
        following = _line_end(text, end + 1)
        if not _is_title(text[end + 1 : following]):
            break
        end = following
    return end


def _line_end(text: str, start: int) -> int:
    found = text.find("\n", start)
    return len(text) if found < 0 else found


def _is_title(line: str) -> bool:
    """Whether most words of a line begin in capitals, as in Indonesian headlines, and it has no full stop."""
    if (
        len(line) > _LONGEST_TITLE
        or line.startswith(('"', "“"))
        or line.rstrip().endswith(_FINAL_PUNCTUATION[:-4])
    ):
        return False
    words = [word for word in line.split() if word[0].isalpha()]
    return len(words) >= 3 and 3 * sum(word[0].isupper() for word in words) >= 2 * len(words)
