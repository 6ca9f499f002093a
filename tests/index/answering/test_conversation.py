import pytest

from index.answering.conversation import Turn, standalone, topic

KIM = [Turn("Siapa Kim Yong Ju?")]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Kapan dia meninggal?", "Kapan Kim Yong Ju meninggal?"),
        ("Kapan beliau wafat?", "Kapan Kim Yong Ju wafat?"),
        ("Kapan meninggal?", "Kapan meninggal Kim Yong Ju?"),
        ("Berapa usianya?", "Berapa usia Kim Yong Ju?"),
        ("When did he die?", "When did Kim Yong Ju die?"),
        ("How old was he?", "How old was Kim Yong Ju?"),
        ("Who was his nephew?", "Who was Kim Yong Ju's nephew?"),
        ("Kenapa?", "Kenapa Kim Yong Ju?"),
    ],
)
def test_a_question_that_leans_on_the_last_turn_gets_its_subject(question: str, expected: str) -> None:
    assert standalone(question, KIM) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Siapa Joko Widodo?",
        "Di mana Gunung Semeru meletus?",
        "Apa itu inflasi?",
        "Berapa jumlah korban gempa?",
        "Kapan dia bertemu Joko Widodo?",
    ],
)
def test_a_new_topic_drops_the_old_context(question: str) -> None:
    assert standalone(question, KIM) == question


def test_without_earlier_turns_a_question_stays_as_it_is() -> None:
    assert standalone("Kapan dia meninggal?", []) == "Kapan dia meninggal?"


def test_only_the_last_turn_lends_its_subject() -> None:
    turns = [Turn("Siapa Kim Yong Ju?"), Turn("Siapa Greysia Polii?")]
    assert standalone("Kapan dia lahir?", turns) == "Kapan Greysia Polii lahir?"


def test_a_topic_in_lower_case_is_what_the_question_words_leave() -> None:
    assert topic("siapa sih kim yong ju?") == "kim yong ju"
    assert topic("kapan gempa cianjur terjadi?") == "gempa cianjur"
