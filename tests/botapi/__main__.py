"""`python -m tests.botapi`: a Telegram on this machine to try a bot with, without an account."""

import argparse
import sys

from .api import PUBLISHED, TOKEN, BotApi
from .console import HELP, Console


def main() -> int:
    """Serve until the end of the input."""
    parser = argparse.ArgumentParser(prog="python -m tests.botapi", description=__doc__)
    parser.add_argument(
        "--port", type=int, default=8081, help="port on 127.0.0.1 (default 8081, 0 takes a free one)"
    )
    parser.add_argument("--token", default=TOKEN, help=f"the bot's token (default {TOKEN})")
    parser.add_argument("--username", default="tanya_bot", help="the bot's name without @")
    parser.add_argument("--user-id", type=int, default=7, help="your user id (default 7)")
    parser.add_argument("--first-name", default="Ani", help="your name (default Ani)")
    parser.add_argument("--language", default="id", help="your Telegram's language (default id)")
    parser.add_argument("--no-flood-limits", action="store_true", help="let the bot send as fast as it likes")
    asked = parser.parse_args()
    flood = None if asked.no_flood_limits else PUBLISHED
    with BotApi.start(token=asked.token, username=asked.username, flood=flood, port=asked.port) as api:
        chat = api.private_chat(
            user_id=asked.user_id, first_name=asked.first_name, language_code=asked.language
        )
        print(f"TELEGRAM_BASE_URL={api.base_url}\nTELEGRAM_FILE_URL={api.base_file_url}\n{HELP}", flush=True)
        Console(api, lambda text: print(text, flush=True), chat).run(sys.stdin)
    return 0


if __name__ == "__main__":
    sys.exit(main())
