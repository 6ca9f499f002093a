"""Thirty shapes of somebody who is not an admin, or not here, or not now: none changes anything."""

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.inbox.records import waiting_lanes
from bot.people.access import Access
from bot.people.records import Person
from bot.store.tables import ActRow, PersonRow
from tests.bot.living import ADMIN, LivingBot, living_bot, settings_for
from tests.bot.shelf import Shelf
from tests.botapi import (
    ANONYMOUS_ADMIN,
    CHANNEL_BOT,
    TELEGRAM,
    BotApi,
    Group,
    NothingCameError,
    PrivateChat,
    User,
)

ARTICLE = "/addarticle Palsu\nArtikel palsu ini tidak boleh masuk."
ACTS = (ARTICLE, "/delete 1", "/edit 1\nPalsu\nIsi palsu.", "/grant 66 admin", "/revoke 9", "/reindex")


def shapes(
    api: BotApi, admin: PrivateChat, mallory: PrivateChat, group: Group
) -> dict[str, Callable[[], object]]:
    """Each sends one act in a shape that must grant nothing."""
    linked = api.channel("Kabar")
    other_bot = User(99, "Alat", username="alat", is_bot=True)
    found: dict[str, Callable[[], object]] = {}
    for act in ACTS:
        name = act.split()[0]
        found |= {
            f"{name} of a stranger": lambda act=act: mallory.send(act),
            f"{name} of an admin in a group": lambda act=act: group.send(act, sender=admin.user),
            f"{name} of an anonymous admin": lambda act=act: group.send(act, sender=ANONYMOUS_ADMIN),
            f"{name} forwarded from the admin": lambda act=act: mallory.send(act, forward_from=admin.user),
        }
    found |= {
        "forwarded to the admin and sent on by them": lambda: admin.send(ARTICLE, forward_from=mallory.user),
        "forwarded from a hidden person": lambda: admin.send("/delete 1", forward_from="Admin"),
        "edited into a command": lambda: admin.edit(admin.send("halo"), "/delete 1"),
        "by way of another bot": lambda: admin.send("/delete 1", via_bot=other_bot),
        "in the name of a channel": lambda: group.send(ARTICLE, sender=CHANNEL_BOT, sender_chat=linked.chat),
        "from a linked channel": lambda: group.send(ARTICLE, sender=TELEGRAM, sender_chat=linked.chat),
        "a channel post": lambda: linked.send(ARTICLE),
        "a person with the admin's name": lambda: api.private_chat(user_id=67, first_name="Admin").send(
            "/delete 1"
        ),
    }
    return found


@pytest.fixture
def stage(tmp_path: Path, shelf: Shelf):  # type: ignore[no-untyped-def]
    with BotApi.start(flood=None) as api:
        settings = settings_for(api, admin_ids=(ADMIN, ANONYMOUS_ADMIN.id, CHANNEL_BOT.id, TELEGRAM.id))
        with living_bot(api, tmp_path, shelf, settings=settings) as bot:
            api.privacy(on=False)
            admin = api.private_chat(user_id=ADMIN, first_name="Admin")
            mallory = api.private_chat(user_id=66, first_name="Mallory")
            group = api.group(members=(admin.user, mallory.user), bot_status="administrator")
            yield api, bot, admin, mallory, group


def test_thirty_spoofed_shapes_grant_nothing(stage, shelf: Shelf) -> None:  # type: ignore[no-untyped-def]
    api, bot, admin, mallory, group = stage
    before = dict(shelf.stored)
    tried = shapes(api, admin, mallory, group)
    assert len(tried) >= 30
    for spoof in tried.values():
        spoof()
    _settle(api, bot)
    assert shelf.stored == before
    assert _acts_and_roles(bot) == (0, 0)


def test_other_people_s_buttons_grant_nothing(stage, shelf: Shelf) -> None:  # type: ignore[no-untyped-def]
    api, bot, admin, mallory, _group = stage
    admin.send(ARTICLE)
    preview = admin.wait_for_message()
    admin.send("/delete 1")
    deletion = admin.wait_for_message(where=lambda message: message.keyboard is not None)
    forged = [button.data for shown in (preview, deletion) for button in shown.keyboard.buttons]
    mallory.send("/help")
    own = mallory.wait_for_message()
    for data in (*forged, "undo:x", "approve:x", "judge:x:1", "vain:x", "delete:2", "forget:500"):
        api.raw_update(
            {
                "callback_query": {
                    "id": f"forged-{data}",
                    "from": {"id": mallory.id, "is_bot": False, "first_name": "Mallory"},
                    "chat_instance": "1",
                    "data": data,
                    "message": {
                        "message_id": own.message_id,
                        "date": 1,
                        "chat": {"id": mallory.id, "type": "private", "first_name": "Mallory"},
                        "text": "x",
                    },
                }
            }
        )
    _settle(api, bot)
    assert sorted(shelf.stored) == [1, 2]
    assert _acts_and_roles(bot) == (0, 0)


def test_a_private_bot_speaks_only_with_whom_it_may(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api:
        settings = settings_for(api, allowed_ids=(7,))
        with living_bot(api, tmp_path, shelf, settings=settings) as bot:
            ani, budi = api.private_chat(user_id=7), api.private_chat(user_id=8)
            ani.send("Siapa Kim Yong Ju?")
            assert "Kim Yong Ju adalah" in ani.wait_for_message().text
            budi.send("Siapa Kim Yong Ju?")
            assert (
                budi.wait_for_message().text == "Bot ini tertutup. Mintalah akses kepada adminnya; id Anda 8."
            )
            assert budi.inline.wait_for_results(budi.inline.ask("Siapa Kim Yong Ju?")).results == ()
            group = api.group(members=(budi.user,))
            group.send("/ask Siapa Kim Yong Ju?", sender=budi.user)
            _settle(api, bot)
            assert group.from_bot() == []


@pytest.mark.parametrize(
    ("role", "allowed", "chat_id", "may"),
    [
        ("reader", (), 5, True),
        ("reader", (6,), 5, False),
        ("reader", (5,), 5, True),
        ("reader", (-100,), -100, True),
        ("editor", (6,), 5, True),
    ],
)
def test_who_may_use_the_bot(role: str, allowed: tuple[int, ...], chat_id: int, may: bool) -> None:
    person = Person(5, "", "editor" if role == "editor" else "reader", None)
    assert Access((), allowed).may_use(person, chat_id) is may


def _settle(api: BotApi, bot: LivingBot) -> None:
    """Wait until everything sent so far is handled: what is sent last is answered, and nothing waits."""
    last = api.private_chat(user_id=99_999, first_name="Terakhir")
    with contextlib.suppress(NothingCameError):
        last.send("/help")
        last.wait_for_message(timeout=5)
    until = time.monotonic() + 10
    while bot.database.transact(waiting_lanes) and time.monotonic() < until:
        time.sleep(0.02)


def _acts_and_roles(bot: LivingBot) -> tuple[int, int]:
    return bot.database.transact(
        lambda s: (
            s.scalar(select(func.count()).select_from(ActRow)) or 0,
            s.scalar(select(func.count()).select_from(PersonRow).where(PersonRow.role != "reader")) or 0,
        )
    )
