"""The parameters of one call: strings from a form, a query or a JSON body, and the files uploaded with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .json_value import Json, JsonObject, as_list, as_object, dumps, loads
from .refusal import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call; `part` is its multipart name."""

    part: str
    name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Parameters:
    """Typed reading of what a bot sent; every reader refuses in Telegram's words."""

    values: Mapping[str, str]
    uploads: tuple[Upload, ...] = ()

    def has(self, name: str) -> bool:
        """Whether the parameter was sent at all."""
        return name in self.values

    def text(self, name: str) -> str:
        """The string as sent, or the empty one."""
        return self.values.get(name, "")

    def integer(self, name: str, default: int = 0) -> int:
        """A whole number; anything else counts as the default, as at Telegram."""
        try:
            return int(self.values.get(name, ""))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """A truth value: true, yes and 1 are true."""
        return self.values.get(name, "").lower() in ("true", "yes", "1")

    def json(self, name: str) -> Json:
        """The JSON document inside the string, or `None` when it is absent or empty."""
        text = self.values.get(name, "")
        if not text:
            return None
        try:
            return loads(text)
        except ValueError as error:
            raise bad_request(f"can't parse {name.replace('_', ' ')} JSON object") from error

    def json_object(self, name: str) -> JsonObject | None:
        """A JSON object, or `None` when it is absent."""
        value = self.json(name)
        if value is None:
            return None
        found = as_object(value)
        if found is None:
            raise bad_request("object expected as " + name.replace("_", " "))
        return found

    def array(self, name: str) -> list[Json] | None:
        """A JSON array, or `None` when it is absent."""
        value = self.json(name)
        if value is None:
            return None
        found = as_list(value)
        if found is None:
            raise bad_request(f"expected an Array of {name.replace('_', ' ')}")
        return found

    def upload(self, name: str) -> Upload | None:
        """The file below a parameter, uploaded directly or named by `attach://`."""
        wanted = self.text(name).removeprefix("attach://") if self.has(name) else name
        return next((upload for upload in self.uploads if upload.part == wanted), None)


def from_json_body(body: bytes) -> dict[str, str]:
    """The parameters of an `application/json` body.

    Raises:
        Refusal: The body is not one JSON object.
    """
    try:
        found = as_object(loads(body))
    except ValueError as error:
        raise bad_request("can't parse request body JSON") from error
    if found is None:
        raise bad_request("expected an Object in request body")
    return as_texts(found)


def as_texts(values: JsonObject) -> dict[str, str]:
    """JSON fields as the strings they would be in a form; nulls are left out."""
    return {name: _as_text(value) for name, value in values.items() if value is not None}


def _as_text(value: Json) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return dumps(value).decode()
