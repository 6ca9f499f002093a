"""Texts, markup, entities and buttons that Telegram refuses, in its words."""

import pytest

from . import BotApi, PrivateChat
from .driving import call, refusal
from .json_value import Json


def keyboard(**button: Json) -> Json:
    return {"inline_keyboard": [[{"text": "x", **button}]]}


@pytest.mark.parametrize(
    ("text", "description"),
    [
        ("", "Bad Request: message text is empty"),
        (" \n\t ", "Bad Request: text must be non-empty"),
        ("a" * 4097, "Bad Request: message is too long"),
        ("é" * 16385, "Bad Request: text is too long"),
    ],
)
def test_a_text_must_have_content_and_fit(api: BotApi, ani: PrivateChat, text: str, description: str) -> None:
    assert refusal(api, "sendMessage", chat_id=7, text=text) == (400, description)
    assert ani.messages() == []


def test_the_length_is_counted_after_parsing_in_code_points(api: BotApi, ani: PrivateChat) -> None:
    text = "<b>" + "😀" * 4096 + "</b>"
    assert call(api, "sendMessage", chat_id=7, text=text, parse_mode="HTML").status == 200
    assert ani.from_bot()[0].entities[0].length == 8192


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("a < b", 'Unsupported start tag "" at byte offset 2'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b", "Unclosed start tag at byte offset 0"),
    ],
)
def test_broken_html_is_refused_in_the_words_of_tdlib(
    api: BotApi, ani: PrivateChat, html: str, complaint: str
) -> None:
    status, description = refusal(api, "sendMessage", chat_id=7, text=html, parse_mode="HTML")
    assert status == 400
    assert description.startswith("Bad Request: can't parse entities: ")
    assert complaint.split(",")[0] in description


def test_unescaped_markdown_is_refused(api: BotApi, ani: PrivateChat) -> None:
    assert refusal(api, "sendMessage", chat_id=7, text="a.b", parse_mode="MarkdownV2") == (
        400,
        "Bad Request: can't parse entities: "
        "Character '.' is reserved and must be escaped with the preceding '\\'",
    )


def test_an_unknown_parse_mode_is_refused(api: BotApi, ani: PrivateChat) -> None:
    assert refusal(api, "sendMessage", chat_id=7, text="x", parse_mode="BBCode") == (
        400,
        "Bad Request: unsupported parse_mode",
    )


@pytest.mark.parametrize(
    ("offset", "length", "complaint"),
    [
        (0, 9, "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 9"),
        (0, 2, "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset 5"),
        (2, 1, "entity begins in a middle of a UTF-16 symbol at byte offset 5"),
        (-1, 1, "receive an entity with incorrect offset -1"),
        (0, -1, "receive an entity with incorrect length -1"),
    ],
)
def test_entities_are_judged_in_utf16_units(
    api: BotApi, ani: PrivateChat, offset: int, length: int, complaint: str
) -> None:
    entities: Json = [{"type": "bold", "offset": offset, "length": length}]
    assert refusal(api, "sendMessage", chat_id=7, text="a😀b", entities=entities) == (
        400,
        f"Bad Request: {complaint}",
    )


def test_an_entity_with_a_senseless_field_is_refused(api: BotApi, ani: PrivateChat) -> None:
    entities: Json = [{"type": "custom_emoji", "offset": 0, "length": 1, "custom_emoji_id": "x"}]
    assert refusal(api, "sendMessage", chat_id=7, text="a", entities=entities) == (
        400,
        "Bad Request: can't parse MessageEntity: a field has a wrong type or is out of range",
    )


@pytest.mark.parametrize(
    ("markup", "complaint"),
    [
        (keyboard(callback_data="x" * 65), "BUTTON_DATA_INVALID"),
        (keyboard(callback_data="é" * 33), "BUTTON_DATA_INVALID"),
        (
            keyboard(callback_data=""),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            keyboard(),
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (keyboard(copy_text={"text": "x" * 257}), "BUTTON_COPY_TEXT_INVALID"),
        (keyboard(url="kabar"), "inline keyboard button URL 'kabar' is invalid: Wrong HTTP URL"),
        (
            keyboard(url="ftp://a.id/x"),
            "inline keyboard button URL 'ftp://a.id/x' is invalid: Unsupported URL protocol",
        ),
    ],
)
def test_buttons_are_judged(api: BotApi, ani: PrivateChat, markup: Json, complaint: str) -> None:
    assert refusal(api, "sendMessage", chat_id=7, text="x", reply_markup=markup) == (
        400,
        f"Bad Request: {complaint}",
    )


@pytest.mark.parametrize("data", ["x", "x" * 64, "é" * 32])
def test_button_data_of_1_to_64_bytes_pass(api: BotApi, ani: PrivateChat, data: str) -> None:
    assert (
        call(api, "sendMessage", chat_id=7, text="x", reply_markup=keyboard(callback_data=data)).status == 200
    )


def test_half_a_surrogate_pair_is_refused(api: BotApi, ani: PrivateChat) -> None:
    markup = '{"inline_keyboard":[[{"text":"\\ud800","callback_data":"x"}]]}'
    assert refusal(api, "sendMessage", chat_id=7, text="x", reply_markup=markup) == (
        400,
        "Bad Request: can't parse reply markup JSON object",
    )
