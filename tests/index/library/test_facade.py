from collections.abc import Iterator

import pytest

from index.errors import InputError, NotFoundError
from index.ingest.drafting import draft
from index.library import Library, open_library
from index.library.reindexing import Search
from index.settings import Settings

BODY = (
    "Kapal Nusa tiba di Ambon pada Rabu (15/12/2021). Sebanyak 84 penumpang selamat, kata syahbandar Ambon."
)
QUESTION = "Berapa penumpang Kapal Nusa yang selamat?"


@pytest.fixture
def library(settings: Settings) -> Iterator[Library]:
    with open_library(settings) as opened:
        yield opened


def test_a_gate_refuses_an_index_that_scores_less_and_leaves_the_old_one_in_service(library: Library) -> None:
    library.add(draft(BODY, title="Kapal"))
    before = library.search(QUESTION)
    scores = iter([0.9, 0.8])
    searched: list[int] = []

    def score(search: Search) -> float:
        searched.append(search(QUESTION)[0].passage.id)
        return next(scores)

    with pytest.raises(InputError, match=r"80\.0%.*90\.0%"):
        library.reindex(gate=score)
    assert library.search(QUESTION) == before
    assert searched[0] == before[0].passage.id != searched[1]


def test_after_a_refusal_a_reindex_without_a_gate_changes_over(library: Library) -> None:
    library.add(draft(BODY, title="Kapal"))
    [before, *_] = library.search(QUESTION)
    scores = iter([0.9, 0.8])
    with pytest.raises(InputError):
        library.reindex(gate=lambda search: next(scores))
    library.reindex()
    assert library.search(QUESTION)[0].passage.id > before.passage.id


def test_another_process_takes_up_additions_removals_and_a_reindex(
    library: Library, settings: Settings
) -> None:
    with open_library(settings) as other:
        assert other.search(QUESTION) == []
        article_id = library.add(draft(BODY, title="Kapal")).article_id
        assert other.search(QUESTION)[0].article.id == article_id
        library.reindex()
        assert other.search(QUESTION)[0].article.id == article_id
        library.remove(article_id)
        assert other.search(QUESTION) == []


def test_a_citation_says_so_when_its_article_was_edited_or_removed(library: Library) -> None:
    article_id = library.add(draft(BODY, title="Kapal")).article_id
    [citation, *_] = library.best_answer(QUESTION).citations
    assert library.state(citation) == "intact"
    library.edit(article_id, draft(BODY.replace("84", "85"), title="Kapal"))
    assert library.state(citation) == "edited"
    library.remove(article_id)
    assert library.state(citation) == "removed"


def test_progress_of_a_reindex_ends_with_all_articles(library: Library) -> None:
    for number in range(3):
        library.add(draft(f"{BODY} Nomor {number}.", title="Kapal"))
    seen: list[tuple[int, int]] = []
    library.reindex(progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (3, 3)


def test_a_removed_article_comes_back_under_its_number_and_is_found_again(library: Library) -> None:
    first = library.add(draft(BODY, title="Kapal", external_id="k-1")).article_id
    later = library.add(draft("Pasar Wage dibuka lagi.", title="Pasar")).article_id
    before = library.remove(first)
    again = draft(before.body, title=before.title, external_id=before.external_id)
    library.bring_back(first, again)
    library.bring_back(first, again)
    after = library.article(first)
    assert (after.id, after.title, after.body, after.external_id) == (first, "Kapal", BODY, "k-1")
    assert library.search(QUESTION)[0].article.id == first
    assert library.add(draft("Isi yang lain.", title="Lain")).article_id > later
    with pytest.raises(NotFoundError):
        library.bring_back(10**9, draft("Tidak pernah ada.", title="Lain"))
