"""Small talk: a greeting, thanks, "who are you"; nothing is searched for it, and it changes no subject."""

import re
from enum import StrEnum

from index.answering.asked.courtesies import GREETING, WHO_IS_TOLD


class SmallTalk(StrEnum):
    """What is said without asking anything of the articles."""

    GREETING = "greeting"
    THANKS = "thanks"
    IDENTITY = "identity"
    HELP = "help"
    STOP = "stop"
    FAREWELL = "farewell"
    PRAISE = "praise"
    APOLOGY = "apology"
    ACKNOWLEDGEMENT = "acknowledgement"


_YOU = r"(?:kamu|anda|lo|lu|elo|kau|situ|dikau|ini|tanya|bot(?: ini)?)"
_SOFTLY = (
    r"(?: (?:ya|yah|dong|sih|deh|nih|banget|sekali|banyak|sangat|aja|saja|so much|very much|a lot|"
    r"again|now|lagi|dulu|too|juga)(?!\w))*"
)

# The order matters: "makasih, ok" thanks, and of several things said the first in this table counts.
_PHRASES = (
    (
        SmallTalk.THANKS,
        r"(?:(?:oke?|sip|baik),? )?(?:terima ?kasih|trima ?kasih|trimakasih|makasih|makasi|mksh|mkasih|"
        r"maaci+h|trims|thanks|thank you|thank u|thx|ty|tq|tengkyu|nuhun|matur nuwun|suwun|syukron)",
    ),
    (
        SmallTalk.IDENTITY,
        rf"(?:siapa(?:kah)?(?: sih)? {_YOU}|{_YOU} (?:itu )?(?:siapa|apa|bot|robot|manusia|"
        rf"orang)(?: (?:atau|apa) (?:bot|robot|manusia|orang))?"
        rf"|(?:apa(?:kah)? )?{_YOU}(?: itu| ini)? (?:bot|robot|manusia|ai)|siapa nama{{0,1}} ?(?:mu|kamu|"
        rf"anda)|siapa namamu|nama(?:mu| kamu| anda) siapa"
        r"|siapa yang (?:bikin|buat|membuat|menciptakan) (?:kamu|anda|bot ini)|who (?:are you|made you|"
        r"created you)|what are you"
        r"|are you (?:a )?(?:bot|robot|human|real|ai|person)(?: or (?:a )?(?:bot|robot|human|person))?|"
        r"what(?:['’]s| is) your name)",
    ),
    (
        SmallTalk.HELP,
        rf"(?:help(?: me)?|(?:(?:tolong|minta) )?(?:bantuan|bantuin|bantu)(?: (?:saya|aku|gue))?|"
        rf"panduan|menu|cara (?:pakai|pake|memakai|menggunakan)(?:nya| bot ini)?"
        rf"|(?:gimana|bagaimana) cara (?:pakai|pake|memakai|menggunakan)(?:nya| bot ini)?|{_YOU} (?:bisa|"
        rf"dapat) apa(?: (?:aja|saja))?|(?:bisa|dapat) (?:apa|bantu apa)(?: (?:aja|saja))?"
        r"|apa (?:yang )?(?:bisa )?(?:kamu|anda) (?:bisa|bisa lakukan|lakukan)|what can (?:you|i|"
        r"this bot) (?:do|ask)(?: here)?(?: for me)?|how (?:does (?:this|it)|do you) work|"
        r"how do i use (?:this|you|it))",
    ),
    (
        SmallTalk.STOP,
        r"(?:stop(?: it)?|berhenti|udahan|sudah cukup|cukup|batal(?:kan)?|cancel|diam|quit|exit|enough|"
        r"never ?mind|lupakan|gak jadi|ga jadi|nggak jadi|tidak jadi)",
    ),
    (
        SmallTalk.FAREWELL,
        r"(?:(?:good ?)?bye(?: ?bye)?|dadah|da+h?|sampai (?:jumpa|nanti|ketemu)|see (?:you|ya|u)(?: later|"
        r" soon)?|pamit|selamat tinggal|selamat tidur|good night)",
    ),
    (
        SmallTalk.PRAISE,
        r"(?:mantap|mantul|keren|hebat|bagus|pintar|pinter|top|good (?:bot|job|work)|well done|nice|great|"
        r"awesome|cool|amazing|perfect|jos|joss|luar biasa)",
    ),
    (SmallTalk.APOLOGY, r"(?:maaf|sorry|sori|my bad|salah (?:kirim|ketik|pencet)|wrong chat|typo)"),
    (
        SmallTalk.GREETING,
        rf"(?:{GREETING}|(?:selamat |met )?(?:pagi|siang|sore|petang|malam)|tes|test|p|ping|yo|sup|"
        rf"what['’]?s up|anybody there|ada orang)",
    ),
    (
        SmallTalk.ACKNOWLEDGEMENT,
        r"(?:ok(?:e|ay|ey)?|okeh|sip+|siap|baik(?:lah)?|iya+|ya|yes|yep|yup|yeah|no|nope|tidak|nggak|"
        r"enggak|gak|ga|oh+(?: begitu| gitu| i see)?|i see|got it|understood|paham|mengerti|ngerti|noted|"
        r"hm+|wow|wah|lol|"
        r"(?:wk)+w?|(?:ha)+h?|(?:he)+h?|betul|benar|bener|right|sure|alright|gitu ya|begitu ya|oalah|good|"
        r"fine|done)",
    ),
)
_KINDS = tuple((kind, re.compile(phrases, re.IGNORECASE)) for kind, phrases in _PHRASES)
# Takes a message that is small talk from its beginning to its end; one question beside it makes it a question. What is
# taken is never given back: "ya ya ya …" would be tried in every way otherwise.
_NOTHING_ELSE = re.compile(
    rf"(?>(?:{'|'.join(phrases for _, phrases in _PHRASES)})(?!\w){_SOFTLY}+(?: (?:atas |for |buat )?(?:the |your )?"
    r"(?:infonya|info|bantuannya|jawabannya|help|answer|information)\b)?+"
    rf"(?: (?:ya )?{WHO_IS_TOLD}(?!\w))*+[\s,.!?]*+)++",
    re.IGNORECASE,
)
# Takes what only decorates: pictures, brackets of smileys.
_DECORATION = re.compile(r"[^\w\s,.!?'’-]|(?<=\s)[:;]['-]?[()DPp](?=\s|$)")
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}", re.IGNORECASE)
_LONGEST = 80


def small_talk(message: str) -> SmallTalk | None:
    """What kind of small talk a message is; None for one that asks something of the articles."""
    said = " ".join(_STRETCHED.sub(r"\1", _DECORATION.sub(" ", message)).split()).strip(" ,.!?-")
    if not said or len(said) > _LONGEST or not _NOTHING_ELSE.fullmatch(said):
        return None
    return next(
        kind
        for kind, pattern in _KINDS
        if re.search(rf"(?<!\w)(?:{pattern.pattern})(?!\w)", said, re.IGNORECASE)
    )
