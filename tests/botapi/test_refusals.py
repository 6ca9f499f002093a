"""Every refusal has the status and the words of Telegram."""

from . import BotApi, PrivateChat
from .driving import call, call_as, refusal
from .json_value import Json

NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


BUTTON: Json = {"inline_keyboard": [[{"text": "x", "callback_data": "d"}]]}


def test_another_token_is_unauthorized(api: BotApi) -> None:
    assert call_as(api, "1:WRONG", "getMe").body == {
        "ok": False,
        "error_code": 401,
        "description": "Unauthorized",
    }


def test_an_unknown_method_is_not_found(api: BotApi) -> None:
    assert refusal(api, "sendMesage", chat_id=7, text="x") == (404, "Not Found: method not found")


def test_method_names_are_read_without_regard_to_case(api: BotApi) -> None:
    assert call(api, "GETME").result["username"] == "tanya_bot"


def test_an_unknown_chat_is_not_found(api: BotApi) -> None:
    assert refusal(api, "sendMessage", chat_id=99, text="x") == (400, "Bad Request: chat not found")
    assert refusal(api, "sendMessage", text="x") == (400, "Bad Request: chat_id is empty")


def test_a_person_who_never_started_the_bot_cannot_be_written_to(api: BotApi) -> None:
    budi = api.private_chat(user_id=8, started=False)
    assert refusal(api, "sendMessage", chat_id=8, text="x") == (
        403,
        "Forbidden: bot can't initiate conversation with a user",
    )
    budi.send("/start")
    assert call(api, "sendMessage", chat_id=8, text="x").status == 200


def test_a_person_who_blocked_the_bot_is_out_of_reach_until_they_unblock(
    api: BotApi, ani: PrivateChat
) -> None:
    ani.block()
    assert refusal(api, "sendMessage", chat_id=7, text="x") == (
        403,
        "Forbidden: bot was blocked by the user",
    )
    ani.unblock()
    assert call(api, "sendMessage", chat_id=7, text="x").status == 200


def test_a_reply_to_a_missing_message_is_refused_unless_allowed(api: BotApi, ani: PrivateChat) -> None:
    missing: Json = {"message_id": 99}
    assert refusal(api, "sendMessage", chat_id=7, text="x", reply_parameters=missing) == (
        400,
        "Bad Request: message to be replied not found",
    )
    anyway: Json = {"message_id": 99, "allow_sending_without_reply": True}
    assert call(api, "sendMessage", chat_id=7, text="x", reply_parameters=anyway).status == 200
    assert ani.from_bot()[0].reply_to is None


def test_a_quote_must_be_in_the_replied_message(api: BotApi, ani: PrivateChat) -> None:
    question = ani.send("Siapa Kim Yong Ju?")
    wrong: Json = {"message_id": question.message_id, "quote": "Kim Il Sung"}
    assert refusal(api, "sendMessage", chat_id=7, text="x", reply_parameters=wrong) == (
        400,
        "Bad Request: QUOTE_TEXT_INVALID",
    )
    right: Json = {"message_id": question.message_id, "quote": "Kim Yong Ju"}
    assert call(api, "sendMessage", chat_id=7, text="x", reply_parameters=right).status == 200
    assert ani.from_bot()[0].quote == "Kim Yong Ju"


def test_an_edit_must_change_something(api: BotApi, ani: PrivateChat) -> None:
    sent = call(api, "sendMessage", chat_id=7, text="<b>x</b>", parse_mode="HTML").result
    same = refusal(
        api, "editMessageText", chat_id=7, message_id=sent["message_id"], text="*x*", parse_mode="Markdown"
    )
    assert same == (400, NOT_MODIFIED)
    assert len(ani.versions(ani.from_bot()[0])) == 1


def test_an_edit_needs_a_message_of_the_bot(api: BotApi, ani: PrivateChat) -> None:
    question = ani.send("Siapa?")
    assert refusal(api, "editMessageText", chat_id=7, message_id=99, text="x") == (
        400,
        "Bad Request: message to edit not found",
    )
    assert refusal(api, "editMessageText", chat_id=7, message_id=question.message_id, text="x") == (
        400,
        "Bad Request: message can't be edited",
    )
    assert refusal(api, "editMessageText", chat_id=7, text="x") == (
        400,
        "Bad Request: message identifier is not specified",
    )
    assert refusal(api, "editMessageText", inline_message_id="nowhere", text="x") == (
        400,
        "Bad Request: MESSAGE_ID_INVALID",
    )


def test_a_callback_is_answered_once(api: BotApi, ani: PrivateChat) -> None:
    call(api, "sendMessage", chat_id=7, text="x", reply_markup=BUTTON)
    press = ani.press(ani.from_bot()[0], "x")
    assert [query.id for query in api.unanswered_callbacks()] == [press.id]
    assert call(api, "answerCallbackQuery", callback_query_id=press.id).status == 200
    assert refusal(api, "answerCallbackQuery", callback_query_id=press.id) == (400, TOO_OLD)
    assert refusal(api, "answerCallbackQuery", callback_query_id="unknown") == (400, TOO_OLD)
    assert api.unanswered_callbacks() == []


def test_an_expired_press_cannot_be_answered(api: BotApi, ani: PrivateChat) -> None:
    call(api, "sendMessage", chat_id=7, text="x", reply_markup=BUTTON)
    press = ani.press(ani.from_bot()[0], "d")
    ani.expire(press)
    assert refusal(api, "answerCallbackQuery", callback_query_id=press.id) == (400, TOO_OLD)


def test_a_long_notice_is_refused(api: BotApi, ani: PrivateChat) -> None:
    call(api, "sendMessage", chat_id=7, text="x", reply_markup=BUTTON)
    press = ani.press(ani.from_bot()[0], "d")
    assert refusal(api, "answerCallbackQuery", callback_query_id=press.id, text="x" * 201) == (
        400,
        "Bad Request: MESSAGE_TOO_LONG",
    )


def test_what_is_gone_cannot_be_deleted_forwarded_or_copied(api: BotApi, ani: PrivateChat) -> None:
    there: dict[str, Json] = {"chat_id": 7, "message_id": 99}
    assert refusal(api, "deleteMessage", **there)[1] == "Bad Request: message to delete not found"
    assert refusal(api, "pinChatMessage", **there)[1] == "Bad Request: message to pin not found"
    assert refusal(api, "setMessageReaction", **there)[1] == "Bad Request: message to react not found"
    there["from_chat_id"] = 7
    assert refusal(api, "forwardMessage", **there)[1] == "Bad Request: message to forward not found"
    assert refusal(api, "copyMessage", **there)[1] == "Bad Request: message to copy not found"


def test_commands_and_descriptions_have_their_limits(api: BotApi) -> None:
    def commands(command: str, description: str = "x") -> str:
        item: Json = {"command": command, "description": description}
        return refusal(api, "setMyCommands", commands=[item])[1]

    assert commands("Ask") == "Bad Request: BOT_COMMAND_INVALID"
    assert commands("a" * 33) == "Bad Request: BOT_COMMAND_INVALID"
    assert commands("ask", "") == "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"
    many: Json = [{"command": f"c{n}", "description": "x"} for n in range(101)]
    assert refusal(api, "setMyCommands", commands=many)[1] == "Bad Request: BOT_COMMANDS_TOO_MUCH"
    assert (
        refusal(api, "setMyDescription", description="x" * 513)[1] == "Bad Request: description is too long"
    )
    assert (
        refusal(api, "setMyShortDescription", short_description="x" * 121)[1]
        == "Bad Request: short description is too long"
    )


def test_a_draft_is_for_private_chats_and_needs_an_id(api: BotApi, ani: PrivateChat) -> None:
    group = api.group()
    assert refusal(api, "sendMessageDraft", chat_id=group.id, draft_id=1, text="x") == (
        400,
        "Bad Request: TEXTDRAFT_PEER_INVALID",
    )
    assert refusal(api, "sendMessageDraft", chat_id=7, draft_id=0, text="x") == (
        400,
        "Bad Request: RANDOM_ID_INVALID",
    )
    assert (
        call(api, "sendMessageDraft", chat_id=7, draft_id=1, text="<b>Sebentar", parse_mode="").status == 200
    )
    assert [draft.text for draft in ani.drafts()] == ["<b>Sebentar"]
    assert ani.messages() == []


def test_an_unknown_chat_action_is_refused(api: BotApi, ani: PrivateChat) -> None:
    assert refusal(api, "sendChatAction", chat_id=7, action="thinking") == (
        400,
        "Bad Request: wrong parameter action in request",
    )
