"""Questions put to one outlet or writer: "Menurut artikel Lontar, berapa …?", "articles by Rina about …".

Only words beside "artikel", "berita", "report" and the like are taken for a name: "menurut wali kota" asks
what he said.
"""

import re
from dataclasses import dataclass

_TEXT = r"(?:artikel|berita|tulisan|laporan|liputan)"
_TEXT_EN = r"(?:articles?|reports?|stories|story|news)"
_NAME = r"[\w.&'’-]+(?: [\w.&'’-]+){0,4}?"
_OUTLET = rf"(?:(?:dari|di|milik)\s+)?(?P<outlet>{_NAME})"
_WRITER = rf"(?:oleh|karya)\s+(?P<author>{_NAME})"
_OUTLET_EN = rf"(?:(?:the|an?)\s+)?(?P<outlet>{_NAME})\s+{_TEXT_EN}"
_WRITER_EN = rf"(?:(?:the|an?)\s+)?{_TEXT_EN}\s+(?:by\s+(?P<author>{_NAME})|(?:from|in)\s+(?P<from>{_NAME}))"
_ABOUT = r"(?:\s*,\s*|\s+(?:tentang|soal|mengenai|perihal|about|on)\s+)"
_FIRST = (
    r"(?:(?:menurut|berdasarkan|(?:di )?dalam|di|pada|dari|cari(?:kan)?|tampilkan|apa (?:kata|isi)|according to|in"
    r"|from|find|show)\s+)?"
)
_LAST = r",?\s+(?:menurut|berdasarkan|(?:di )?dalam|di|pada|dari|according to|in|from)\s+"
_MADE = (
    rf"{_TEXT}\s+{_OUTLET}",
    rf"{_TEXT}\s+{_WRITER}",
    rf"{_TEXT}\s+{_OUTLET}\s+{_WRITER}",
    _OUTLET_EN,
    _WRITER_EN,
)
_FRAMES = tuple(
    re.compile(frame, re.IGNORECASE)
    for made in _MADE
    for frame in (
        rf"{_FIRST}{made}{_ABOUT}(?P<question>\S.*)",
        rf"(?P<question>\S.*?){_LAST}{made}\s*\??",
    )
)
_CUE = re.compile(rf"\b(?:{_TEXT}|{_TEXT_EN})\b", re.IGNORECASE)

_NO_NAMES = frozenset(
    "terbaru terkini terakhir terpopuler utama ini itu tersebut apa mana siapa lain latest recent newest any this that "
    "the what which who other".split()
)
"""Words that stand in a name's place and are none: they spare a look at all articles."""


@dataclass(frozen=True, slots=True)
class AskedOf:
    """What is asked, and of whom: parts of names, "" where anyone will do."""

    question: str
    outlet: str = ""
    author: str = ""


def asked_of(question: str) -> list[AskedOf]:
    """The ways to read a question as one that is put to an outlet or a writer; none where it can't be.

    Args:
        question: On one line. Whether the names are any outlet's or writer's is for the reader of the result to see.
    """
    if not _CUE.search(question):
        return []
    found = filter(None, (frame.fullmatch(question) for frame in _FRAMES))
    read = map(_read, found)
    return [asked for asked in read if not {asked.outlet.lower(), asked.author.lower()} & _NO_NAMES]


def _read(match: re.Match[str]) -> AskedOf:
    said = match.groupdict(default="")
    return AskedOf(said["question"], said.get("outlet", "") or said.get("from", ""), said.get("author", ""))
