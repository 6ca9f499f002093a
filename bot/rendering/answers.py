"""An answer as a message: the answer in bold, its quotation, its source."""

import re
from collections.abc import Sequence

from bot.locales.voice import Voice
from bot.messages.outgoing import Styled
from bot.messages.utf16 import utf16_length
from bot.rendering.composing import Composer, shortened
from bot.rendering.sources import add_source, sentence_link
from index.types import Answer, Citation, Span

MAX_ANSWER = 700
MAX_QUOTE = 1200
MAX_WORDED = 1800
_SOURCE_ROOM = 500
_MARKER = re.compile(r"\[(\d{1,2})\]")


def render_answer(answer: Answer, voice: Voice, *, heading: str = "") -> Styled:
    """The message that shows an answer, in the language of the question, below a heading or none."""
    if answer.abstained or answer.answer is None or not answer.citations:
        return render_abstention(voice)
    if _MARKER.search(answer.answer) and not _is_quoted(answer.answer, answer.citations):
        return _render_worded(_begun(heading), answer.answer, answer.citations, voice)
    composer = _begun(heading)
    first = answer.citations[0]
    if not _says_it_whole(answer.answer, first):
        composer.bold(shortened(" ".join(answer.answer.split()), MAX_ANSWER)).plain("\n\n")
    for position, citation in enumerate(answer.citations):
        if position and composer.room < MAX_QUOTE + _SOURCE_ROOM:
            break
        composer.plain("\n\n" if position else "")
        _add_citation(composer, citation, voice)
    return composer.build()


def render_abstention(voice: Voice) -> Styled:
    """The honest message when the articles do not say."""
    return Composer().plain(voice.say("The stored articles do not answer this.")).build()


def _begun(heading: str) -> Composer:
    return Composer().italic(heading).plain("\n\n" if heading else "")


def _render_worded(composer: Composer, text: str, citations: Sequence[Citation], voice: Voice) -> Styled:
    """Sentences with [1], each number a link to its source; then the quotations they rest on."""
    end = 0
    shown = shortened(text, MAX_WORDED)
    for marker in _MARKER.finditer(shown):
        number = int(marker[1])
        composer.plain(shown[end : marker.start()])
        cited = citations[number - 1] if 1 <= number <= len(citations) else None
        composer.link(marker[0], sentence_link(cited.url, cited.quote) if cited else None)
        end = marker.end()
    composer.plain(shown[end:])
    for number, citation in enumerate(citations, start=1):
        if composer.room < _SOURCE_ROOM:
            break
        composer.plain(f"\n\n[{number}] ")
        link = sentence_link(citation.url, citation.quote)
        add_source(composer, citation, link, voice, page=citation.page)
        if composer.room > _SOURCE_ROOM:
            composer.plain("\n").quote(
                shortened(citation.quote, min(MAX_QUOTE, composer.room - _SOURCE_ROOM))
            )
    return composer.build()


def _is_quoted(answer: str, citations: Sequence[Citation]) -> bool:
    """Whether the answer stands in a quote: then a "[2]" in it is the article's own, not a marker."""
    return any(answer in citation.quote for citation in citations)


def _says_it_whole(answer: str, citation: Citation) -> bool:
    return citation.answer_start is None and answer.split() == citation.quote.split()


def _add_citation(composer: Composer, citation: Citation, voice: Voice) -> None:
    quote, mark = _fitting(citation)
    composer.quote(quote, mark=mark).plain("\n")
    link = sentence_link(citation.url, citation.quote)
    add_source(composer, citation, link, voice, page=citation.page)


def _fitting(citation: Citation) -> tuple[str, Span]:
    """The quote, or the part of it around the answer that fits, and where the answer stands in it."""
    quote = citation.quote
    start = citation.answer_start if citation.answer_start is not None else 0
    end = citation.answer_end if citation.answer_end is not None else len(quote)
    if utf16_length(quote) <= MAX_QUOTE:
        return quote, Span(start, end)
    from_ = max(0, min(start, end - MAX_QUOTE // 2) - 100)
    blank = quote.find(" ", from_, start)
    from_ = 0 if from_ == 0 else (blank + 1 if blank >= 0 else start)
    head = "…" if from_ else ""
    cut = head + shortened(quote[from_:], MAX_QUOTE)
    return cut, Span(start - from_ + len(head), min(end - from_ + len(head), len(cut)))
