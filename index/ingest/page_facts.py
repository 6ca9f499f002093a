"""What a page says of its article: title, day, author, outlet, section, and where it goes on."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import SplitResult, parse_qs, urljoin, urlsplit

from lxml.html import HtmlElement
from tld import get_tld

from index.ingest.blocks import HEADINGS, Block
from index.ingest.linked_data import LinkedData
from index.language.bylines import editor, person, without_post
from index.language.dates import find_date, read_date

_SEPARATORS = re.compile(r"\s+(?:[|–—»•·:]+|::|-{1,2})\s+|\s*\|\s*|(?<=[^\d\s])\s*::\s*|:\s+")
_LONGEST_SITE = 5
"""Words of an outlet's name."""

_DATE_METAS = (
    "article:published_time", "datepublished", "dtk:publishdate", "publishdate", "publish-date", "publish_date",
    "pubdate", "content_publisheddate", "content_date", "date", "dc.date", "dc.date.issued", "dcterms.date",
    "dcterms.created", "originalpublicationdate", "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime",
    "cxenseparse:recs:cnt-publishdate", "article.published", "og:published_time", "publishedtime",
)  # fmt: skip
_AUTHOR_METAS = (
    "author", "article:author", "dtk:author", "content_author", "dc.creator", "dcterms.creator", "parsely-author",
    "sailthru.author", "byl", "cxenseparse:author", "reporter",
)  # fmt: skip
_SITE_METAS = (
    "og:site_name",
    "application-name",
    "dtk:site_name",
    "publisher",
    "dc.publisher",
    "al:android:app_name",
)
_SECTION_METAS = (
    "article:section",
    "dtk:namakanal",
    "content_category",
    "section",
    "parsely-section",
    "cxenseparse:category",
)
_BYLINES = re.compile(
    r"(?:^|[-_ ]|nm|nama)(?:author|byline|penulis|reporter|wartawan|jurnalis|oleh)(?:$|[-_ ])", re.IGNORECASE
)
_NOBODY = frozenset(
    "editor author penulis reporter pewarta admin administrator redaksi tim facebook twitter instagram whatsapp oleh by"
    " sumber wartawan jurnalis kontributor redaktur newsroom".split()
)
_PICTURES = re.compile(
    r"photo|foto|caption|figure|image|gambar|komentar|comment|related|terkait", re.IGNORECASE
)
_IN_URL = re.compile(r"/((?:19|20)\d{2})[/-]?(\d{2})[/-]?(\d{2})(?=[/\d-]|$)")
_LONGEST_BYLINE = 90
_LAST_LINES = 4
_NEAR = 12
"""Lines under or over the headline that may hold its day and author."""

_PAGES = re.compile(
    r"(?:halaman|page|hal)?\s*(?:selanjutnya|berikutnya|next)\b|^\s*(?:next|lanjut(?:kan)?)\s*[»>›]*\s*$"
    r"|(?:tampilkan|lihat|show|baca)\s+semua(?:\s+halaman)?|^(?:show )?all$",
    re.IGNORECASE,
)
_ALL = re.compile(r"semua|\ball\b", re.IGNORECASE)


class Facts:
    """Reads the facts of one page."""

    def __init__(self, page: HtmlElement, linked: LinkedData, url: str) -> None:
        self._page = page
        self._linked = linked
        self._metas = dict(_metas(page))
        self.url = _own_url(page, self._metas) or url
        self._editors: frozenset[str] = frozenset()
        self._site = self._meta(_SITE_METAS[:3]) or linked.outlet

    def _meta(self, names: Sequence[str]) -> str:
        return next((self._metas[name] for name in names if self._metas.get(name)), "")

    def title(self) -> str:
        """The headline: what the head names, as the page itself writes it; without the outlet's name."""
        named = [
            text
            for text in (
                self._meta(("og:title",)),
                self._linked.headline,
                self._meta(("twitter:title", "dtk:title", "title")),
                _line(self._page.findtext(".//title") or ""),
            )
            if text
        ]
        headings = [text for box in self._page.iter(*HEADINGS) if (text := _line(box.text_content()))]
        firsts = [text for box in self._page.iter("h1") if (text := _line(box.text_content()))]
        repeated = (heading for text in named if (heading := _heading_in(text, headings)))
        longer = (
            first for first in firsts if len(firsts) == 1 and named and _folded(named[-1]) in _folded(first)
        )
        found = next(repeated, "") or next(longer, "")
        if found or not named:
            return found or (firsts[0] if len(firsts) == 1 else "")
        return self._without_site(named[0])

    def outlet(self) -> str:
        """The outlet's name: as it signs its articles, else its site's."""
        for name in (self._meta(("og:site_name",)), self._linked.outlet, self._meta(_SITE_METAS[1:])):
            if name and not name.startswith("http") and len(name.split()) <= _LONGEST_SITE:
                return name
        label = _label(self.url)
        segments = _SEPARATORS.split(_line(self._page.findtext(".//title") or ""))
        named = next((part for part in reversed(segments[1:]) if label and label in _folded(part)), "")
        if named:
            return named
        return (
            segments[-1]
            if not label and len(segments) > 1 and len(segments[-1].split()) <= 3
            else _host(self.url)
        )

    def section(self) -> str:
        """The outlet's section."""
        named = self._linked.section or self._meta(_SECTION_METAS)
        if named:
            return named
        for box in self._page.iter("ul", "ol", "div", "nav"):
            if "breadcrumb" in f"{box.get('class', '')} {box.get('id', '')}".lower():
                links = [text for link in box.iter("a") if (text := _line(link.text_content()))]
                names = [text for text in links if text.lower() not in ("home", "beranda")]
                return names[-1] if names and len(names[-1]) < 40 else ""
        return ""

    def date(self, near: Sequence[Block]) -> str:
        """The day of publication as ISO text: of linked data, of the head, of the line at the headline, of the URL."""
        for text in (self._linked.published, *(self._metas.get(name, "") for name in _DATE_METAS)):
            found = read_date(text)
            if found:
                return found.isoformat()
        for line in near:
            for box in line.element.iter("time"):
                found = read_date(box.get("datetime", "")) or find_date(_line(box.text_content()))
                if found:
                    return found.isoformat()
            found = find_date(line.text)
            if found:
                return found.isoformat()
        in_url = _IN_URL.search(_split(self.url).path)
        found = read_date("-".join(in_url.groups())) if in_url else None
        return found.isoformat() if found else ""

    def author(self, near: Sequence[Block], lines: Sequence[Block], body: Sequence[Block]) -> str:
        """Who wrote it, names separated by commas; told by all lines, those at the headline first."""
        near = [*near, *lines]
        self._editors = frozenset(name for block in near if (name := editor(block.text)))
        signed = [name for block in near if len(block.text) < _LONGEST_BYLINE if (name := person(block.text))]
        boxed = (_line(" ".join(box.itertext())) for box in self._page.iter("div", "table", "tr", "p", "ul"))
        signed += [
            name for text in boxed if len(text) < _LONGEST_BYLINE and ":" in text if (name := person(text))
        ]
        marked = [
            _line(box.text_content())
            for box in self._page.iter()
            if box.get("itemprop") == "author" or box.get("rel") == "author"
        ]
        named = [
            text
            for box in self._page.iter("div", "span", "p", "a", "li", "address", "b", "strong")
            if _BYLINES.search(f"{box.get('class', '')} {box.get('id', '')}") and not _is_beside_picture(box)
            if len((text := _line(box.text_content())).split()) <= 8
        ]
        signed += [block.text.title() for block in body[-_LAST_LINES:] if _is_signature(block.text)]
        sources = (signed, self._linked.authors, marked[:1], named, [self._meta(_AUTHOR_METAS)])
        return next(filter(None, map(self._people, sources)), "")

    def _people(self, named: Sequence[str]) -> str:
        """The people that the texts name, but for the outlet itself; of tagged boxes the first that names any."""
        seen: list[str] = []
        for text in named:
            for part in re.split(r"\s*[,;/|]\s*|\s+(?:dan|and|&)\s+|\s+-\s+", text):
                name = without_post(person(part) or _line(part))
                if _is_person(name) and not self._is_outlet(name) and name not in (*seen, *self._editors):
                    seen.append(name)
            if seen and named is not self._linked.authors:
                break
        return ", ".join(seen[:5])

    def _is_outlet(self, name: str) -> bool:
        folded = _folded(name)
        return folded in (_folded(self._site), _folded(self.outlet())) or bool(
            _label(self.url) and _label(self.url) in folded
        )

    def _without_site(self, text: str) -> str:
        """A title without the outlet's and the section's names around it."""
        while True:
            parts = list(_SEPARATORS.finditer(text))
            if not parts:
                return text
            first, last = parts[0], parts[-1]
            if self._names_site(text[last.end() :]):
                text = text[: last.start()].strip()
            elif self._names_site(text[: first.start()]):
                text = text[first.end() :].strip()
            else:
                return text

    def _names_site(self, part: str) -> bool:
        folded = _folded(part)
        if not folded or len(part.split()) > _LONGEST_SITE:
            return False
        label = _label(self.url)
        own = {_folded(self._site), _folded(self._linked.outlet)} - {""}
        return (
            folded in own
            or bool(label and label in folded)
            or any(name in folded or folded in name for name in own)
        )

    def next_page(self) -> str:
        """Where all of the article stands on one page, else where its next page is; "" where it is whole."""
        here = self.url
        candidates: list[str] = []
        for link in self._page.iter("a", "link"):
            target = _joined(here, link.get("href", "").strip())
            says = _line(link.text_content()) or link.get("title", "")
            is_next = "next" in link.get("rel", "").lower().split() or _PAGES.search(says) is not None
            if target and is_next and is_page_of(here, target):
                if _ALL.search(says) or parse_qs(_split(target).query).get("page") == ["all"]:
                    return target
                candidates.append(target)
        return candidates[0] if candidates else ""


def is_page_of(url: str, other: str) -> bool:
    """Whether an address is another page of the article at `url`: only a page's number is added or changed."""
    mine, its = _split(url), _split(other)
    if mine.netloc != its.netloc or its.scheme not in ("http", "https"):
        return False
    if _stem(mine.path) != _stem(its.path):
        return False
    return (mine.path.rstrip("/"), _page_query(mine.query)) != (its.path.rstrip("/"), _page_query(its.query))


def _joined(url: str, link: str) -> str:
    try:
        return urljoin(url, link) if link else ""
    except ValueError:
        return ""


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url)
    except ValueError:
        return urlsplit("")


def _stem(path: str) -> str:
    return re.sub(r"(?:/(?:page/|hal(?:aman)?/)?(?:\d{1,2}|all))?/?$", "", path)


def _page_query(query: str) -> str:
    values = parse_qs(query)
    return next((values[name][0] for name in ("page", "p", "hal", "halaman") if values.get(name)), "")


def _heading_in(text: str, headings: Sequence[str]) -> str:
    """The longest heading that a text of the head repeats, most of it."""
    whole = _folded(text)
    inside = [h for h in headings if len(h.split()) > 1 and _folded(h) and _folded(h) in whole]
    best = max(inside, key=len, default="")
    return best if 2 * len(_folded(best)) > len(whole) else ""


def around_headline(title: str, lines: Sequence[Block], body: Sequence[Block]) -> Iterator[Block]:
    """The short lines at the headline and before the body: those under the headline, then those over it."""
    texts = [block.text for block in lines]
    firsts = body[:3]
    first = next((place for place, line in enumerate(lines) if line in firsts), len(lines))
    places = [
        place for place, text in enumerate(texts[: first + 1]) if title and _folded(text) == _folded(title)
    ]
    place = places[-1] if places else max(0, first - _NEAR)
    under = lines[place + 1 : max(first, place + 1)]
    over = lines[max(0, place - 3) : place][::-1]
    for block in (*under, *over):
        if not block.linked and len(block.text.split()) <= 30:
            yield block


def _is_signature(line: str) -> bool:
    """Whether a line at the end is a name in capitals: "RINA SARI"."""
    return (
        line.isupper()
        and 1 < len(line.split()) <= 4
        and all(part.isalpha() for part in re.split(r"[ .|/]+", line) if part)
    )


def _is_beside_picture(box: HtmlElement) -> bool:
    """Whether a box belongs to a picture, a comment or another article."""
    near = (box, *list(box.iterancestors())[:3])
    return any(
        part.tag in ("figure", "figcaption") or _PICTURES.search(part.get("class", "")) for part in near
    )


def _metas(page: HtmlElement) -> Iterator[tuple[str, str]]:
    for meta in reversed(list(page.iter("meta"))):
        content = _line(meta.get("content", ""))
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if content and meta.get(attribute):
                yield meta.get(attribute, "").strip().lower(), content


def _own_url(page: HtmlElement, metas: dict[str, str]) -> str:
    for link in page.iter("link"):
        if "canonical" in link.get("rel", "").lower().split() and link.get("href", "").startswith("http"):
            return link.get("href", "").strip()
    named = metas.get("og:url", "")
    return named if named.startswith("http") else ""


def _is_person(name: str) -> bool:
    words = name.split()
    return (
        0 < len(words) <= 6
        and name.lower() not in _NOBODY
        and len(name) <= 60
        and name[0].isupper()
        and "http" not in name
        and not re.search(r"[\d@:]", name)
    )


def _host(url: str) -> str:
    return (_split(url).hostname or "").removeprefix("www.")


def _label(url: str) -> str:
    """The site's own part of a host: "kompas" of nasional.kompas.com."""
    found = get_tld(url, as_object=True, fail_silently=True) if url else None
    domain = getattr(found, "domain", "")
    return domain if isinstance(domain, str) else ""


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _line(text: str) -> str:
    return " ".join(text.split())
