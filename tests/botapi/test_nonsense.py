"""Whatever a bot sends, the double answers or refuses; it never breaks."""

import json
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from . import BotApi
from .json_value import Json, as_object, integer_at
from .methods.table import METHODS
from .parameters import Parameters, Upload
from .refusal import Refusal
from .request import Request
from .types import User
from .world import Query

ANI = User(7, "Ani")
EXAMPLES = int(os.environ.get("BOTAPI_FUZZ_EXAMPLES", "300"))
KEYS = st.sampled_from(
    [
        "inline_keyboard",
        "text",
        "callback_data",
        "url",
        "copy_text",
        "type",
        "offset",
        "length",
        "message_id",
        "chat_id",
        "quote",
        "id",
        "title",
        "input_message_content",
        "message_text",
        "user",
        "command",
        "description",
    ]
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 10**12),
    st.text(max_size=8),
    st.sampled_from(("bold", "text_link", "article", "emoji", "https://a.id", "callback-1", "d")),
)
DOCUMENTS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(KEYS, inner, max_size=5)),
    max_leaves=12,
)
MARKS = st.sampled_from(
    ("bold", "text_link", "pre", "text_mention", "blockquote", "date_time", "custom_emoji", "")
)
ENTITY = st.fixed_dictionaries(
    {"type": MARKS, "offset": st.integers(-1, 6), "length": st.integers(-1, 6)},
    optional={
        "url": LEAVES,
        "user": DOCUMENTS,
        "language": LEAVES,
        "custom_emoji_id": LEAVES,
        "unix_time": LEAVES,
    },
)
BUTTON = st.fixed_dictionaries(
    {"text": LEAVES}, optional={"callback_data": LEAVES, "url": LEAVES, "pay": LEAVES}
)
KEYBOARD = st.lists(st.lists(BUTTON, max_size=3), max_size=3).map(lambda rows: {"inline_keyboard": rows})
RESULT = st.fixed_dictionaries(
    {"type": st.just("article"), "id": LEAVES, "title": LEAVES, "input_message_content": DOCUMENTS},
    optional={"reply_markup": KEYBOARD},
)
ENTITIES, RESULTS = st.lists(ENTITY, max_size=4), st.lists(RESULT, max_size=3)
TEXTS = st.one_of(st.text(max_size=30), st.sampled_from(("", "<b>x</b>", "a\r😀 /ask", "*x", "{")))
NUMBERS = st.sampled_from(("7", "1", "0", "-5", "x", "99999999999999999999"))
MODES = st.sampled_from(("HTML", "MarkdownV2", "Markdown", "BBCode"))
SHAPES: dict[str, st.SearchStrategy[str]] = {
    **dict.fromkeys(("chat_id", "from_chat_id", "user_id", "message_id", "message_thread_id"), NUMBERS),
    **dict.fromkeys(("draft_id", "reply_to_message_id"), NUMBERS),
    **dict.fromkeys(
        ("text", "caption", "description", "short_description", "language_code", "action"), TEXTS
    ),
    **dict.fromkeys(("document", "photo", "file_id", "inline_message_id", "next_offset"), TEXTS),
    **dict.fromkeys(("entities", "caption_entities"), ENTITIES.map(json.dumps)),
    **dict.fromkeys(("reply_parameters", "link_preview_options", "scope"), DOCUMENTS.map(json.dumps)),
    **dict.fromkeys(("message_ids", "commands", "reaction"), DOCUMENTS.map(json.dumps)),
    "parse_mode": MODES,
    "reply_markup": KEYBOARD.map(json.dumps),
    "results": RESULTS.map(json.dumps),
}
JUNK = st.one_of(DOCUMENTS.map(json.dumps), TEXTS)
USUAL = {
    "chat_id": "7",
    "from_chat_id": "7",
    "user_id": "7",
    "text": "a\r😀 b",
    "document": "attach://f",
    "photo": "attach://f",
    "draft_id": "1",
    "action": "typing",
    "results": "[]",
    "commands": "[]",
    "message_ids": "[1]",
}
CALLS = st.tuples(
    st.sampled_from(sorted(METHODS)),
    st.one_of(
        st.fixed_dictionaries({}, optional=SHAPES),
        st.dictionaries(st.sampled_from(sorted(SHAPES)), JUNK, max_size=4),
    ),
)


@pytest.fixture(scope="module")
def lively() -> Iterator[BotApi]:
    with BotApi.start(flood=None) as api:
        api.private_chat(user_id=7)
        yield api


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(called=CALLS, with_upload=st.booleans())
def test_nonsense_is_refused_or_obeyed(
    lively: BotApi, called: tuple[str, dict[str, str]], with_upload: bool
) -> None:
    method, values = called
    uploads = (Upload("f", "f.bin", "", b"x"),) if with_upload else ()
    with lively.world.changed:
        fresh = Request(lively.world, "sendMessage", Parameters({"chat_id": "7", "text": "x"}))
        message_id = integer_at(as_object(outcome(fresh)) or {}, "message_id")
        opened = lively.world.callbacks["callback-fuzz"] = Query("callback-fuzz", ANI, "x", 0.0)
        lively.world.inline_queries["inline-fuzz"] = opened
        queries = {"callback_query_id": "callback-fuzz", "inline_query_id": "inline-fuzz"}
        filled = {**USUAL, **queries, "message_id": str(message_id), **values}
        assert json.dumps(outcome(Request(lively.world, method, Parameters(filled, uploads))))


def outcome(request: Request) -> Json:
    """The result, or the refusal as Telegram writes it; any other exception is a mistake of the double."""
    try:
        return METHODS[request.method](request)
    except Refusal as refusal:
        return refusal.to_json()
