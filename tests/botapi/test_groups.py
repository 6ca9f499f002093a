"""Groups, topics, anonymous admins, channels and membership look to a bot as they do at Telegram."""

import pytest
from telegram import Bot, Update

from . import ANONYMOUS_ADMIN, CHANNEL_BOT, TELEGRAM, BotApi, Message, PrivateChat
from .driving import call, refusal, with_bot
from .json_value import Json


def updates(api: BotApi) -> list[Update]:
    """What waits for the bot, as PTB reads it."""

    async def read(bot: Bot) -> list[Update]:
        return list(await bot.get_updates(allowed_updates=Update.ALL_TYPES))

    return with_bot(api, read)


def only(api: BotApi) -> Update:
    (update,) = updates(api)
    return update


def test_a_command_to_the_bot_in_a_group(api: BotApi, ani: PrivateChat) -> None:
    group = api.group("Warta", members=[ani.user])
    group.send("/ask@tanya_bot Siapa?", sender=ani.user)
    message = only(api).message
    assert message is not None
    assert message.from_user is not None
    assert (message.chat.type, message.chat.title, message.from_user.id) == ("supergroup", "Warta", 7)
    assert message.parse_entities() == {message.entities[0]: "/ask@tanya_bot"}


def test_in_a_group_somebody_must_speak(api: BotApi) -> None:
    with pytest.raises(AssertionError, match="say who writes"):
        api.group().send("halo")


def test_privacy_keeps_a_groups_talk_from_the_bot(api: BotApi, ani: PrivateChat) -> None:
    api.privacy(on=True)
    group = api.group()
    mine = call(api, "sendMessage", chat_id=group.id, text="Jawaban").result
    answer = group.look(int(str(mine["message_id"])))
    seen = [
        group.send("halo semua", sender=ani.user),
        group.send("/ask Siapa?", sender=ani.user),
        group.send("/ask@lain_bot Siapa?", sender=ani.user),
        group.send("@Tanya_Bot Siapa?", sender=ani.user),
        group.send("@lain_bot Siapa?", sender=ani.user),
        group.send("Lalu?", sender=ani.user, reply_to=answer),
    ]
    assert [message.update_id is not None for message in seen] == [False, True, False, True, False, True]
    assert call(api, "getMe").result["can_read_all_group_messages"] is False


def test_an_admin_bot_sees_everything_in_spite_of_privacy(api: BotApi, ani: PrivateChat) -> None:
    api.privacy(on=True)
    group = api.group(bot_status="administrator")
    assert group.send("halo semua", sender=ani.user).update_id is not None


def test_an_anonymous_admin_hides_behind_the_group(api: BotApi) -> None:
    group = api.group()
    group.send("/delete 1", sender=ANONYMOUS_ADMIN)
    message = only(api).message
    assert message is not None
    assert message.from_user is not None
    assert message.sender_chat is not None
    assert (message.from_user.id, message.from_user.is_bot) == (1087968824, True)
    assert message.sender_chat.id == group.id


def test_a_channel_may_speak_in_a_group(api: BotApi) -> None:
    group, channel = api.group(), api.channel("Kabar")
    group.send("/delete 1", sender=CHANNEL_BOT, sender_chat=channel.chat)
    group.send("Berita", sender=TELEGRAM, sender_chat=channel.chat, forward_from=channel.chat)
    spoken, forwarded = [update.message for update in updates(api)]
    assert spoken is not None
    assert forwarded is not None
    assert (spoken.from_user and spoken.from_user.id, spoken.is_automatic_forward) == (136817688, None)
    assert (forwarded.from_user and forwarded.from_user.id, forwarded.is_automatic_forward) == (777000, True)
    assert spoken.sender_chat == forwarded.sender_chat


def test_a_channel_post_has_no_user(api: BotApi) -> None:
    channel = api.channel("Kabar", username="kabar")
    post = channel.send("Berita")
    channel.edit(post, "Berita baru")
    posted, edited = updates(api)
    assert posted.channel_post is not None
    assert posted.effective_user is None
    assert posted.channel_post.sender_chat is not None
    assert edited.edited_channel_post is not None
    assert edited.edited_channel_post.text == "Berita baru"


def test_a_bot_posts_in_a_channel_by_its_name(api: BotApi) -> None:
    channel = api.channel("Kabar", username="kabar")
    got = call(api, "sendMessage", chat_id="@kabar", text="Berita").result
    assert "from" not in got
    assert channel.wait_for_message().text == "Berita"
    edited = call(api, "editMessageText", chat_id=channel.id, message_id=got["message_id"], text="Lain")
    assert edited.status == 200


def test_topics_are_kept_and_unknown_ones_refused(api: BotApi, ani: PrivateChat) -> None:
    forum = api.group(is_forum=True)
    sport = forum.topic("Olahraga")
    forum.send("Siapa juara?", sender=ani.user, thread=sport)
    message = only(api).message
    assert message is not None
    assert (message.message_thread_id, message.is_topic_message) == (sport, True)
    assert call(api, "sendMessage", chat_id=forum.id, text="x", message_thread_id=sport).status == 200
    assert forum.from_bot()[0].thread_id == sport
    reply: Json = {"message_id": message.message_id}
    assert call(api, "sendMessage", chat_id=forum.id, text="y", reply_parameters=reply).status == 200
    assert forum.from_bot()[1].thread_id == sport
    assert refusal(api, "sendMessage", chat_id=forum.id, text="x", message_thread_id=999) == (
        400,
        "Bad Request: message thread not found",
    )


def test_forwards_replies_edits_and_via_bot_are_marked(api: BotApi, ani: PrivateChat) -> None:
    budi = api.user(8, first_name="Budi")
    question = ani.send("Siapa?")
    ani.send("Ini", forward_from=budi)
    ani.send("Itu", forward_from="Seseorang")
    ani.send("Kabar", forward_from=api.channel("Kabar").chat)
    ani.send("Lalu?", reply_to=question, quote="Siapa")
    ani.send("Hasil", via_bot=api.bot)
    ani.edit(question, "Siapa dia?")
    got = updates(api)
    messages = [update.message for update in got[:6] if update.message is not None]
    origins = [message.forward_origin and message.forward_origin.type for message in messages]
    assert origins == [None, "user", "hidden_user", "channel", None, None]
    reply = messages[4]
    assert reply.reply_to_message is not None
    assert (reply.reply_to_message.text, reply.quote and reply.quote.text) == ("Siapa?", "Siapa")
    assert messages[5].via_bot is not None
    assert got[6].edited_message is not None
    assert got[6].edited_message.text == "Siapa dia?"


def test_membership_changes_are_told_and_have_consequences(api: BotApi, ani: PrivateChat) -> None:
    group = api.group()
    group.bot_becomes("kicked", by=ani.user)
    assert refusal(api, "sendMessage", chat_id=group.id, text="x") == (
        403,
        "Forbidden: bot was kicked from the supergroup chat",
    )
    group.bot_becomes("administrator", by=ani.user)
    assert call(api, "sendMessage", chat_id=group.id, text="x").status == 200
    group.bot_becomes("left", by=ani.user)
    assert refusal(api, "sendMessage", chat_id=group.id, text="x") == (
        403,
        "Forbidden: bot is not a member of the supergroup chat",
    )
    changes = [update.my_chat_member for update in updates(api)]
    statuses = [(c.old_chat_member.status, c.new_chat_member.status) for c in changes if c is not None]
    assert statuses == [("member", "kicked"), ("kicked", "administrator"), ("administrator", "left")]


def test_members_and_administrators_can_be_asked_for(api: BotApi, ani: PrivateChat) -> None:
    budi = api.user(8, first_name="Budi")
    group = api.group(members=[ani.user], bot_status="administrator")
    group.add_member(budi, "creator")

    async def ask(bot: Bot) -> tuple[list[str], str, str, int, str | None]:
        admins = [admin.status for admin in await bot.get_chat_administrators(group.id)]
        member = (await bot.get_chat_member(group.id, 7)).status
        stranger = (await bot.get_chat_member(group.id, api.user(9).id)).status
        count = await bot.get_chat_member_count(group.id)
        return admins, member, stranger, count, (await bot.get_chat(group.id)).title

    assert with_bot(api, ask) == (["administrator", "creator"], "member", "left", 3, "Warta")


def test_a_migrated_group_says_so_in_both_chats(api: BotApi) -> None:
    group = api.group(supergroup=False)
    new = group.migrate()
    old_says, new_says = [update.message for update in updates(api)]
    assert old_says is not None
    assert new_says is not None
    assert (old_says.migrate_to_chat_id, new_says.migrate_from_chat_id) == (new.id, group.id)


def test_pinning_and_deleting_in_a_group_need_rights(api: BotApi, ani: PrivateChat) -> None:
    group = api.group()
    theirs = group.send("halo", sender=ani.user)
    where: dict[str, Json] = {"chat_id": group.id, "message_id": theirs.message_id}
    assert refusal(api, "pinChatMessage", **where)[1] == (
        "Bad Request: not enough rights to manage pinned messages in the chat"
    )
    assert refusal(api, "deleteMessage", **where)[1] == "Bad Request: message can't be deleted"
    group.bot_becomes("administrator", by=ani.user)
    assert call(api, "pinChatMessage", **where).status == 200
    assert group.pinned() == [theirs.message_id]
    assert call(api, "unpinChatMessage", **where).status == 200
    assert call(api, "deleteMessage", **where).status == 200
    assert group.look(theirs) is None


def test_a_supergroup_counts_its_own_messages_and_other_chats_share_a_count(
    api: BotApi, ani: PrivateChat
) -> None:
    budi, group = api.private_chat(user_id=8), api.group()
    sent: list[Message] = [ani.send("a"), budi.send("b"), group.send("c", sender=ani.user), ani.send("d")]
    assert [message.message_id for message in sent] == [1, 2, 1, 3]
