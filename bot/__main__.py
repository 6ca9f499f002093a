"""`python -m bot`: settings, logs, library, database; then serve until told to stop."""

import asyncio
import logging
import os
import sys
import threading
import time
from typing import NoReturn

from bot.inbox.polling import IntakeError
from bot.process.logs import set_up_logs
from bot.running.serving import Outfit, run_until_signal
from bot.settings import load_bot_settings
from bot.store.database import bot_url, open_database
from index.errors import TanyaError
from index.ingest.drafting import draft_from_message
from index.library import Library, open_library
from index.settings import load_settings

GRACE_S = 1.0
"""What a thread may still need when all else has ended."""


def main() -> int:
    """Run the bot; the exit code."""
    os.umask(0o077)  # what the bot writes is for its own user alone
    try:
        serve()
    except (TanyaError, IntakeError) as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def leave(code: int) -> NoReturn:
    """End the process, even where a thread is in the middle of a long reindex: the database is closed already.

    A thread that is loading a model must not meet the interpreter's own end: native code would abort the process.
    """
    others = [thread for thread in threading.enumerate() if thread is not threading.current_thread()]
    until = time.monotonic() + GRACE_S
    for thread in others:
        thread.join(max(0.0, until - time.monotonic()))
    if any(thread.is_alive() for thread in others):
        logging.shutdown()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


def warm(library: Library) -> None:
    """Load models and index before the first person has to wait for them."""
    try:
        library.quoted("Siapa?")
    except TanyaError as trouble:
        logging.getLogger(__name__).error("%s", trouble)


def serve() -> None:
    """Run the bot until SIGTERM or SIGINT.

    Raises:
        TanyaError: A setting, the database or a model is unusable.
        IntakeError: Another bot polls with the same token, or Telegram rejects the token.
    """
    settings, bot_settings = load_settings(), load_bot_settings()
    token = bot_settings.telegram_bot_token.get_secret_value()
    set_up_logs((token, bot_settings.webhook_secret.get_secret_value(), settings.database_url))
    with open_library(settings) as library:
        database = open_database(bot_url(settings.store_url))
        try:
            lock_file = settings.tanya_home / "bot.lock"
            threading.Thread(target=lambda: warm(library), name="bot-warming", daemon=True).start()
            outfit = Outfit(bot_settings, library, draft_from_message, database, lock_file)
            asyncio.run(run_until_signal(outfit))
        finally:
            database.close()


if __name__ == "__main__":
    leave(main())
