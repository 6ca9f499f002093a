"""Every shape of somebody who is not the admin, times every act that only an admin or editor may do.

What `tests/bot/test_access.py` tries as people do it is tried here as raw updates, so that shapes come in that no
client sends: numbers of other types, a button from another chat, kinds of updates that the bot never asked for.
"""

import contextlib
import copy
import time
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import func, select

from bot.inbox.records import waiting_lanes
from bot.store.tables import ActRow, CallRow, DraftRow, PersonRow, TaskRow
from tests.bot.campaigns.figures import LONG, Figure, note
from tests.bot.living import ADMIN, LivingBot, living_bot, settings_for
from tests.bot.shelf import Shelf
from tests.botapi import ANONYMOUS_ADMIN, CHANNEL_BOT, TELEGRAM, BotApi, NothingCameError
from tests.botapi.json_value import JsonObject

GROUP, CHANNEL, MALLORY = -1_000_000_000_777, -1_000_000_000_888, 66
COMMANDS = (
    "/addarticle Palsu\nArtikel palsu ini tidak boleh masuk ke dalam simpanan siapa pun.",
    "/delete 1",
    "/edit 1\nPalsu\nIsi palsu yang tidak boleh masuk.",
    "/grant 66 admin",
    "/revoke 9",
    "/reindex",
    "/users",
    "/audit",
    "/stats",
    "/unanswered",
)
EVERY = 1 if LONG else 4
"""Each shape tries so many-th act; the others are tried in other shapes."""

Shape = Callable[[str], JsonObject]


def person(user_id: object, **more: object) -> JsonObject:
    return {"id": user_id, "is_bot": False, "first_name": "Admin", "username": "admin"} | more


def private(user_id: object) -> JsonObject:
    return {"id": user_id, "type": "private", "first_name": "Admin"}


def group() -> JsonObject:
    return {"id": GROUP, "type": "supergroup", "title": "Warta"}


def channel() -> JsonObject:
    return {"id": CHANNEL, "type": "channel", "title": "Kabar"}


def message(text: str, sender: JsonObject | None, chat: JsonObject, **more: object) -> JsonObject:
    command = {"type": "bot_command", "offset": 0, "length": len(text.split()[0])}
    body: JsonObject = {"message_id": 900, "date": int(time.time()), "chat": chat, "text": text}
    return body | {"entities": [command]} | ({"from": sender} if sender else {}) | more


def origin(kind: str) -> JsonObject:
    origins: dict[str, JsonObject] = {
        "user": {"sender_user": person(ADMIN)},
        "hidden_user": {"sender_user_name": "Admin"},
        "chat": {"sender_chat": group()},
        "channel": {"chat": channel(), "message_id": 4},
    }
    return {"type": kind, "date": 1} | origins[kind]


STAND_INS = {"anonymous admin": ANONYMOUS_ADMIN.id, "channel": CHANNEL_BOT.id, "Telegram": TELEGRAM.id}
ALAT: JsonObject = {"id": 99, "is_bot": True, "first_name": "Alat", "username": "alat"}

BY_MESSAGE: dict[str, Shape] = {
    "a stranger": lambda t: {"message": message(t, person(MALLORY), private(MALLORY))},
    "a stranger in the admin's chat": lambda t: {"message": message(t, person(MALLORY), private(ADMIN))},
    "an admin in a stranger's chat": lambda t: {"message": message(t, person(ADMIN), private(MALLORY))},
    "an admin in a group": lambda t: {"message": message(t, person(ADMIN), group())},
    "an admin in a channel": lambda t: {"message": message(t, person(ADMIN), channel())},
    "nobody": lambda t: {"message": message(t, None, private(ADMIN))},
    **{
        f"{name} in a group": lambda t, i=number: {
            "message": message(t, person(i, is_bot=True), group(), sender_chat=group())
        }
        for name, number in STAND_INS.items()
    },
    **{
        f"{name} in its own chat": lambda t, i=number: {"message": message(t, person(i), private(i))}
        for name, number in STAND_INS.items()
    },
    "in the name of a group": lambda t: {
        "message": message(t, person(ADMIN), private(ADMIN), sender_chat=group())
    },
    "in the name of a channel": lambda t: {
        "message": message(t, person(ADMIN), private(ADMIN), sender_chat=channel())
    },
    **{
        f"forwarded ({kind})": lambda t, k=kind: {
            "message": message(t, person(ADMIN), private(ADMIN), forward_origin=origin(k))
        }
        for kind in ("user", "hidden_user", "chat", "channel")
    },
    "edited": lambda t: {"edited_message": message(t, person(ADMIN), private(ADMIN), edit_date=2)},
    "by way of another bot": lambda t: {"message": message(t, person(ADMIN), private(ADMIN), via_bot=ALAT)},
    "a bot with the admin's number": lambda t: {
        "message": message(t, person(ADMIN, is_bot=True), private(ADMIN))
    },
    "the admin's number as text": lambda t: {"message": message(t, person(str(ADMIN)), private(str(ADMIN)))},
    "the admin's number and a fraction": lambda t: {
        "message": message(t, person(ADMIN + 0.5), private(ADMIN + 0.5))
    },
    "the admin's number, negative": lambda t: {"message": message(t, person(-ADMIN), private(-ADMIN))},
    "the admin's name": lambda t: {
        "message": message(t, person(MALLORY, first_name="Admin", username="admin"), private(MALLORY))
    },
    "a look-alike name": lambda t: {
        "message": message(t, person(MALLORY, username="аdmin"), private(MALLORY))
    },
    "an answer to the admin": lambda t: {
        "message": message(
            t,
            person(MALLORY),
            private(MALLORY),
            reply_to_message=message(t, person(ADMIN), private(ADMIN)),
        )
    },
    "a caption of a stranger": lambda t: {
        "message": {
            **{
                k: v
                for k, v in message(t, person(MALLORY), private(MALLORY)).items()
                if k not in ("text", "entities")
            },
            "caption": t,
            "caption_entities": [{"type": "bot_command", "offset": 0, "length": len(t.split()[0])}],
            "document": {"file_id": "x", "file_unique_id": "y", "file_name": "a.txt", "file_size": 3},
        }
    },
    "a channel post": lambda t: {"channel_post": message(t, person(ADMIN), channel())},
    "an edited channel post": lambda t: {"edited_channel_post": message(t, person(ADMIN), channel())},
    "a business message": lambda t: {
        "business_message": message(t, person(ADMIN), private(ADMIN), business_connection_id="b")
    },
    "an inline query": lambda t: {
        "inline_query": {"id": "q", "from": person(MALLORY), "query": t, "offset": ""}
    },
    "a chosen result": lambda t: {
        "chosen_inline_result": {"result_id": "1", "from": person(ADMIN), "query": t}
    },
}


def press(data: str, sender: JsonObject, shown: JsonObject | None, **more: object) -> JsonObject:
    body: JsonObject = {"id": "c", "from": sender, "chat_instance": "1", "data": data}
    return {"callback_query": body | ({"message": shown} if shown else {}) | more}


def shown(chat: JsonObject, **more: object) -> JsonObject:
    bot: JsonObject = {"id": 1, "is_bot": True, "first_name": "Tanya", "username": "tanya_bot"}
    return {"message_id": 901, "date": 1, "chat": chat, "from": bot, "text": "x"} | more


BY_BUTTON: dict[str, Shape] = {
    "a stranger's press": lambda d: press(d, person(MALLORY), shown(private(MALLORY))),
    "a stranger's press in the admin's chat": lambda d: press(d, person(MALLORY), shown(private(ADMIN))),
    "the admin's press in a stranger's chat": lambda d: press(d, person(ADMIN), shown(private(MALLORY))),
    "the admin's press in a group": lambda d: press(d, person(ADMIN), shown(group())),
    "a press by an anonymous admin": lambda d: press(d, person(ANONYMOUS_ADMIN.id), shown(group())),
    "a press under an inline result": lambda d: press(d, person(ADMIN), None, inline_message_id="i"),
    "a stranger's press on an inaccessible message": lambda d: press(
        d, person(MALLORY), {"chat": private(ADMIN), "message_id": 901, "date": 0}
    ),
    "a press without data": lambda d: {
        "callback_query": {"id": "c", "from": person(ADMIN), "chat_instance": "1"}
    },
    "a press by the admin's number as text": lambda d: press(
        d, person(str(ADMIN)), shown(private(str(ADMIN)))
    ),
}


def test_no_shape_of_somebody_else_does_what_an_admin_may(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api:
        settings = settings_for(api, admin_ids=(ADMIN, *STAND_INS.values()), suggestions=False)
        with living_bot(api, tmp_path, shelf, settings=settings) as bot:
            admin = api.private_chat(user_id=ADMIN, first_name="Admin")
            for user_id in (MALLORY, *STAND_INS.values()):
                api.private_chat(user_id=user_id)
            admin.send(COMMANDS[0])
            preview = admin.wait_for_message()
            admin.send("/delete 1")
            deletion = admin.wait_for_message(where=lambda m: m.keyboard is not None)
            buttons = [b.data for m in (preview, deletion) for b in m.keyboard.buttons if b.data]
            guesses = [
                "undo:u1",
                "approve:u1",
                "decline:u1",
                "vain:u1",
                "save:u1",
                "delete:2",
                "save",
                "delete:",
                "save:::",
            ]
            spoofs = {
                name: [shape(act) for number, act in enumerate(acts) if (number + turn) % EVERY == 0]
                for acts, shapes in ((COMMANDS, BY_MESSAGE), ([*buttons, *guesses], BY_BUTTON))
                for turn, (name, shape) in enumerate(shapes.items())
            }
            before = state(bot, shelf)
            accepted = [
                name for name, bodies in spoofs.items() if not harmless(api, bot, shelf, bodies, before)
            ]
            # The stage is real: the same button by the admin in their own chat does it.
            admin.press(deletion, "Hapus")
            admin.wait_for_edit(deletion)
            assert 1 not in shelf.stored
    shapes, tried = len(spoofs), sum(map(len, spoofs.values()))
    note(
        Figure(
            "spoofed rights",
            f"{shapes} shapes × {len(COMMANDS)} commands or {len(buttons) + len(guesses)} buttons: {tried} updates",
            "0 of ≥ 30 shapes accepted",
            f"{len(accepted)} accepted",
            not accepted,
        )
    )
    assert shapes >= 30
    assert accepted == []


State = tuple[object, ...]


def state(bot: LivingBot, shelf: Shelf) -> State:
    """All that an act would change, and whether anything but a refusal was said."""
    counted = bot.database.transact(
        lambda s: (
            s.scalar(select(func.count()).select_from(ActRow)),
            s.scalar(select(func.count()).select_from(PersonRow).where(PersonRow.role != "reader")),
            s.scalar(select(func.count()).select_from(TaskRow)),
            tuple(s.execute(select(DraftRow.id, DraftRow.state).order_by(DraftRow.id)).tuples()),
            s.scalar(
                select(func.count())
                .select_from(CallRow)
                .where(CallRow.method.in_(("sendPhoto", "sendDocument")))
            ),
        )
    )
    return (*counted, tuple(sorted((i, a.title, a.body) for i, a in shelf.stored.items())))


SAID_TO_ADMINS_ONLY = ("Editor dan admin", "Perubahan terakhir", "Simpan?", "tersimpan sebagai", "Indeks")


def harmless(api: BotApi, bot: LivingBot, shelf: Shelf, bodies: list[JsonObject], before: State) -> bool:
    """Deliver all acts in one shape; whether they changed and revealed nothing."""
    said = len(api.calls("sendMessage", "editMessageText"))
    for body in bodies:
        api.raw_update(copy.deepcopy(body))
    settle(api, bot)
    new = [call.values.get("text", "") for call in api.calls("sendMessage", "editMessageText")[said:]]
    revealed = [text for text in new if any(mark in text for mark in SAID_TO_ADMINS_ONLY)]
    return state(bot, shelf) == before and not revealed


def settle(api: BotApi, bot: LivingBot) -> None:
    """Wait until what was delivered is confirmed, handled and said."""
    newest = max(api.world.updates.log)

    def confirmed() -> bool | None:
        return not any(update.update_id <= newest for update in api.world.updates.waiting) or None

    with contextlib.suppress(NothingCameError):
        api.wait_until(confirmed, timeout=5, what="the confirmation of the last update")
    until = time.monotonic() + 5
    while time.monotonic() < until:
        waiting = bot.database.transact(
            lambda s: (
                bool(waiting_lanes(s)) or s.scalar(select(func.count()).where(CallRow.state == "waiting"))
            )
        )
        if not waiting:
            return
        time.sleep(0.002)
