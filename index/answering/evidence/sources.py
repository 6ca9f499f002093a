"""What of a hit is read and quoted: its sentences, without what an outlet prints before the first one."""

import re
from urllib.parse import urlsplit

from index.answering.evidence.evidence import Candidate, Source
from index.language.boilerplate import article_sentences
from index.types import Article, Hit

# Takes "JAKARTA, Kabar - " and "Cianjur (ANTARA) --", and "Joko Widodo - Ma'ruf Amin", which `dateline` sorts out.
_DATELINE = re.compile(
    r"""
    (?P<place> [A-Z][\w.'’/&]* (?:,?[ ] \(?[A-Z][\w.'’/&]*\)?){0,6} )
    (?: [ ]?(?:--|[–—]) | [ ]-(?:[ ]-)? )
    (?: [ ] | (?=["“]) )
    (?=["“‘'(]?[A-Z0-9])
    """,
    re.VERBOSE,
)
# Takes what only an outlet prints: a comma, a bracket, a domain, a word in capitals.
_PRINTED_BY = re.compile(r"[,(]|(?i:\.(?:com|co|id|net|org|tv))\b|^[A-Z]{3,}\b")


def source_of(hit: Hit) -> Source:
    """The hit's passage and the ranges of its sentences; a dateline ("JAKARTA, Kabar - ") is in none."""
    passage, article = hit.passage, hit.article
    text = article.body[passage.start : passage.end]
    sentences = [(sentence.start, sentence.end) for sentence in article_sentences(text)]
    if passage.start == 0 and sentences:
        start, end = sentences[0]
        sentences[0] = (start + dateline(text[start:end], article), end)
    candidate = Candidate(text, tuple(sentences), hit.score, passage.heading, article.title)
    return Source(hit, candidate)


def dateline(sentence: str, article: Article) -> int:
    """How long the dateline is that an article's first sentence begins with, its dash included; 0 without.

    Bare words may also be a name ("Joko Widodo - Ma'ruf Amin"): they are a dateline when the outlet's address has
    them, or when it is one word that the article does not repeat.
    """
    match = _DATELINE.match(sentence)
    if not match:
        return 0
    place = match["place"]
    printed = _PRINTED_BY.search(place) and place.count("(") == place.count(")")
    outlet = "".join(place.lower().removeprefix("the ").split()) in (
        urlsplit(article.url or "").hostname or ""
    ).replace("-", "")
    lone = " " not in place and article.body.count(place) == 1
    return match.end() if printed or outlet or lone else 0
