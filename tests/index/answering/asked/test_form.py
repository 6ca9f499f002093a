import pytest

from index.answering.asked.form import Quantity, asked_quantity, asked_unit, counts, names


@pytest.mark.parametrize(
    ("question", "quantity"),
    [
        ("Berapa biaya pembangunan jembatan itu?", Quantity.MONEY),
        ("Berapa total kerugian akibat banjir?", Quantity.MONEY),
        ("Harga tiketnya berapa?", Quantity.MONEY),
        ("How much did the bridge cost?", Quantity.MONEY),
        ("How much money was stolen?", Quantity.MONEY),
        ("How old is the temple?", Quantity.AGE),
        ("Berapa usia gubernur itu?", Quantity.AGE),
        ("Umurnya berapa?", Quantity.AGE),
        ("Berapa lama sidang berlangsung?", Quantity.DURATION),
        ("How long did the trial last?", Quantity.DURATION),
        ("How long is the bridge?", Quantity.LENGTH),
        ("Berapa tinggi menara itu?", Quantity.LENGTH),
        ("How fast is the train?", Quantity.SPEED),
        ("Berapa berat gajah itu?", Quantity.WEIGHT),
        ("How many people came?", Quantity.NUMBER),
        ("Perguruan tinggi itu punya berapa mahasiswa?", Quantity.NUMBER),
        ("Kapan jembatan itu dibuka?", Quantity.TIME),
        ("Tahun berapa jembatan itu dibuka?", Quantity.TIME),
        ("Siapa gubernur itu?", None),
        ("Why did it fall?", None),
    ],
)
def test_a_question_asks_for_a_quantity(question: str, quantity: Quantity | None) -> None:
    assert asked_quantity(question) == quantity


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (Quantity.MONEY, "Rp 60 juta"),
        (Quantity.MONEY, "2.5 million"),
        (Quantity.MONEY, "500"),
        (Quantity.AGE, "67 tahun"),
        (Quantity.AGE, "at least 45,500 years old"),
        (Quantity.DURATION, "seminggu"),
        (Quantity.DURATION, "two to three weeks"),
        (Quantity.LENGTH, "110 meter"),
        (Quantity.LENGTH, "400 metres long"),
        (Quantity.LENGTH, "five hours"),
        (Quantity.SPEED, "350 kilometer per jam"),
        (Quantity.WEIGHT, "3,2 ton"),
        (Quantity.NUMBER, "dua belas"),
        (Quantity.NUMBER, "ratusan orang"),
        (Quantity.TIME, "Rabu (15/12/2021)"),
        (Quantity.TIME, "1998"),
    ],
)
def test_a_text_names_a_quantity(quantity: Quantity, text: str) -> None:
    assert names(quantity, text)


@pytest.mark.parametrize(
    ("quantity", "text"),
    [
        (Quantity.MONEY, "14 Juli 2023 dari Kupang"),
        (Quantity.MONEY, "1.300 orang"),
        (Quantity.AGE, "pukul 17.03"),
        (Quantity.AGE, "kelas 73 kilogram"),
        (Quantity.DURATION, "Senin (19/6/2023) pukul 05.21 WIB"),
        (Quantity.LENGTH, "84 penumpang"),
        (Quantity.SPEED, "3 orang"),
        (Quantity.WEIGHT, "Kupang"),
        (Quantity.NUMBER, "Hotel Melati"),
        (Quantity.NUMBER, "Senin (19/6/2023)"),
        (Quantity.TIME, "135 orang"),
    ],
)
def test_a_text_names_no_such_quantity(quantity: Quantity, text: str) -> None:
    assert not names(quantity, text)


def test_what_is_counted_is_known_in_both_languages() -> None:
    assert asked_unit("Berapa orang tewas?") == asked_unit("How many people died?") == "person"
    assert asked_unit("Berapa gajah mati?") is None
    assert counts("person", "135 korban")
    assert counts("person", "135")
    assert not counts("person", "tiga minggu")
