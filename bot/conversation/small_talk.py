"""Small talk: what people say to a bot that is no question about the articles.

The answering side will tell this by the `kind` of its answer; until then these words decide.
"""

import re
from typing import Literal

SmallTalk = Literal["greeting", "thanks", "agreement", "identity", "abilities", "farewell"]

LONGEST = 60
"""Characters; a longer text has something to ask."""

_CALLED = r"(?:\s+(?:ya|yaa+|kak|min|bang|mas|mbak|gan|sis|bro|bot|tanya|admin|dong|deh|sih|banget|banyak|semua|all))*"
_FORMS: tuple[tuple[SmallTalk, str], ...] = (
    (
        "greeting",
        r"(?:ha+l+o+|ha+i+|he+i+|hey+|hello+|hi+|p|permisi|tes+t?|test|assalamu ?'?alaikum|salam"
        r"|(?:selamat )?(?:pagi|siang|sore|malam)|good (?:morning|afternoon|evening|day)|apa kabar|how are you)",
    ),
    (
        "thanks",
        r"(?:(?:terima ?kasih|te?ri?ma? ?ka?si?h|ma?ka?si+h+|trims|tq|thx|thanks?(?: you)?|ty|nuhun|suwun|thank u)"
        r"(?: (?:a lot|so much|very much|atas (?:info\w*|jawaban\w*|bantuan\w*)))?)",
    ),
    (
        "agreement",
        r"(?:o+ke+|o+k+|okay|sip+|si+a+p+|baik(?:lah)?|mantap+|bagus|good|great|nice|oh|o+h gitu|iya|ya|y|yes)",
    ),
    (
        "identity",
        r"(?:(?:kamu|anda|lo|lu|kau|ini|engkau) (?:itu )?(?:siapa|apa|bot|bot apa|robot)"
        r"|siapa (?:kamu|anda|kau|lo|lu|ini)(?: ini| itu| sebenarnya)?"
        r"|siapa nama ?(?:mu|kamu|anda)|nama ?(?:mu|kamu|anda) siapa"
        r"|who are you|what are you|are you (?:a )?(?:bot|robot|human)"
        r"|what(?: i|')s your name)",
    ),
    (
        "abilities",
        r"(?:(?:(?:kamu|anda|bot ini) )?bisa (?:apa|ngapain)(?: saja| aja)?"
        r"|what can you do|help me|tolong|bantu(?:an)?"
        r"|cara pakai(?:nya)?|how do you work|how does this work)",
    ),
    ("farewell", r"(?:dadah|da+h|sampai jumpa|bye+(?: bye)?|good ?bye|see you|good night|selamat tinggal)"),
)
_PATTERNS = tuple((kind, re.compile(form + _CALLED, re.IGNORECASE)) for kind, form in _FORMS)
_NOISE = re.compile(r"[^\w' ]+")


def small_talk(text: str) -> SmallTalk | None:
    """Which kind of small talk a text is, or None where it may be a question."""
    if len(text) > LONGEST:
        return None
    words = " ".join(_NOISE.sub(" ", text).split())
    parts = [
        part for part in re.split(r"\s*(?:[,.!;]|\bdan\b|\band\b)\s*", text.strip(" ?!.")) if part.strip()
    ]
    whole = _kind(words)
    if whole is not None or len(parts) < 2:
        return whole
    kinds = [_kind(" ".join(_NOISE.sub(" ", part).split())) for part in parts]
    return kinds[-1] if None not in kinds else None


def _kind(words: str) -> SmallTalk | None:
    return next((kind for kind, pattern in _PATTERNS if pattern.fullmatch(words)), None)
