"""HTTP requests that keep what Telegram says to themselves."""

import json

from telegram.error import TelegramError
from telegram.request import HTTPXRequest


class QuietRequest(HTTPXRequest):
    """python-telegram-bot logs an answer that is not JSON, and with it what people wrote; this one does not."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, object]:
        """Read an answer of the Bot API; TelegramError when it is not JSON."""
        try:
            parsed = json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            raise TelegramError("Invalid server response") from None
        if not isinstance(parsed, dict):
            raise TelegramError("Invalid server response")
        return parsed
