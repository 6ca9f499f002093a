from pathlib import Path

import pytest

from index.settings import load_settings
from tests.index.library import unprivileged


def test_a_closed_environment_file_does_not_stop_who_has_all_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TANYA_HOME", str(tmp_path / "home"))
    (tmp_path / ".env").write_text("MIN_CONFIDENCE=0.9\n")
    (tmp_path / ".env").chmod(0)
    found = []
    # os.access asks for the real user, who is root here: ask for the one in effect
    monkeypatch.setattr("os.access", lambda path, mode: False)
    unprivileged.run(lambda: found.append(load_settings()))

    assert [(each.tanya_home, each.min_confidence) for each in found] == [(tmp_path / "home", None)]
    assert "`.env` is there but may not be read" in caplog.text
