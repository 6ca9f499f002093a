import pytest

from index.answering.asked.event import asked_event

FATHER = "Wira Tama memimpin sejak ayahnya, Bima Tama, meninggal pada 1994."


@pytest.mark.parametrize(
    ("question", "sentence", "of_another"),
    [
        ("Kapan Wira Tama meninggal?", FATHER, True),
        ("When did Wira Tama die?", FATHER, True),
        ("Kapan Bima Tama meninggal?", FATHER, False),
        ("Kapan Tama meninggal?", FATHER, False),
        ("Kapan Wira Tama meninggal?", "Ia sendiri wafat pada 2011.", False),
        ("Kapan Wira Tama meninggal?", "Dia, kata Bima Tama, meninggal pada 2011.", True),
        ("Kapan Wira Tama meninggal?", "Dia dikabarkan meninggal pada 2011.", False),
        ("Kapan Achmad Abdul Hamid lahir?", "Ahmad bin Abdul Hamid lahir pada 1915.", False),
        ("Kapan Wira Tama lahir?", "Wira Tama (1941-2011) lahir di Tual, Bima Tama lahir di Ambon.", False),
        ("Kapan Wira Tama lahir?", "Presiden Wira Tama telah lahir di Tual pada 1941.", False),
        ("Kapan Wira Tama lahir?", "Bima Tama meninggal pada 1994.", False),
        ("Berapa usia Wira Tama saat wafat?", FATHER, True),
        ("Kapan wafatnya Wira Tama?", FATHER, True),
        ("When was Wira Tama married?", "Bima Tama akhirnya menikah pada 1960.", True),
    ],
)
def test_the_name_before_the_verb_is_whom_the_event_befell(
    question: str, sentence: str, of_another: bool
) -> None:
    event = asked_event(question)
    assert event is not None
    assert event.befell_another(sentence) is of_another


@pytest.mark.parametrize(
    "question",
    [
        "Kapan dia meninggal?",
        "Siapa yang lahir di Tual?",
        "Kapan Wira Tama tiba?",
        "Berapa orang tewas di Tual?",
        "Apa nama anak yang lahir?",
        "",
    ],
)
def test_other_questions_ask_about_no_event(question: str) -> None:
    assert asked_event(question) is None
