"""What people put around a question: greetings, "mau tanya dong", thanks; a question is the same without them."""

import re

WHO_IS_TOLD = (
    r"(?:min|mimin|admin|kak|kakak|ka|gan|bro|sis|bang|mas|mbak|pak|bu|bos|guys|gais|semua|all|"
    r"there|team|tim|bot|tanya)"
)
"""Takes whom a message is addressed to; alone it also is many an ordinary word."""
_TIME_OF_DAY = r"(?:pagi|siang|sore|petang|malam)"
GREETING = (
    rf"(?:(?:halo|hallo|hello|helo|hai|hay|hi|hey|hei|permisi|punten|misi|salam|shalom|"
    r"as+ala?mu?\s?['’]?alaikum(?:\s\w+\s\w+)?|wass?alam|om swastiastu|"
    rf"(?:selamat|met) {_TIME_OF_DAY}|{_TIME_OF_DAY}(?=\s*[,.!]|\s+{WHO_IS_TOLD}\b)|good (?:morning|"
    rf"afternoon|evening|day)|dear|excuse me|maaf|sorry|"
    rf"apa kabar|how are you)(?: {WHO_IS_TOLD}\b)*)"
)
"""Takes a greeting with whom it greets; must stand at the beginning and must not take "pagi" inside a question."""

_I = r"(?:saya|aku|kami|kita|gue|gw|gua|i|i['’]d|i['’]m)"
_ASKS = (
    rf"(?:(?:{_I} )?(?:cuma |lagi |ada )?(?:mau|ingin|pengen|boleh|numpang|izin|ijin|bisa|hendak|want to|"
    rf"would like to|"
    r"like to|wanna|need to) (?:ikut |numpang )?(?:tanya|nanya|bertanya|nanyain|menanyakan|tahu|tau|ask|"
    r"know|asking)"
    r"(?: (?:tentang|soal|about))?(?: (?:dong|donk|ya|nih|sedikit|dikit|sebentar|bentar|something|"
    r"a question))*"
    r"|(?:numpang|mau|boleh|izin|ijin|can i|may i|could i) (?:tanya|nanya|bertanya|ask)"
    r"(?: (?:dong|donk|ya|nih|sedikit|dikit|sebentar|bentar|something|a question))*"
    r"|(?:tolong|mohon|please|pls|plis|coba)(?: (?:di)?(?:jawab|bantu|beri ?tahu|kasih tahu|carikan|"
    r"cariin|cek|tell me|find|"
    r"help|explain))*|(?:can|could|would) you (?:please )?(?:tell|help|explain)(?: me)?|tell me|"
    r"quick question|question|"
    r"(?:just )?(?:wondering|curious)|do you know|(?:ada yang |kamu |anda |kalian )?(?:tahu|"
    r"tau)(?: (?:gak|ga|nggak|tidak))?|"
    r"(?:mau|minta) (?:info|infonya|tolong)|minta (?:info|infonya)|penasaran|bingung|pertanyaan(?:nya)?|"
    r"(?:by the way|btw|ngomong-ngomong|oh ?ya|oiya|eh|oke|ok|well|so|nah|jadi))"
)
# Takes any number of greetings and of "mau tanya", each with what parts it from the question; the rest is the question.
_OPENING = re.compile(
    rf"^(?:(?:{GREETING})(?=[\s,.!:;?-]|$)[\s,.!:;-]*|(?:{_ASKS})(?=[\s,.!:;]|$)[\s,.!:;-]*(?:,|\b)"
    rf"|{WHO_IS_TOLD}(?:\s*[,:!]\s*|\s+(?=(?:mau|tanya|numpang|boleh|izin)\b)))",
    re.IGNORECASE,
)
# Takes thanks, "ya min" and the like at the end; not "team" or "Min" as the end of a name.
_CLOSING = re.compile(
    r"[\s,.;!-]*(?:\b(?:terima ?kasih|trima ?kasih|makasih|makasi|trims|thanks|thank you|thx|tq|tysm|"
    rf"(?:mohon|tolong) (?:di)?(?:jawab|bantu(?:annya)?|infonya)|please|pls|plis)(?: (?:ya|yah|banyak|"
    rf"a lot|sebelumnya|"
    rf"in advance|{WHO_IS_TOLD}))*|(?:(?:,\s*(?:ya |nih |dong )?){WHO_IS_TOLD}|(?-i:(?:\bya )?\b(?:min|"
    rf"admin|kak|gan|bro|sis|bang|mbak)))|(?-i:\bwk(?:wk)+|\bha(?:ha)+|\bhe(?:he)+))[\s.!?]*$",
    re.IGNORECASE,
)


def bare(text: str) -> str:
    """The text without the courtesies around it; all of it where it is nothing else."""
    kept = _without(_OPENING, text)
    mark = "?" if kept.rstrip().endswith("?") else ""
    closed = _without(_CLOSING, kept).rstrip(" ,.;!-")
    kept = closed + (mark if not closed.endswith("?") else "")
    return kept if any(character.isalnum() for character in kept) else text


def _without(pattern: re.Pattern[str], text: str) -> str:
    """The text less everything that the pattern takes, again and again, as long as something is left."""
    while match := pattern.search(text):
        rest = text[: match.start()] + text[match.end() :]
        if match.start() == match.end() or not any(character.isalnum() for character in rest):
            return text
        text = rest
    return text
