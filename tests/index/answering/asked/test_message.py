import pytest

from index.answering.asked.message import Message, normal_form


def form(text: str) -> str:
    [question] = normal_form(text).questions
    return question


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("knp jembatan itu blm dibuka", "mengapa jembatan itu belum dibuka?"),
        ("Gimana caranya ikut lomba itu dong", "Bagaimana caranya ikut lomba itu?"),
        ("brp org yg ikut lomba", "berapa orang yang ikut lomba?"),
        ("jembatan itu dibuka tgl brp sih???", "jembatan itu dibuka tanggal berapa?"),
        ("gara2 apa pasar ditutup", "karena apa pasar ditutup?"),
        ("siapaaa yang menang", "siapa yang menang?"),
        ("anak2 itu diajar siapa", "anak-anak itu diajar siapa?"),
        ("Halo min, mau tanya dong. Kapan pasar dibuka?", "Kapan pasar dibuka?"),
        ("Assalamualaikum kak, numpang tanya, pasar itu di mana ya?", "pasar itu di mana?"),
        ("kapan pasar dibuka? makasih ya kak", "kapan pasar dibuka?"),
        ("pasar itu dibuka kapan, min", "pasar itu dibuka kapan?"),
        ("Hi, can you tell me when the market opened?", "when the market opened?"),
        ("berita pasar terbaru?", "berita pasar terbaru"),
        ("banjir demak", "banjir demak"),
    ],
)
def test_a_question_has_one_form_however_it_is_typed(typed: str, normal: str) -> None:
    assert form(typed) == normal


@pytest.mark.parametrize(
    "typed",
    [
        "Siapa pelatih tim Garuda Muda?",
        "Apakah jembatan itu sudah dibuka?",
        "In what year did Rev. Budi Lubis become the pastor of the church?",
        "Pada tahun berapa Wirya III menjadi raja?",
        "Apa alasan Rara dan Bima batal menikah?",
        "Who is Min Aung?",
        "Apa kata pelatih tentang malam natal?",
    ],
)
def test_an_ordinary_question_is_its_own_form(typed: str) -> None:
    assert form(typed) == typed


@pytest.mark.parametrize(
    "typed",
    ["Kapan pasar Lembang dibuka?", "kapan ia menikah?", "berita pasar Lembang?", "Pasar itu ramai tidak?"],
)
def test_the_form_does_not_hang_on_the_question_mark(typed: str) -> None:
    assert form(typed.rstrip("?")) == form(typed)


def test_what_is_told_beforehand_is_the_context() -> None:
    told = normal_form("Saya mau nulis soal Rara Wulan. Kapan beliau lahir?")
    assert told == Message("Rara Wulan", ("Kapan beliau lahir?",))


@pytest.mark.parametrize(
    ("typed", "questions"),
    [
        ("Kapan pasar dibuka? Siapa yang membukanya?", ("Kapan pasar dibuka?", "Siapa yang membukanya?")),
        (
            "Di mana dan kapan Rara Wulan menikah?",
            ("Di mana Rara Wulan menikah?", "kapan Rara Wulan menikah?"),
        ),
        (
            "rara wulan nikah sama siapa, terus maharnya brp",
            ("rara wulan nikah sama siapa?", "maharnya berapa?"),
        ),
        ("How many people came and who opened it?", ("How many people came?", "who opened it?")),
    ],
)
def test_two_questions_of_one_message_are_parted(typed: str, questions: tuple[str, ...]) -> None:
    assert normal_form(typed).questions == questions
