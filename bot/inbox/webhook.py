"""The web server: Telegram's webhook behind a secret, a health check, and figures for Prometheus."""

import hmac
import json
import logging
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler

from bot.inbox import records
from bot.inbox.sorting import Receive, sort_update
from bot.process.metrics import Metrics
from bot.sending import records as outbox
from bot.store.database import Database

MAX_BODY = 1 << 20
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Gate:
    """What the web server needs; without a secret there is no webhook."""

    database: Database
    receive: Receive
    metrics: Metrics
    secret: str = ""
    url: str = ""


class WebhookHandler(RequestHandler):
    """Stores an update and says 200 only when it is safe."""

    def initialize(self, gate: Gate) -> None:
        """Called by Tornado for each request."""
        self._gate = gate

    async def post(self) -> None:
        """One update."""
        given = self.request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._gate.secret.encode()):
            raise HTTPError(403)
        try:
            raw = sort_update(json.loads(self.request.body))
        except ValueError:
            raw = None
        if raw is None:
            # Telegram would send it again and again, and it would never become readable.
            _log.error("An update without a usable number or form is dropped")
            return
        try:
            await self._gate.receive([raw])
        except SQLAlchemyError:
            raise HTTPError(503) from None


class HealthHandler(RequestHandler):
    """200 while the database answers, else 503."""

    def initialize(self, gate: Gate) -> None:
        """Called by Tornado for each request."""
        self._gate = gate

    async def get(self) -> None:
        """The state in one word."""
        try:
            await self._gate.database.run(lambda session: session.execute(text("SELECT 1")))
        except SQLAlchemyError:
            self.set_status(503)
            self.write({"status": "the database does not answer"})
            return
        self.write({"status": "ok"})


class MetricsHandler(RequestHandler):
    """Figures for Prometheus."""

    def initialize(self, gate: Gate) -> None:
        """Called by Tornado for each request."""
        self._gate = gate

    async def get(self) -> None:
        """All figures."""
        updates = await self._gate.database.run(records.waiting_count)
        calls = await self._gate.database.run(outbox.waiting_count)
        self.set_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.write(self._gate.metrics.exposition(updates=updates, calls=calls))


def serve_web(gate: Gate, host: str, port: int) -> HTTPServer:
    """Begin to listen; the caller stops it."""
    parts = {"gate": gate}
    routes = [(r"/healthz", HealthHandler, parts), (r"/metrics", MetricsHandler, parts)]
    if gate.secret:
        routes.append((urlsplit(gate.url).path or "/", WebhookHandler, parts))
    server = HTTPServer(Application(routes, log_function=lambda handler: None), max_body_size=MAX_BODY)
    server.add_sockets(bind_sockets(port, host))
    return server
