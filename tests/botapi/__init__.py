"""A Bot API double for tests: real HTTP on loopback, judged by TDLib. See README.md in this folder."""

from .api import TOKEN, BotApi
from .flood import FloodRules
from .inline import InlineAnswer, Result
from .places import Channel, Group, PrivateChat
from .recorder import Call, Recorder
from .sight import CallbackAnswer
from .talk import Talk
from .tdlib import TdlibMissingError
from .types import (
    ANONYMOUS_ADMIN,
    CHANNEL_BOT,
    TELEGRAM,
    Attachment,
    Button,
    Chat,
    Entity,
    File,
    Keyboard,
    Message,
    Origin,
    User,
)
from .waiting import NothingCameError
from .world import Query

__all__ = [
    "ANONYMOUS_ADMIN",
    "CHANNEL_BOT",
    "TELEGRAM",
    "TOKEN",
    "Attachment",
    "BotApi",
    "Button",
    "Call",
    "CallbackAnswer",
    "Channel",
    "Chat",
    "Entity",
    "File",
    "FloodRules",
    "Group",
    "InlineAnswer",
    "Keyboard",
    "Message",
    "NothingCameError",
    "Origin",
    "PrivateChat",
    "Query",
    "Recorder",
    "Result",
    "Talk",
    "TdlibMissingError",
    "User",
]
