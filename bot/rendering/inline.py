"""Inline results: the answer first, then the passages next to it, each with its source."""

from bot.locales.voice import Voice
from bot.messages.outgoing import Parameters, Styled
from bot.rendering.answers import render_answer
from bot.rendering.articles import add_passage
from bot.rendering.composing import Composer, shortened, shown
from bot.rendering.sources import outlet
from index.types import Answer, Hit

RESULTS = 5


def inline_results(answer: Answer, answer_id: str, voice: Voice) -> list[Parameters]:
    """At most five results; an abstention offers no answer, only the closest passages."""
    results: list[Parameters] = []
    if not answer.abstained and answer.answer is not None and answer.citations:
        first = answer.citations[0]
        description = " · ".join(filter(None, (" ".join(first.title.split()), outlet(first))))
        results.append(_result(answer_id, answer.answer, description, render_answer(answer, voice)))
    shown = {citation.passage_id for citation in answer.citations}
    for hit in answer.hits:
        if len(results) < RESULTS and hit.passage.id not in shown:
            results.append(_passage(hit, f"{answer_id}.{hit.rank}", voice))
    return results


def _passage(hit: Hit, result_id: str, voice: Voice) -> Parameters:
    composer = Composer()
    add_passage(composer, hit.article, hit.passage.start, hit.passage.end, voice)
    title = " ".join(shown(hit.article.title).split()) or voice.say("Untitled article")
    text = " ".join(hit.article.body[hit.passage.start : hit.passage.end].split())
    return _result(result_id, title, text, composer.build())


def _result(result_id: str, title: str, description: str, body: Styled) -> Parameters:
    return {
        "type": "article",
        "id": result_id,
        "title": shortened(title, 120),
        "description": shortened(description, 200),
        "input_message_content": {
            "message_text": body.text,
            "entities": [entity.to_dict() for entity in body.entities],
            "link_preview_options": {"is_disabled": True},
        },
    }
