"""What readers see: markup turned into entities, edits, keyboards, files, forwards and copies."""

from telegram import Bot, InputFile, LinkPreviewOptions, MessageEntity

from . import BotApi, Entity, PrivateChat
from .driving import call, refusal, with_bot
from .json_value import Json


def test_html_is_read_as_tdlib_reads_it(api: BotApi, ani: PrivateChat) -> None:
    html = (
        "\n <B>tebal</B> <em>miring</em> &amp; &nbsp; <a href='https://a.id'>tautan</a> "
        "<a href='kabar'>tanpa tautan</a> <blockquote expandable>kutipan</blockquote> 😀 <code>x</code> \n"
    )
    call(api, "sendMessage", chat_id=7, text=html, parse_mode="HTML")
    (seen,) = ani.from_bot()
    assert seen.text == "tebal miring & &nbsp; tautan tanpa tautan kutipan 😀 x"
    assert [(entity.type, entity.of(seen.text)) for entity in seen.entities] == [
        ("bold", "tebal"),
        ("italic", "miring"),
        ("text_link", "tautan"),
        ("expandable_blockquote", "kutipan"),
        ("code", "x"),
    ]
    assert seen.links == (("tautan", "https://a.id/"),)


def test_only_the_first_hundred_entities_are_kept(api: BotApi, ani: PrivateChat) -> None:
    html = " ".join(f"<b>{number}</b>" for number in range(120))
    call(api, "sendMessage", chat_id=7, text=html, parse_mode="HTML")
    (seen,) = ani.from_bot()
    assert seen.marked("bold") == tuple(str(number) for number in range(100))


def test_given_entities_move_with_what_is_trimmed_and_cleaned(api: BotApi, ani: PrivateChat) -> None:
    entities: Json = [{"type": "bold", "offset": 4, "length": 5}]
    call(api, "sendMessage", chat_id=7, text="  a\rtebal  ", entities=entities)
    (seen,) = ani.from_bot()
    assert (seen.text, seen.entities) == ("atebal", (Entity("bold", 1, 5),))


def test_addresses_and_commands_are_found_but_not_inside_links(api: BotApi, ani: PrivateChat) -> None:
    html = "/ask @tanya_bot a.id <a href='https://b.id'>b.id</a> <code>c.id</code>"
    call(api, "sendMessage", chat_id=7, text=html, parse_mode="HTML")
    (seen,) = ani.from_bot()
    assert [(entity.type, entity.of(seen.text)) for entity in seen.entities] == [
        ("bot_command", "/ask"),
        ("mention", "@tanya_bot"),
        ("url", "a.id"),
        ("text_link", "b.id"),
        ("code", "c.id"),
    ]


def test_a_mention_of_somebody_unknown_is_dropped(api: BotApi, ani: PrivateChat) -> None:
    html = "<a href='tg://user?id=7'>Ani</a> <a href='tg://user?id=99'>Entah</a>"
    call(api, "sendMessage", chat_id=7, text=html, parse_mode="HTML")
    (seen,) = ani.from_bot()
    assert [(entity.of(seen.text), entity.user) for entity in seen.entities] == [("Ani", ani.user)]


def test_ptb_reads_back_the_entities_it_sent(api: BotApi, ani: PrivateChat) -> None:
    text = "😀 tebal dan tautan"
    marks = [
        MessageEntity("bold", 3, 5),
        MessageEntity("text_link", 13, 6, url="https://a.id/x"),
    ]

    async def send(bot: Bot) -> tuple[MessageEntity, ...]:
        sent = await bot.send_message(
            7, text, entities=marks, link_preview_options=LinkPreviewOptions(is_disabled=True)
        )
        return tuple(sent.entities)

    assert with_bot(api, send) == tuple(marks)
    (seen,) = ani.from_bot()
    assert (seen.marked("bold"), seen.links) == (("tebal",), (("tautan", "https://a.id/x"),))
    assert seen.link_preview == {"is_disabled": True}


def test_an_edit_keeps_the_history_and_takes_the_keyboard_away(api: BotApi, ani: PrivateChat) -> None:
    markup: Json = {"inline_keyboard": [[{"text": "👍", "callback_data": "up"}]]}
    sent = call(api, "sendMessage", chat_id=7, text="satu", reply_markup=markup).result
    where: dict[str, Json] = {"chat_id": 7, "message_id": sent["message_id"]}
    call(api, "editMessageText", text="dua", reply_markup=markup, **where)
    call(api, "editMessageReplyMarkup", **where)
    (seen,) = ani.from_bot()
    assert [(m.text, m.keyboard is not None) for m in ani.versions(seen)] == [
        ("satu", True),
        ("dua", True),
        ("dua", False),
    ]
    assert refusal(api, "editMessageCaption", caption="x", **where)[1] == (
        "Bad Request: there is no caption in the message to edit"
    )


def test_a_document_and_a_photo_arrive_with_their_bytes(api: BotApi, ani: PrivateChat) -> None:
    async def send(bot: Bot) -> str:
        document = await bot.send_document(
            7, InputFile(b"a,b\n1,2\n", "data.csv"), caption="<b>Data</b>", parse_mode="HTML"
        )
        await bot.send_photo(7, b"\x89PNG", filename="grafik.png")
        assert document.document is not None
        await bot.send_document(7, document.document.file_id)
        return document.document.file_name or ""

    assert with_bot(api, send) == "data.csv"
    document, photo, again = ani.from_bot()
    assert document.attachment is not None
    assert (document.text, document.marked("bold")) == ("Data", ("Data",))
    assert document.attachment.file.content == b"a,b\n1,2\n"
    assert photo.attachment is not None
    assert (photo.attachment.kind, photo.attachment.file.content) == ("photo", b"\x89PNG")
    assert again.attachment == document.attachment
    assert [upload.name for upload in api.calls("sendDocument")[0].uploads] == ["data.csv"]


def test_captions_and_files_have_their_limits(api: BotApi, ani: PrivateChat) -> None:
    known = ani.send_document("a.txt", b"a").attachment
    assert known is not None
    file_id = known.file.file_id
    assert refusal(api, "sendDocument", chat_id=7, document=file_id, caption="x" * 1025) == (
        400,
        "Bad Request: message caption is too long",
    )
    assert call(api, "sendDocument", chat_id=7, document=file_id, caption="x" * 1024).status == 200
    assert refusal(api, "sendDocument", chat_id=7)[1] == "Bad Request: there is no document in the request"
    assert refusal(api, "sendPhoto", chat_id=7, photo="?")[1].startswith("Bad Request: wrong remote file")


def test_a_users_file_is_downloaded_unless_it_is_too_big(api: BotApi, ani: PrivateChat) -> None:
    small = ani.send_document("catatan.txt", b"isi", caption="baca", mime_type="text/plain").attachment
    big = ani.send_document("buku.pdf", b"", size=(20 << 20) + 1).attachment
    assert small is not None
    assert big is not None

    async def download(bot: Bot) -> bytes:
        return bytes(await (await bot.get_file(small.file.file_id)).download_as_bytearray())

    assert with_bot(api, download) == b"isi"
    assert refusal(api, "getFile", file_id=big.file.file_id) == (400, "Bad Request: file is too big")
    assert refusal(api, "getFile", file_id="?") == (400, "Bad Request: invalid file_id")


def test_forwards_name_their_origin_and_copies_do_not(api: BotApi, ani: PrivateChat) -> None:
    budi = api.private_chat(user_id=8)
    question = ani.send("Siapa?")
    where: dict[str, Json] = {"chat_id": 8, "from_chat_id": 7, "message_id": question.message_id}
    assert "forward_origin" in call(api, "forwardMessage", **where).result
    copied = call(api, "copyMessage", **where).result
    forwarded, copy = budi.from_bot()
    assert forwarded.origin is not None
    assert (forwarded.origin.user, forwarded.text) == (ani.user, "Siapa?")
    assert (copy.origin, copy.text, {"message_id": copy.message_id}) == (None, "Siapa?", copied)


def test_messages_are_deleted_one_by_one_or_together(api: BotApi, ani: PrivateChat) -> None:
    ids = [call(api, "sendMessage", chat_id=7, text=text).result["message_id"] for text in "abc"]
    gone = ani.wait_for_message()
    call(api, "deleteMessage", chat_id=7, message_id=ids[0])
    ani.wait_for_deletion(gone)
    call(api, "deleteMessages", chat_id=7, message_ids=[ids[1], 999])
    assert [message.text for message in ani.from_bot()] == ["c"]
    assert refusal(api, "deleteMessages", chat_id=7, message_ids=[])[1] == (
        "Bad Request: message identifiers are not specified"
    )


def test_a_press_on_a_very_old_message_hides_its_content(api: BotApi, ani: PrivateChat) -> None:
    markup: Json = {"inline_keyboard": [[{"text": "👍", "callback_data": "up"}]]}
    call(api, "sendMessage", chat_id=7, text="lama", reply_markup=markup)
    ani.press_long_after(ani.wait_for_message(), "👍")

    async def read(bot: Bot) -> tuple[str | None, bool]:
        (update,) = await bot.get_updates()
        assert update.callback_query is not None
        assert update.callback_query.message is not None
        return update.callback_query.data, update.callback_query.message.is_accessible

    assert with_bot(api, read) == ("up", False)


def test_reactions_of_the_bot_are_kept(api: BotApi, ani: PrivateChat) -> None:
    question = ani.send("Siapa?")

    async def react(bot: Bot) -> None:
        await bot.set_message_reaction(7, question.message_id, "👀")

    with_bot(api, react)
    assert ani.reactions(question) == [{"type": "emoji", "emoji": "👀"}]


def test_menus_and_descriptions_are_kept_per_language_and_scope(api: BotApi) -> None:
    async def set_up(bot: Bot) -> tuple[list[str], list[str], str, str]:
        await bot.set_my_commands([("ask", "Tanya")], language_code="id")
        await bot.set_my_commands([("ask", "Ask"), ("help", "Help")])
        await bot.set_my_description("Bertanya pada berita", language_code="id")
        await bot.set_my_short_description("Ask the news")
        await bot.delete_my_commands(language_code="en")
        indonesian = [command.description for command in await bot.get_my_commands(language_code="id")]
        default = [command.description for command in await bot.get_my_commands()]
        about = (await bot.get_my_description(language_code="id")).description
        return indonesian, default, about, (await bot.get_my_short_description("id")).short_description

    assert with_bot(api, set_up) == (["Tanya"], ["Ask", "Help"], "Bertanya pada berita", "Ask the news")
