import time

import pytest

from index.answering.asked.kinds import Kind
from index.answering.asked.question import Turn, understood
from index.answering.asked.small_talk import SmallTalk, small_talk

PHRASES = {
    SmallTalk.GREETING: (
        "halo",
        "Halo min!",
        "hai kak",
        "hi",
        "Hello there",
        "assalamualaikum",
        "Selamat pagi",
        "pagi semua",
        "apa kabar?",
        "good morning",
        "permisi",
        "tes",
    ),
    SmallTalk.THANKS: (
        "makasih",
        "Makasih ya kak 🙏",
        "terima kasih banyak",
        "thanks!",
        "thank you so much",
        "ok makasih",
        "trims min",
        "thx",
        "makasih infonya",
        "thanks for your help",
    ),
    SmallTalk.IDENTITY: (
        "kamu siapa?",
        "siapa kamu",
        "who are you?",
        "are you a bot",
        "kamu bot atau manusia",
        "siapa yang bikin kamu",
        "nama kamu siapa",
    ),
    SmallTalk.HELP: (
        "help",
        "bantuan",
        "tolong bantu saya",
        "kamu bisa apa aja?",
        "what can you do?",
        "gimana cara pakai bot ini",
        "how does this work",
    ),
    SmallTalk.STOP: ("stop", "berhenti", "udahan dulu ya", "cancel", "gak jadi", "cukup"),
    SmallTalk.FAREWELL: ("bye", "dadah", "sampai jumpa", "see you later", "good night"),
    SmallTalk.PRAISE: ("mantap", "keren banget", "good bot", "nice!"),
    SmallTalk.APOLOGY: ("maaf salah kirim", "sorry"),
    SmallTalk.ACKNOWLEDGEMENT: (
        "ok",
        "oke sip",
        "baiklah",
        "iya",
        "hmm",
        "wkwkwk",
        "oh gitu",
        "I see",
        "noted",
    ),
}


@pytest.mark.parametrize(
    ("kind", "phrase"), [(kind, phrase) for kind, told in PHRASES.items() for phrase in told]
)
def test_small_talk_is_told_by_its_kind(kind: SmallTalk, phrase: str) -> None:
    assert small_talk(phrase) is kind
    assert understood(phrase).kind is Kind.SMALL_TALK


@pytest.mark.parametrize(
    "question",
    [
        "halo, siapa presiden Prancis?",
        "makasih, terus kapan dia lahir?",
        "siapa Kamu Santoso",
        "stop kontak meledak di mana",
        "berita banjir Demak",
        "siapa yang bikin jembatan ini",
        "apa itu bot",
        "Pagi Motor didirikan siapa",
        "cukup berapa suara untuk lolos",
    ],
)
def test_what_asks_of_the_articles_is_no_small_talk(question: str) -> None:
    assert small_talk(question) is None


def test_small_talk_changes_no_subject() -> None:
    turns = [Turn("Siapa Greysia Polii?"), Turn("makasih ya"), Turn("ok")]
    assert understood("Kapan dia lahir?", turns).text == "Kapan Greysia Polii lahir?"


@pytest.mark.parametrize("repeated", ["ya ", "ha", "ok makasih ya kak ", "halo min, "])
def test_a_long_row_of_courtesies_is_looked_at_quickly(repeated: str) -> None:
    began = time.perf_counter()
    understood(f"{repeated * 40}x")
    small_talk(f"{repeated * 25}"[:79] + "x")
    assert time.perf_counter() - began < 1
