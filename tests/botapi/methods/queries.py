"""Answers to buttons and to inline queries."""

from ..formatting import caption, message_text
from ..json_value import Json, JsonObject, as_list, as_object, text_at
from ..keyboard import keyboard
from ..refusal import bad_request
from ..request import Request

QUERY_INVALID = "query is too old and response timeout expired or query ID is invalid"
MAX_RESULTS = 50
RESULT_TYPES = frozenset(
    {
        "article", "audio", "contact", "document", "game", "gif", "location", "mpeg4_gif",
        "photo", "sticker", "venue", "video", "voice",
    }
)  # fmt: skip


def answer_callback_query(request: Request) -> Json:
    """`answerCallbackQuery`: once for each press, at most 200 characters."""
    parameters = request.parameters
    query = request.world.callbacks.get(parameters.text("callback_query_id"))
    if query is None or query.answer is not None or query.expired:
        raise bad_request(QUERY_INVALID)
    if len(parameters.text("text")) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    query.answer = {
        "text": parameters.text("text"),
        "show_alert": parameters.flag("show_alert"),
        "url": parameters.text("url"),
    }
    return True


def answer_inline_query(request: Request) -> Json:
    """`answerInlineQuery`: every result is judged like a message."""
    parameters = request.parameters
    query = request.world.inline_queries.get(parameters.text("inline_query_id"))
    results = parameters.array("results")
    if results is None:
        raise bad_request("can't parse inline query results JSON object")
    if len(results) > MAX_RESULTS:
        raise bad_request("too many inline query results specified")
    judged: list[Json] = [_result(as_object(item)) for item in results]
    identifiers = [text_at(as_object(result) or {}, "id") for result in judged]
    if len(set(identifiers)) != len(identifiers):
        raise bad_request("RESULT_ID_DUPLICATE")
    if len(parameters.text("next_offset").encode()) > 64:
        raise bad_request("NEXT_OFFSET_INVALID")
    if query is None or query.answer is not None or query.expired:
        raise bad_request(QUERY_INVALID)
    query.answer = {
        "results": judged,
        "cache_time": parameters.integer("cache_time", 300),
        "is_personal": parameters.flag("is_personal"),
        "next_offset": parameters.text("next_offset"),
        "button": parameters.json_object("button"),
    }
    return True


def _result(result: JsonObject | None) -> JsonObject:
    if result is None:
        raise bad_request("can't parse inline query result: Inline query result must be an object")
    kind = text_at(result, "type")
    if kind not in RESULT_TYPES:
        raise bad_request("can't parse inline query result: Unallowed inline query result type")
    identifier = text_at(result, "id")
    if not identifier:
        raise bad_request("RESULT_ID_EMPTY")
    if len(identifier.encode()) > 64:
        raise bad_request("RESULT_ID_INVALID")
    if kind == "article" and not text_at(result, "title"):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = as_object(result.get("input_message_content"))
    if kind == "article" and content is None:
        raise bad_request("can't parse inline query result: There is no input message content specified")
    if content is not None and "message_text" in content:
        entities = as_list(content.get("entities"))
        message_text(text_at(content, "message_text"), text_at(content, "parse_mode"), entities)
    if "caption" in result:
        caption(
            text_at(result, "caption"), text_at(result, "parse_mode"), as_list(result.get("caption_entities"))
        )
    markup = as_object(result.get("reply_markup"))
    if markup is not None:
        keyboard(markup)
    return result
