import pytest

from index.answering.asked.conversation import REMEMBERED, Turn, standalone


def after(last: str, question: str) -> str:
    return standalone(question, [Turn(last)])


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Kapan dia meninggal?", "Kapan Kim Yong Ju meninggal?"),
        ("kapan beliau wafat", "kapan Kim Yong Ju wafat"),
        ("Dia siapa?", "Kim Yong Ju siapa?"),
        ("Kapan dia bertemu Joko Widodo?", "Kapan Kim Yong Ju bertemu Joko Widodo?"),
        ("When did he die?", "When did Kim Yong Ju die?"),
        ("How old was he?", "How old was Kim Yong Ju?"),
        ("Who was his nephew?", "Who was Kim Yong Ju's nephew?"),
        ("Who married her?", "Who married Kim Yong Ju?"),
        ("Who married her in 2020?", "Who married Kim Yong Ju in 2020?"),
    ],
)
def test_a_pronoun_stands_for_the_last_subject(question: str, expected: str) -> None:
    assert after("Siapa Kim Yong Ju?", question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Kapan gempa itu terjadi?", "Kapan gempa Cianjur terjadi?"),
        ("apa penyebab gempa tersebut?", "apa penyebab gempa Cianjur?"),
        ("kapan itu terjadi", "kapan gempa Cianjur terjadi"),
        ("What caused it?", "What caused gempa Cianjur?"),
        ("When was that earthquake?", "When was gempa Cianjur earthquake?"),
    ],
)
def test_a_demonstrative_stands_for_what_was_asked_about(question: str, expected: str) -> None:
    assert after("Berapa korban gempa Cianjur?", question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Berapa usianya?", "Berapa usia Kim Yong Ju?"),
        ("usianya berapa", "usia Kim Yong Ju berapa"),
        ("siapa keponakannya?", "siapa keponakan Kim Yong Ju?"),
        ("apa sebenarnya penyebabnya?", "apa sebenarnya penyebab Kim Yong Ju?"),
    ],
)
def test_a_possessive_suffix_is_the_last_subjects(question: str, expected: str) -> None:
    assert after("Siapa Kim Yong Ju?", question) == expected


@pytest.mark.parametrize(
    ("last", "question", "expected"),
    [
        ("Siapa Kim Yong Ju?", "Kapan meninggal?", "Kapan meninggal Kim Yong Ju?"),
        ("Siapa Kim Yong Ju?", "Lahir di mana?", "Lahir di mana Kim Yong Ju?"),
        ("siapa kim yong ju", "dimana dimakamkan", "dimana dimakamkan kim yong ju?"),
        ("Kapan gempa Cianjur terjadi?", "Berapa korban?", "Berapa korban gempa Cianjur?"),
        (
            "Kapan gempa Cianjur terjadi?",
            "Berapa orang yang meninggal?",
            "Berapa orang yang meninggal gempa Cianjur?",
        ),
    ],
)
def test_a_missing_subject_is_added(last: str, question: str, expected: str) -> None:
    assert after(last, question) == expected


@pytest.mark.parametrize(
    ("last", "question", "expected"),
    [
        ("Kapan gempa Cianjur terjadi?", "Dan di mana?", "Di mana gempa Cianjur terjadi?"),
        ("When did the Cianjur earthquake happen?", "And where?", "Where did the Cianjur earthquake happen?"),
        ("Berapa korban gempa Cianjur?", "Kapan?", "Kapan gempa Cianjur?"),
        ("Siapa Kim Yong Ju?", "Kenapa?", "Kenapa Kim Yong Ju?"),
        ("Siapa yang menembak Shinzo Abe?", "Di mana?", "Di mana menembak Shinzo Abe?"),
    ],
)
def test_another_question_word_asks_the_last_question_otherwise(
    last: str, question: str, expected: str
) -> None:
    assert after(last, question) == expected


@pytest.mark.parametrize(
    ("last", "question", "expected"),
    [
        ("Berapa korban gempa Cianjur?", "Kalau Palu?", "Berapa korban gempa Palu?"),
        ("Berapa korban gempa Cianjur?", "What about Semeru?", "Berapa korban gempa Semeru?"),
        ("Berapa korban gempa Cianjur?", "Dan Semeru?", "Berapa korban gempa Semeru?"),
        ("Berapa korban gempa Cianjur?", "Bagaimana dengan tsunami Palu?", "Berapa korban tsunami Palu?"),
        ("berapa korban gempa cianjur", "kalo semeru gimana?", "berapa korban gempa semeru"),
        ("berapa korban gempa cianjur", "kalau di palu?", "berapa korban gempa palu"),
        ("Who was Kim Yong Ju?", "How about Kim Jong Il?", "Who was Kim Jong Il?"),
        ("siapa kim yong ju", "kalau kim jong il?", "siapa kim jong il"),
        ("Siapa juara Piala Dunia 2022?", "Kalau 2018?", "Siapa juara Piala Dunia 2018?"),
        ("Who won the World Cup?", "And in 2014?", "Who won the World Cup 2014?"),
    ],
)
def test_another_name_asks_the_last_question_of_another(last: str, question: str, expected: str) -> None:
    assert after(last, question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Siapa Joko Widodo?",
        "Siapa Joko Widodo dan kapan dia lahir?",
        "Di mana Gunung Semeru meletus?",
        "Bagaimana Semeru meletus?",
        "Apa itu inflasi?",
        "Berapa jumlah korban gempa?",
        "berapa harga cabai",
        "kenapa langit biru?",
        "siapa pelatihnya veddriq",
        "Siapa presiden Indonesia?",
        "What is the capital of France?",
        "Is it true that earthquakes can be predicted?",
        "How do I cook rendang?",
        "siapa penemu lampu pijar",
        "Apakah biasanya bank buka hari Sabtu?",
    ],
)
def test_a_new_topic_drops_the_old_context(question: str) -> None:
    assert after("Siapa Kim Yong Ju?", question) == question


def test_a_new_topic_is_what_the_next_question_leans_on() -> None:
    turns = [Turn("Siapa Kim Yong Ju?"), Turn("Siapa Greysia Polii?")]
    assert standalone("Kapan dia lahir?", turns) == "Kapan Greysia Polii lahir?"


def test_turns_may_lean_themselves() -> None:
    turns = [Turn("Siapa Kim Yong Ju?"), Turn("Kapan dia meninggal?")]
    assert standalone("Di mana?", turns) == "Di mana Kim Yong Ju meninggal?"


def test_turns_long_ago_are_forgotten() -> None:
    turns = [Turn("Siapa Kim Yong Ju?"), *[Turn("Kapan dia lahir?")] * REMEMBERED]
    assert standalone("Di mana?", turns) != "Di mana Kim Yong Ju lahir?"


def test_without_earlier_turns_a_question_stays_as_it_is() -> None:
    assert standalone("Kapan dia meninggal?", []) == "Kapan dia meninggal?"
