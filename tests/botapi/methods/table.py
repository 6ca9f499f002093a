"""Which methods there are. Any other name is answered with 404, so that a typing error cannot hide."""

from collections.abc import Callable

from ..json_value import Json
from ..request import Request
from . import chats, editing, profile, queries, sending

Method = Callable[[Request], Json]

METHODS: dict[str, Method] = {
    "getMe": profile.get_me,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.set_my_name,
    "getMyName": profile.get_my_name,
    "setMyDescription": profile.set_my_description,
    "getMyDescription": profile.get_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "getMyShortDescription": profile.get_my_short_description,
    "sendMessage": sending.send_message,
    "sendMessageDraft": sending.send_message_draft,
    "sendDocument": sending.send_document,
    "sendPhoto": sending.send_photo,
    "sendChatAction": sending.send_chat_action,
    "forwardMessage": sending.forward_message,
    "copyMessage": sending.copy_message,
    "setMessageReaction": sending.set_message_reaction,
    "pinChatMessage": sending.pin_chat_message,
    "unpinChatMessage": sending.unpin_chat_message,
    "deleteMessage": sending.delete_message,
    "deleteMessages": sending.delete_messages,
    "editMessageText": editing.edit_message_text,
    "editMessageCaption": editing.edit_message_caption,
    "editMessageReplyMarkup": editing.edit_message_reply_markup,
    "answerCallbackQuery": queries.answer_callback_query,
    "answerInlineQuery": queries.answer_inline_query,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_chat_member,
    "getChatAdministrators": chats.get_chat_administrators,
    "getChatMemberCount": chats.get_chat_member_count,
    "leaveChat": chats.leave_chat,
    "getFile": chats.get_file,
}

#: Method names are read without regard to case, as at Telegram.
BY_NAME: dict[str, Method] = {name.lower(): method for name, method in METHODS.items()}

#: These need the connection or the webhook and live in the server.
SERVED_ELSEWHERE = frozenset({"getupdates", "setwebhook", "deletewebhook", "getwebhookinfo"})
