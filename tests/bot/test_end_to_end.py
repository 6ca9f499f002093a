"""The bot as its users run it: a process of its own, the real library, Telegram at the other end of HTTP."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.botapi import BotApi

ADMIN = 500
PATIENCE_S = 60.0
ARTICLE = (
    "/addarticle Rangkuman berita dunia\n"
    "https://warta.example/dunia\n"
    "16 Desember 2021\n"
    "Warga Tonga membersihkan abu gunung api dari atap rumah mereka.\n\n"
    "Kim Yong Ju, adik pendiri Korea Utara Kim Il Sung, meninggal dunia pada usia 101 tahun."
)


@contextmanager
def bot_process(api: BotApi, home: Path, **environment: str) -> Iterator[subprocess.Popen[str]]:
    settings = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "TANYA_HOME": str(home),
        "TELEGRAM_BOT_TOKEN": api.token,
        "TELEGRAM_BASE_URL": api.base_url,
        "TELEGRAM_FILE_URL": api.base_file_url,
        "ADMIN_IDS": str(ADMIN),
        "MIN_CONFIDENCE": "0",
    }
    command = [sys.executable, "-m", "bot"]
    process = subprocess.Popen(
        command,
        env=settings | environment,
        cwd=home,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def test_an_article_is_added_asked_about_and_cited_by_a_bot_that_runs_as_a_process(tmp_path: Path) -> None:
    token = "12345678:CANARY-TOKEN-abcdefghijklmnop"
    with BotApi.start(token=token) as api, bot_process(api, tmp_path) as process:
        api.wait_until_polled(timeout=PATIENCE_S)
        admin = api.private_chat(user_id=ADMIN)
        admin.send(ARTICLE)
        preview = admin.wait_for_message(timeout=PATIENCE_S)
        admin.press(preview, "Simpan")
        saved = admin.wait_for_edit(preview, timeout=PATIENCE_S)
        ani = api.private_chat(user_id=7)
        ani.send("Siapa Kim Yong Ju?")
        answer = ani.wait_for_message(timeout=PATIENCE_S)
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=20)

    assert saved.text == "Tersimpan: artikel 1, “Rangkuman berita dunia”."
    [quote] = answer.marked("expandable_blockquote")
    assert quote in ARTICLE
    assert "adik pendiri Korea Utara Kim Il Sung" in quote
    assert answer.text.endswith("Rangkuman berita dunia · warta.example · 16 Des 2021")
    assert api.visible_markup() == []
    assert api.recorder.refused() == []
    assert process.returncode == 0
    assert token not in log
    assert "Kim Yong Ju" not in log


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"TELEGRAM_BOT_TOKEN": ""}, "TELEGRAM_BOT_TOKEN"),
        ({"TELEGRAM_BOT_TOKEN": "s3cret"}, "TELEGRAM_BOT_TOKEN"),
        ({"ADMIN_IDS": "Ani, Budi"}, "ADMIN_IDS"),
        ({"TELEGRAM_BASE_URL": "ftp://x"}, "TELEGRAM_BASE_URL"),
        ({"TELEGRAM_BOT_TOKEN": "1:OTHER"}, "Telegram rejects TELEGRAM_BOT_TOKEN"),
    ],
)
def test_a_wrong_setting_is_one_clear_line_without_its_value(
    tmp_path: Path, environment: dict[str, str], sentence: str
) -> None:
    with BotApi.start() as api, bot_process(api, tmp_path, **environment) as process:
        _, log = process.communicate(timeout=PATIENCE_S)
    assert process.returncode == 1
    assert log.count("\n") == 1
    assert sentence in log
    assert not any(value and value in log for value in environment.values())


def test_a_second_poller_in_the_same_home_is_refused_with_a_clear_line(tmp_path: Path) -> None:
    with BotApi.start() as api, bot_process(api, tmp_path):
        api.wait_until_polled(timeout=PATIENCE_S)
        with bot_process(api, tmp_path) as second:
            _, log = second.communicate(timeout=PATIENCE_S)
    assert second.returncode == 1
    assert (
        log == "Another bot runs with this TANYA_HOME already; stop it first, or use a webhook for several.\n"
    )
