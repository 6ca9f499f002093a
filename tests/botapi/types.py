"""The nouns of Telegram as values: users, chats, entities, buttons, files, messages."""

from dataclasses import dataclass, field

from .json_value import JsonObject


@dataclass(frozen=True, slots=True)
class User:
    """A person or a bot."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False


#: Users that Telegram itself puts into `from` where no person is to be seen.
ANONYMOUS_ADMIN = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)
CHANNEL_BOT = User(136817688, "Channel", username="Channel_Bot", is_bot=True)
TELEGRAM = User(777000, "Telegram")


@dataclass(frozen=True, slots=True)
class Chat:
    """Where messages are: `type` is private, group, supergroup or channel."""

    id: int
    type: str
    title: str = ""
    username: str = ""
    first_name: str = ""
    last_name: str = ""
    is_forum: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """A marked span of a text; offset and length in UTF-16 code units."""

    type: str
    offset: int
    length: int
    url: str = ""
    user: User | None = None
    language: str = ""
    custom_emoji_id: str = ""
    unix_time: int | None = None
    date_time_format: str = ""

    def of(self, text: str) -> str:
        """The part of `text` that this entity marks."""
        units = text.encode("utf-16-le", "surrogatepass")
        return units[2 * self.offset : 2 * (self.offset + self.length)].decode("utf-16-le", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Button:
    """One button of an inline keyboard; exactly one of the actions is set."""

    text: str
    data: str | None = None
    url: str | None = None
    copy_text: str | None = None
    switch_inline: str | None = None
    other: str | None = None


@dataclass(frozen=True, slots=True)
class Keyboard:
    """An inline keyboard, or (`inline` false) some other reply markup that only `raw` describes."""

    rows: tuple[tuple[Button, ...], ...]
    raw: JsonObject = field(compare=False, repr=False)
    inline: bool = True

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All buttons, row by row."""
        return tuple(button for row in self.rows for button in row)

    @property
    def texts(self) -> tuple[str, ...]:
        """What is written on the buttons, row by row."""
        return tuple(button.text for button in self.buttons)


@dataclass(frozen=True, slots=True)
class File:
    """A stored file; `size` is what Telegram claims, which a test may make larger than `content`."""

    file_id: str
    unique_id: str
    path: str
    name: str
    mime_type: str
    size: int
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Attachment:
    """What a message carries beside its caption; `kind` is document or photo."""

    kind: str
    file: File


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a forwarded message comes from: a user, a hidden user's name, or a chat."""

    user: User | None = None
    hidden_name: str = ""
    chat: Chat | None = None
    message_id: int = 0


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it looks at one moment.

    `text` is the caption where there is an attachment. `update_id` is set on messages that the bot was given.
    `service` holds the extra fields of a service message, `extra` other fields exactly as sent.
    """

    chat: Chat
    message_id: int
    date: int
    sender: User | None = None
    text: str = ""
    entities: tuple[Entity, ...] = ()
    keyboard: Keyboard | None = None
    reply_to: "Message | None" = None
    quote: str = ""
    sender_chat: Chat | None = None
    via_bot: User | None = None
    origin: Origin | None = None
    attachment: Attachment | None = None
    thread_id: int | None = None
    edit_date: int | None = None
    media_group_id: str = ""
    link_preview: JsonObject | None = None
    service: JsonObject | None = None
    inline_message_id: str = ""
    update_id: int | None = None

    @property
    def links(self) -> tuple[tuple[str, str], ...]:
        """Visible text and address of every link, in order."""
        return tuple(
            (entity.of(self.text), entity.url or entity.of(self.text))
            for entity in self.entities
            if entity.type in ("text_link", "url")
        )

    def marked(self, entity_type: str) -> tuple[str, ...]:
        """The parts of the text that entities of one type mark, in order."""
        return tuple(entity.of(self.text) for entity in self.entities if entity.type == entity_type)
