"""A town's facts: articles whose questions have exactly one right answer, known by its number."""

import threading
import time
from pathlib import Path

from index.ingest.drafting import draft_from_message
from index.library import open_library
from index.settings import Settings
from tests.bot.shelf import Shelf

FACTS = 12
EXPLOSIVE = "meledak"
"""A question with this word breaks the small library, which says what was asked."""


def article(number: int) -> str:
    """An article's text, title first."""
    return (
        f"Kabar kota {number}\n"
        f"Gedung nomor{number} di kota Bandar{number} diresmikan oleh Wali Kota Hasan{number} pada Senin. "
        f"Acaranya ramai dan berlangsung sampai sore."
    )


def question(number: int) -> str:
    """The question that the article answers."""
    return f"Siapa yang meresmikan gedung nomor{number} di kota Bandar{number}?"


def answers(number: int, text: str) -> bool:
    """Whether a reply answers that question."""
    return f"Hasan{number} " in text or f"Hasan{number}\n" in text or text.endswith(f"Hasan{number}")


def shelf_of_facts(cost_s: float) -> Shelf:
    """A small library with the facts that takes `cost_s` for each answer, one at a time."""
    one_at_a_time = threading.Lock()

    def take_time(question: str) -> None:
        with one_at_a_time:
            time.sleep(cost_s)
        if EXPLOSIVE in question:
            raise RuntimeError(f"The library broke over: {question}")

    shelf = Shelf(before_asking=take_time)
    for number in range(FACTS):
        shelf.add(draft_from_message(article(number)))
    return shelf


def fill(home: Path) -> None:
    """Put the facts into the real library of that home."""
    with open_library(Settings(_env_file=None, tanya_home=home)) as library:
        for number in range(FACTS):
            library.add(draft_from_message(article(number)))
