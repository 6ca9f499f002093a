"""Lines that a page puts around and between an article's sentences: who made it, whose picture, where to follow.

Each kind is known by how such lines are made: a label and a name, or an order to the reader ("Ikuti …", "Simak …")
that names a channel or another page. A sentence that tells something is none of them.
"""

import re
from collections.abc import Iterator

from index.language.bylines import is_byline
from index.types import Span

_INITIALS = re.compile(
    r"[(\[] ?(?:[a-z]{2,6}|[A-Za-z]{2,6}(?: ?[/*-] ?\w{1,6}){1,3}|\w{1,6}(?:[./]\w{1,6}){2,4}) ?[)\]]"
    r"(?: [a-z0-9][^\n.!?]*)?[^\S\n]*(?=\n|$)"
)
_BEFORE_INITIALS = (*".!?…\"”’')]\n",)
_LABELLED = re.compile(r"[\s*(\[•-]*[A-Za-z]{2,12}[^\n:|]{0,40}[:|]")
_CREDIT = re.compile(
    r"\s*[(\[]?(?:sumber |kredit |credit |keterangan )?"
    r"(?:foto|photo|gambar|image|ilustrasi|infografis|video|grafis|caption)(?: (?:oleh|by|ilustrasi|header))?\s?:"
    r"[^\n]{1,200}",
    re.IGNORECASE,
)
_CREDITED = re.compile(
    r"[^\n]{0,200}?[(\[](?:(?:foto|photo|dok|ilustrasi|sumber|kredit|credit|screenshot|tangkapan layar)\b\.?"
    r"|ANTARA|AFP|AP|Reuters|Getty|Shutterstock|Freepik|Unsplash|Pexels|Pixabay|iStock|Instagram|Istimewa|ist\b)"
    r"[^)\]\n]{0,100}[)\]]\s*",
    re.IGNORECASE,
)
_AGENCY = re.compile(
    r"(?:[./]\s?|/)(?:Pinterest|Shutterstock|Freepik|Unsplash|Pexels|Pixabay|iStock|Getty ?Images|Antara Foto"
    r"|ANTARA FOTO(?:/[^\n]{1,40})?|AFP(?: PHOTO)?|REUTERS|Reuters|Istimewa|Dok(?:\. |umentasi )[^\n.]{1,40})\.?\s*$"
)
_LEGAL = re.compile(
    r"\s*(?:copyright\b|©|\(c\) ?\d{4}|hak cipta|all rights reserved"
    r"|dilarang (?:keras )?(?:mengambil|mengutip|menyalin|memperbanyak))[^\n]{0,250}",
    re.IGNORECASE,
)
_ALONE = frozenset(
    (
        "headline", "bagikan", "share", "share this", "bagikan berita ini", "bagikan artikel ini", "komentar",
        "tag", "tags", "topik", "sebelumnya", "selanjutnya", "berikutnya", "next", "previous", "halaman", "iklan",
        "advertisement", "lanjutkan membaca", "continue reading", "tutup", "close", "cetak", "print", "facebook",
        "twitter", "whatsapp", "telegram", "line", "copy link", "salin link", "salin tautan", "loading", "memuat",
        "lihat juga", "lihat semua", "lihat foto", "berita terkait", "artikel terkait", "terkait", "terpopuler",
        "trending", "dark mode", "selengkapnya", "baca selengkapnya", "baca juga", "berita lainnya",
    )
)  # fmt: skip
_TAGS = re.compile(r"\s*(?:tags?|topik(?: terkait)?|kata kunci|keywords?)\s?:[^\n]{1,250}", re.IGNORECASE)
_ORDER = re.compile(
    r"[\s*(\[»>\"“”-]*(?:[^\n,.]{1,60}, )?"
    r"(?:jangan lupa |yuk,? |mari |silah?kan |ayo,? |langsung saja |anda (?:bisa|dapat) )?"
    r"(?:simak|baca|lihat|klik|cek|tonton|saksikan|selengkapnya|lanjut(?:kan)?|berlanjut|bersambung|halaman|ikuti"
    r"|dapatkan|gabung|bergabung|download|unduh|follow|bagikan|langganan|subscribe|jangan lewatkan|dengarkan|read|see"
    r"|click|get|join|sign up)\b",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"halaman (?:selanjutnya|berikutnya)|next page|selengkapnya|di sini\b|whatsapp channel"
    r"|(?:saluran|kanal|channel|grup) (?:whatsapp|telegram|wa\b)|google news|newsletter|breaking news"
    r"|akun (?:resmi|media sosial) kami|media sosial kami|instagram kami|berita pilihan|update berita|artikel ini"
    r"|berita (?:lainnya|menarik|terkini|terbaru)|our (?:newsletter|app)|push notification|notifikasi|aplikasi kami",
    re.IGNORECASE,
)
_FULLER = re.compile(
    r"[\s*(\[-]*(?:[^\n,.]{1,60}, )?(?:yuk,? |mari |ayo,? |silah?kan |segera (?:untuk )?)?"
    r"(?:(?:cari(?: tahu)?|intip|temukan|kunjungi|(?:men)?dapatkan"
    r"|(?:anda|kamu|kalian|pembaca) (?:juga )?(?:bisa|dapat) (?:\w+ ){0,3}"
    r"(?:menyimak|membaca|melihat|mengakses|(?:men)?cari))"
    r" (?:\w+ ){0,4}selengkapnya(?:\b|(?=di sini))(?!:|[^\n]{0,60}\bberikut)"
    r"|(?:\w+ )?selengkapnya,? (?:baca|lihat|simak|klik|kunjungi)\b"
    r"|(?:\w+ )?selengkapnya\b[^\n:,]{0,80}\b(?:diakses|dibaca|dilihat|disimak|dicek)\b)",
    re.IGNORECASE,
)
"""An order, or an offer, to look up the rest."""

_SENT_ON = re.compile(
    r"(?:(?:bisa|dapat) )?(?:(?:anda|kamu|kalian) )?(?:lihat|simak|baca|dilihat|disimak|dibaca) (?:di|ke) $",
    re.IGNORECASE,
)
_ONWARD = re.compile(
    r"[^\n]{0,160}\b(?:di|ke) halaman (?:selanjutnya|berikutnya)\s*[.:>»]*\s*", re.IGNORECASE
)
_CUES = (
    "alaman selanjutnya", "alaman berikutnya", "next page", "elengkapnya", "hatsApp", "hatsapp", "Google News",
    "ewsletter", "reaking news", "Telegram", "erita pilihan", "pdate berita", "artikel ini",
    "erita lainnya", "erita menarik", "erita terbaru", " kami di ", " di sini", "otifikasi",
)  # fmt: skip
_SENTENCE_END = re.compile(
    r"[.!?…]+[\"”’')]*,?(?=\s|$)|:,(?=\s)|\n|(?<=[A-Za-z0-9)\"])[.?!]\"?(?=[A-Z][a-z])|,(?=[A-Z][a-z])"
    r"|,(?= (?:Baca|Simak|Lihat|Klik|Yuk)\b)"
)
_PAGER = "alaman "
_BEHIND_PAGER = re.compile(
    r"[^\n.!?(]{0,80}[.!?:>»…]*(?:\s*\([a-z]{2,6}(?:/[a-z]{2,6})*\))?"
    r"(?:\s*Halaman(?: \d)+ Selanjutnya)?(?: [a-z0-9][^\n.!?]*(?=\n|$))?"
)
_LONGEST_ORDER = 300
_LONGEST_ALONE = 25
_LONGEST_CREDIT = 60
_MOST_WORDS = 40
_HERE = re.compile(r"\bdi sini\b[.!]?", re.IGNORECASE)
_EXPLAINS = (":", ":,")
_ALL_OF_IT = re.compile(r"nfografis|(?:baca|simak|lihat) selengkapnya\s*:,?\s*$", re.IGNORECASE)


def page_lines(text: str) -> Iterator[Span]:
    """Find such lines and sentences; in no order, they may overlap."""
    yield from _initials(text)
    start = 0
    for line in text.split("\n"):
        if 0 < len(line) <= _LONGEST_ORDER and _is_page_line(line):
            yield Span(start, start + len(line))
        start += len(line) + 1
    yield from _orders(text)


def _is_page_line(line: str) -> bool:
    """Whether a whole line is the page's."""
    if len(line) <= _LONGEST_ALONE and line.strip(" .:…").lower() in _ALONE:
        return True
    if (
        (":" in line or "|" in line)
        and _LABELLED.match(line)
        and (is_byline(line) or _CREDIT.fullmatch(line) or _TAGS.fullmatch(line))
    ):
        return True
    if line.lstrip(" (").startswith("Laporan ") and is_byline(line):
        return True
    if line.rstrip().endswith((")", "]")) and _is_caption(line):
        return True
    return _LEGAL.fullmatch(line) is not None or _AGENCY.search(line[-_LONGEST_CREDIT:]) is not None


def _is_caption(line: str) -> bool:
    """Whether a line is what stands under a picture: at most a sentence, and whose picture it is."""
    return _CREDITED.fullmatch(line) is not None and ". " not in line.rstrip(") .")[: line.rfind("(")]


def _initials(text: str) -> Iterator[Span]:
    """Who wrote and edited, in a few letters behind the last sentence: "(rns/fyk)", "[dan]"."""
    for opening in "([":
        place = text.find(opening)
        while place >= 0:
            match = _INITIALS.match(text, place)
            before = text[max(0, place - 2) : place].rstrip(" ")
            if match and (not before or before.endswith(_BEFORE_INITIALS)):
                yield Span(place, match.end())
            place = text.find(opening, place + 1)


def _orders(text: str) -> Iterator[Span]:
    """Sentences that send the reader elsewhere."""
    for cue in _CUES:
        place = text.find(cue)
        while place >= 0:
            after = place + len(cue)
            start, end = _sentence(text, place, after)
            if _PAGER in cue and (_ONWARD.fullmatch(text, start, after) or _is_order(text[start:after])):
                end = _after_pager(text, after)
                yield Span(start, end)
                place = text.find(cue, max(end, after))
                continue
            if _PAGER in cue and (sent := _SENT_ON.search(text, start, place - 1)):
                yield Span(sent.start(), after)
            here = _HERE.search(text, start, end)
            end = here.end() if here else end
            if _is_order(text[start:end]) or _FULLER.match(text, start, end):
                yield Span(start, end)
            place = text.find(cue, max(end, after))


def _after_pager(text: str, after: int) -> int:
    """Where a line that leads to the next page ends, the outlet's initials and tags behind it included."""
    behind = _BEHIND_PAGER.match(text, after)
    return behind.end() if behind else after


def _is_order(sentence: str) -> bool:
    return (
        len(sentence.split()) <= _MOST_WORDS
        and (not sentence.rstrip().endswith(_EXPLAINS) or _ALL_OF_IT.search(sentence) is not None)
        and _ORDER.match(sentence) is not None
        and _ELSEWHERE.search(sentence) is not None
    )


def _sentence(text: str, place: int, after: int) -> tuple[int, int]:
    """The sentence around a place, without the blanks before it."""
    floor = max(0, place - _LONGEST_ORDER)
    ends = [match.end() for match in _SENTENCE_END.finditer(text, floor, place)]
    start = ends[-1] if ends else floor
    start += len(text[start:place]) - len(text[start:place].lstrip())
    found = _SENTENCE_END.search(text, after, after + _LONGEST_ORDER)
    if found is None:
        return start, min(len(text), after + _LONGEST_ORDER)
    return start, found.start() if found[0] == "\n" else found.end()
