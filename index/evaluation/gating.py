"""The gate of a reindex: how often a search finds the right article among its first five."""

from collections.abc import Sequence

from index.errors import InputError
from index.evaluation.questions import EvalQuestion
from index.library.reindexing import Score, Search

DEPTH = 5
"""How many articles count."""


def recall_of(questions: Sequence[EvalQuestion]) -> Score:
    """The share of the answerable questions with one of their articles among the first five.

    Raises:
        InputError: No question is answerable.
    """
    asked = [question for question in questions if question.answerable and question.article_ids]
    if not asked:
        raise InputError("A gate needs answerable questions with article_ids; the file has none.")

    def score(search: Search) -> float:
        return sum(_found(search, question) for question in asked) / len(asked)

    return score


def _found(search: Search, question: EvalQuestion) -> bool:
    articles = dict.fromkeys(hit.article.external_id for hit in search(question.question))
    return not set(question.article_ids).isdisjoint(list(articles)[:DEPTH])
