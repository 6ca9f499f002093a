"""Inline queries: asked, answered, judged, chosen, and the sent result edited."""

from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    Update,
)

from . import BotApi, PrivateChat
from .driving import call, refusal, with_bot
from .json_value import Json

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def article(identifier: str = "1", text: str = "x", **extra: Json) -> dict[str, Json]:
    content: Json = {"message_text": text}
    return {"type": "article", "id": identifier, "title": "T", "input_message_content": content, **extra}


def test_a_query_is_answered_and_a_result_chosen_and_edited(api: BotApi, ani: PrivateChat) -> None:
    group = api.group(members=[ani.user])
    query = ani.inline.ask("Siapa Kim Yong Ju?", chat_type="supergroup")

    async def answer(bot: Bot) -> None:
        (update,) = await bot.get_updates()
        assert update.inline_query is not None
        assert (update.inline_query.query, update.inline_query.chat_type) == (
            "Siapa Kim Yong Ju?",
            "supergroup",
        )
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("👍", callback_data="up")]])
        content = InputTextMessageContent("<b>Adik Kim Il Sung</b>", parse_mode="HTML")
        result = InlineQueryResultArticle("r1", "Kim Yong Ju", content, reply_markup=keyboard)
        await update.inline_query.answer([result], cache_time=5, is_personal=True, next_offset="2")

    with_bot(api, answer)
    answered = ani.inline.wait_for_results(query)
    assert (answered.cache_time, answered.is_personal, answered.next_offset) == (5, True, "2")
    assert [(result.id, result.title) for result in answered.results] == [("r1", "Kim Yong Ju")]

    sent = ani.inline.choose(query, answered.results[0], into=group)
    assert (sent.text, sent.marked("bold"), sent.via_bot) == (
        "Adik Kim Il Sung",
        ("Adik Kim Il Sung",),
        api.bot,
    )
    group.press(sent, "👍", by=ani.user)

    async def edit(bot: Bot) -> list[str | None]:
        updates = await bot.get_updates(offset=-3, allowed_updates=Update.ALL_TYPES)
        chosen, press = updates[-2].chosen_inline_result, updates[-1].callback_query
        assert chosen is not None
        assert press is not None
        await bot.edit_message_text("Terima kasih", inline_message_id=press.inline_message_id)
        return [chosen.inline_message_id, press.inline_message_id]

    assert with_bot(api, edit) == [sent.inline_message_id] * 2
    assert group.wait_for_edit(sent).text == "Terima kasih"


def test_at_most_fifty_results(api: BotApi, ani: PrivateChat) -> None:
    query = ani.inline.ask("x")
    many: Json = [article(str(number)) for number in range(51)]
    assert refusal(api, "answerInlineQuery", inline_query_id=query.id, results=many) == (
        400,
        "Bad Request: too many inline query results specified",
    )
    fifty: Json = [article(str(number)) for number in range(50)]
    assert call(api, "answerInlineQuery", inline_query_id=query.id, results=fifty).status == 200


def test_a_query_is_answered_once_and_must_be_known(api: BotApi, ani: PrivateChat) -> None:
    query = ani.inline.ask("x")
    nothing: Json = []
    assert call(api, "answerInlineQuery", inline_query_id=query.id, results=nothing).status == 200
    for identifier in (query.id, "unknown"):
        got = refusal(api, "answerInlineQuery", inline_query_id=identifier, results=nothing)
        assert got == (400, TOO_OLD)


def test_results_are_judged_like_messages(api: BotApi, ani: PrivateChat) -> None:
    query = ani.inline.ask("x")

    def complaint(*results: dict[str, Json]) -> str:
        status, words = refusal(api, "answerInlineQuery", inline_query_id=query.id, results=results)
        assert status == 400
        return words.removeprefix("Bad Request: ")

    html: Json = {"message_text": "<p>", "parse_mode": "HTML"}
    button: Json = {"inline_keyboard": [[{"text": "x", "callback_data": "x" * 65}]]}
    assert complaint(article("")) == "RESULT_ID_EMPTY"
    assert complaint(article("x" * 65)) == "RESULT_ID_INVALID"
    assert complaint(article(), article()) == "RESULT_ID_DUPLICATE"
    assert complaint({**article(), "title": ""}) == "ARTICLE_TITLE_EMPTY"
    assert complaint(article(text="x" * 4097)) == "message is too long"
    assert complaint(article(text="")) == "message text is empty"
    assert complaint({**article(), "input_message_content": html}).startswith("can't parse entities")
    assert complaint(article(reply_markup=button)) == "BUTTON_DATA_INVALID"
    assert complaint({"type": "poem", "id": "1"}).endswith("Unallowed inline query result type")


def test_a_long_question_is_cut_at_256_characters(api: BotApi, ani: PrivateChat) -> None:
    ani.inline.ask("a" * 300)

    async def read(bot: Bot) -> int:
        (update,) = await bot.get_updates()
        assert update.inline_query is not None
        return len(update.inline_query.query)

    assert with_bot(api, read) == 256
