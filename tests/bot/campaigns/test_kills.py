"""SIGKILL with updates in flight: nothing is lost, nothing is stored twice, a reply doubles only in the one known gap.

A bot process is killed at random moments and at named ones, again and again, while people ask and editors add
articles. Between two lives its database is read: what it still holds as unsent although the double has it was killed
between sending and recording, and that alone may come twice.
"""

import contextlib
import json
import os
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from index.failpoints import VARIABLE
from index.library import open_library
from index.settings import Settings
from tests.bot.campaigns import town
from tests.bot.campaigns.figures import LONG, Figure, note
from tests.bot.campaigns.moments import MOMENTS
from tests.bot.campaigns.nursery import Bot, Nursery, Order
from tests.bot.campaigns.processes import database_of
from tests.botapi import BotApi, Message
from tests.botapi.places import Group, PrivateChat
from tests.campaigns.scratch import scratch

KILLS = int(os.environ.get("TANYA_KILLS", "2000" if LONG else "6"))
SEED = int(os.environ.get("TANYA_KILLS_SEED", "6"))
BUDGET_S = float(os.environ.get("TANYA_KILLS_SECONDS", "1500" if LONG else "30"))
KILLS_PER_HOME = 100
LONGEST_LIFE_S = 0.8
MOMENT_COMES_S = 2.5
TOKEN = "4321:KILLS-CANARY-abcdefghijklmnop"
EDITORS = range(500, 508)
BRUISED = 3
"""So many deaths over one update, and the next life is spared: at five the bot sets it aside by design."""


@dataclass(frozen=True, slots=True)
class Life:
    """One life of the bot: what it left unsent, and when the next one began."""

    began_at: float
    next_at: float
    unsent: frozenset[tuple[int, str]]


@dataclass
class Tally:
    """What the campaign came to."""

    kills: int = 0
    at_moments: int = 0
    updates: int = 0
    articles: int = 0
    lost: list[str] = field(default_factory=list)
    in_the_gap: int = 0
    doubled: int = 0
    doubled_elsewhere: list[str] = field(default_factory=list)
    articles_wrong: list[str] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


@dataclass
class Street:
    """One home, one double, and the people who write to it."""

    api: BotApi
    home: Path
    nursery: Nursery
    chance: random.Random
    tally: Tally
    expected: dict[int, list[str]] = field(default_factory=dict)
    chats: dict[int, PrivateChat | Group] = field(default_factory=dict)
    editors: dict[int, PrivateChat] = field(default_factory=dict)
    pressed: set[str] = field(default_factory=set)
    sent_articles: list[int] = field(default_factory=list)
    lives: list[Life] = field(default_factory=list)
    number: int = 0

    def start(self, failpoint: str = "") -> Bot:
        environment = {
            "TANYA_HOME": str(self.home),
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_BASE_URL": self.api.base_url,
            "TELEGRAM_FILE_URL": self.api.base_file_url,
            "ADMIN_IDS": ",".join(map(str, EDITORS)),
            "MIN_CONFIDENCE": "0",
            VARIABLE: failpoint,
        }
        return self.nursery.start(Order(environment, str(self.home / "bot.log")))

    def busy_moment(self) -> None:
        """A few strangers ask, a group asks, an editor brings an article and confirms an earlier one."""
        for _ in range(self.chance.randint(1, 4)):
            self.number += 1
            chat = self.api.private_chat(user_id=100_000 + self.number)
            self._ask(chat, town.question(self.number % town.FACTS))
            if self.chance.random() < 0.5:
                self._ask(chat, f"/articles cari{self.number}")
        if self.chance.random() < 0.3:
            self.number += 1
            member = self.api.user(100_000 + self.number)
            group = self.api.group(members=(member,))
            self.chats[group.id] = group
            asked = town.question(self.number % town.FACTS)
            group.send(f"/ask@tanya_bot {asked}", sender=member)
            self.expected.setdefault(group.id, []).append(asked)
            self.tally.updates += 1
        self.confirm()
        editor = self.editors[self.chance.choice(EDITORS)]
        fact = 1000 + len(self.sent_articles)
        editor.send(f"/addarticle {town.article(fact)}")
        self.sent_articles.append(fact)
        self.tally.updates += 1

    def _ask(self, chat: PrivateChat, text: str) -> None:
        self.chats[chat.id] = chat
        self.expected.setdefault(chat.id, []).append(text)
        chat.send(text)
        self.tally.updates += 1

    def confirm(self) -> int:
        """Press each save button once."""
        presses = 0
        for editor in self.editors.values():
            for message in editor.from_bot():
                data = _save_button(message)
                if data and data not in self.pressed:
                    self.pressed.add(data)
                    editor.press(message, data)
                    self.tally.updates += 1
                    presses += 1
        return presses

    def trial(self) -> None:
        """One life from start to kill."""
        bruised = self._bruises() >= BRUISED
        at_moment = not bruised and self.chance.random() < 0.5
        failpoint = f"{self.chance.choice(MOMENTS)}:{self.chance.randint(1, 4)}" if at_moment else ""
        bot = self.start(failpoint)
        if self.chance.random() < 0.8:
            self._until_polled(bot)
        self.busy_moment()
        if bruised:
            self.settle()
        if not (at_moment and bot.dies_within(MOMENT_COMES_S)):
            time.sleep(0 if at_moment else self.chance.uniform(0, LONGEST_LIFE_S))
            at_moment = False
            bot.kill()
        self.tally.kills += 1
        self.tally.at_moments += at_moment
        self.lives.append(Life(bot.started_at, time.monotonic(), self._unsent()))

    def _until_polled(self, bot: Bot) -> None:
        with contextlib.suppress(AssertionError):
            self.api.wait_until_polled(since=bot.started_at, timeout=5)

    def settle(self, seconds: float = 60.0) -> None:
        """Wait until everything that was asked is answered."""

        def look() -> bool | None:
            self.confirm()
            answered = all(len(set(self._texts(chat_id))) >= len(e) for chat_id, e in self.expected.items())
            return True if answered and not self._unsaved() else None

        try:
            self.api.wait_until(look, timeout=seconds, what="answers to everything")
        except AssertionError:
            self.tally.troubles.append(f"not settled after {seconds} s")

    def _unsaved(self) -> int:
        saved = sum(
            message.text.startswith("Tersimpan: artikel")
            for editor in self.editors.values()
            for message in editor.from_bot()
        )
        return len(self.sent_articles) - saved

    def _texts(self, chat_id: int) -> list[str]:
        return [message.text for message in self.chats[chat_id].from_bot()]

    def _unsent(self) -> frozenset[tuple[int, str]]:
        rows = self._rows("SELECT chat_id, parameters FROM bot_calls WHERE state = 'waiting'")
        sent = [(int(chat_id), json.loads(parameters)) for chat_id, parameters in rows]
        return frozenset((chat_id, str(values.get("text", "")).strip()) for chat_id, values in sent)

    def _bruises(self) -> int:
        rows = self._rows("SELECT max(attempts) FROM bot_updates WHERE state = 'waiting'")
        return rows[0][0] or 0 if rows else 0

    def _rows(self, statement: str) -> list[tuple[int, str]]:
        with contextlib.closing(sqlite3.connect(database_of(self.home), timeout=30)) as connection:
            try:
                return connection.execute(statement).fetchall()
            except sqlite3.OperationalError as missing:
                if "no such table" in str(missing):
                    return []
                raise

    def judge(self) -> None:
        """Compare what people see with what they asked, after everything has settled."""
        for chat_id, asked in self.expected.items():
            texts = Counter(self._texts(chat_id))
            for text in asked:
                if not any(_answers(text, reply) for reply in texts):
                    self.tally.lost.append(f"{text} in {chat_id}: {list(texts)}")
            self._judge_doubles(chat_id, texts)
            self.tally.lost += [f"{chat_id}: {reply}" for reply in texts if "Terjadi kesalahan" in reply]
        for editor in self.editors.values():
            self._judge_doubles(editor.id, Counter(m.text for m in editor.from_bot() if _save_button(m)))
        self._judge_articles()
        for state, count in self._rows("SELECT state, count(*) FROM bot_updates GROUP BY state"):
            if str(state) != "done":
                self.tally.troubles.append(f"{count} updates are {state}")

    def _judge_doubles(self, chat_id: int, texts: Counter[str]) -> None:
        for text, count in texts.items():
            if count > 1:
                self.tally.doubled += count - 1
                allowed = self._gaps(chat_id, text)
                if count - 1 > allowed:
                    self.tally.doubled_elsewhere.append(
                        f"{chat_id}: {count} times, {allowed} gaps: {text[:80]}"
                    )

    def _gaps(self, chat_id: int, text: str) -> int:
        """In how many lives this reply was sent and not recorded."""
        sends = [
            call.at
            for call in self.api.calls("sendMessage")
            if call.done and call.chat == str(chat_id) and call.values["text"].strip() == text
        ]
        return sum(
            (chat_id, text) in life.unsent and any(life.began_at <= at < life.next_at for at in sends)
            for life in self.lives
        )

    def log(self) -> str:
        """What the bots of this home wrote to standard error."""
        written = self.home / "bot.log"
        return written.read_text() if written.exists() else ""

    def count_gaps(self) -> int:
        """How many kills fell between a send and its record."""
        return sum(self._gaps(*waiting) > 0 for life in self.lives for waiting in life.unsent)

    def _judge_articles(self) -> None:
        with open_library(Settings(_env_file=None, tanya_home=self.home)) as library:
            titles = Counter(article.title for article in library.articles())
        self.tally.articles += len(self.sent_articles)
        for fact in self.sent_articles:
            found = titles[f"Kabar kota {fact}"]
            if found != 1:
                self.tally.articles_wrong.append(f"article {fact} is there {found} times")
        for editor in self.editors.values():
            for message in editor.from_bot():
                if "sudah tersimpan" in message.text:
                    self.tally.articles_wrong.append(message.text)


def _save_button(message: Message) -> str:
    versions = message.keyboard.buttons if message.keyboard else ()
    return next((b.data for b in versions if b.data and b.data.startswith("save:")), "")


def _answers(asked: str, reply: str) -> bool:
    if asked.startswith("/articles"):
        return asked.split()[1] in reply
    return town.answers(int("".join(c for c in asked.split("nomor")[1].split()[0] if c.isdigit())), reply)


def api_polled(here: Street, bot: Bot) -> None:
    """Wait until the last life has begun: a SIGTERM before that ends it without ceremony."""
    here.api.wait_until_polled(since=bot.started_at, timeout=120)


@contextlib.contextmanager
def street(nursery: Nursery, chance: random.Random, tally: Tally) -> Iterator[Street]:
    """A fresh home with the facts in it, and a double."""
    with scratch() as home, BotApi.start(token=TOKEN) as api:
        town.fill(home)
        here = Street(api, home, nursery, chance, tally)
        here.editors = {number: api.private_chat(user_id=number) for number in EDITORS}
        yield here
        log = here.log()
        if "Traceback" in log or "Incident" in log or TOKEN in log:
            tally.troubles.append(f"the log: {log[-600:]}")


def test_a_kill_at_any_moment_loses_no_update_and_doubles_nothing_outside_the_gap() -> None:
    tally, chance, began = Tally(), random.Random(SEED), time.monotonic()
    with Nursery.open() as nursery:
        while tally.kills < KILLS and time.monotonic() - began < BUDGET_S:
            with street(nursery, chance, tally) as here:
                until = min(KILLS, tally.kills + KILLS_PER_HOME)
                while tally.kills < until and time.monotonic() - began < BUDGET_S:
                    here.trial()
                bot = here.start()
                api_polled(here, bot)
                here.settle(180 if LONG else 60)
                code = bot.terminate()
                if code != 0:
                    tally.troubles.append(f"a graceful end had the code {code}: {here.log()[-400:]}")
                here.judge()
                tally.in_the_gap += here.count_gaps()
    bad = [*tally.lost, *tally.doubled_elsewhere, *tally.articles_wrong, *tally.troubles]
    note(
        Figure(
            "SIGKILL with updates in flight",
            f"{tally.kills:,} kills ({tally.at_moments:,} at named moments), {tally.updates:,} updates, "
            f"{tally.articles:,} articles",
            "0 updates lost, 0 duplicate articles, a reply doubled only between send and record",
            f"{len(tally.lost)} lost, {len(tally.articles_wrong)} articles missing or doubled, "
            f"{tally.doubled} replies doubled ({tally.in_the_gap} kills fell between send and record), "
            f"{len(tally.doubled_elsewhere)} doubled elsewhere "
            f"({(time.monotonic() - began) / max(1, tally.kills):.2f} s a kill)",
            not bad,
        )
    )
    assert bad == []
