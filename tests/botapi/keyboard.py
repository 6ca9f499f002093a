"""Reply markup: which keyboards Telegram takes, and which it refuses."""

from . import tdlib
from .json_value import Json, JsonObject, as_list, as_object, text_at
from .parameters import Parameters
from .refusal import Refusal, bad_request
from .types import Button, Entity, Keyboard

MAX_DATA_BYTES = 64
MAX_BUTTONS = 100
OTHER_ACTIONS = (
    "login_url",
    "web_app",
    "callback_game",
    "pay",
    "switch_inline_query",
    "switch_inline_query_chosen_chat",
)
OTHER_MARKUPS = ("keyboard", "remove_keyboard", "force_reply")


def from_parameters(parameters: Parameters) -> Keyboard | None:
    """The `reply_markup` of a call, or `None` when there is none or it is an empty inline keyboard.

    Raises:
        Refusal: A button that Telegram would not take.
    """
    markup = parameters.json_object("reply_markup")
    return None if markup is None else keyboard(markup)


def keyboard(markup: JsonObject) -> Keyboard | None:
    """Read and judge one reply markup."""
    if "inline_keyboard" not in markup:
        if markup and not any(name in markup for name in OTHER_MARKUPS):
            raise bad_request("object expected as reply markup")
        return Keyboard((), markup, inline=False) if markup else None
    rows = as_list(markup["inline_keyboard"])
    if rows is None:
        raise bad_request('field "inline_keyboard" must be of type Array')
    read = tuple(row for row in (_row(item) for item in rows) if row)
    if sum(len(row) for row in read) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return Keyboard(read, markup) if read else None


def _row(item: Json) -> tuple[Button, ...]:
    buttons = as_list(item)
    if buttons is None:
        raise bad_request("can't parse inline keyboard button: Expected Array of button rows")
    return tuple(_button(as_object(button)) for button in buttons)


def _button(button: JsonObject | None) -> Button:
    if button is None:
        raise bad_request("can't parse inline keyboard button: expected an Object")
    text = text_at(button, "text")
    if not text.strip():
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if url := text_at(button, "url"):
        _judge_url(url)
        return Button(text, url=url)
    if data := text_at(button, "callback_data"):
        if len(data.encode()) > MAX_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return Button(text, data=data)
    copied = as_object(button.get("copy_text"))
    if copied is not None:
        copy_text = text_at(copied, "text")
        if not 1 <= len(copy_text) <= 256:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        return Button(text, copy_text=copy_text)
    if "switch_inline_query_current_chat" in button:
        return Button(text, switch_inline=text_at(button, "switch_inline_query_current_chat"))
    for action in OTHER_ACTIONS:
        if action in button:
            return Button(text, other=action)
    raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")


def _judge_url(url: str) -> None:
    try:
        tdlib.check("x", (Entity("text_link", 0, 1, url=url),))
    except Refusal as refusal:
        complaint = refusal.description.removeprefix("Bad Request: ")
        raise bad_request(complaint.replace("entity URL", "inline keyboard button URL", 1)) from None
