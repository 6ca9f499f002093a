"""A python-telegram-bot application, unmodified, talks to people through the double."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import Application, CallbackQueryHandler, ContextTypes, MessageHandler, filters

from . import BotApi, Talk

CONTEXT = ContextTypes.DEFAULT_TYPE
THUMB = InlineKeyboardMarkup([[InlineKeyboardButton("👍", callback_data="thumb:1")]])


async def reply(update: Update, context: CONTEXT) -> None:
    assert update.message is not None
    await update.message.chat.send_action("typing")
    await update.message.reply_html(f"<b>Anda</b>: {update.message.text}", reply_markup=THUMB)


async def thank(update: Update, context: CONTEXT) -> None:
    assert update.callback_query is not None
    await update.callback_query.answer("Terima kasih")
    await update.callback_query.edit_message_text("Dinilai")


@contextmanager
def running_bot(api: BotApi) -> Iterator[None]:
    """The bot polls in a thread of its own until the block ends."""
    stop = threading.Event()

    async def run() -> None:
        builder = Application.builder().token(api.token)
        app = builder.base_url(api.base_url).base_file_url(api.base_file_url).build()
        app.add_handler(CallbackQueryHandler(thank))
        app.add_handler(MessageHandler(filters.TEXT, reply))
        async with app:
            assert app.updater is not None
            await app.updater.start_polling(timeout=1)
            await app.start()
            await asyncio.to_thread(stop.wait)
            await app.updater.stop()
            await app.stop()

    thread = threading.Thread(target=lambda: asyncio.run(run()))
    thread.start()
    try:
        api.wait_until_polled()
        yield
    finally:
        stop.set()
        thread.join(timeout=20)


def test_a_person_writes_gets_an_answer_and_presses_its_button() -> None:
    with BotApi.start() as api:
        ani: Talk = api.private_chat(user_id=7)
        with running_bot(api):
            question = ani.send("/ask@tanya_bot Siapa Kim Yong Ju?")
            answer = ani.wait_for_message()
            press = ani.press(answer, "👍")
            notice = ani.wait_for_answer(press)
            edited = ani.wait_for_edit(answer)

        assert question.marked("bot_command") == ("/ask@tanya_bot",)
        assert answer.text == "Anda: /ask@tanya_bot Siapa Kim Yong Ju?"
        assert answer.marked("bold") == ("Anda",)
        assert ani.actions() == ["typing"]
        assert notice.text == "Terima kasih"
        assert edited.text == "Dinilai"
        assert edited.keyboard is None
        assert api.unanswered_callbacks() == []
        assert api.visible_markup() == []
