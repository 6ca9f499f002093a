"""The Bot API as the courier and the live signals see it."""

import warnings
from typing import Protocol

from telegram import InputFile
from telegram.ext import ExtBot
from telegram.warnings import PTBDeprecationWarning, PTBUserWarning

from bot.messages.outgoing import Call, Parameters

_UPLOADS = {"sendPhoto": "photo", "sendDocument": "document"}


class Api(Protocol):
    """Makes calls; errors are those of `telegram.error`."""

    async def make(self, call: Call) -> int | None:
        """Make the call; the id of the message it made or changed, where there is one."""
        ...

    async def request(self, method: str, parameters: Parameters) -> object:
        """Any method; its raw result."""
        ...

    async def download(self, file_id: str) -> bytes:
        """The bytes of a file that someone sent."""
        ...


class TelegramApi:
    """The real one, through python-telegram-bot and its rate limiter."""

    def __init__(self, bot: ExtBot[int]) -> None:
        self._bot = bot
        warnings.filterwarnings("ignore", r"Please use 'Bot\.", PTBUserWarning)
        warnings.filterwarnings("ignore", ".*`retry_after`", PTBDeprecationWarning)

    async def make(self, call: Call) -> int | None:
        """Make the call; the id of the message it made or changed, where there is one."""
        parameters = dict(call.parameters)
        if call.attachment is not None:
            upload = InputFile(call.attachment, filename=call.attachment_name)
            parameters[_UPLOADS[call.method]] = upload
        result = await self.request(call.method, parameters)
        message_id = result.get("message_id") if isinstance(result, dict) else None
        return message_id if isinstance(message_id, int) else None

    async def request(self, method: str, parameters: Parameters) -> object:
        """Any method; its raw result."""
        result: object = await self._bot.do_api_request(method, api_kwargs=parameters)
        return result

    async def download(self, file_id: str) -> bytes:
        """The bytes of a file that someone sent."""
        file = await self._bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())
