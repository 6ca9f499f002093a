"""Text and what is known of it into a clean, valid draft of an article."""

import re
from datetime import date, datetime
from hashlib import sha256
from itertools import accumulate
from urllib.parse import urlsplit

from index.errors import InputError
from index.ingest.found import PAGE_MARK
from index.ingest.mending import mended
from index.language.bylines import dateline, person
from index.language.dates import read_date
from index.language.line_joining import join_lines
from index.language.normalising import clean, one_line
from index.types import UNSIGNED, ArticleDraft, Imprint

LONGEST_BODY = 1_000_000
"""Characters that an article may have."""

_LONGEST_TITLE = 500
_LONGEST_FIRST_LINE = 200
_LONGEST_MADE_TITLE = 80
_LONGEST_URL = 2048
_LONGEST_ID = 200
_LONGEST_FACT = 200
_LONGEST_BYLINES = 200
_URL_LINE = re.compile(r"(?:(?:url|link|tautan|sumber|source)\s*:\s*)?(?P<url>https?://\S+)", re.IGNORECASE)
_DATE_LABEL = re.compile(r"(?:tanggal|date|tgl\.?|terbit|published)\s*:\s*", re.IGNORECASE)


def draft(
    text: str,
    *,
    title: str | None = None,
    url: str | None = None,
    published_at: date | str | None = None,
    external_id: str | None = None,
    imprint: Imprint = UNSIGNED,
) -> ArticleDraft:
    """Make a draft.

    Without a title the first line is the title and the rest the body; a text of one line, or with a
    first line that is no title for its length, keeps all of it as the body and is titled by its first words.

    Raises:
        InputError: The text is empty or too long, or the URL, the date, the title or the id is unusable.
    """
    body = _body(text)
    if title is None:
        title, body = _titled(body)
    body, pages = _paged(body)
    imprint = _imprint(imprint, body)
    return ArticleDraft(
        title=_title(title.replace(PAGE_MARK, "")),
        body=body,
        url=_url(url),
        published_at=_date(published_at),
        external_id=_external_id(external_id),
        author=imprint.author,
        outlet=imprint.outlet,
        section=imprint.section,
        pages=pages,
    )


def draft_from_message(text: str) -> ArticleDraft:
    """Make a draft of a chat message: a line with the title, a URL line and a date line if any, the body.

    Raises:
        InputError: No body follows the title, or a part is unusable.
    """
    lines = _body(text).split("\n")
    title, url, published_at = lines.pop(0), None, None
    while lines:
        line = lines[0].strip()
        if not line:
            pass
        elif url is None and (match := _URL_LINE.fullmatch(line)):
            url = match["url"]
        elif published_at is None and (found := read_date(_DATE_LABEL.sub("", line, count=1))):
            published_at = found
        else:
            break
        lines.pop(0)
    if not lines:
        raise InputError("The article has no text: put the title on the first line and the text below it.")
    return draft("\n".join(lines), title=title, url=url, published_at=published_at)


def content_hash(body: str) -> str:
    """The SHA-256 (hex) of a body, whatever its white space: equal hashes are duplicates."""
    return sha256(" ".join(body.split()).encode()).hexdigest()


def has_hash(body: str, known: str) -> bool:
    """Whether `known` is the content hash of a body; told at a third of the cost where paragraphs are tidy."""
    tidy = body.replace("\n\n", " ").replace("\n", " ")
    return sha256(tidy.encode()).hexdigest() == known or content_hash(body) == known


def _body(text: str) -> str:
    body = join_lines(clean(mended(text))) if len(text) <= 4 * LONGEST_BODY else text
    if len(body) > LONGEST_BODY:
        raise InputError(
            f"An article may have {LONGEST_BODY:,} characters at most, but this one has {len(body):,}: "
            "split it up."
        )
    if not body.replace(PAGE_MARK, "").strip():
        raise InputError("The article is empty: give it some text.")
    return body


def _paged(body: str) -> tuple[str, tuple[int, ...]]:
    """A body without the marks of pages, and where these stood."""
    parts = body.split(PAGE_MARK)
    if len(parts) == 1:
        return body, ()
    starts = accumulate(map(len, parts[:-1]))
    return "".join(parts), tuple(starts)


def _imprint(given: Imprint, body: str) -> Imprint:
    """What is given of an article's makers, else what its first and last lines say."""
    author, outlet = _fact(given.author), _fact(given.outlet)
    if author is None:
        lines = [*body[:_LONGEST_BYLINES].split("\n"), *body[-_LONGEST_BYLINES:].split("\n")]
        author = next(
            (name for line in lines if len(line) < _LONGEST_BYLINES and (name := person(line))), None
        )
    return Imprint(author, outlet or _fact(dateline(body).outlet), _fact(given.section))


def _fact(text: str | None) -> str | None:
    text = one_line(mended(text))[:_LONGEST_FACT] if text else ""
    return text or None


def _titled(body: str) -> tuple[str, str]:
    first, _, rest = body.partition("\n")
    rest = rest.strip()
    if rest and len(first) <= _LONGEST_FIRST_LINE:
        return first, rest
    if len(first) <= _LONGEST_MADE_TITLE:
        return first, body
    words = first[:_LONGEST_MADE_TITLE].rsplit(maxsplit=1)[0]
    return f"{words}…", body


def _title(title: str) -> str:
    title = one_line(mended(title))
    if len(title) > _LONGEST_TITLE:
        raise InputError(
            f"A title may have {_LONGEST_TITLE} characters at most, but this one has {len(title):,}."
        )
    return title


def _url(url: str | None) -> str | None:
    url = clean(url) if url else ""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable or len(url) > _LONGEST_URL or re.search(r"\s", url):
        raise InputError(
            "The article's URL must begin with http:// or https:// and name a site, without blanks."
        )
    return url


def _date(published_at: date | str | None) -> date | None:
    if isinstance(published_at, datetime):
        return published_at.date()
    if not isinstance(published_at, str):
        return published_at
    text = one_line(published_at)
    if not text:
        return None
    found = read_date(text)
    if found is None:
        shown = text if len(text) <= 40 else f"{text[:40]}…"
        raise InputError(
            f'The date must read like 2021-12-16, 16/12/2021 or 16 Desember 2021, but it is "{shown}".'
        )
    return found


def _external_id(external_id: str | None) -> str | None:
    external_id = one_line(external_id) if external_id else ""
    if len(external_id) > _LONGEST_ID:
        raise InputError(f"An article's id may have {_LONGEST_ID} characters at most.")
    return external_id or None
