"""The end of a process: within eight seconds, whatever goes on, and nothing is lost."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.bot.living import living_bot
from tests.bot.shelf import Shelf
from tests.botapi import BotApi

MOST_S = 8.0
STUCK_BOT = """
import asyncio, sys, time
from pathlib import Path
from bot.__main__ import leave
from bot.store.database import open_database
from bot.running.serving import Outfit, run_until_signal
from bot.settings import load_bot_settings
from index.ingest.drafting import draft_from_message
from tests.bot.shelf import Shelf
home = Path(sys.argv[1])
database = open_database(f"sqlite:///{home / 'bot.db'}")
shelf = Shelf(before_asking=lambda question: time.sleep(600))
asyncio.run(run_until_signal(Outfit(load_bot_settings(), shelf, draft_from_message, database, home / "bot.lock")))
database.close()
leave(0)
"""


def test_a_bot_with_stuck_work_ends_in_time_and_the_next_one_answers(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api:
        settings = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "TELEGRAM_BOT_TOKEN": api.token,
            "TELEGRAM_BASE_URL": api.base_url,
            "TELEGRAM_FILE_URL": api.base_file_url,
        }
        command = [sys.executable, "-c", STUCK_BOT, str(tmp_path)]
        with subprocess.Popen(command, env=settings, cwd=tmp_path, stderr=subprocess.PIPE) as process:
            ani = api.private_chat(user_id=7)
            ani.send("Siapa Kim Yong Ju?")
            ani.wait_for_action(timeout=30)
            began = time.monotonic()
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=20) == 0
            took = time.monotonic() - began
        with living_bot(api, tmp_path, shelf):
            assert "Kim Yong Ju adalah" in ani.wait_for_message().text
    assert took <= MOST_S
