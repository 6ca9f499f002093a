"""A chat-completions server on the loopback interface: real HTTP, scripted behaviour."""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Behaviour = Callable[[BaseHTTPRequestHandler], None]


@dataclass(slots=True)
class ChatServer:
    """Where it listens, what it was asked, and an event that ends every wait in it."""

    base_url: str
    requests: list[dict[str, object]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)


@contextmanager
def chat_server(behave: Behaviour) -> Iterator[ChatServer]:
    """A running server that answers every request with `behave`."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            server.requests.append({"path": self.path, **json.loads(self.rfile.read(length))})
            server.headers.append(dict(self.headers))
            with suppress(BrokenPipeError, ConnectionResetError):  # the client had enough
                behave(self)

        def log_message(self, format: str, *args: object) -> None:
            pass

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server = ChatServer(f"http://127.0.0.1:{listening.server_address[1]}/v1")
    listening.over = server.over  # type: ignore[attr-defined]  # behaviours wait on it
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        listening.shutdown()
        listening.server_close()
        thread.join()


def begin(handler: BaseHTTPRequestHandler, *, status: int = 200, kind: str = "text/event-stream") -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.end_headers()


def event(handler: BaseHTTPRequestHandler, text: str) -> None:
    chunk = {"choices": [{"index": 0, "delta": {"content": text}}]}
    handler.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
    handler.wfile.flush()


def wait_for_the_end(handler: BaseHTTPRequestHandler) -> None:
    handler.server.over.wait(20)  # type: ignore[attr-defined]


def says(pieces: Sequence[str]) -> Behaviour:
    """Streams the pieces and ends as the protocol wants."""

    def behave(handler: BaseHTTPRequestHandler) -> None:
        begin(handler)
        for piece in pieces:
            event(handler, piece)
        handler.wfile.write(b"data: [DONE]\n\n")

    return behave
