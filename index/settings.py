"""Settings of the library, typed, from the environment and `.env`."""

import logging
import os
from pathlib import Path
from typing import Self
from urllib.parse import quote

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from index.errors import SettingsError

logger = logging.getLogger(__name__)


class Settings(BaseSettings):
    """What a library needs to know; every field is an environment variable of the same name in capitals.

    An empty `DATABASE_URL` means SQLite in `TANYA_HOME`; an empty model name means the shipped model. Without
    `LLM_BASE_URL` and `LLM_MODEL`, answers are quotations and nothing is written.
    """

    model_config = SettingsConfigDict(
        env_file=".env", env_file_encoding="utf-8", extra="ignore", env_ignore_empty=True, frozen=True
    )

    tanya_home: Path = Path("data/runtime")
    database_url: str = ""
    embedding_model: str = ""
    reader_model: str = ""
    min_confidence: float | None = Field(default=None, ge=0, le=1)
    llm_base_url: str = Field(default="", pattern=r"^(?:https?://\S+)?$")
    llm_model: str = ""
    llm_api_key: SecretStr = SecretStr("")

    @model_validator(mode="after")
    def _whole_writer(self) -> Self:
        if bool(self.llm_base_url) != bool(self.llm_model):
            raise ValueError("LLM_BASE_URL and LLM_MODEL belong together: set both, or neither")
        return self

    @property
    def store_url(self) -> str:
        """The SQLAlchemy URL of the database."""
        home = quote(str(self.tanya_home / "tanya.db"), safe="/")
        return self.database_url or f"sqlite:///{home}"

    @property
    def generations(self) -> Path:
        """The directory of the index generations."""
        return self.tanya_home / "index"


def load_settings() -> Settings:
    """Read the settings; the environment wins over `.env`.

    Raises:
        SettingsError: A value has the wrong form, or `.env` is no UTF-8 text.
    """
    try:
        return Settings(_env_file=environment_file())  # type: ignore[call-arg]  # pydantic's types do not name it
    except ValidationError as error:
        raise SettingsError(describe(error)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"`.env` must be a readable UTF-8 text file, but: {error}.") from None


def environment_file() -> Path | None:
    """Give `.env`; None, with a warning, where this user may not read it, such as root's copy beside a service."""
    file = Path(".env")
    if not file.is_file() or os.access(file, os.R_OK):
        return file
    logger.warning("`.env` is there but may not be read by this user: only the environment's settings count.")
    return None


def describe(error: ValidationError) -> str:
    """Name each unusable setting and what was expected; the value itself may be a secret and is left out."""
    problems = (
        ": ".join(filter(None, ("_".join(map(str, e["loc"])).upper(), e["msg"]))) for e in error.errors()
    )
    return f"Unusable setting, mend it in the environment or in `.env`: {'; '.join(problems)}."
