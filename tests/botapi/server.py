"""The HTTP server: an event loop in a thread of its own, on a loopback port."""

import asyncio
import threading
from collections.abc import Callable

from tornado.httpserver import HTTPServer
from tornado.httputil import HTTPServerRequest
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from .dispatch import Answer, Dispatch
from .faults import DOWNLOAD, Drop, Faults, Hang, Slow
from .json_value import dumps
from .parameters import Parameters, Upload, from_json_body
from .refusal import Refusal, bad_request, unauthorized
from .world import World

MAX_BODY = 64 << 20


class CallHandler(RequestHandler):
    """`/bot<token>/<method>`."""

    def initialize(self, dispatch: Dispatch, world: World) -> None:
        """What Tornado hands to every request."""
        self._dispatch, self._world = dispatch, world

    async def get(self, token: str, method: str) -> None:
        """A call by GET or POST."""
        if token != self._world.token:
            _write(self, _refused(unauthorized()))
            return
        try:
            parameters = read_parameters(self.request)
        except Refusal as refusal:
            _write(self, _refused(refusal))
            return
        _write(self, await self._dispatch.answer(method, parameters, self))

    post = get

    def on_connection_close(self) -> None:
        """The bot hung up."""
        self._dispatch.poll.hang_up(self)


class FileHandler(RequestHandler):
    """`/file/bot<token>/<path>`."""

    def initialize(self, faults: Faults, world: World) -> None:
        """What Tornado hands to every request."""
        self._faults, self._world = faults, world

    async def get(self, token: str, path: str) -> None:
        """The bytes of a file."""
        if token != self._world.token:
            _write(self, _refused(unauthorized()))
            return
        fault = self._faults.strike(DOWNLOAD, "")
        if isinstance(fault, (Hang, Slow)):
            await asyncio.sleep(fault.seconds)
        if isinstance(fault, (Hang, Drop)):
            _write(self, None)
            return
        with self._world.changed:
            file = next((file for file in self._world.files.values() if file.path == path), None)
        if file is None or (fault is not None and not isinstance(fault, Slow)):
            _write(self, _refused(Refusal(404, "Not Found")))
            return
        _write(self, Answer(200, file.content, "application/octet-stream"))


class LostHandler(RequestHandler):
    """Any other address."""

    def prepare(self) -> None:
        """Say so."""
        _write(self, _refused(Refusal(404, "Not Found")))


def read_parameters(request: HTTPServerRequest) -> Parameters:
    """Query, form, multipart and JSON parameters in one.

    Raises:
        Refusal: The body is broken.
    """
    try:
        values = {name: found[-1].decode() for name, found in request.arguments.items() if found}
    except UnicodeDecodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error
    if request.headers.get("Content-Type", "").startswith("application/json"):
        values.update(from_json_body(request.body))
    uploads = tuple(
        Upload(field, file["filename"], file["content_type"], file["body"])
        for field, files in request.files.items()
        for file in files
    )
    return Parameters(values, uploads)


def _refused(refusal: Refusal) -> Answer:
    return Answer(refusal.status, dumps(refusal.to_json()))


def _write(handler: RequestHandler, answer: Answer | None) -> None:
    """Send an answer; without one, break the connection."""
    if answer is None:
        connection = handler.request.connection
        assert connection is not None
        stream = handler.detach()
        stream.close()
        return
    handler.set_status(answer.status)
    handler.set_header("Content-Type", answer.content_type)
    handler.finish(answer.body)


class Server:
    """Runs the loop in a daemon thread until `stop`."""

    def __init__(self, world: World, faults: Faults, make_dispatch: Callable[[], Dispatch]) -> None:
        self._world, self._faults, self._make_dispatch = world, faults, make_dispatch
        self._ready = threading.Event()
        self._failure: Exception | None = None
        self._thread = threading.Thread(target=self._run, name="bot-api-double", daemon=True)
        self.port = 0

    def start(self, port: int) -> Dispatch:
        """Listen on 127.0.0.1; port 0 takes a free one.

        Raises:
            OSError: The port is taken.
        """
        self.port = port
        self._thread.start()
        self._ready.wait()
        if self._failure is not None:
            raise self._failure
        return self._dispatch

    def stop(self) -> None:
        """Close every connection and end the thread."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join(timeout=10)

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except OSError as error:
            self._failure = error
            self._ready.set()

    async def _serve(self) -> None:
        sockets = bind_sockets(self.port, "127.0.0.1")
        self.port = sockets[0].getsockname()[1]
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        self._dispatch = self._make_dispatch()
        application = Application(
            [
                (
                    r"/bot([^/]+)/([A-Za-z]+)/?",
                    CallHandler,
                    {"dispatch": self._dispatch, "world": self._world},
                ),
                (r"/file/bot([^/]+)/(.+)", FileHandler, {"faults": self._faults, "world": self._world}),
            ],
            default_handler_class=LostHandler,
            log_function=lambda handler: None,
        )
        http = HTTPServer(application, max_body_size=MAX_BODY, max_buffer_size=MAX_BODY)
        http.add_sockets(sockets)
        self._ready.set()
        await self._stopping.wait()
        http.stop()
        await http.close_all_connections()
