"""A Bot API double for tests: real HTTP on loopback, judged by TDLib. See README.md in this folder."""

from .api import TOKEN, BotApi
from .flood import FloodRules
from .recorder import Call, Recorder
from .talk import CallbackAnswer, Talk
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
    "Chat",
    "Entity",
    "File",
    "FloodRules",
    "Keyboard",
    "Message",
    "NothingCameError",
    "Origin",
    "Query",
    "Recorder",
    "Talk",
    "TdlibMissingError",
    "User",
]
