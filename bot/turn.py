"""One update's turn: who it is from, what is to be said and written; committed together at the end."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from bot.outgoing import Call, Edit, Keyboard, Outgoing, Place, Reply, Styled
from bot.people import Person, Role, Task
from bot.voice import Voice

Write = Callable[[Session], None]


@dataclass(slots=True)
class Turn:
    """What a handler knows and what it leaves behind.

    Attributes:
        place: Where replies go; its chat is 0 for inline questions.
        repeated: An earlier process died over this update: its effects in the library may be there already.
        task: What the person is in the middle of here.
        earlier: The question, in the form that stood alone, that a follow-up may lean on.
        toast: A short notice over the chat when a button was pressed.
        writes: Changes of the bot's rows, in order.
        outgoing: What Telegram is told, in order.
    """

    update_id: int
    received_at: datetime
    repeated: bool
    person: Person
    role: Role
    voice: Voice
    place: Place
    task: Task | None = None
    earlier: str = ""
    toast: str = ""
    writes: list[Write] = field(default_factory=list)
    outgoing: list[Outgoing] = field(default_factory=list)

    def reply(self, body: str | Styled, keyboard: Keyboard = (), *, answer_id: str | None = None) -> None:
        """Answer with a new message."""
        styled = Styled(body) if isinstance(body, str) else body
        self.outgoing.append(Reply(self.place, styled, keyboard, answer_id))

    def edit(self, message_id: int, body: str | Styled, keyboard: Keyboard = ()) -> None:
        """Change a message of the bot's in this chat."""
        styled = Styled(body) if isinstance(body, str) else body
        self.outgoing.append(Edit(self.place.chat_id, message_id, styled, keyboard))

    def write(self, change: Write) -> None:
        """Change rows when the turn is committed."""
        self.writes.append(change)

    def start_over(self) -> None:
        """Forget what was to be said and written."""
        self.writes.clear()
        self.outgoing.clear()
        self.toast = ""

    def calls(self) -> list[Call]:
        """What is to be recorded."""
        return [message.call() for message in self.outgoing]
