"""How the double says no: an HTTP status, a description, and what PTB makes an exception from."""

from .json_value import JsonObject

PREFIXES = {
    400: "Bad Request",
    403: "Forbidden",
    404: "Not Found",
    409: "Conflict",
    413: "Request Entity Too Large",
    429: "Too Many Requests",
    500: "Internal Server Error",
}


class Refusal(Exception):  # noqa: N818  an answer of the Bot API, not a mistake of this program
    """An answer with `ok: false`.

    Args:
        status: HTTP status and `error_code`.
        description: The whole description as the client reads it.
        retry_after: Seconds to wait (only with 429).
        migrate_to: The id of the supergroup that a group has become.
    """

    def __init__(
        self, status: int, description: str, *, retry_after: int | None = None, migrate_to: int | None = None
    ) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.retry_after = retry_after
        self.migrate_to = migrate_to

    def to_json(self) -> JsonObject:
        """The body of the answer."""
        body: JsonObject = {"ok": False, "error_code": self.status, "description": self.description}
        if self.retry_after is not None:
            body["parameters"] = {"retry_after": self.retry_after}
        elif self.migrate_to is not None:
            body["parameters"] = {"migrate_to_chat_id": self.migrate_to}
        return body


def refuse(status: int, message: str) -> Refusal:
    """A refusal with Telegram's prefix and its habit of lower-casing the first letter of a sentence.

    An identifier such as `BUTTON_DATA_INVALID` keeps its capitals.
    """
    second = message[1:2]
    if not (second == "_" or second.isupper()):
        message = message[:1].lower() + message[1:]
    return Refusal(status, f"{PREFIXES[status]}: {message}")


def bad_request(message: str) -> Refusal:
    """A 400."""
    return refuse(400, message)


def flood(seconds: int) -> Refusal:
    """A 429 that asks for `seconds` of silence."""
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


def unauthorized() -> Refusal:
    """A 401 for a token that is not the bot's."""
    return Refusal(401, "Unauthorized")


def method_not_found() -> Refusal:
    """A 404 for a method that Telegram, or this double, doesn't have."""
    return Refusal(404, "Not Found: method not found")
