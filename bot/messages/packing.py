"""A message with its buttons as text, kept so that it can be shown again as it was."""

import json

from telegram import MessageEntity

from bot.messages.outgoing import Button, Keyboard, Styled


def pack(body: Styled, keyboard: Keyboard) -> str:
    """The message as JSON; of its buttons those that carry data."""
    rows = [[(button.text, button.data) for button in row if button.data] for row in keyboard]
    return json.dumps([body.text, [entity.to_dict() for entity in body.entities], rows])


def unpack(packed: str) -> tuple[Styled, Keyboard]:
    """The message that `pack` wrote."""
    text, entities, rows = json.loads(packed)
    keyboard = tuple(tuple(Button(name, data=data) for name, data in row) for row in rows)
    return Styled(text, MessageEntity.de_list(entities, None)), keyboard
