"""The double to play with: what you type is sent to the bot, what the bot does is printed."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .api import BotApi
from .places import PrivateChat
from .types import Message
from .waiting import NothingCameError
from .world import Query

HELP = """Type a message for the bot. Lines that begin with a colon are for the double:
  :press TEXT     press a button of the newest message that has one
  :edit TEXT      change your last message
  :reply TEXT     answer the bot's last message
  :inline TEXT    ask inline
  :user ID NAME   be somebody else from now on
  :calls          the bot's last calls
  :quit           stop"""


@dataclass(slots=True)
class Console:
    """Reads lines as one person's messages and shows that chat."""

    api: BotApi
    write: Callable[[str], None]
    chat: PrivateChat
    shown: set[tuple[int, int, int]] = field(default_factory=set)
    mine: Message | None = None
    stopped: threading.Event = field(default_factory=threading.Event)

    def run(self, lines: Iterable[str]) -> None:
        """Obey every line until `:quit` or the end."""
        watcher = threading.Thread(target=self._watch, daemon=True)
        watcher.start()
        for line in lines:
            if not self.obey(line.rstrip("\n")):
                break
        self.stopped.set()
        with self.api.world.changed:
            self.api.world.changed.notify_all()
        watcher.join(timeout=5)

    def obey(self, line: str) -> bool:
        """Do what one line says; false when it says to stop."""
        command, _, rest = line.partition(" ")
        if not line.startswith(":"):
            if line.strip():
                self.mine = self.chat.send(line)
            return True
        actions: dict[str, Callable[[str], None]] = {
            ":press": self._press,
            ":edit": self._edit,
            ":reply": self._reply,
            ":inline": self._inline,
            ":user": self._user,
            ":calls": self._calls,
        }
        if command == ":quit":
            return False
        if command in actions:
            actions[command](rest)
        else:
            self.write(HELP)
        return True

    def _press(self, button: str) -> None:
        holders = [message for message in self.chat.from_bot() if _has_button(message, button)]
        if not holders:
            self.write(f"no message has a button {button!r}")
            return
        query = self.chat.press(holders[-1], button)
        self._later(query, lambda: f"({self.chat.wait_for_answer(query).text or 'pressed'})")

    def _edit(self, text: str) -> None:
        if self.mine:
            self.mine = self.chat.edit(self.mine, text)

    def _reply(self, text: str) -> None:
        messages = self.chat.from_bot()
        self.mine = self.chat.send(text, reply_to=messages[-1] if messages else None)

    def _inline(self, text: str) -> None:
        query = self.chat.inline.ask(text)
        self._later(
            query,
            lambda: "\n".join(
                f"* {result.title}: {result.description}"
                for result in self.chat.inline.wait_for_results(query).results
            ),
        )

    def _user(self, text: str) -> None:
        number, _, name = text.partition(" ")
        if not number.isdecimal():
            self.write(":user needs a number, such as ':user 8 Budi'")
            return
        self.chat = self.api.private_chat(user_id=int(number), first_name=name or "Ani")
        self.write(f"you are {name or 'Ani'} ({number}) now")

    def _calls(self, _: str) -> None:
        calls = [call for call in self.api.calls() if call.method != "getUpdates"]
        self.write("\n".join(str(call) for call in calls[-10:]) or "no calls yet")

    def _later(self, query: Query, tell: Callable[[], str]) -> None:
        def wait() -> None:
            try:
                self.write(tell())
            except NothingCameError:
                self.write(f"no answer to {query.data!r}")

        threading.Thread(target=wait, daemon=True).start()

    def _watch(self) -> None:
        changed = self.api.world.changed
        while not self.stopped.is_set():
            with changed:
                changed.wait(timeout=1)
                fresh = [message for message in self.chat.from_bot() if self._is_new(message)]
            for message in fresh:
                self.write(show(message))

    def _is_new(self, message: Message) -> bool:
        version = len(self.chat.versions(message))
        key = (self.chat.id, message.message_id, version)
        if key in self.shown:
            return False
        self.shown.add(key)
        return True


def _has_button(message: Message, button: str) -> bool:
    buttons = message.keyboard.buttons if message.keyboard else ()
    return any(button in (found.text, found.data) for found in buttons)


def show(message: Message) -> str:
    """A message as lines of text: its words, then its links, files and buttons."""
    mark = "bot (edited)" if message.edit_date else "bot"
    lines = [f"{mark} #{message.message_id}: {message.text}"]
    lines += [f"  link: {text} -> {url}" for text, url in message.links if text != url]
    if message.attachment:
        file = message.attachment.file
        lines.append(f"  {message.attachment.kind}: {file.name}, {file.size} bytes")
    for row in message.keyboard.rows if message.keyboard else ():
        lines.append("  " + " ".join(f"[{button.text}]" for button in row))
    return "\n".join(lines)
