import os
from pathlib import Path

import pytest

from bot import __main__ as command
from bot.settings import load_bot_settings
from index.errors import SettingsError


def test_a_closed_environment_file_does_not_stop_a_bot_that_has_all_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:abc")
    (tmp_path / ".env").write_text("ADMIN_IDS=7\n")
    assert load_bot_settings().admin_ids == (7,)

    monkeypatch.setattr("os.access", lambda path, mode: False)  # root may read everything
    found = load_bot_settings()

    assert (found.telegram_bot_token.get_secret_value(), found.admin_ids) == ("1:abc", ())
    assert "`.env` is there but may not be read" in caplog.text


def test_what_the_bot_writes_is_for_its_own_user_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    masks: list[int] = []

    def serve() -> None:
        masks.append(os.umask(0o022))
        raise SettingsError("enough")

    monkeypatch.setattr(command, "serve", serve)
    before = os.umask(0o022)
    try:
        assert command.main() == 1
    finally:
        os.umask(before)
    assert masks == [0o077]
