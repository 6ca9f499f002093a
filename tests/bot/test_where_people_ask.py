"""Questions in groups, inline, edited, as replies, forwarded, and as follow-ups."""

from pathlib import Path

from sqlalchemy import select

from bot.store.tables import AnswerRow
from tests.bot.living import ADMIN, living_bot
from tests.bot.shelf import Shelf
from tests.botapi import ANONYMOUS_ADMIN, BotApi

ABOUT_KIM = ("Kim Yong Ju adalah adik pendiri Korea Utara Kim Il Sung.",)


def test_in_a_group_the_bot_answers_when_it_is_meant_and_is_silent_otherwise(
    tmp_path: Path, shelf: Shelf
) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.user(7)
        api.privacy(on=False)
        group = api.group(members=(ani,))
        group.send("Siapa Kim Yong Ju?", sender=ani)
        group.send("/ask@other_bot Siapa Kim Yong Ju?", sender=ani)
        group.send("/nonsense", sender=ani)
        for text in (
            "@tanya_bot Siapa Kim Yong Ju?",
            "/ask@tanya_bot Siapa Kim Yong Ju?",
            "/ask Siapa Kim Yong Ju?",
        ):
            question = group.send(text, sender=ani)
            answer = group.wait_for_message()
            assert answer.marked("expandable_blockquote") == ABOUT_KIM
            assert answer.reply_to is not None
            assert answer.reply_to.message_id == question.message_id
        follow_up = group.send("Siapa Kim Il Sung?", sender=ani, reply_to=answer)
        assert group.wait_for_message().reply_to == follow_up
        assert len(group.from_bot()) == 4


def test_in_a_topic_the_answer_stays_in_the_topic(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.user(7)
        forum = api.group(members=(ani,), is_forum=True)
        forum.send("/ask Siapa Kim Yong Ju?", sender=ani, thread=42)
        assert forum.wait_for_message().thread_id == 42


def test_an_edited_question_is_answered_again_in_place(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.private_chat(user_id=7)
        question = ani.send("Kapan pelabuhan baru dibuka?")
        answer = ani.wait_for_message()
        question = ani.edit(question, "Siapa Kim Yong Ju?")
        better = ani.wait_for_edit(answer)
        assert better.marked("expandable_blockquote") == ABOUT_KIM
        ani.edit(question, "Kapan pelabuhan baru dibuka?")
        assert ani.wait_for_edit(better).text == answer.text
        ani.edit(ani.send("/articles"), "/ask Siapa Kim Yong Ju?")
        ani.wait_for_message()
        assert len(ani.from_bot()) == 2


def test_a_follow_up_leans_on_the_last_question_until_new_forgets_it(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani, budi = api.private_chat(user_id=7), api.private_chat(user_id=8)
        ani.send("Siapa Kim Yong Ju?")
        ani.wait_for_message()
        ani.send("Kapan dia meninggal?")
        ani.wait_for_message()
        ani.send("Di mana dia dimakamkan?")
        ani.wait_for_message()
        budi.send("Kapan dia meninggal?")
        budi.wait_for_message()
        ani.send("/new")
        ani.wait_for_message()
        ani.send("Kapan dia meninggal?")
        ani.wait_for_message()
    assert shelf.asked == [
        "Siapa Kim Yong Ju?",
        "Kapan Kim Yong Ju meninggal?",
        "Di mana Kim Yong Ju dimakamkan?",
        "Kapan dia meninggal?",
        "Kapan dia meninggal?",
    ]


def test_a_reply_takes_the_message_that_it_answers_as_its_context(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.private_chat(user_id=7)
        ani.send("Siapa Kim Yong Ju?")
        about_kim = ani.wait_for_message()
        ani.send("Kapan pelabuhan Makassar dibuka?")
        ani.wait_for_message()
        ani.send("Kapan dia meninggal?", reply_to=about_kim)
        ani.wait_for_message()
        post = ani.send("Berita tentang Kim Il Sung", forward_from="Kabar Dunia")
        ani.wait_for_message()
        ani.send("Siapa dia?", reply_to=post)
        ani.wait_for_message()
        ani.send("/ask", reply_to=post)
        ani.wait_for_message()
    assert shelf.asked[2:] == [
        "Kapan Kim Yong Ju meninggal?",
        "Berita tentang Kim Il Sung",
        "Siapa Kim Il Sung?",
        "Berita tentang Kim Il Sung",
    ]


def test_inline_questions_are_answered_with_the_quotation_and_its_source(
    tmp_path: Path, shelf: Shelf
) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        ani = api.private_chat(user_id=7)
        query = ani.inline.ask("Siapa Kim Yong Ju?", chat_type="group")
        best, *others = ani.inline.wait_for_results(query).results
        assert (best.title, best.description) == ("Kim", "Kim Yong Ju tutup usia · warta.example")
        group = api.group(members=(ani.user,))
        sent = ani.inline.choose(query, best, into=group)
        assert sent.marked("expandable_blockquote") == ABOUT_KIM
        assert [other.title for other in others] == ["Kim Yong Ju tutup usia"] * len(others)
        nothing = ani.inline.wait_for_results(ani.inline.ask("Berapa gaji pekerja pelabuhan?"))
        assert [result.title for result in nothing.results] == ["Pelabuhan baru Makassar dibuka"]
        assert nothing.button is not None
        assert nothing.button["text"] == "Maaf, saya belum menemukan jawabannya di artikel kami."
        hint = ani.inline.wait_for_results(ani.inline.ask(""))
        assert hint.results == ()


def test_inline_questions_are_counted_once_however_they_were_typed(tmp_path: Path, shelf: Shelf) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf) as bot:
        admin = api.private_chat(user_id=ADMIN, language_code="en")
        for typed in (
            "Siapa",
            "Siapa Kim Y",
            "Siapa Kim Yong Ju?",
            "Siapa Kim Yong Ju",
            "Berapa gaji pekerja?",
        ):
            admin.inline.wait_for_results(admin.inline.ask(typed))
        admin.send("/stats")
        assert "2 questions (2 inline) · 50 % answered" in admin.wait_for_message(timeout=30).text
        admin.send("/unanswered")
        assert "1. Berapa gaji pekerja?" in admin.wait_for_message().text
        kept = bot.database.transact(
            lambda s: s.scalars(select(AnswerRow.question).order_by(AnswerRow.asked_at)).all()
        )
    assert kept == ["Siapa Kim Yong Ju", "Berapa gaji pekerja?"]


def test_a_post_that_an_editor_forwards_may_become_an_article(tmp_path: Path, shelf: Shelf) -> None:
    post = "Gunung Raung meletus\n\n" + "Abu menyelimuti desa-desa di lereng Gunung Raung. " * 10
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        admin, ani = api.private_chat(user_id=ADMIN), api.private_chat(user_id=7)
        admin.send(post, forward_from="Kabar Dunia")
        preview = admin.wait_for_message()
        admin.press(preview, "Simpan")
        assert "artikel 3" in admin.wait_for_edit(preview).text
        ani.send(post, forward_from="Kabar Dunia")
        assert "Gunung Raung" in ani.wait_for_message().text


def test_an_anonymous_admin_may_ask_and_the_bot_s_own_inline_answers_are_not_asked_about(
    tmp_path: Path, shelf: Shelf
) -> None:
    with BotApi.start(flood=None) as api, living_bot(api, tmp_path, shelf):
        group = api.group(members=(api.user(7),))
        group.send("/ask Siapa Kim Yong Ju?", sender=ANONYMOUS_ADMIN)
        assert group.wait_for_message().marked("expandable_blockquote") == ABOUT_KIM
        ani = api.private_chat(user_id=7)
        ani.send("Kim Yong Ju adalah adik pendiri Korea Utara.", via_bot=api.bot)
        ani.send("/help")
        assert ani.wait_for_message().text.startswith("Tulis pertanyaan")
    assert shelf.asked == ["Siapa Kim Yong Ju?"]
