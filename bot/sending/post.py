"""The post office: messages that no turn sends, recorded and delivered like all others."""

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from bot.messages.outgoing import Outgoing, Place, Reply, Styled
from bot.sending import records
from bot.sending.api import Api
from bot.sending.courier import Courier
from bot.sending.records import RecordedCall
from bot.store.database import Database


class Post:
    """Sends from the background."""

    def __init__(self, api: Api, database: Database, courier: Courier, replica: str) -> None:
        self._api = api
        self._database = database
        self._courier = courier
        self._replica = replica

    async def send(self, *messages: Outgoing) -> None:
        """Record the messages and deliver them, whatever it takes."""
        calls = [message.call() for message in messages]
        self._courier.submit(
            await self._database.run(lambda session: records.record(session, calls, self._replica))
        )

    async def send_once(self, decide: Callable[[Session], Sequence[Outgoing]]) -> None:
        """Record what `decide` says in the transaction in which it decides, and deliver it."""

        def work(session: Session) -> list[RecordedCall]:
            calls = [message.call() for message in decide(session)]
            return records.record(session, calls, self._replica)

        self._courier.submit(await self._database.run(work))

    async def show(self, place: Place, text: str) -> int | None:
        """Send a message that will change while something goes on; its id. Not recorded, not sent again."""
        return await self._api.make(Reply(place, Styled(text)).call())

    async def change(self, message: Outgoing) -> None:
        """Change such a message."""
        await self._api.make(message.call())
