"""Who wrote an article and for whom, as its lines say it: "Penulis: Rina Sari", "JAKARTA, KORAN.com -"."""

import re
from dataclasses import dataclass

_WRITERS = (
    "penulis|reporter|rep|pewarta|kontributor|wartawan|jurnalis|laporan(?: wartawan| reporter)?|writer|author"
)
_ROLES = (
    rf"(?:{_WRITERS}|editor|penyunting|redaktur(?: pelaksana)?|red|fotografer|penerjemah|uploader|videografer|produser"
    r"|sumber(?: berita)?|source)"
)
_WRITER = rf"(?:{_WRITERS}|oleh|by)"
_BYLINE = re.compile(
    rf"[\s*(\[•-]*{_ROLES}\s*(?:/\s*{_ROLES}\s*)*[:|]\s*(?P<names>[^\n]{{0,100}})", re.IGNORECASE
)
_WRITTEN = re.compile(
    rf"[\s*(\[•-]*(?:{_WRITER}\s*[:|]|(?:oleh|by)\s)\s*(?P<names>[^\n]{{1,100}})", re.IGNORECASE
)
_REPORT = re.compile(r"\s*\(?Laporan (?:[Ww]artawan|[Rr]eporter|[Kk]ontributor) [^\n]{3,90}")
_EDITED = re.compile(
    r"[\s*(\[•-]*(?:editor|penyunting|red|redaktur(?: pelaksana)?)\s*:\s*(?P<names>[^\n]{1,60})",
    re.IGNORECASE,
)
_NEXT_ROLE = re.compile(rf"\s*[|/,;-]?\s*\b(?:{_ROLES}|copyright)\s*[:©|]", re.IGNORECASE)
_POST = re.compile(
    r"^(?:kontributor|wartawan|reporter|jurnalis) [^,]{1,40},\s*|[\s,]*\b(?:jurnalis|reporter|wartawan|kontributor)$",
    re.IGNORECASE,
)
_DATE_BEHIND = re.compile(
    r"\s*[-–|,]?\s*(?:(?:on|pada) )?(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|\d{1,2}[ /]).*",
    re.IGNORECASE,
)
_SITE = re.compile(r"[A-Z][\w-]*\.(?:com|co|id|net|tv|org)(?:\.id)?\b", re.IGNORECASE)
_OUTLET = (
    r"(?:[A-Z][\w-]*\.(?:com|co|id|net|tv|org|COM|CO|ID|NET|TV|ORG)(?:\.(?:id|ID))?"
    r"|[A-Z][A-Z]{2,}[A-Za-z]*(?: [A-Z][A-Za-z]+)?|[A-Z]\w+ (?:News|Online|Post))"
)
_PLACE = r"[A-Z][A-Za-z.'’]*(?:[ /-][A-Z][A-Za-z.'’]*){0,3}"
_DATELINE = re.compile(
    rf"(?:(?P<first>{_OUTLET})\s*(?:,|[-–—]{{1,2}})\s*)?(?:{_PLACE}(?:,\s*{_PLACE})?)?"
    rf"(?:\s*[,(]\s*(?P<second>{_OUTLET})\)?)?\s*(?:\([A-Z]\w+\)\s*)?(?:--|[-–—]|:)+\s*(?=[\"“'‘A-Z0-9])"
)
_SIGNS = re.compile(r"[a-z]{2,6}(?:[/-][a-z]{2,6})+|@\w+|(?:https?://)?(?:\w+\.)+\w{2,4}/?\S*")
_PARTICLES = frozenset("dan and bin binti van de via from dari".split())
_LONGEST_NAMES = 10
_LONGEST_DATELINE = 70


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before an article's first sentence: where it ends, and the outlet that it names, or ""."""

    end: int
    outlet: str


def is_byline(line: str) -> bool:
    """Whether a line names who made the article, and says nothing else."""
    if _REPORT.fullmatch(line):
        return True
    found = _BYLINE.match(line)
    return found is not None and _is_names(found["names"])


def person(line: str) -> str:
    """The writer that a line names ("Penulis: Rina Sari | Editor: Budi"), "" where it names none."""
    return _named(_WRITTEN.match(line))


def editor(line: str) -> str:
    """The editor that a line names, "" where it names none."""
    return _named(_EDITED.match(line))


def _named(found: re.Match[str] | None) -> str:
    if found is None:
        return ""
    names = _NEXT_ROLE.split(found["names"])[0]
    names = without_post(_DATE_BEHIND.sub("", names))
    return names if names and _is_names(names) else ""


def without_post(name: str) -> str:
    """A name without what the outlet calls its bearer: "Kontributor Lhokseumawe, Rina" is Rina."""
    return _POST.sub("", name).strip(" )]*.,|-")


def dateline(body: str) -> Dateline:
    """The dateline at the start of a body; it ends at 0 where there is none."""
    found = _DATELINE.match(body[:_LONGEST_DATELINE])
    if found is None:
        return Dateline(0, "")
    site = _SITE.search(found[0])
    outlet = site[0] if site else found["second"] or ""
    return Dateline(found.end(), outlet if site or not outlet.isupper() else "")


def _is_names(text: str) -> bool:
    """Whether words are all but all capitalised, and no question or sentence."""
    words = [word for word in re.split(r"[\s/,]+", text) if any(map(str.isalpha, word))]
    if len(words) > _LONGEST_NAMES or text.rstrip().endswith(("?", "!")):
        return False
    large = [word for word in words if not word[0].islower() or "." in word or word in _PARTICLES]
    return 2 * len(large) > len(words) or _SIGNS.fullmatch(text.strip(" .)]")) is not None
