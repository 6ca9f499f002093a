"""What the bot says, in the reader's language: gettext catalogs for texts, Babel for dates and numbers."""

import gettext
import re
from datetime import date, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from bot.locales.refusals import recognised
from index.types import Language

DOMAIN = "tanya"
LOCALES = Path(__file__).parent

LANGUAGES: tuple[Language, ...] = ("id", "en")

WESTERN_INDONESIA = ZoneInfo("Asia/Jakarta")

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})*|\d+")
_INDONESIAN_READERS = ("id", "in", "ms", "jv", "su")


class Voice:
    """Speaks one language; English texts are the keys of the catalogs."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._catalog = gettext.translation(DOMAIN, LOCALES, [language], fallback=language == "en")

    def say(self, message: str, **values: object) -> str:
        """The text in this language, with its {values}."""
        return self._catalog.gettext(message).format(**values)

    def tell(self, reason: Exception) -> str:
        """An error's own sentence, in this language where the catalog knows it."""
        refusal = recognised(str(reason))
        if refusal is None:
            return str(reason)
        return self.say(
            refusal.sentence, **{place: self._own(text) for place, text in refusal.values.items()}
        )

    def _own(self, text: str) -> str:
        """A number as this language writes it; any other text as it is."""
        return self.number(int(text.replace(",", ""))) if _NUMBER.fullmatch(text) else text

    def say_many(self, one: str, many: str, n: int, **values: object) -> str:
        """The text for `n` things; {n} is written in the language's own way."""
        return self._catalog.ngettext(one, many, n).format(n=self.number(n), **values)

    def date(self, day: date) -> str:
        """A day, such as 16 Des 2021."""
        return format_date(day, format="d MMM y", locale=self.language)

    def moment(self, moment: datetime) -> str:
        """A moment in western Indonesian time, such as 16 Des 2021 14.30 WIB."""
        there = moment.astimezone(WESTERN_INDONESIA)
        return f"{format_datetime(there, format='d MMM y HH:mm', locale=self.language)} WIB"

    def number(self, number: float) -> str:
        """A number, such as 1.234."""
        return format_decimal(number, locale=self.language)


@cache
def voice_of(language: Language) -> Voice:
    """The voice for a language, loaded once."""
    return Voice(language)


def language_of_reader(chosen: str | None, language_code: str) -> Language:
    """What to speak with someone: what they chose, else what their Telegram speaks."""
    if chosen == "id":
        return "id"
    if chosen == "en":
        return "en"
    return "id" if language_code.lower().startswith(_INDONESIAN_READERS) else "en"
