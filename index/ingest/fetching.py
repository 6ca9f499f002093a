"""Articles from the web: one page, fetched behind the guard, read in a killable child process."""

import time
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

import httpcore
from tld import get_fld

from index.errors import InputError
from index.ingest.drafting import draft
from index.ingest.extraction import Extracted, extract
from index.ingest.guard import GuardedBackend, Resolver, resolve
from index.ingest.web_address import WebAddress, read_web_address
from index.types import ArticleDraft

_TYPES = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "markdown",
    "application/pdf": "pdf",
}
_REDIRECTS = (301, 302, 303, 307, 308)
_GONE = (404, 410)
_NOT_GIVEN = (401, 402, 403, 451)
_FOR_NOW = (408, 429, 500, 502, 503, 504)
_TOO_SLOW = "That site did not answer in time: try again later, or add the article's text instead."
_NOT_READ = "That page could not be fetched: check the address, or add the article's text instead."


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How much a page may cost: seconds for one step and for all, bytes raw and decoded, redirects.

    Attributes:
        pages: How many pages of one article are read.
        all_pages: Seconds after which no further page is begun.
    """

    step: float = 10
    total: float = 20
    raw: int = 5_000_000
    decoded: int = 10_000_000
    redirects: int = 3
    pages: int = 10
    all_pages: float = 60


@dataclass(frozen=True, slots=True)
class Network:
    """How the web is reached: names resolved, addresses connected to. Tests give their own."""

    resolver: Resolver = resolve
    backend: httpcore.NetworkBackend = field(default_factory=httpcore.SyncBackend)


@dataclass(frozen=True, slots=True)
class Page:
    """A fetched page: where it was in the end, its kind as `extract` names it, charset, bytes."""

    address: WebAddress
    kind: str
    charset: str
    data: bytes


def fetch(url: str, *, network: Network | None = None) -> ArticleDraft:
    """Fetch the page at a URL and read the article on it, over the internet unless another network is given.

    Raises:
        InputError: The address may not be fetched, cannot be reached, or holds no article text. Why an
            address cannot be reached is not told: it would map the network that the bot runs in.
    """
    network, limits = network or Network(), FetchLimits()
    deadline = time.monotonic() + limits.all_pages
    page, found = _read_page(url, network, limits)
    whole = found.text
    for text in _more(page, found, network, limits, deadline):
        whole = text if text.startswith(_first_line(found.text)) else f"{whole}\n{text}"
    return draft(
        whole,
        title=found.title,
        url=_own_url(found.url, page),
        published_at=found.published_at,
        imprint=found.imprint,
    )


def _read_page(url: str, network: Network, limits: FetchLimits) -> tuple[Page, Extracted]:
    page = fetch_page(url, network, limits)
    return page, extract(page.data, page.kind, charset=page.charset, url=str(page.address))


def _more(
    page: Page, found: Extracted, network: Network, limits: FetchLimits, deadline: float
) -> Iterator[str]:
    """The texts of the article's next pages, as long as each leads on; what fails ends them."""
    seen = {str(page.address), _own_url(found.url, page)}
    for _ in range(limits.pages - 1):
        target = found.next_page
        if not target or target in seen or time.monotonic() > deadline:
            return
        seen.add(target)
        try:
            _, found = _read_page(target, network, limits)
        except InputError:
            return
        yield found.text


def _first_line(text: str) -> str:
    return text.partition("\n")[0]


def fetch_page(url: str, network: Network, limits: FetchLimits) -> Page:
    """Fetch a page, following few redirects, each checked like the first address.

    Raises:
        InputError: As for `fetch`.
    """
    address = read_web_address(_with_scheme(url.strip()))
    deadline = time.monotonic() + limits.total
    try:
        with httpcore.ConnectionPool(
            network_backend=GuardedBackend(deadline, network.resolver, network.backend),
            max_keepalive_connections=0,
        ) as pool:
            for _ in range(limits.redirects + 1):
                outcome = _request(pool, address, limits)
                if isinstance(outcome, Page):
                    return outcome
                address = outcome
    except (httpcore.TimeoutException, TimeoutError):
        raise InputError(_TOO_SLOW) from None
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError):
        raise InputError(_NOT_READ) from None
    raise InputError(_NOT_READ)


def _own_url(url: str, page: Page) -> str:
    """The URL that a page gives itself, if it is of the same site (or its mobile twin); else where it was found."""
    try:
        return url if _site(read_web_address(url).host) == _site(page.address.host) else str(page.address)
    except InputError:
        return str(page.address)


def _site(host: str) -> str:
    """The part of a host that one owner has: "contoh.co.id" of m.contoh.co.id."""
    return get_fld(f"https://{host}/", fail_silently=True) or host


def _with_scheme(url: str) -> str:
    """An address as people write it: "www.contoh.co.id/berita" is of https."""
    return f"https://{url}" if url.lower().startswith("www.") else url


def _request(pool: httpcore.ConnectionPool, address: WebAddress, limits: FetchLimits) -> Page | WebAddress:
    """Ask for one address: the page, or where it has gone."""
    request = httpcore.Request(
        "GET",
        httpcore.URL(
            scheme=address.scheme.encode(),
            host=address.host.encode(),
            port=address.port,
            target=address.target.encode(),
        ),
        headers=[
            ("Host", address.site),
            ("User-Agent", "Mozilla/5.0 (compatible; Tanya)"),
            ("Accept", ", ".join(_TYPES)),
            ("Accept-Language", "id, en"),
            ("Accept-Encoding", "gzip"),
            ("Connection", "close"),
        ],
        extensions={"timeout": dict.fromkeys(("connect", "read", "write", "pool"), limits.step)},
    )
    response = pool.handle_request(request)
    try:
        headers = {name.lower(): value.decode("latin-1").strip() for name, value in response.headers}
        if response.status in _REDIRECTS:
            return _redirected(address, headers.get(b"location", ""))
        if response.status != 200:
            raise _refused(response.status)
        kind, charset = _content_type(headers.get(b"content-type", "text/html"))
        pieces = response.iter_stream()
        return Page(address, kind, charset, _decoded(pieces, headers.get(b"content-encoding", ""), limits))
    finally:
        response.close()


def _refused(status: int) -> InputError:
    """Why a public site gives no page; every other address has been refused before."""
    if status in _GONE:
        return InputError(f"There is no such page ({status}): check the address.")
    if status in _NOT_GIVEN:
        return InputError(
            f"That site does not give the page to programs ({status}): add the article's text instead."
        )
    if status in _FOR_NOW:
        return InputError(f"That site cannot give the page at the moment ({status}): try again later.")
    return InputError(_NOT_READ)


def _redirected(address: WebAddress, location: str) -> WebAddress:
    try:
        target = read_web_address(
            urljoin(str(address), location.encode("latin-1").decode("utf-8", "replace"))
        )
    except (InputError, ValueError):
        raise InputError(_NOT_READ) from None
    if not location or (address.scheme, target.scheme) == ("https", "http"):
        raise InputError(_NOT_READ)
    return target


def _content_type(header: str) -> tuple[str, str]:
    essence, *parameters = (part.strip() for part in header.split(";"))
    kind = _TYPES.get(essence.lower())
    if kind is None:
        raise InputError(
            "That address holds no page of text; only HTML, plain text, Markdown and PDF are read."
        )
    charset = next(
        (p.partition("=")[2].strip("\"' ") for p in parameters if p.lower().startswith("charset=")), ""
    )
    return kind, charset


def _decoded(pieces: Iterator[bytes], encoding: str, limits: FetchLimits) -> bytes:
    """The body, counted while it comes in and while it is inflated."""
    too_long = InputError(f"That page is too long: {limits.decoded // 1_000_000} MB at most are read.")
    if encoding.lower() not in ("", "identity", "gzip", "x-gzip"):
        raise InputError(_NOT_READ)
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in encoding.lower() else None
    raw, body = 0, bytearray()
    for piece in pieces:
        raw += len(piece)
        if raw > limits.raw:
            raise too_long
        try:
            body += inflater.decompress(piece, limits.decoded - len(body) + 1) if inflater else piece
        except zlib.error:
            raise InputError(_NOT_READ) from None
        if len(body) > limits.decoded:
            raise too_long
    if inflater and not inflater.eof:
        raise InputError(_NOT_READ)
    return bytes(body)
