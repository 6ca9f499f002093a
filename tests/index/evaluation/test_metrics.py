import pytest

from index.evaluation.abstention_metrics import auroc, risk_coverage
from index.evaluation.ranking_metrics import Ranked, ranking_figures
from index.evaluation.text_metrics import exact_match, f1, holds


def test_exact_match_ignores_case_punctuation_and_english_articles() -> None:
    assert exact_match("The 84 Penumpang.", ["84 penumpang"]) == 1.0
    assert exact_match("84 orang", ["84 penumpang"]) == 0.0


def test_f1_takes_the_best_reference() -> None:
    assert f1("adik pendiri Korea Utara", ["pendiri Korea Utara", "Kim"]) == pytest.approx(6 / 7)
    assert f1("", ["Kim"]) == 0.0


def test_a_quote_holds_whole_words_only() -> None:
    assert holds("Sebanyak 184 penumpang selamat.", ["84 penumpang"]) == 0.0
    assert holds("Sebanyak “84” penumpang selamat.", ["84 Penumpang"]) == 1.0
    assert holds("Ia lahir di Bogor pada 1915 M.[2]", ["1915 M"]) == 1.0
    assert holds("Harganya Rp1.500 sebuah.", ["500"]) == 0.0
    assert holds("Harganya Rp1.500,-", ["1.500"]) == 1.0


def test_ranking_figures_follow_the_first_right_article() -> None:
    figures = ranking_figures(
        [
            Ranked("1", ("a",), ("a", "b")),
            Ranked("2", ("a",), ("b", "a")),
            Ranked("3", ("a",), ()),
        ]
    )
    assert figures.recall_at_1 == pytest.approx(1 / 3)
    assert figures.recall_at_5 == pytest.approx(2 / 3)
    assert figures.mrr_at_10 == pytest.approx((1 + 0.5 + 0) / 3)


def test_auroc_counts_the_pairs_that_are_in_order() -> None:
    assert auroc([0.9, 0.4], [0.5, 0.4]) == pytest.approx((1 + 1 + 0 + 0.5) / 4)


def test_the_risk_at_a_coverage_is_that_of_its_threshold() -> None:
    [point] = risk_coverage([0.9, 0.8, 0.7, 0.2, 0.1], [0.75, 0.3, 0.1, 0.0], [0.6])
    assert (point.threshold, point.coverage, point.false_answers) == (0.7, 0.6, 0.25)
