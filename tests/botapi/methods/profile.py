"""The bot's own face: who it is, its command menus and descriptions."""

import re

from ..json_value import Json, as_object, dumps, text_at
from ..refusal import bad_request
from ..rendering import user_json
from ..request import Request

COMMAND = re.compile(r"[a-z0-9_]{1,32}\Z")
SCOPES = frozenset(
    {
        "default", "all_private_chats", "all_group_chats", "all_chat_administrators",
        "chat", "chat_administrators", "chat_member",
    }
)  # fmt: skip


def get_me(request: Request) -> Json:
    """`getMe`."""
    return {
        **user_json(request.world.bot),
        "can_join_groups": True,
        "can_read_all_group_messages": request.world.can_read_all,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
    }


def _menu(request: Request) -> tuple[str, str]:
    scope = request.parameters.json_object("scope") or {"type": "default"}
    kind = text_at(scope, "type")
    if kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    if kind.startswith("chat") and "chat_id" not in scope:
        raise bad_request("can't parse BotCommandScope: Can't find field \"chat_id\"")
    return dumps(scope).decode(), _language(request)


def _language(request: Request) -> str:
    language = request.parameters.text("language_code")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return language


def set_my_commands(request: Request) -> Json:
    """`setMyCommands`."""
    commands = request.parameters.array("commands")
    if commands is None:
        raise bad_request("can't parse commands: expected an Array of BotCommand")
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for item in commands:
        command = as_object(item) or {}
        if not COMMAND.match(text_at(command, "command").removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(text_at(command, "description")) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    request.world.commands[_menu(request)] = commands
    return True


def get_my_commands(request: Request) -> Json:
    """`getMyCommands`."""
    return list(request.world.commands.get(_menu(request), []))


def delete_my_commands(request: Request) -> Json:
    """`deleteMyCommands`."""
    request.world.commands.pop(_menu(request), None)
    return True


def _set_text(request: Request, name: str, longest: int) -> Json:
    text = request.parameters.text(name)
    if len(text) > longest:
        raise bad_request(f"{name.replace('_', ' ')} is too long")
    request.world.descriptions[name, _language(request)] = text
    return True


def _get_text(request: Request, name: str) -> Json:
    texts = request.world.descriptions
    return {name: texts.get((name, _language(request)), texts.get((name, ""), ""))}


def set_my_description(request: Request) -> Json:
    """`setMyDescription`."""
    return _set_text(request, "description", 512)


def set_my_short_description(request: Request) -> Json:
    """`setMyShortDescription`."""
    return _set_text(request, "short_description", 120)


def set_my_name(request: Request) -> Json:
    """`setMyName`."""
    return _set_text(request, "name", 64)


def get_my_description(request: Request) -> Json:
    """`getMyDescription`."""
    return _get_text(request, "description")


def get_my_short_description(request: Request) -> Json:
    """`getMyShortDescription`."""
    return _get_text(request, "short_description")


def get_my_name(request: Request) -> Json:
    """`getMyName`."""
    return _get_text(request, "name")
