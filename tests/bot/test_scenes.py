"""Scenes of a day with the bot, each a conversation: who says what, and what comes back."""

import time
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.insight.statistics import sense
from index.answering.asked.small_talk import small_talk
from index.types import ArticleDraft
from tests.bot.living import ADMIN, living_bot
from tests.bot.shelf import Shelf
from tests.botapi import BotApi, Message
from tests.botapi.types import Attachment

BANJIR = "Banjir merendam tiga desa di Demak sejak Senin malam, kata badan penanggulangan bencana setempat."
LONGSOR = "Longsor menutup jalan utama di Wonosobo pada Selasa pagi, dan arus lalu lintas dialihkan ke utara."


def buttons(message: Message) -> list[str]:
    return [] if message.keyboard is None else [button.text for button in message.keyboard.buttons]


def test_posts_forwarded_in_a_row_are_articles_of_their_own_with_their_link_and_day(
    tmp_path: Path, shelf: Shelf
) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        admin = api.private_chat(user_id=ADMIN)
        kabar = api.channel("Kabar Desa", username="kabardesa").chat
        for text in (BANJIR, LONGSOR):
            admin.send(text, forward_from=kabar)
        first, second = admin.wait_for_message(), admin.wait_for_message()
        assert "Gabungkan dengan yang sebelumnya" not in buttons(first)
        assert "Gabungkan dengan yang sebelumnya" in buttons(second)
        for preview in (first, second):
            admin.press(preview, "Simpan")
            admin.wait_for_edit(preview)
    assert [shelf.stored[n].body for n in (3, 4)] == [BANJIR, LONGSOR]
    assert [shelf.stored[n].url for n in (3, 4)] == ["https://t.me/kabardesa/1"] * 2
    assert shelf.stored[3].published_at == datetime.now(UTC).astimezone(ZoneInfo("Asia/Jakarta")).date()


def test_forwarded_posts_are_joined_when_the_editor_says_so(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        admin = api.private_chat(user_id=ADMIN)
        admin.send(BANJIR, forward_from="Kabar")
        first = admin.wait_for_message()
        admin.send(LONGSOR, forward_from="Kabar")
        second = admin.wait_for_message()
        admin.press(second, "Gabungkan dengan yang sebelumnya")
        joined = admin.wait_for_edit(second)
        assert buttons(admin.wait_for_edit(first)) == []
        admin.press(joined, "Simpan")
        admin.wait_for_edit(joined)
    assert shelf.stored[3].body == f"{BANJIR}\n\n{LONGSOR}"
    assert len(shelf.stored) == 3


def test_an_album_is_one_article(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        admin = api.private_chat(user_id=ADMIN)
        for text in (BANJIR, "", "Warga mengungsi ke balai desa."):
            photo = admin.send_photo(b"\x89PNG").attachment
            assert photo is not None
            if text == BANJIR:
                assert admin.wait_for_message().text.startswith("Maaf, saya hanya bisa membaca teks.")
            admin.send(
                text,
                forward_from="Kabar",
                attachment=Attachment("photo", photo.file),
                media_group_id="album-1",
            )
        preview = admin.wait_for_message(where=lambda m: "Simpan" in buttons(m))
        grown = admin.wait_for_edit(preview, where=lambda m: "balai desa" in m.text)
        admin.press(grown, "Simpan")
        admin.wait_for_edit(grown)
    assert shelf.stored[3].body == f"{BANJIR}\n\nWarga mengungsi ke balai desa."


@pytest.mark.parametrize(
    ("language", "names", "saved"),
    [
        ("id", ("Judul", "Tanggal", "Tautan", "Simpan"), "Diubah"),
        ("en", ("Title", "Date", "Link", "Save"), "Changed"),
    ],
)
def test_an_article_is_changed_part_by_part_and_the_rest_stays(
    tmp_path: Path, shelf: Shelf, language: str, names: tuple[str, ...], saved: str
) -> None:
    body = shelf.stored[1].body
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        admin = api.private_chat(user_id=ADMIN, language_code=language)
        admin.send("/edit 1")
        admin.wait_for_message()
        preview = admin.wait_for_message()
        for button, text in zip(names, ("Kim Yong Ju wafat", "16 Desember 2021"), strict=False):
            admin.press(preview, button)
            admin.wait_for_message()
            admin.send(text)
            preview = admin.wait_for_message()
        admin.press(preview, names[2])
        admin.wait_for_message()
        admin.send("bukan tautan")
        assert "/cancel" in admin.wait_for_message().text
        admin.send("https://warta.example/kim-baru")
        preview = admin.wait_for_message()
        admin.press(preview, names[3])
        assert admin.wait_for_edit(preview).text.startswith(saved)
    changed = shelf.stored[1]
    assert (changed.title, changed.body) == ("Kim Yong Ju wafat", body)
    assert (changed.url, changed.published_at) == ("https://warta.example/kim-baru", date(2021, 12, 16))


def test_a_new_text_keeps_link_and_date(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        admin = api.private_chat(user_id=ADMIN)
        admin.send("/edit 1\nKim Yong Ju tutup usia\nKim Yong Ju meninggal pada Desember 2021.")
        preview = admin.wait_for_message()
        admin.press(preview, "Simpan")
        admin.wait_for_edit(preview)
    assert shelf.stored[1].body == "Kim Yong Ju meninggal pada Desember 2021."
    assert shelf.stored[1].url == "https://www.warta.example/kim-yong-ju"


def test_an_edited_message_corrects_its_preview(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        admin = api.private_chat(user_id=ADMIN)
        written = admin.send("/addarticle Gempa di Ternte\nGempa melanda Ternate pada Rabu pagi.")
        preview = admin.wait_for_message()
        written = admin.edit(written, "/addarticle Gempa di Ternate\nGempa melanda Ternate pada Rabu pagi.")
        better = admin.wait_for_edit(preview)
        assert better.marked("bold") == ("Gempa di Ternate",)
        admin.press(better, "Simpan")
        admin.wait_for_edit(better)
        admin.edit(written, "/addarticle Gempa di Ternate lagi\nGempa.")
        assert admin.wait_for_message().text == "Artikelnya sudah tersimpan; ketik /edit 3 untuk mengubahnya."
    assert shelf.stored[3].title == "Gempa di Ternate"


def test_whatever_an_editor_sends_as_an_article_leads_to_a_preview(tmp_path: Path, shelf: Shelf) -> None:
    def web(url: str) -> ArticleDraft:
        return ArticleDraft("Banjir di Demak", BANJIR, url=url)

    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf, web=web):
        admin = api.private_chat(user_id=ADMIN)
        data = f"Banjir di Demak\n16 Desember 2021\nhttps://warta.example/demak\n\n{BANJIR}".encode()
        document = admin.send_document("demak.txt", data, caption="Tolong tambahkan artikel ini")
        preview = admin.wait_for_message()
        assert "warta.example · 16 Des 2021" in preview.text
        admin.send("/tambah", reply_to=document)
        assert "warta.example · 16 Des 2021" in admin.wait_for_message().text
        admin.send("https://warta.example/demak")
        assert admin.wait_for_message().marked("bold") == ("Banjir di Demak",)
        admin.send("\n".join(("Banjir di Demak", BANJIR, LONGSOR, BANJIR)))
        assert admin.wait_for_message().marked("bold") == ("Banjir di Demak",)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "id",
            {
                "halo": "Halo! Ada yang ingin Anda ketahui?",
                "Makasih ya kak": "Sama-sama!",
                "ok": "Baik!",
                "kamu siapa?": "Saya Tanya, sebuah bot.",
                "bisa apa saja?": "Tulis pertanyaan tentang berita",
                "dadah": "Sampai jumpa!",
            },
        ),
        (
            "en",
            {
                "hello": "Hello! What would you like to know?",
                "thanks a lot": "You are welcome!",
                "okay": "All right!",
                "who are you?": "I am Tanya, a bot.",
                "what can you do?": "Write a question about the news",
                "bye": "See you!",
            },
        ),
    ],
)
def test_small_talk_is_answered_warmly_and_the_conversation_goes_on(
    tmp_path: Path, shelf: Shelf, language: str, said: dict[str, str]
) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.private_chat(user_id=7, language_code=language)
        ani.send("Siapa Kim Yong Ju?")
        ani.wait_for_message()
        for text, reply in said.items():
            ani.send(text)
            assert ani.wait_for_message().text.startswith(reply)
        ani.send("Kapan dia meninggal?")
        ani.wait_for_message()
    assert shelf.asked == ["Siapa Kim Yong Ju?", "Kapan Kim Yong Ju meninggal?"]


@pytest.mark.parametrize(
    "question", ["Siapa Halo Effendi?", "ok siapa Kim?", "pagi ini gempa di mana?", "kamu tahu banjir Demak?"]
)
def test_a_question_is_no_small_talk(question: str) -> None:
    assert small_talk(question) is None


def test_a_picture_without_words_and_a_link_get_one_sentence(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.private_chat(user_id=7)
        ani.send_photo(b"\x89PNG")
        assert (
            ani.wait_for_message().text == "Maaf, saya hanya bisa membaca teks. Tulis saja pertanyaannya, ya."
        )
        ani.send("https://warta.example/demak")
        assert ani.wait_for_message().text.startswith("Maaf, saya tidak bisa membuka tautan dari pembaca.")
    assert shelf.asked == []


def test_the_bot_s_bare_name_as_a_reply_asks_about_the_message_that_it_answers(
    tmp_path: Path, shelf: Shelf
) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.user(7)
        group = api.group(members=(ani,))
        asked = group.send("Siapa Kim Yong Ju?", sender=ani)
        group.send("@tanya_bot", sender=ani, reply_to=asked)
        assert "Kim Yong Ju adalah" in group.wait_for_message().text
        group.send("@tanya_bot", sender=ani)
        assert group.wait_for_message().text == "Apa yang ingin Anda ketahui? Tulis saja pertanyaannya."
    assert shelf.asked == ["Siapa Kim Yong Ju?"]


def test_answers_in_a_burst_point_at_their_questions(tmp_path: Path, shelf: Shelf) -> None:
    shelf.before_asking = lambda question: time.sleep(0.2)
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.private_chat(user_id=7)
        asked = [
            ani.send(text) for text in ("Siapa Kim Yong Ju?", "Kapan pelabuhan dibuka?", "Siapa Kim Il Sung?")
        ]
        answers = [ani.wait_for_message() for _ in asked]
    pointed = [None if answer.reply_to is None else answer.reply_to.message_id for answer in answers]
    assert pointed == [question.message_id for question in asked]


def test_questions_that_differ_in_case_and_marks_alone_count_as_one() -> None:
    assert sense("Siapa  Kim Yong Ju?") == sense("siapa kim yong ju") != sense("Siapa Kim Il Sung?")


def test_statistics_before_the_first_question_are_a_sentence(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        admin = api.private_chat(user_id=ADMIN)
        admin.send("/stats")
        assert admin.wait_for_message().text == "Belum ada pertanyaan dalam 30 hari terakhir."
        admin.send("/hapus")
        assert (
            admin.wait_for_message().text
            == "Tulis nomornya, misalnya /delete 77. Daftarnya ada di /articles."
        )
        admin.send("/artikel 1")
        assert admin.wait_for_message().text.startswith("Kim Yong Ju tutup usia")


def test_a_role_may_be_given_by_name(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        admin, ben = api.private_chat(user_id=ADMIN), api.private_chat(user_id=8, username="ben_k")
        admin.send("/grant @ben_k editor")
        assert (
            admin.wait_for_message().text
            == "Saya belum mengenal nama itu; orangnya perlu menulis kepada saya dulu."
        )
        ben.send("/help")
        ben.wait_for_message()
        admin.send("/grant @Ben_K editor")
        assert admin.wait_for_message().text == "8 sekarang editor."
        assert ben.wait_for_message().text.startswith("Admin menjadikan Anda editor.")


def test_a_whole_article_is_linked_in_a_group_and_read_in_private(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.private_chat(user_id=7)
        group = api.group(members=(ani.user,))
        group.send("/ask Siapa Kim Yong Ju?", sender=ani.user)
        group.press(group.wait_for_message(), "Artikel lengkap", by=ani.user)
        linked = group.wait_for_message()
        assert linked.text == "Kim Yong Ju tutup usia"
        assert linked.keyboard is not None
        assert linked.keyboard.buttons[0].url == "https://t.me/tanya_bot?start=a_1"
        ani.send("/start a_1")
        assert ani.wait_for_message().text.startswith("Kim Yong Ju tutup usia\nwarta.example")
