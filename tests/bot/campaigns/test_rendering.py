"""Ten thousand random articles through the renderer: nothing is refused, nothing is too long, no quote is touched.

What the bot would send is given to the double's judge, which is TDLib itself.
"""

import random

from bot.locales.voice import Voice, voice_of
from bot.messages.outgoing import Button, Parameters, Place, Reply, Styled
from bot.messages.utf16 import utf16_length
from bot.rendering.answers import MAX_QUOTE, render_abstention, render_answer
from bot.rendering.articles import Listed, body_pages, render_list, render_page, render_preview
from bot.rendering.composing import MAX_ENTITIES, MAX_LENGTH, shown
from bot.rendering.inline import inline_results
from bot.rendering.passages import FoundPassage, render_passages
from index.types import Answer, Article, ArticleDraft, Citation, Hit, Passage
from tests.bot.campaigns.figures import LONG, Figure, note
from tests.bot.campaigns.random_articles import random_article, random_query, random_span
from tests.botapi.formatting import message_text
from tests.botapi.json_value import Json
from tests.botapi.refusal import Refusal
from tests.botapi.tdlib import Formatted, clean

ARTICLES = 10_000 if LONG else 400


class Judge:
    """Counts what is refused, too long, or not what it says it is."""

    def __init__(self) -> None:
        self.messages = 0
        self.problems: list[str] = []

    def judge(self, what: str, body: Styled) -> Formatted | None:
        """Judge a message; None where it was refused."""
        self.messages += 1
        call = Reply(Place(7), body, ((Button("x", data="x"),),)).call()
        return self._look(what, call.parameters, "text", "entities")

    def judge_inline(self, what: str, result: Parameters) -> Formatted | None:
        """Judge an inline result's message."""
        self.messages += 1
        content = result["input_message_content"]
        assert isinstance(content, dict)
        if not (isinstance(result["id"], str) and 0 < len(result["id"].encode()) <= 64 and result["title"]):
            self.problems.append(f"{what}: bad id or title {result['id']!r} {result['title']!r}")
        return self._look(what, content, "message_text", "entities")

    def _look(
        self, what: str, parameters: Parameters, text_name: str, entities_name: str
    ) -> Formatted | None:
        text, entities = str(parameters[text_name]), parameters[entities_name]
        assert isinstance(entities, list)
        if utf16_length(text) > MAX_LENGTH or len(entities) > MAX_ENTITIES:
            self.problems.append(f"{what}: {utf16_length(text)} units, {len(entities)} entities")
        given: list[Json] = entities
        try:
            return message_text(text, "", given)
        except Refusal as refusal:
            self.problems.append(f"{what}: {refusal} {text[:80]!r}")
        except UnicodeError as error:
            self.problems.append(f"{what}: {error} {text[:80]!r}")
        return None


def test_ten_thousand_random_articles_are_rendered_without_a_refusal() -> None:
    judge, quotes = Judge(), 0
    for number in range(ARTICLES):
        chance = random.Random(number)
        article = random_article(chance, number + 1)
        voice = voice_of(chance.choice(("id", "en")))
        quotes += judge_answer(judge, chance, article, voice)
        judge_articles(judge, chance, article, voice)
    note(
        Figure(
            "rendering",
            f"{ARTICLES:,} random articles (emoji, right to left, combining marks, markup, control characters, giant "
            f"titles and words), {judge.messages:,} messages",
            "0 refused by TDLib, 0 over 4096 or 100 entities, quotes intact",
            f"{len(judge.problems)} refused, too long or changed; {quotes:,} quotations read back word for word",
            not judge.problems,
        )
    )
    assert judge.problems[:5] == []


def judge_answer(judge: Judge, chance: random.Random, article: Article, voice: Voice) -> int:
    """An answer with one to four citations, as a message and inline."""
    citations = tuple(citation(chance, article) for _ in range(chance.randint(1, 4)))
    first = citations[0]
    says = chance.choice((first.quote, first.quote[:40], random_query(chance))) or "ya"
    hits = tuple(_hit(article, random_span(chance, article.body), rank) for rank in range(1, 4))
    answer = Answer("q", voice.language, False, 0.5, says, citations, hits, 1.0)
    formatted = judge.judge(f"answer {article.id}", render_answer(answer, voice))
    judge.judge(f"abstention {article.id}", render_abstention(voice))
    for result in inline_results(answer, "abcdefghijkl", voice):
        judge.judge_inline(f"inline {article.id}", result)
    return read_back(judge, article, citations, formatted) if formatted else 0


def read_back(judge: Judge, article: Article, citations: tuple[Citation, ...], formatted: Formatted) -> int:
    """Compare each quotation that is shown with the article's own words."""
    quoted = [e.of(formatted.text) for e in formatted.entities if e.type == "expandable_blockquote"]
    quoted = [text for text in quoted if _seen(text)]
    visible = [citation for citation in citations if _seen(citation.quote)]
    for found, meant in zip(quoted, visible, strict=False):
        words = _seen(meant.quote)
        if utf16_length(meant.quote) <= MAX_QUOTE and _seen(found) != words:
            judge.problems.append(
                f"article {article.id}: quote changed: {found[:80]!r} for {meant.quote[:80]!r}"
            )
        elif _seen(found.strip("…")) not in words:
            judge.problems.append(f"article {article.id}: not a part of the quote: {found[:80]!r}")
    if visible and not quoted:
        judge.problems.append(f"article {article.id}: no quotation is shown")
    return len(quoted)


def judge_articles(judge: Judge, chance: random.Random, article: Article, voice: Voice) -> None:
    """The article as pages, preview, list and passages."""
    pages = body_pages(article.body)
    if "".join(article.body[page.start : page.end] for page in pages) != article.body:
        judge.problems.append(f"article {article.id}: the pages are not the article")
    for page in {0, len(pages) - 1, chance.randrange(len(pages))}:
        judge.judge(f"page {page} of {article.id}", render_page(article, page, voice))
    draft = ArticleDraft(article.title, article.body, article.url, article.published_at)
    judge.judge(f"preview {article.id}", render_preview(draft, random_query(chance) or "?", voice))
    listed = Listed(article.id, article.title, article.url, article.published_at)
    many = [listed] * chance.randint(0, 10)
    judge.judge(f"list {article.id}", render_list(many, random_query(chance), voice))
    spans = [random_span(chance, article.body) for _ in range(3)]
    passages = [FoundPassage(chance.choice((article, article, None)), start, end) for start, end in spans]
    judge.judge(f"passages {article.id}", render_passages(passages, 1, voice))


def citation(chance: random.Random, article: Article) -> Citation:
    """A span of the article, with an answer inside it or none."""
    start, end = random_span(chance, article.body)
    inside = (
        sorted(chance.randint(0, end - start) for _ in range(2)) if chance.random() < 0.7 else (None, None)
    )
    return Citation(
        article.id,
        None,
        article.title,
        article.url,
        article.published_at,
        article.body[start:end],
        start,
        end,
        1,
        1.0,
        article.content_hash,
        answer_start=inside[0],
        answer_end=inside[1],
    )


def _hit(article: Article, span: tuple[int, int], rank: int) -> Hit:
    return Hit(Passage(rank, article.id, *span, "", ""), article, 1.0, rank)


def _seen(text: str) -> str:
    """What a reader sees of a text: blanks and what Telegram itself takes out are left out."""
    return "".join(character for character in clean(shown(text)) if not character.isspace())
