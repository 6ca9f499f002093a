"""What is no question: small talk, and what the bot cannot read; one warm sentence, and nothing is kept."""

from bot.inbox.turn import Turn
from bot.locales.voice import Voice
from bot.messages.incoming import WEB_ADDRESS, Message
from index.answering.asked.small_talk import SmallTalk, small_talk


class Chatting:
    """Answers what asks nothing of the articles."""

    async def talk(self, turn: Turn, message: Message) -> None:
        """Small talk: the conversation goes on where it was."""
        kind = small_talk(message.text)
        if kind is not None:
            turn.reply(said_to(kind, turn.voice))

    async def unread(self, turn: Turn, message: Message) -> None:
        """A voice, a picture, a place: one sentence, and none for the other pictures of an album."""
        if not message.album:
            turn.reply(turn.voice.say("I can only read text. Please write me your question."))

    async def articles_from_reader(self, turn: Turn, message: Message) -> None:
        """A file or a bare address from a reader."""
        if WEB_ADDRESS.fullmatch(message.text.strip()):
            turn.reply(
                turn.voice.say(
                    "I cannot open links from readers. What would you like to know? Just write it."
                )
            )
        else:
            turn.reply(
                turn.voice.say("Only editors can add files. Write your question, and I look it up for you.")
            )


def said_to(kind: SmallTalk, voice: Voice) -> str:
    """The answer to small talk."""
    if kind is SmallTalk.GREETING:
        return voice.say("Hello! What would you like to know? Just write your question.")
    if kind in (SmallTalk.THANKS, SmallTalk.PRAISE):
        return voice.say("You are welcome! Ask away if there is more.")
    if kind in (SmallTalk.ACKNOWLEDGEMENT, SmallTalk.APOLOGY, SmallTalk.STOP):
        return voice.say("All right! Just write if there is something else you would like to know.")
    if kind is SmallTalk.FAREWELL:
        return voice.say("See you!")
    if kind is SmallTalk.IDENTITY:
        return voice.say(
            "I am Tanya, a bot. I answer questions with quotations from the stored articles, and say so when "
            "they do not tell."
        )
    return voice.say(
        "Write a question about the news, such as who, when or how many; I look for the answer in the articles. "
        "/help lists the rest."
    )
