"""The one guard between a fetched address and the network: only public addresses are ever connected to.

It is the network backend of the HTTP client, so no request, redirect or reconnection can pass it by. A name
is resolved once, all its addresses must be public, and the connection goes to one of these very addresses; a
second, different answer of the name server is never asked for. TLS, SNI and the Host header keep the name.
"""

import ipaddress
import socket
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from ssl import SSLContext

import httpcore

Resolver = Callable[[str, int], Sequence[str]]
"""The IP addresses of a host name (for a port), as texts."""

_FORBIDDEN_V4 = tuple(
    map(ipaddress.IPv4Network, ("100.64.0.0/10", "168.63.129.16/32", "192.0.0.0/24", "192.88.99.0/24"))
)
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_FORBIDDEN_V6 = tuple(map(ipaddress.IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
_MOST_ADDRESSES = 16
_MOST_TRIES = 3


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet; IPv6 forms that embed or tunnel IPv4 are not."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    if isinstance(ip, ipaddress.IPv4Address):
        return (
            ip.is_global
            and not (ip.is_multicast or ip.is_reserved)
            and not any(ip in net for net in _FORBIDDEN_V4)
        )
    return ip.is_global and ip in _GLOBAL_UNICAST and not any(ip in net for net in _FORBIDDEN_V6)


def resolve(host: str, port: int) -> list[str]:
    """Ask the system's name server.

    Raises:
        OSError: The name has no address.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class GuardedBackend(httpcore.NetworkBackend):
    """Connects to public addresses only, and ends everything at a deadline.

    Args:
        deadline: When all must be over, on the clock of `time.monotonic`.
        resolver: Finds the addresses of a name.
        network: What connects to an address that passed.
    """

    def __init__(self, deadline: float, resolver: Resolver, network: httpcore.NetworkBackend) -> None:
        self._deadline = deadline
        self._resolver = resolver
        self._network = network

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Resolve the host, check every address, connect to the first that answers."""
        addresses = self._addresses(host, port)
        if not addresses or len(addresses) > _MOST_ADDRESSES or not all(map(is_public, addresses)):
            raise httpcore.ConnectError("the guard refused the address")
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in addresses[:_MOST_TRIES]:
            try:
                stream = self._network.connect_tcp(address, port, _within(self._deadline, timeout))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure or httpcore.ConnectError("no address to connect to")

    def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Refuse."""
        raise httpcore.ConnectError("the guard refused the address")

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        try:
            return [str(ipaddress.ip_address(host))]
        except ValueError:
            return _in_time(lambda: self._resolver(host, port), self._deadline)


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every operation ends before the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _within(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _within(self._deadline, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, _within(self._deadline, timeout))
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _within(deadline: float, timeout: float | None) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the deadline has passed")
    return left if timeout is None else min(left, timeout)


def _in_time(find: Callable[[], Sequence[str]], deadline: float) -> Sequence[str]:
    """What `find` returns, or nothing when it fails or the deadline comes first."""
    found: list[str] = []

    def run() -> None:
        try:
            found.extend(find())
        except (OSError, UnicodeError):
            found.clear()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(max(0.0, deadline - time.monotonic()))
    return [] if thread.is_alive() else found
