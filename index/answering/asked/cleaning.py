"""What a user typed, made ready to be searched."""

from index.errors import InputError
from index.language.normalising import clean

MAX_QUESTION = 1_000
"""Code points; longer texts are articles, not questions."""


def clean_question(text: str) -> str:
    """The question on one line, without control characters.

    Raises:
        InputError: It is empty or too long.
    """
    if len(text) > 50 * MAX_QUESTION:
        raise _too_long(len(text))
    question = " ".join(clean(text).split())
    if not any(character.isalnum() for character in question):
        raise InputError("A question needs at least one word; ask in Indonesian or English.")
    if len(question) > MAX_QUESTION:
        raise _too_long(len(question))
    return question


def _too_long(length: int) -> InputError:
    return InputError(
        f"A question may have at most {MAX_QUESTION:,} characters, this one has {length:,}; shorten it."
    )
