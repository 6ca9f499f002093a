"""From one HTTP call to its answer: faults first, then the flood rules, then the method itself."""

import asyncio
import time
from dataclasses import dataclass

from .faults import (
    AnswerLost,
    Drop,
    Fault,
    Faults,
    Garbled,
    Hang,
    HtmlBody,
    Refused,
    ServerError,
    Slow,
    TooManyRequests,
)
from .flood import FloodControl
from .json_value import Json, JsonObject, dumps
from .methods.table import BY_NAME, SERVED_ELSEWHERE
from .parameters import Parameters
from .polling import SET_WEBHOOK, WEBHOOK_ACTIVE, ClientGoneError, LongPoll, conflict
from .recorder import Call, Recorder
from .refusal import PREFIXES, Refusal, flood, method_not_found
from .request import Request
from .webhook import Webhook
from .world import World

HTML = "<html><head><title>{0}</title></head><body><center><h1>{0}</h1></center><hr>nginx</body></html>\r\n"


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back over the wire; an answer that is lost breaks the connection instead."""

    status: int
    body: bytes
    content_type: str = "application/json"


class Dispatch:
    """Answers calls, one after the other, on the event loop."""

    def __init__(
        self,
        world: World,
        faults: Faults,
        flood_control: FloodControl,
        recorder: Recorder,
        *,
        webhook_retry_s: float,
    ) -> None:
        self._world, self._faults, self._flood, self._recorder = world, faults, flood_control, recorder
        self.poll = LongPoll(asyncio.get_running_loop())
        self.webhook = Webhook(world, faults, self._act, first_retry_s=webhook_retry_s)
        world.updates.on_added(self.poll.wake)
        world.updates.on_added(self.webhook.wake)

    async def answer(self, method: str, parameters: Parameters, owner: object) -> Answer | None:
        """The answer to a call, or `None` where the connection breaks."""
        chat = parameters.text("chat_id")
        with self._world.changed:
            call = self._recorder.begin(method, parameters, time.monotonic())
            self._world.changed.notify_all()
        fault = self._faults.strike(method, chat)
        call.fault = type(fault).__name__ if fault else ""
        if isinstance(fault, (Hang, Slow)):
            await asyncio.sleep(fault.seconds)
        if isinstance(fault, (Hang, Drop)):
            return self._lost(call)
        if fault is not None:
            spoiled = self._spoiled(fault, call, chat)
            if spoiled is not None:
                return spoiled
        try:
            body = await self._perform(call, owner)
        except ClientGoneError:
            return self._lost(call)
        except Refusal as refusal:
            return self._finished(call, refusal.status, refusal.to_json())
        except Exception as error:
            self._recorder.broken.append(error)
            return self._finished(call, 500, Refusal(500, f"The double is broken: {error!r}").to_json())
        call.done = True
        if isinstance(fault, AnswerLost):
            return self._lost(call)
        return self._finished(call, 200, body)

    async def _act(self, method: str, parameters: Parameters) -> None:
        await self.answer(method, parameters, self)

    def _spoiled(self, fault: Fault, call: Call, chat: str) -> Answer | None:
        """The answer of a fault that stands in for the real one, if it does."""
        match fault:
            case TooManyRequests(retry_after, everywhere):
                self._flood.hold("" if everywhere else chat, time.monotonic() + retry_after)
                return self._finished(call, 429, flood(retry_after).to_json())
            case Refused(status, description):
                return self._finished(call, status, Refusal(status, description).to_json())
            case ServerError(status):
                description = PREFIXES.get(status, "Bad Gateway")
                return self._finished(call, status, Refusal(status, description).to_json())
            case HtmlBody(status):
                self._finished(call, status, None)
                return Answer(status, HTML.format(f"{status} Bad Gateway").encode(), "text/html")
            case Garbled():
                self._finished(call, 200, None)
                return Answer(200, b'{"ok":true,"result":')
        return None

    async def _perform(self, call: Call, owner: object) -> JsonObject:
        name, parameters = call.method.lower(), call.parameters
        if name == "getupdates":
            found = await self._get_updates(parameters, owner)
            return {"ok": True, "result": found}
        with self._world.changed:
            if name in SERVED_ELSEWHERE:
                return self._serve(name, parameters)
            method = BY_NAME.get(name)
            if method is None:
                raise method_not_found()
            self._respect_flood(call)
            return {"ok": True, "result": method(Request(self._world, call.method, parameters))}

    def _respect_flood(self, call: Call) -> None:
        room = self._world.rooms.get(call.parameters.integer("chat_id"))
        is_group = room is not None and room.chat.type != "private"
        seconds = self._flood.judge(call.method, call.chat, is_group=is_group, now=call.at)
        if seconds is not None:
            raise flood(seconds)

    async def _get_updates(self, parameters: Parameters, owner: object) -> list[Json]:
        if self.webhook.hook is not None:
            raise conflict(WEBHOOK_ACTIVE)
        self._remember_allowed(parameters)
        limit = min(max(parameters.integer("limit", 100), 1), 100)
        offset = parameters.integer("offset")

        def look() -> list[Json]:
            with self._world.changed:
                return [update.body for update in self._world.updates.take(offset=offset, limit=limit)]

        return await self.poll.wait(owner, look, parameters.integer("timeout"))

    def _serve(self, name: str, parameters: Parameters) -> JsonObject:
        if name == "getwebhookinfo":
            return {"ok": True, "result": self.webhook.info()}
        if name == "deletewebhook":
            result, description = self.webhook.delete(parameters)
        else:
            result, description = self.webhook.set(parameters)
            self._remember_allowed(parameters)
            if self.webhook.hook is not None:
                self.poll.end(conflict(SET_WEBHOOK))
        return {"ok": True, "result": result, "description": description}

    def _remember_allowed(self, parameters: Parameters) -> None:
        allowed = parameters.array("allowed_updates")
        if allowed is not None:
            with self._world.changed:
                self._world.updates.allowed = frozenset(kind for kind in allowed if isinstance(kind, str))

    def _lost(self, call: Call) -> Answer | None:
        with self._world.changed:
            call.ended_at = time.monotonic()
            self._world.changed.notify_all()
        return None

    def _finished(self, call: Call, status: int, body: JsonObject | None) -> Answer:
        with self._world.changed:
            call.status, call.answer, call.ended_at = status, body, time.monotonic()
            self._world.changed.notify_all()
        return Answer(status, b"" if body is None else dumps(body))
