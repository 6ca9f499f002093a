"""Named moments in a bot's work at which a campaign may kill it: just before and after each commit and each send."""

from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

from bot.conversation.dispatching import Dispatcher
from bot.inbox import records as inbox
from bot.inbox.lanes import Lanes
from bot.inbox.polling import Poller
from bot.sending import records as outbox
from bot.sending.api import TelegramApi
from bot.sending.courier import Courier
from index.failpoints import failpoint

MOMENTS = (
    "inbox.before_commit",
    "inbox.after_commit",
    "lane.claimed",
    "turn.handled",
    "turn.before_commit",
    "turn.committed",
    "reply.before_send",
    "reply.sent",
    "reply.before_record",
    "reply.recorded",
)

P = ParamSpec("P")
R = TypeVar("R")


def install() -> None:
    """Put a failpoint at every moment, in this process."""
    vars(inbox)["store"] = _after(inbox.store, "inbox.before_commit")
    vars(inbox)["claim"] = _after(inbox.claim, "lane.claimed")
    vars(outbox)["sent"] = _after(outbox.sent, "reply.before_record")
    setattr(Poller, "_poll", _after_awaiting(getattr(Poller, "_poll"), "inbox.after_commit"))  # noqa: B009, B010
    setattr(Lanes, "_commit", _after(getattr(Lanes, "_commit"), "turn.before_commit"))  # noqa: B009, B010
    setattr(Courier, "_succeed", _after_awaiting(getattr(Courier, "_succeed"), "reply.recorded"))  # noqa: B009, B010
    setattr(Dispatcher, "handle", _after_awaiting(Dispatcher.handle, "turn.handled"))  # noqa: B010
    setattr(Courier, "submit", _before(Courier.submit, "turn.committed"))  # noqa: B010
    made = _after_awaiting(TelegramApi.make, "reply.sent")
    setattr(TelegramApi, "make", _before(made, "reply.before_send"))  # noqa: B010


def _before(work: Callable[P, R], moment: str) -> Callable[P, R]:
    def work_then(*args: P.args, **kwargs: P.kwargs) -> R:
        failpoint(moment)
        return work(*args, **kwargs)

    return work_then


def _after(work: Callable[P, R], moment: str) -> Callable[P, R]:
    def work_then(*args: P.args, **kwargs: P.kwargs) -> R:
        result = work(*args, **kwargs)
        failpoint(moment)
        return result

    return work_then


def _after_awaiting(work: Callable[P, Awaitable[R]], moment: str) -> Callable[P, Awaitable[R]]:
    async def work_then(*args: P.args, **kwargs: P.kwargs) -> R:
        result = await work(*args, **kwargs)
        failpoint(moment)
        return result

    return work_then
