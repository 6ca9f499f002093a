"""A web of our own on the loopback: a site that answers, a trap never to be reached, names that lie."""

import socket
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

import httpcore

from index.ingest.fetching import Network

SITE = "93.184.216.34"
SITE_V6 = "2606:2800:220:1:248:1893:25c8:1946"

Respond = Callable[[bytes], bytes]
"""A whole answer for the head of a request."""


TEXT = b"Pasar Baru\nWali kota membuka pasar."


def page(
    body: bytes = TEXT, *headers: bytes, status: bytes = b"200 OK", kind: bytes = b"text/plain"
) -> bytes:
    lines = [b"HTTP/1.1 " + status, *headers, b"Content-Length: %d" % len(body)]
    if kind:
        lines.append(b"Content-Type: " + kind)
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def redirect(location: bytes) -> bytes:
    return page(b"", b"Location: " + location, status=b"302 Found")


class Web(httpcore.NetworkBackend):
    """Connects the site's addresses to a server on the loopback and every other address to the trap.

    `names` gives the addresses of each name, one answer after the other, the last one again and again.
    """

    def __init__(self, site_port: int, trap_port: int, names: dict[str, Sequence[Sequence[str]]]) -> None:
        self._site_port = site_port
        self._trap_port = trap_port
        self._answers = {name: list(answers) for name, answers in names.items()}
        self.connected: list[str] = []
        self.asked: list[str] = []

    @property
    def network(self) -> Network:
        return Network(resolver=self.resolve, backend=self)

    @property
    def trapped(self) -> list[str]:
        return [address for address in self.connected if address not in (SITE, SITE_V6)]

    def resolve(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        answers = self._answers.get(host)
        if answers is None:
            raise OSError("no such name")
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        self.connected.append(host)
        goal = self._site_port if host in (SITE, SITE_V6) else self._trap_port
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", goal, timeout)


@contextmanager
def serving(respond: Respond) -> Iterator[int]:
    """A server on a free loopback port; closes when the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_serve, args=(server, respond), daemon=True)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def _serve(server: socket.socket, respond: Respond) -> None:
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        with connection:
            connection.settimeout(5)
            head = b""
            try:
                while b"\r\n\r\n" not in head and (piece := connection.recv(65536)):
                    head += piece
                connection.sendall(respond(head))
            except OSError:
                continue
