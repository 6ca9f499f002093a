"""Settings of the bot, typed, from the environment and `.env`; the library's own are in `index.settings`."""

from typing import Annotated, Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from index.errors import SettingsError
from index.settings import describe, environment_file

Ids = Annotated[tuple[int, ...], NoDecode]


class BotSettings(BaseSettings):
    """What the bot needs to know; every field is an environment variable of the same name in capitals.

    Attributes:
        telegram_bot_token: What @BotFather gave.
        telegram_base_url: Where the Bot API listens, up to the token.
        telegram_file_url: Where files are downloaded, up to the token.
        admin_ids: Telegram user ids of the first admins, separated by commas.
        allowed_ids: Who may ask (user or chat ids); empty means everyone.
        suggestions: Readers may suggest articles, which editors approve.
        question_retention_days: After so many days a question is forgotten; 0 keeps it for ever.
        webhook_url: Where Telegram delivers updates; empty means polling.
        webhook_secret: What Telegram must say to prove that it is Telegram; required with a webhook.
        webhook_host: The address that the web server listens on.
        webhook_port: Its port; with polling, 0 means no web server.
    """

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True, frozen=True
    )

    telegram_bot_token: SecretStr
    telegram_base_url: str = "https://api.telegram.org/bot"
    telegram_file_url: str = "https://api.telegram.org/file/bot"
    admin_ids: Ids = ()
    allowed_ids: Ids = ()
    suggestions: bool = False
    question_retention_days: int = Field(default=90, ge=0, le=3650)
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")
    webhook_host: str = "127.0.0.1"
    webhook_port: int = Field(default=0, ge=0, le=65535)

    @field_validator("telegram_bot_token")
    @classmethod
    def _looks_like_a_token(cls, token: SecretStr) -> SecretStr:
        number, colon, secret = token.get_secret_value().partition(":")
        if not (number.isascii() and number.isdigit() and colon and secret and secret.isascii()):
            raise ValueError("expected the token that @BotFather gives, digits, a colon and letters")
        return token

    @field_validator("admin_ids", "allowed_ids", mode="before")
    @classmethod
    def _split_ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            return tuple(int(part) for part in value.replace(",", " ").split())
        except ValueError:
            raise ValueError("expected Telegram ids, whole numbers separated by commas") from None

    @field_validator("telegram_base_url", "telegram_file_url")
    @classmethod
    def _is_web_address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("expected an address that begins with http:// or https://")
        return value

    @model_validator(mode="after")
    def _webhook_is_whole(self) -> Self:
        if self.webhook_url and not self.webhook_url.startswith(("http://", "https://")):
            raise ValueError("WEBHOOK_URL must begin with https://")
        if self.webhook_url and not self.webhook_secret.get_secret_value():
            raise ValueError("WEBHOOK_SECRET is required with WEBHOOK_URL, 1 to 256 letters, digits, _ or -")
        if self.webhook_url and not self.webhook_port:
            raise ValueError("WEBHOOK_PORT is required with WEBHOOK_URL, a port number")
        return self


def load_bot_settings() -> BotSettings:
    """Read the bot's settings; the environment wins over `.env`.

    Raises:
        SettingsError: A value is missing or has the wrong form; the text never holds the value.
    """
    try:
        return BotSettings(_env_file=environment_file())  # type: ignore[call-arg]  # pydantic's types do not name it
    except ValidationError as error:
        raise SettingsError(describe(error)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"`.env` must be a readable UTF-8 text file, but: {error}.") from None
