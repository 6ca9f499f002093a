"""Every command and button in Indonesian and in English: what is said is said in the reader's language."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from bot.locales.voice import LOCALES, voice_of
from bot.people.commands import commands_of
from tests.bot.living import ADMIN, living_bot, settings_for
from tests.bot.shelf import Shelf
from tests.botapi import BotApi, Message, PrivateChat

ARGUMENTS = {
    "ask": ["", " {question}", " {vain}"],
    "articles": ["", " pelabuhan", " tidak ada"],
    "article": ["", " 1", " 99"],
    "addarticle": ["", " Judul saja", " Judul\nIsi artikel yang baru."],
    "edit": ["", " 1", " 2\nJudul\nIsi lain."],
    "delete": ["", " 1"],
    "grant": ["", " 77 editor"],
    "revoke": ["", " 77", f" {ADMIN}"],
    "language": [" {language}"],
}
ASKED = {
    "id": {"question": "Siapa Kim Yong Ju?", "vain": "Berapa gaji pekerja pelabuhan?"},
    "en": {"question": "Who is Kim Yong Ju?", "vain": "What is the pay at the harbour of Makassar?"},
}
SKIPPED_BUTTONS = ("·",)


def phrases(language: str) -> list[re.Pattern[str]]:
    """Patterns of the texts that only the other language says."""
    with (LOCALES / "id" / "LC_MESSAGES" / "tanya.po").open("rb") as file:
        written = [entry for entry in read_po(file, locale="id") if isinstance(entry.id, str)]
    entries = [entry for entry in written if len(re.sub(r"\{\w+\}", "", entry.id)) > 12]
    foreign = [entry.id if language == "id" else str(entry.string) for entry in entries]
    own = {str(entry.string) if language == "id" else entry.id for entry in entries}
    return [
        re.compile(r".+".join(re.escape(part) for part in re.split(r"\{\w+\}", text)))
        for text in foreign
        if text not in own
    ]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_command_and_button_speaks_the_reader_s_language(
    tmp_path: Path, shelf: Shelf, language: str
) -> None:
    with BotApi.start(flood=None) as api:
        settings = settings_for(api, suggestions=True)
        with living_bot(api, tmp_path, shelf, settings=settings):
            admin = api.private_chat(user_id=ADMIN, language_code=language)
            reader = api.private_chat(user_id=7, language_code=language)
            said = [text for chat in (admin, reader) for text in everything(api, chat, language)]
            assert api.unanswered_callbacks() == []
            assert api.visible_markup() == []
            assert [call for call in api.recorder.refused() if "not modified" not in call.description] == []
    assert len(said) > 60
    for pattern in phrases(language):
        assert [text for text in said if pattern.search(text)] == [], pattern.pattern


def everything(api: BotApi, chat: PrivateChat, language: str) -> list[str]:
    """Use each command of an admin, press each button once; all that was said."""
    for name, _ in commands_of("admin", voice_of("en")):
        for argument in ARGUMENTS.get(name, [""]):
            chat.send(f"/{name}{argument.format(language=language, **ASKED[language])}")
            message = chat.wait_for_message(timeout=30)
            press_all(api, chat, message, depth=2)
    shown = {message.message_id for message in chat.from_bot()}
    return [version.text for message_id in shown for version in chat.versions(message_id)] + [
        json.loads(call.values["text"]) if call.values["text"].startswith('"') else call.values["text"]
        for call in api.calls("answerCallbackQuery")
        if call.values.get("text")
    ]


def press_all(api: BotApi, chat: PrivateChat, message: Message, *, depth: int) -> None:
    keyboard = message.keyboard
    if keyboard is None or depth == 0:
        return
    for button in keyboard.buttons:
        now = chat.look(message)
        still = now is not None and now.keyboard is not None and button in now.keyboard.buttons
        if not still or button.data is None or button.text in SKIPPED_BUTTONS:
            continue
        if button.text in ("English", "Bahasa Indonesia"):
            continue
        before = len(chat.from_bot())
        press = chat.press(message, button.data)
        chat.wait_for_answer(press, timeout=30)
        chat.send("/help")
        chat.wait_for_message(
            timeout=30, where=lambda m: m.text.startswith(("Tulis pertanyaan", "Write your"))
        )
        for new in chat.from_bot()[before:-1]:
            press_all(api, chat, new, depth=depth - 1)


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions in one language, and what the bot says around the answers."""

    who: str
    when: str
    follow_up: str
    stood_alone: str
    vain: str
    honest: str
    closest: str
    tell: str
    hello: str
    fresh: str
    hint: str


WAYS = {
    "id": Asked(
        who="Siapa Kim Yong Ju?",
        when="Kapan pelabuhan baru dibuka?",
        follow_up="Kapan dia meninggal?",
        stood_alone="Kapan Kim Yong Ju meninggal?",
        vain="Berapa gaji pekerja pelabuhan?",
        honest="Maaf, saya belum menemukan jawabannya di artikel kami.",
        closest="Artikel terdekat",
        tell="Kabari saya",
        hello="Halo! ",
        fresh="Percakapan baru",
        hint="Ketik pertanyaan tentang artikel",
    ),
    "en": Asked(
        who="Who is Kim Yong Ju?",
        when="When was the pelabuhan baru dibuka?",
        follow_up="When did he die?",
        stood_alone="When did Kim Yong Ju die?",
        vain="What is the pay at the harbour of Makassar?",
        honest="The stored articles do not answer this.",
        closest="Closest articles",
        tell="Tell me when there is",
        hello="Hello! ",
        fresh="A new conversation",
        hint="Type a question about the articles",
    ),
}


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_place_and_way_to_ask_works_in_both_languages(
    tmp_path: Path, shelf: Shelf, language: str
) -> None:
    ways = WAYS[language]
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.private_chat(user_id=7, language_code=language)
        in_private(ani, ways, shelf)
        in_a_group(api, ani, ways)
        inline(api, ani, ways)
        assert api.recorder.refused() == []
    assert ways.stood_alone in shelf.asked


def in_private(ani: PrivateChat, ways: Asked, shelf: Shelf) -> None:
    """Asked, leaned on, edited, forwarded, photographed, in vain; then a new conversation."""
    question = ani.send(ways.who)
    answer = ani.wait_for_message()
    assert "Kim Yong Ju adalah" in answer.text
    ani.send(ways.follow_up)
    ani.wait_for_message()
    assert shelf.asked[-1] == ways.stood_alone
    ani.send("/new")
    assert ani.wait_for_message().text.startswith(ways.fresh)
    ani.send(ways.follow_up)
    ani.wait_for_message()
    assert shelf.asked[-1] == ways.follow_up
    ani.send(ways.follow_up, reply_to=answer)
    ani.wait_for_message()
    assert shelf.asked[-1] == ways.stood_alone
    ani.edit(question, ways.when)
    assert "Pelabuhan baru Makassar" in ani.wait_for_edit(answer).text
    ani.send(ways.who, forward_from="Kabar Dunia")
    assert "Kim Yong Ju adalah" in ani.wait_for_message().text
    ani.send_photo(b"\x89PNG", caption=ways.who)
    assert "Kim Yong Ju adalah" in ani.wait_for_message().text
    ani.send(ways.vain)
    abstention = ani.wait_for_message()
    assert abstention.text == ways.honest
    assert abstention.keyboard is not None
    assert [button.text for button in abstention.keyboard.buttons] == [ways.closest, ways.tell]


def in_a_group(api: BotApi, ani: PrivateChat, ways: Asked) -> None:
    """Greeted on joining; named, commanded, answered; silent otherwise; in a topic."""
    forum = api.group(members=(ani.user,), is_forum=True)
    forum.bot_becomes("left", by=ani.user)
    forum.bot_becomes("member", by=ani.user)
    assert forum.wait_for_message().text.startswith(ways.hello)
    topic = forum.topic("Warta")
    for text in (f"@tanya_bot {ways.who}", f"/ask@tanya_bot {ways.who}"):
        asked = forum.send(text, sender=ani.user, thread=topic)
        answer = forum.wait_for_message()
        assert "Kim Yong Ju adalah" in answer.text
        assert answer.thread_id == topic
        assert answer.reply_to is not None
        assert answer.reply_to.message_id == asked.message_id
    before = len(forum.from_bot())
    forum.send(ways.who, sender=ani.user, thread=topic)
    forum.send(ways.vain, sender=ani.user, reply_to=answer, thread=topic)
    assert forum.wait_for_message().text == ways.honest
    assert len(forum.from_bot()) == before + 1


def inline(api: BotApi, ani: PrivateChat, ways: Asked) -> None:
    """Answered, in vain, and before there is a question."""
    query = ani.inline.ask(ways.who, chat_type="group")
    results = ani.inline.wait_for_results(query).results
    group = api.group(members=(ani.user,))
    assert "Kim Yong Ju adalah" in ani.inline.choose(query, results[0], into=group).text
    nothing = ani.inline.wait_for_results(ani.inline.ask(ways.vain)).button
    hint = ani.inline.wait_for_results(ani.inline.ask("")).button
    assert nothing is not None
    assert hint is not None
    assert [nothing["text"], hint["text"]] == [ways.honest, ways.hint]
