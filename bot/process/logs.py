"""Logging that never holds the token: quiet HTTP libraries and a filter on every handler."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime

_TOKEN = re.compile(r"(?<!\d)\d{3,}(?::|%3A)[A-Za-z0-9_-]{10,}", re.IGNORECASE)
_PARTS = re.compile(r"(?:^\d+|://[^/@]*?):([^@/]{6,})(?:@|$)")
"""What is secret in a token or an address even where it stands alone: the letters, the password."""

_NOISY = ("httpx", "httpcore", "telegram", "telegram.ext", "alembic", "tornado.access")


class RedactingFormatter(logging.Formatter):
    """One line of key=value pairs a record, without the secrets and whatever looks like a bot token."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__("%(message)s")
        parts = (part for secret in secrets for part in _PARTS.findall(secret))
        self._secrets = tuple(sorted({*secrets, *parts} - {""}, key=len, reverse=True))

    def format(self, record: logging.LogRecord) -> str:
        """Write the record; a traceback becomes the kind of its error and the way there."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        pairs = {"time": moment, "level": record.levelname.lower(), "from": record.name}
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            pairs["error"] = place_of(error)
        line = " ".join(f"{key}={_written(value)}" for key, value in pairs.items())
        line += f" message={_written(record.getMessage())}"
        for secret in self._secrets:
            line = line.replace(secret, "[secret]")
        return _TOKEN.sub("[token]", line)


def _written(value: str) -> str:
    """A value, in JSON's quotes where it has blanks or odd characters."""
    return value if re.fullmatch(r"[\w.:+-]+", value) else json.dumps(value, ensure_ascii=False)


def set_up_logs(secrets: tuple[str, ...]) -> None:
    """Log to standard error, at INFO for our own code and WARNING for the libraries."""
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter(secrets))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)
    # It logs a broken answer as a whole, and in an answer to getUpdates people's words are.
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)


def place_of(error: BaseException) -> str:
    """Name an error by its kind and the lines it passed: its text may hold what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    way = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__} at {way}"
