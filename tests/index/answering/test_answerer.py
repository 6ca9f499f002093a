from collections.abc import Sequence
from datetime import date

from index.answering.answerer import READ_DEPTH, Answerer, withheld
from index.answering.asked.conversation import Turn
from index.answering.asked.question import Question
from index.answering.evidence.evidence import Candidate, Evidence, Reading
from index.answering.finders.finding import Finding
from index.language.analysis import terms
from index.search.query import Query
from index.types import Hit
from tests.index.answering.articles import hit

TODAY = date(2021, 12, 16)
HITS = [
    hit("Kim Yong Ju, adik pendiri Korea Utara, meninggal dunia pada usia 101 tahun.", number=1),
    hit("Kapal Arjuna tiba di Surabaya, Rabu.", number=2, published_at=date(2021, 12, 15)),
    hit("Kapal Arjuna tiba di Makassar, Kamis.", number=3, published_at=date(2021, 12, 2)),
]


class OverlapSearcher:
    """Ranks passages by how many terms they share with the query; keeps what it was asked."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._hits = hits
        self.queries: list[str] = []

    def search(self, query: Query, *, top_k: int) -> list[Hit]:
        self.queries.append(query.text)
        asked = set(terms(query.text))
        scored = [(len(asked & set(terms(h.passage.text))), h) for h in self._hits]
        best = sorted((pair for pair in scored if pair[0]), key=lambda pair: (-pair[0], pair[1].passage.id))
        return [
            Hit(h.passage, h.article, float(score), rank) for rank, (score, h) in enumerate(best, start=1)
        ][:top_k]

    def holding(self, term: str) -> int:
        return sum(term in terms(h.passage.text) for h in self._hits)

    def beginning(self, prefix: str) -> list[str]:
        held = {term for h in self._hits for term in terms(h.passage.text)}
        return sorted(term for term in held if term.startswith(prefix))


class LastWordReader:
    """Answers with the last word of every sentence; the better retrieved, the better."""

    def read(self, question: Question, candidates: Sequence[Candidate]) -> list[Reading]:
        assert len(candidates) <= READ_DEPTH
        return [
            Reading(number, place, candidate.text.rindex(" ", start, end) + 1, end - 1, 0.0, candidate.score)
            for number, candidate in enumerate(candidates)
            for place, (start, end) in enumerate(candidate.sentences)
        ]


class Even:
    """Is as sure as not."""

    def of(self, question: Question, evidence: Evidence, finding: Finding) -> float:
        return 0.5


def answerer(hits: Sequence[Hit] = HITS) -> Answerer:
    return Answerer(OverlapSearcher(hits), LastWordReader(), Even(), today=lambda: TODAY)


def test_an_answer_quotes_the_best_article() -> None:
    answer = answerer().best_answer("Siapa tiba di Surabaya, kapal Arjuna?", top_k=20)
    assert (answer.answer, answer.abstained, answer.language) == ("Rabu", False, "id")
    [citation] = answer.citations
    assert citation.quote == "Kapal Arjuna tiba di Surabaya, Rabu."
    assert [h.article.id for h in answer.hits] == [2, 3]


def test_a_name_gets_its_profile_however_it_is_typed() -> None:
    for question in ("Siapa Kim Yong Ju?", "who was kim yong ju"):
        assert answerer().best_answer(question, top_k=20).answer == "adik pendiri Korea Utara"


def test_a_thing_without_a_name_is_explained_too() -> None:
    told = hit("Ahli menyebutnya likuefaksi: butiran tanah yang jenuh air kehilangan pegangan.", number=1)
    answer = answerer([told]).best_answer("apa itu likuefaksi", top_k=20)
    assert answer.answer == "butiran tanah yang jenuh air kehilangan pegangan"


def test_yesterday_is_the_day_before_the_clock() -> None:
    answer = answerer().best_answer("Di mana kapal Arjuna tiba kemarin?", top_k=20)
    assert [h.article.id for h in answer.hits] == [2]
    assert answer.citations[0].published_at == date(2021, 12, 15)


def test_a_period_without_articles_leaves_nothing_to_quote() -> None:
    answer = answerer(HITS[1:]).best_answer("Di mana kapal Arjuna tiba pada hari ini?", top_k=20)
    assert (answer.abstained, answer.answer, answer.citations, answer.hits) == (True, None, (), ())


def test_a_period_looks_further_down_than_the_hits_that_are_listed() -> None:
    crowd = [hit("Kapal Arjuna tiba.", number=n, published_at=date(2020, 1, 1)) for n in range(10, 60)]
    answer = answerer([*crowd, *HITS]).best_answer("Di mana kapal Arjuna tiba kemarin?", top_k=3)
    assert [h.article.id for h in answer.hits] == [2]


def test_a_follow_up_question_leans_on_the_last_turn() -> None:
    searcher = OverlapSearcher(HITS)
    asking = Answerer(searcher, LastWordReader(), Even(), today=lambda: TODAY)
    answer = asking.best_answer("Berapa usianya?", top_k=20, turns=[Turn("Siapa Kim Yong Ju?")])
    assert answer.question == "Berapa usianya?"
    assert searcher.queries == ["Berapa usia Kim Yong Ju?"]


def test_nothing_found_is_an_abstention() -> None:
    answer = answerer([]).best_answer("Apa ibu kota Prancis?", top_k=20)
    assert (answer.abstained, answer.confidence, answer.citations, answer.hits) == (True, 0.0, (), ())


def test_a_withheld_answer_keeps_its_hits_and_shows_no_source() -> None:
    answer = answerer().best_answer("Ke mana kapal Arjuna tiba?", top_k=20)
    hidden = withheld(answer)
    assert (hidden.abstained, hidden.answer, hidden.citations) == (True, None, ())
    assert (hidden.hits, hidden.confidence) == (answer.hits, answer.confidence)


def test_small_talk_is_answered_without_a_search() -> None:
    searcher = OverlapSearcher(HITS)
    asking = Answerer(searcher, LastWordReader(), Even(), today=lambda: TODAY)
    answer = asking.best_answer("Makasih ya kak 🙏", top_k=20)
    assert (answer.kind, answer.small_talk, answer.abstained) == ("small_talk", "thanks", True)
    assert (answer.answer, answer.citations, answer.hits, searcher.queries) == (None, (), (), [])


def test_an_answer_tells_the_kind_of_its_question() -> None:
    assert answerer().best_answer("Siapa Kim Yong Ju?", top_k=20).kind == "definition"
    assert answerer().best_answer("kapan kapal Arjuna tiba", top_k=20).kind == "when"


def test_two_questions_of_one_message_are_both_answered() -> None:
    answer = answerer().best_answer("Siapa Kim Yong Ju? Hari apa kapal Arjuna tiba di Makassar?", top_k=20)
    assert answer.answer == "adik pendiri Korea Utara; Kamis"
    assert [citation.article_id for citation in answer.citations] == [1, 3]
    assert {hit.article.id for hit in answer.hits} == {1, 2, 3}
    assert [hit.rank for hit in answer.hits] == [1, 2, 3]


def test_a_typing_error_is_mended_by_the_articles_own_words() -> None:
    searcher = OverlapSearcher(
        [*HITS, hit("Makassar panas.", number=4), hit("Kapal Arjuna bocor.", number=5)]
    )
    Answerer(searcher, LastWordReader(), Even(), today=lambda: TODAY).best_answer(
        "kapan arjna tiba", top_k=20
    )
    assert searcher.queries == ["kapan arjuna tiba?"]


def test_capitals_and_marks_change_no_answer() -> None:
    told = [
        answerer().best_answer(q, top_k=20)
        for q in ("Siapa Kim Yong Ju?", "siapa kim yong ju", "SIAPA KIM YONG JU")
    ]
    assert {each.answer for each in told} == {"adik pendiri Korea Utara"}
