"""Whatever happens to the articles between answering and showing, a citation never shows something else."""

import json
import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import NotFoundError
from index.ingest.drafting import draft
from index.library import Library, open_library
from index.settings import Settings
from index.types import Citation

SAMPLE = Path(__file__).parents[3] / "data" / "sample"
QUESTIONS = [
    json.loads(line)["question"] for line in (SAMPLE / "questions.jsonl").read_text("utf-8").splitlines()
]


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(Settings(tanya_home=tmp_path, min_confidence=0)) as opened:
        opened.import_file(SAMPLE / "articles.jsonl")
        yield opened


def stands(library: Library, citation: Citation) -> bool:
    """Whether the stored article holds the quote at its place, by brute force."""
    try:
        body = library.article(citation.article_id).body
    except NotFoundError:
        return False
    return body[citation.start : citation.end] == citation.quote


def test_every_citation_stands_byte_for_byte(library: Library) -> None:
    citations = [citation for question in QUESTIONS[::4] for citation in library.ask(question).citations]
    assert len(citations) >= len(QUESTIONS[::4])
    assert all(stands(library, citation) for citation in citations)
    assert {library.state(citation) for citation in citations} == {"intact"}
    for citation in citations:
        marked = citation.quote[citation.answer_start : citation.answer_end]
        assert marked
        assert marked in citation.quote


def test_citations_of_edited_and_removed_articles_say_so(library: Library) -> None:
    citations = [citation for question in QUESTIONS[::6] for citation in library.ask(question).citations]
    touched = sorted({citation.article_id for citation in citations})
    removed, edited = set(touched[::3]), set(touched[1::3])
    for number in removed:
        library.remove(number)
    for number in edited:
        old = library.article(number)
        library.edit(number, draft(f"Ralat redaksi.\n{old.body}", title=old.title))
    for citation in citations:
        expected = {True: "removed", False: "edited" if citation.article_id in edited else "intact"}
        assert library.state(citation) == expected[citation.article_id in removed]


def test_an_edit_that_leaves_the_quote_in_its_place_is_an_edit(library: Library) -> None:
    [citation, *_] = library.ask("Siapa Kim Yong Ju?").citations
    old = library.article(citation.article_id)
    library.edit(old.id, draft(f"{old.body}\nRalat: sebagian angka keliru.", title=old.title))
    assert stands(library, citation)
    assert library.state(citation) == "edited"


def test_an_edit_that_is_taken_back_leaves_the_citation_intact(library: Library) -> None:
    [citation, *_] = library.ask("Siapa Kim Yong Ju?").citations
    old = library.article(citation.article_id)
    library.edit(old.id, draft("Artikel ini ditarik.", title=old.title))
    assert library.state(citation) == "edited"
    library.edit(old.id, draft(old.body, title=old.title))
    assert library.state(citation) == "intact"


def test_a_removed_article_is_not_cited_again(library: Library) -> None:
    [citation, *_] = library.ask("Siapa Kim Yong Ju?").citations
    library.remove(citation.article_id)
    again = library.ask("Siapa Kim Yong Ju?")
    assert citation.article_id not in {each.article_id for each in again.citations}
    assert citation.article_id not in {hit.article.id for hit in again.hits}


def test_while_articles_are_edited_and_removed_a_citation_that_is_intact_stands(library: Library) -> None:
    chance = random.Random(5)
    numbers = [summary.id for summary in library.articles()]
    over = threading.Event()

    def meddle() -> None:
        for number in chance.sample(numbers, 30):
            old = library.article(number)
            if chance.random() < 0.5:
                library.remove(number)
            else:
                library.edit(number, draft(old.body[len(old.body) // 3 :], title=old.title))
        over.set()

    meddler = threading.Thread(target=meddle)
    meddler.start()
    states: list[str] = []
    while not over.is_set() or len(states) < 40:
        for citation in library.ask(chance.choice(QUESTIONS)).citations:
            state = library.state(citation)
            states.append(state)
            if over.is_set():
                assert stands(library, citation) >= (state == "intact")
    meddler.join()
    assert "intact" in states
