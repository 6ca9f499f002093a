import pytest

from index.answering.asked.kinship import asked_kinship


@pytest.mark.parametrize(
    ("question", "relation"),
    [
        ("Who is the younger brother of North Korea's founder?", "younger"),
        ("Siapa adik pendiri Korea Utara?", "younger"),
        ("Who is her older sister?", "older"),
        ("Who is Rina's brother?", "sibling"),
        ("Siapa istri Wali Kota Semarang?", "wife"),
        ("Whose son won the race?", "child"),
        ("Siapakah ayah Gibran?", "parent"),
        ("Siapa cucu pendiri pabrik itu?", "grandchild"),
        ("Who is his brother-in-law?", "in-law"),
        ("Siapa wali kota Semarang?", None),
        ("Siapa yang merancang ibu kota baru?", None),
        ("Siapa pemilik anak perusahaan itu?", None),
        ("Siapa juara lompat jauh putri?", None),
        ("Siapa pelatih Timnas Putri Indonesia?", None),
        ("Siapa putra sulung Darma?", "child"),
        ("Kapan adik Rina lahir?", None),
        ("Siapa istri dan anak Budi?", None),
    ],
)
def test_a_question_asks_for_a_relative(question: str, relation: str | None) -> None:
    kinship = asked_kinship(question)
    assert (kinship.relation if kinship else None) == relation


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who is his younger brother?", "Rudi, adik pendiri pabrik, hadir."),
        ("Who is the father of Rudi?", "Rudi, putra Darma, hadir."),
        ("Siapa suami Sari?", "Sari married Darma in May."),
        ("Siapa paman Rudi?", "Rudi, keponakan Darma, hadir."),
    ],
)
def test_a_relation_is_told_from_either_end_and_in_either_language(question: str, sentence: str) -> None:
    kinship = asked_kinship(question)
    assert kinship
    assert kinship.told_by(sentence)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Who is his younger brother?", "Rudi, cucu pendiri pabrik, hadir."),
        ("Siapa ibu Rudi?", "Rudi pindah ke ibu kota."),
        ("Siapa anak Darma?", "Darma, adik Rudi, hadir."),
        ("Who is her brother?", "Her grandmother came."),
    ],
)
def test_another_relation_does_not_tell_of_it(question: str, sentence: str) -> None:
    kinship = asked_kinship(question)
    assert kinship
    assert not kinship.told_by(sentence)
