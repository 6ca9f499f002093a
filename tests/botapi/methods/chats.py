"""What a bot may ask about chats, members and files."""

from ..json_value import Json, JsonObject
from ..refusal import bad_request
from ..rendering import chat_json, file_json, message_json, user_json
from ..request import Request
from ..types import User
from ..world import Room

MAX_DOWNLOAD = 20 << 20
IN_CHAT = ("creator", "administrator", "member", "restricted")


def get_chat(request: Request) -> Json:
    """`getChat`."""
    room = request.world.room(request.parameters)
    body: JsonObject = {**chat_json(room.chat), "accent_color_id": 0, "max_reaction_count": 11}
    body["accepted_gift_types"] = {
        "unlimited_gifts": False,
        "limited_gifts": False,
        "unique_gifts": False,
        "premium_subscription": False,
        "gifts_from_channels": False,
    }
    if room.pinned and room.pinned[-1] in room.messages:
        body["pinned_message"] = message_json(room.messages[room.pinned[-1]])
    return body


def member_json(user: User, status: str) -> JsonObject:
    """A `ChatMember` object."""
    body: JsonObject = {"user": user_json(user), "status": status}
    if status == "creator":
        body["is_anonymous"] = False
    elif status == "administrator":
        body.update({"can_be_edited": False, "is_anonymous": False, **dict.fromkeys(ADMIN_RIGHTS, True)})
    elif status == "kicked":
        body["until_date"] = 0
    return body


ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_pin_messages",
    "can_post_messages",
    "can_edit_messages",
)


def get_chat_member(request: Request) -> Json:
    """`getChatMember`."""
    room = request.world.room(request.parameters)
    user = request.world.users.get(request.parameters.integer("user_id"))
    if user is None:
        raise bad_request("invalid user_id specified")
    return member_json(user, room.members.get(user.id, "left"))


def get_chat_administrators(request: Request) -> Json:
    """`getChatAdministrators`: people only, the bot itself included."""
    room = _not_private(request)
    return [
        member_json(request.world.users[user_id], status)
        for user_id, status in room.members.items()
        if status in ("creator", "administrator") and user_id in request.world.users
    ]


def get_chat_member_count(request: Request) -> Json:
    """`getChatMemberCount`."""
    room = request.world.room(request.parameters)
    return sum(1 for status in room.members.values() if status in IN_CHAT)


def leave_chat(request: Request) -> Json:
    """`leaveChat`."""
    room = _not_private(request)
    room.members[request.world.bot.id] = "left"
    return True


def _not_private(request: Request) -> Room:
    room = request.world.room(request.parameters)
    if room.chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    return room


def get_file(request: Request) -> Json:
    """`getFile`: up to 20 MB."""
    file = request.world.files.get(request.parameters.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if file.size > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return {**file_json(file), "file_path": file.path}
