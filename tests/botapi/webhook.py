"""Webhook: updates pushed to the bot, in order within a chat, again and again until it says 2xx."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from tornado.httpclient import AsyncHTTPClient, HTTPError, HTTPRequest

from .faults import WEBHOOK, AnswerLost, Faults
from .json_value import Json, JsonObject, as_object, dumps, integer_at, loads
from .parameters import Parameters, as_texts
from .refusal import bad_request
from .updates import Update
from .world import World

SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}\Z")
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
ANSWER_TIMEOUT_S = 60.0


@dataclass(frozen=True, slots=True)
class Hook:
    """Where to push, as setWebhook said."""

    url: str
    secret: str = ""
    max_connections: int = 40


@dataclass(slots=True)
class Delivery:
    """One attempt to push an update, for the test to read."""

    update_id: int
    status: int
    error: str = ""


@dataclass(slots=True)
class Lane:
    """The updates of one chat; only the first is under way."""

    updates: list[Update] = field(default_factory=list)
    busy: bool = False


class Webhook:
    """The hook that is set, and the pushing. Everything but `wake` runs on the event loop."""

    def __init__(
        self,
        world: World,
        faults: Faults,
        act: Callable[[str, Parameters], Awaitable[object]],
        *,
        first_retry_s: float,
    ) -> None:
        self._world, self._faults, self._act = world, faults, act
        self._first_retry_s = first_retry_s
        self._lanes: dict[int, Lane] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._loop = asyncio.get_running_loop()
        self._slots = asyncio.Semaphore(40)
        self.hook: Hook | None = None
        self.attempts: list[Delivery] = []
        self._last_error: JsonObject = {}

    def set(self, parameters: Parameters) -> tuple[Json, str]:
        """`setWebhook`; an empty address deletes it.

        Raises:
            Refusal: A bad address or secret.
        """
        url = parameters.text("url")
        if not url:
            return self.delete(parameters)
        if not re.match(r"https?://[^/\s]+", url):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        secret = parameters.text("secret_token")
        if secret and not SECRET.match(secret):
            raise bad_request("secret token contains unallowed characters")
        hook = Hook(url, secret, min(max(parameters.integer("max_connections", 40), 1), 100))
        same, self.hook = hook == self.hook, hook
        self._slots = asyncio.Semaphore(hook.max_connections)
        self._drop_pending(parameters)
        self._pump()
        return True, "Webhook is already set" if same else "Webhook was set"

    def delete(self, parameters: Parameters) -> tuple[Json, str]:
        """`deleteWebhook`; what was not delivered waits for getUpdates."""
        was_set, self.hook = self.hook is not None, None
        for task in self._tasks:
            task.cancel()
        waiting = [update for lane in self._lanes.values() for update in lane.updates]
        self._world.updates.waiting[:0] = sorted(waiting, key=lambda update: update.update_id)
        self._lanes.clear()
        self._drop_pending(parameters)
        return True, "Webhook was deleted" if was_set else "Webhook is already deleted"

    def info(self) -> Json:
        """`getWebhookInfo`."""
        pending = sum(len(lane.updates) for lane in self._lanes.values()) + len(self._world.updates.waiting)
        hook = self.hook
        body: JsonObject = {"url": hook.url if hook else "", "has_custom_certificate": False}
        body["pending_update_count"] = pending
        if hook:
            body["max_connections"] = hook.max_connections
            body.update(self._last_error)
        if self._world.updates.allowed:
            body["allowed_updates"] = sorted(self._world.updates.allowed)
        return body

    def wake(self) -> None:
        """An update was added (any thread)."""
        try:
            self._loop.call_soon_threadsafe(self._pump)
        except RuntimeError:
            return  # the loop is closed: nothing is pushed any more

    def _drop_pending(self, parameters: Parameters) -> None:
        if parameters.flag("drop_pending_updates"):
            self._lanes.clear()
            self._world.updates.drop_pending()

    def _pump(self) -> None:
        if self.hook is None:
            return
        with self._world.changed:
            for update in self._world.updates.take_for_webhook():
                self._lanes.setdefault(_lane_of(update.body), Lane()).updates.append(update)
        for lane in self._lanes.values():
            if lane.updates and not lane.busy:
                lane.busy = True
                task = self._loop.create_task(self._empty(lane, self.hook))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _empty(self, lane: Lane, hook: Hook) -> None:
        wait = self._first_retry_s
        try:
            while lane.updates:
                if await self._push(lane.updates[0], hook):
                    lane.updates.pop(0)
                    wait = self._first_retry_s
                else:
                    await asyncio.sleep(wait)
                    wait = min(wait * 2, 60.0)
        finally:
            lane.busy = False

    async def _push(self, update: Update, hook: Hook) -> bool:
        fault = self._faults.strike(WEBHOOK, str(_lane_of(update.body)))
        headers = {"Content-Type": "application/json"}
        if hook.secret:
            headers[SECRET_HEADER] = hook.secret
        request = HTTPRequest(
            hook.url,
            "POST",
            headers,
            dumps(update.body),
            request_timeout=ANSWER_TIMEOUT_S,
            follow_redirects=False,
        )
        if fault is not None and not isinstance(fault, AnswerLost):
            return self._note(update, 0, f"Connection failed: {type(fault).__name__}")
        try:
            async with self._slots:
                response = await AsyncHTTPClient().fetch(request)
        except HTTPError as error:
            status = 0 if error.code == 599 else error.code
            wrong = f"Wrong response from the webhook: {error.code} {error.message}"
            return self._note(update, status, wrong)
        except OSError as error:
            return self._note(update, 0, f"Connection failed: {error}")
        if fault is not None:
            return self._note(update, 0, "Read timeout expired")
        self._note(update, response.code, "")
        await self._act_on(response.body)
        return True

    async def _act_on(self, body: bytes) -> None:
        """A method call may come in the answer itself."""
        try:
            call = as_object(loads(body)) if body else None
        except ValueError:
            return
        if call and isinstance(call.get("method"), str):
            method = str(call.pop("method"))
            await self._act(method, Parameters(as_texts(call)))

    def _note(self, update: Update, status: int, error: str) -> bool:
        with self._world.changed:
            self.attempts.append(Delivery(update.update_id, status, error))
            if error:
                self._last_error = {"last_error_date": self._world.now(), "last_error_message": error}
            self._world.changed.notify_all()
        return not error


def _lane_of(body: JsonObject) -> int:
    """The chat, or else the person, that an update belongs to."""
    for payload in body.values():
        found = as_object(payload)
        if found is None:
            continue
        inner = as_object(found.get("message")) or found
        for who in (as_object(inner.get("chat")), as_object(found.get("from"))):
            if who is not None:
                return integer_at(who, "id")
    return 0
