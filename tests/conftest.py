"""For every test: no hub, no settings of whoever runs it."""

import os

import pytest
from hypothesis import settings

settings.register_profile("tanya", deadline=None)  # a busy machine is no fault of what is tested
settings.load_profile("tanya")
os.environ["HF_HUB_OFFLINE"] = "1"

SETTINGS = (
    "TANYA_HOME",
    "DATABASE_URL",
    "EMBEDDING_MODEL",
    "READER_MODEL",
    "MIN_CONFIDENCE",
    "LLM_BASE_URL",
    "LLM_MODEL",
    "LLM_API_KEY",
    "TELEGRAM_BOT_TOKEN",
)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
