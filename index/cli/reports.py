"""Answers as text for a terminal, in the language of the question."""

from dataclasses import dataclass
from datetime import date

from index.types import Answer, Citation, Language


@dataclass(frozen=True, slots=True)
class Phrases:
    """The few words around an answer; `months` are January to December."""

    abstention: str
    small_talk: str
    more: str
    undated: str
    page: str
    also: str
    months: tuple[str, ...]


PHRASES: dict[Language, Phrases] = {
    "id": Phrases(
        abstention="Artikel yang tersimpan tidak menyebutkannya.",
        small_talk="Halo! Tulis saja pertanyaan Anda; jawabannya saya kutip dari artikel.",
        more="Bagian lain yang dekat:",
        undated="tanpa tanggal",
        page="hlm. {}",
        also="juga di",
        months=tuple(
            "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
        ),
    ),
    "en": Phrases(
        abstention="The articles don't say.",
        small_talk="Hello! Just write your question; I quote the answer from the articles.",
        more="Other close passages:",
        undated="undated",
        page="p. {}",
        also="also in",
        months=tuple(
            "January February March April May June July August September October November December".split()
        ),
    ),
}

SHOWN_HITS = 3
SNIPPET = 110


def answer_text(answer: Answer) -> str:
    """The answer first, each quotation with its source, then the next-best passages; an abstention is one line."""
    phrases = PHRASES[answer.language]
    if answer.small_talk:
        return phrases.small_talk
    if answer.abstained or answer.answer is None:
        return phrases.abstention
    blocks = [answer.answer, *(_source(citation, phrases) for citation in answer.citations)]
    cited = {citation.passage_id for citation in answer.citations}
    retold = {each.article_id for citation in answer.citations for each in citation.also}
    others = [hit for hit in answer.hits if hit.passage.id not in cited and hit.article.id not in retold][
        :SHOWN_HITS
    ]
    if others:
        lines = (f"  · {hit.article.title or 'untitled'}: {_snippet(hit.passage.text)}" for hit in others)
        blocks.append("\n".join((phrases.more, *lines)))
    return "\n\n".join(blocks)


def _source(citation: Citation, phrases: Phrases) -> str:
    page = "" if citation.page is None else phrases.page.format(citation.page)
    facts = (citation.title, citation.outlet, page, _day(citation.published_at, phrases))
    lines = [f"  “{' '.join(citation.quote.split())}”", f"  — {' · '.join(filter(None, facts))}"]
    if citation.url:
        lines.append(f"    {citation.url}")
    if citation.also:
        names = dict.fromkeys(each.outlet or each.title or each.url or "" for each in citation.also)
        lines.append(f"    {phrases.also} {', '.join(filter(None, names))}")
    return "\n".join(lines)


def _day(day: date | None, phrases: Phrases) -> str:
    return phrases.undated if day is None else f"{day.day} {phrases.months[day.month - 1]} {day.year}"


def _snippet(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SNIPPET else line[: SNIPPET - 1].rsplit(" ", 1)[0] + "…"
