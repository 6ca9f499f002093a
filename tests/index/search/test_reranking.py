from dataclasses import replace

import numpy as np
import pytest

from index.answering.asked.question import understood
from index.embedding.loading import load_embedder
from index.language.analysis import analyzer
from index.language.lexicon import load_lexicon
from index.search.matching import Matcher, Matching
from index.search.query import Query
from index.search.query_words import QueryReader
from index.search.reranking import FEATURES, Candidate, Reranker, Weights, shipped_reranker
from index.types import Language

WORDS = QueryReader(analyzer(), load_lexicon())
MATCHER = Matcher(analyzer())


def asked(question: str, language: Language = "id") -> Query:
    return replace(understood(question).query, language=language)


def match(question: str, passage: str, language: Language = "id") -> Matching:
    return MATCHER.match(WORDS.read(asked(question, language)), passage)


def test_a_passage_with_every_word_is_covered_whole() -> None:
    assert match("Siapa pembuka jembatan Merah?", "Bupati membuka Jembatan Merah.").covered == pytest.approx(
        1, abs=0.3
    )
    assert match("Siapa Sutarno?", "Sutarno datang.").covered == 1
    assert match("Siapa Sutarno?", "Hujan turun lagi.").covered == 0


def test_words_close_together_count_as_one_clause() -> None:
    apart = "Sutarno " + "lalu pergi " * 20 + "membuka jembatan."
    near = "Sutarno membuka jembatan " + "lalu pergi " * 20
    question = "Apakah Sutarno membuka jembatan?"
    assert match(question, near).clause > match(question, apart).clause
    assert match(question, near).covered == match(question, apart).covered


def test_an_english_question_covers_an_indonesian_passage() -> None:
    assert (
        match(
            "How many people were killed by the earthquake?", "Gempa itu menewaskan 12 orang.", "en"
        ).covered
        > 0.5
    )


def test_a_number_asked_for_is_noticed_near_its_words() -> None:
    assert match("Berapa panjang jembatan itu?", "Panjang jembatan 120 meter.").answer_near == 1
    assert match("Berapa panjang jembatan itu?", "Panjang jembatan belum diukur.").answer_near == 0


def test_a_question_without_meaning_matches_nothing() -> None:
    assert match("Siapa dia?", "Sutarno membuka jembatan.").covered == 0


def test_the_passage_that_answers_comes_first() -> None:
    passages = [
        "Jembatan Merah ramai dikunjungi. Pedagang berjualan di sekitar jembatan sejak pagi.",
        "Jembatan Merah diresmikan oleh Bupati Sutarno pada 3 Maret 2019.",
        "Bupati Sutarno menghadiri panen raya di Desa Tirta.",
    ]
    candidates = [Candidate(passage, 0.8, 0.8) for passage in passages]
    scores = shipped_reranker().scores(asked("Kapan Jembatan Merah diresmikan Bupati Sutarno?"), candidates)
    assert np.argmax(scores) == 1
    assert scores.max() == 1
    assert (scores > 0).all()


def test_search_scores_decide_between_passages_that_match_alike() -> None:
    candidates = [Candidate("Hujan turun.", 0.2, 0.2), Candidate("Hujan turun.", 0.9, 0.9)]
    assert np.argmax(shipped_reranker().scores(asked("Di mana gempa terjadi?"), candidates)) == 1


def test_no_candidates_give_no_scores() -> None:
    assert shipped_reranker().scores(asked("Siapa?"), []).shape == (0,)


def test_every_feature_has_a_weight_and_a_column() -> None:
    reranker = Reranker(WORDS, MATCHER, weights=Weights())
    features = reranker.features(asked("Siapa Sutarno?", "en"), [Candidate("Sutarno datang.", 0.5, 0.25)])
    assert features.shape == (1, len(FEATURES))
    assert dict(zip(FEATURES, features[0], strict=True))["english_dense"] == 0.25


def test_a_synonym_counts_with_a_model_that_compares_tokens() -> None:
    candidates = [
        Candidate("Mobil itu menabrak pagar.", 0.5, 0.5),
        Candidate("Hujan itu mengguyur sawah.", 0.5, 0.5),
    ]
    reranker = shipped_reranker(load_embedder(""))
    scores = reranker.scores(asked("Apa warna kendaraan yang hilang?"), candidates)
    assert scores[0] > scores[1]
