"""Logging that never holds the token: quiet HTTP libraries and a filter on every handler."""

import logging
import re
import traceback

_TOKEN = re.compile(r"\b\d{3,}(?::|%3A)[A-Za-z0-9_-]{10,}", re.IGNORECASE)
_NOISY = ("httpx", "httpcore", "telegram", "telegram.ext", "alembic", "tornado.access")


class RedactingFormatter(logging.Formatter):
    """Formats a record and takes out the secrets, in tracebacks too, and whatever looks like a bot token."""

    def __init__(self, secrets: tuple[str, ...]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        """Write the record without secrets."""
        line = super().format(record)
        for secret in self._secrets:
            line = line.replace(secret, "[secret]")
        return _TOKEN.sub("[token]", line)


def set_up_logs(secrets: tuple[str, ...]) -> None:
    """Log to standard error, at INFO for our own code and WARNING for the libraries."""
    handler = logging.StreamHandler()
    handler.setFormatter(RedactingFormatter(secrets))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.WARNING)


def place_of(error: BaseException) -> str:
    """Name an error by its kind and the lines it passed: its text may hold what a person wrote."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    way = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__} at {way}"
