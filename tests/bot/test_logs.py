"""The log: one structured line a record, without token, secrets and what people wrote."""

import logging
import sys

from bot.process.logs import RedactingFormatter

TOKEN = "12345678:CANARY-abcdefghijklmnopqrstuv"


def line(message: str, *arguments: object, error: Exception | None = None) -> str:
    try:
        if error is not None:
            raise error
        trace = None
    except Exception:
        trace = sys.exc_info()
    record = logging.LogRecord("bot.here", logging.ERROR, "file", 1, message, arguments, trace)
    record.created = 0.0
    return RedactingFormatter(("s3cret-webhook", "postgresql://ani:rahasia@db/x", "")).format(record)


def test_a_record_is_one_line_of_pairs() -> None:
    assert line("%d replies wait\nfor %s", 2, "Ani") == (
        'time=1970-01-01T00:00:00.000+00:00 level=error from=bot.here message="2 replies wait\\nfor Ani"'
    )


def test_tokens_and_secrets_are_taken_out_wherever_they_stand() -> None:
    for text in (f"https://api.example/bot{TOKEN}/getMe", f"/file/bot{TOKEN.replace(':', '%3A')}/x", TOKEN):
        assert "CANARY" not in line("failed: %s", text)
    written = line("s3cret-webhook at %s", "postgresql://ani:rahasia@db/x")
    assert written.endswith('message="[secret] at [secret]"')


def test_a_traceback_is_the_kind_of_its_error_and_the_way_there() -> None:
    written = line("it failed", error=ValueError(f"Ani menulis rahasia {TOKEN}"))
    assert 'error="ValueError at line:' in written
    assert "rahasia" not in written
    assert "\n" not in written
