"""Web addresses that may be fetched at all, read strictly: what browsers would mend is refused."""

import ipaddress
import re
from dataclasses import dataclass
from unicodedata import normalize
from urllib.parse import quote, urlsplit

import idna

from index.errors import InputError

_PORTS = {"http": 80, "https": 443}
_LONGEST = 2048
_LONGEST_HOST = 253
_FORBIDDEN = re.compile('[\x00-\x20\x7f-\xa0\\\\<>"\\s\ud800-\udfff]')
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})|%(?:00|0[aAdD])")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMERIC = re.compile(r"\d+|0x[0-9a-f]*")
_LOCAL_ENDINGS = (
    "local",
    "localhost",
    "localdomain",
    "internal",
    "intranet",
    "lan",
    "home",
    "corp",
    "arpa",
    "onion",
)
_PATH_SAFE = "/:@!$&'()*+,;=-._~%"


@dataclass(frozen=True, slots=True)
class WebAddress:
    """A checked address: an ASCII host or IP address, without brackets, and the path with its query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def site(self) -> str:
        """The host as URLs and the Host header have it, with its port where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.site}{self.target}"


def read_web_address(url: str) -> WebAddress:
    """Read a URL; its fragment is dropped.

    Raises:
        InputError: It is no plain http or https address of a public kind of host on port 80 or 443.
    """
    if len(url) > _LONGEST or _FORBIDDEN.search(url) or _PERCENT.search(url):
        raise InputError(
            f"A web address may have {_LONGEST} characters at most, and no blanks or odd characters."
        )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise InputError(
            "That is not a web address; it must read like https://example.com/article."
        ) from None
    if parts.scheme not in _PORTS or not url[len(parts.scheme) :].startswith("://"):
        raise InputError("A web address must begin with http:// or https://.")
    if "@" in parts.netloc or "%" in parts.netloc:
        raise InputError("A web address must not hold a user name or an encoded host.")
    port = _PORTS[parts.scheme] if port is None else port
    if port not in _PORTS.values():
        raise InputError("A web address may only name port 80 or 443.")
    target = quote(parts.path or "/", safe=_PATH_SAFE)
    if parts.query:
        target += "?" + quote(parts.query, safe=_PATH_SAFE + "?[]")
    return WebAddress(parts.scheme, _host(parts.hostname or "", bracketed="[" in parts.netloc), port, target)


def _host(name: str, *, bracketed: bool) -> str:
    if bracketed:
        return str(_ip_address(name))
    host = _ascii(normalize("NFKC", name).lower().removesuffix("."))
    labels = host.split(".")
    if _NUMERIC.fullmatch(labels[-1]):
        return str(_ip_address(host))
    if len(host) > _LONGEST_HOST or len(labels) < 2 or not all(map(_LABEL.fullmatch, labels)):
        raise InputError("That web address names no public site.")
    if labels[-1] in _LOCAL_ENDINGS:
        raise InputError("That web address names no public site.")
    return host


def _ascii(host: str) -> str:
    try:
        return host if host.isascii() and "xn--" not in host else idna.encode(host, uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        raise InputError("The host of that web address cannot be read.") from None


def _ip_address(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        raise InputError("The host of that web address cannot be read.") from None
