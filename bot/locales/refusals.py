"""The library's own sentences that people may meet, so that the catalogs know them; `Voice.tell` looks them up."""

import re
from dataclasses import dataclass
from functools import cache

_PLACE = re.compile(r"\\{(\w+)\\}")


@dataclass(frozen=True, slots=True)
class Refusal:
    """One of the sentences, and what stood in its places."""

    sentence: str
    values: dict[str, str]


def recognised(text: str) -> Refusal | None:
    """The sentence that a refusal is, or None when the catalogs do not know it."""
    for sentence, form in _forms():
        found = form.fullmatch(text)
        if found:
            return Refusal(sentence, found.groupdict())
    return None


def known(sentence: str) -> str:
    """Mark a sentence for the catalogs; a test compares it with the library's source."""
    return sentence


REFUSALS = (
    known("The article has no text: put the title on the first line and the text below it."),
    known("The article is empty: give it some text."),
    known("The article's URL must begin with http:// or https:// and name a site, without blanks."),
    known("That is not a web address; it must read like https://example.com/article."),
    known("A web address must begin with http:// or https://."),
    known("That web address names no public site."),
    known("The host of that web address cannot be read."),
    known("That address holds no page of text; only HTML, plain text, Markdown and PDF are read."),
    known("No article text was found there: add the article's text instead."),
    known("There is no such page ({status}): check the address."),
    known("That site does not give the page to programs ({status}): add the article's text instead."),
    known("That site cannot give the page at the moment ({status}): try again later."),
    known("That site did not answer in time: try again later, or add the article's text instead."),
    known("That PDF is locked by a password: save it without one, or add the article's text instead."),
    known(
        "That PDF holds pictures of pages and no text; they are read where Tesseract is installed "
        "(Debian: tesseract-ocr, tesseract-ocr-ind). Add the article's text instead."
    ),
    known(
        "Pictures are read where Tesseract is installed (Debian: tesseract-ocr, "
        "tesseract-ocr-ind). Add the article's text instead."
    ),
    known("That is not a text: it holds zero bytes."),
    known("That page could not be fetched: check the address, or add the article's text instead."),
    known("That is too large, too tangled or too damaged to be read: add the article's text instead."),
    known("That page is too long: {most} MB at most are read."),
    known("A web address may have {most} characters at most, and no blanks or odd characters."),
    known("A web address must not hold a user name or an encoded host."),
    known("A web address may only name port 80 or 443."),
    known("An article may have {most} characters at most, but this one has {length}: split it up."),
    known("A title may have {most} characters at most, but this one has {length}."),
    known('The date must read like 2021-12-16, 16/12/2021 or 16 Desember 2021, but it is "{date}".'),
    known("A file may have {most} MB at most."),
    known("Only {kinds} files are read; another kind must be converted first."),
    known("A question needs at least one word; ask in Indonesian or English."),
    known("A question may have at most {most} characters, this one has {length}; shorten it."),
    known("A text must not hold the character NUL; clean it first."),
    known("A text must not hold lone surrogates; clean it first."),
    known("Article {id} has the same text already; nothing was changed."),
)


@cache
def _forms() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (sentence, re.compile(_PLACE.sub(r"(?P<\1>.*)", re.escape(sentence)), re.DOTALL))
        for sentence in REFUSALS
    )
