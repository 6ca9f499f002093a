import pytest

from index.answering.asked.kinds import Kind, kind_of

QUESTIONS = {
    Kind.WHO: ("siapa yang membuka pasar", "pasar itu dibuka siapa", "which governor opened the market"),
    Kind.WHAT: ("apa isi peti itu", "kapal itu membawa apa", "what did the ship carry"),
    Kind.DEFINITION: (
        "apa itu likuefaksi",
        "likuefaksi itu apa",
        "apa kepanjangan ppi",
        "what does PPI stand for",
        "siapa rara wulan",
    ),
    Kind.WHEN: ("kapan pasar dibuka", "pasar dibuka tahun berapa", "what time does it open"),
    Kind.WHERE: ("di mana kapal itu karam", "kapal karam di perairan mana", "where did the ferry sink"),
    Kind.HOW_MANY: (
        "berapa orang yang selamat",
        "penumpang kapal ada berapa",
        "how many people survived",
    ),
    Kind.HOW_MUCH: (
        "berapa harga tiketnya",
        "harga tiketnya berapa",
        "how much is the ticket",
        "seberapa tinggi gunung itu",
    ),
    Kind.WHICH: ("kapal mana yang karam", "which ship sank"),
    Kind.LIST: (
        "siapa saja yang selamat",
        "sebutkan nama pemenangnya",
        "kota mana saja yang banjir",
        "which cities were flooded",
    ),
    Kind.WHY: (
        "mengapa pasar ditutup",
        "pasar ditutup karena apa",
        "apa penyebab kapal karam",
        "kok pasar ditutup",
        "why did it sink",
    ),
    Kind.HOW: ("bagaimana kapal itu bisa karam", "how did the ferry sink"),
    Kind.STEPS: (
        "bagaimana cara mendaftar lomba",
        "cara mendaftar lomba",
        "how to register for the race",
    ),
    Kind.YES_NO: (
        "apakah pasar sudah dibuka",
        "pasar sudah dibuka belum",
        "benarkah kapal itu karam",
        "did the ferry sink",
    ),
    Kind.SAID: (
        "apa kata gubernur soal pasar",
        "gubernur bilang apa soal pasar",
        "what did the governor say about the market",
    ),
    Kind.RELATION: (
        "apa hubungan rara dengan bima",
        "rara itu siapanya bima",
        "siapa istri bima",
        "how is rara related to bima",
    ),
    Kind.COMPARISON: (
        "lebih tinggi mana semeru atau merapi",
        "apa beda tsunami dan banjir",
        "what is the difference between A and B",
    ),
    Kind.SUPERLATIVE: (
        "gunung apa yang paling tinggi",
        "kota terbesar di jawa apa",
        "what is the highest mountain",
    ),
    Kind.LATEST_FIGURE: ("berapa harga beras sekarang", "what is the current price of rice"),
    Kind.LATEST_NEWS: (
        "berita terbaru tentang semeru",
        "kabar banjir demak",
        "latest news on semeru",
        "rara wulan sekarang bagaimana",
    ),
    Kind.TOPIC: ("banjir demak", "letusan semeru 2021"),
}


@pytest.mark.parametrize(
    ("kind", "question"), [(kind, one) for kind, asked in QUESTIONS.items() for one in asked]
)
def test_a_question_has_its_kind(kind: Kind, question: str) -> None:
    assert kind_of(question) is kind


@pytest.mark.parametrize("question", [one for asked in QUESTIONS.values() for one in asked])
def test_the_kind_hangs_on_neither_capitals_nor_marks(question: str) -> None:
    assert kind_of(question) is kind_of(f"{question.capitalize()}?") is kind_of(question.upper())
