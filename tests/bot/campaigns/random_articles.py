"""Random articles that no editor would write: every script, markup characters, giant words, nothing but marks."""

import random
from datetime import UTC, date, datetime

from index.types import Article

MOMENT = datetime(2026, 11, 23, tzinfo=UTC)
_WORDS = (
    "presiden gempa banjir menteri kota Jakarta Rp1,5 triliun 16/12/2021 harga naik “kutipan” pemilu Tanya the of was "
    "<b>tebal</b> </blockquote> &amp; &lt; **bintang** __garis__ [tautan](https://x.example) "
    "`kode` ~coret~ ||rahasia|| "
    "@tanya_bot /delete #tagar $IDR https://warta.example/a?b=c&d=%20 surel@warta.example +62812345678 {kurung} %(x)s "
    "👍 👨‍👩‍👧‍👦 🇮🇩 🏳️‍🌈 👩🏽‍🚒 e\u0301\u0323\u0316 Z̸̡̛a̵l̶g̷o ﷽ مرحبا שלום नमस्ते ไทย 日本語 한국어 ꦗꦮ "
    "\u202eterbalik\u202c \u2066terpisah\u2069 \u200b \u200d \ufeff \u00ad \u2028 \U000e0041 \x00 \x07 \x1b[31m \x85 "
    "\U0010ffff \ufdd0 \ue000 \ufffd \u0600 …… — · ‹ ›"
).split(" ")
_BREAKS = (" ", " ", " ", " ", "\n", "\n\n", "\r\n", "\t", "\u00a0", "  ", "")


def random_article(chance: random.Random, number: int) -> Article:
    """An article of any length, with or without title, address and date."""
    return Article(
        number,
        random_title(chance),
        random_body(chance),
        random_url(chance),
        chance.choice((None, date(2021, 12, 16), date.min.replace(year=1900), date.max)),
        None,
        "id",
        "hash",
        MOMENT,
    )


def random_text(chance: random.Random, words: int) -> str:
    """So many words from all over, some of them drawn from all of Unicode."""
    pieces: list[str] = []
    for _ in range(words):
        pieces.append(_any_word(chance) if chance.random() < 0.15 else chance.choice(_WORDS))
        pieces.append(chance.choice(_BREAKS))
    return "".join(pieces)


def random_title(chance: random.Random) -> str:
    """A title: none, ordinary, giant, or blanks only."""
    kind = chance.random()
    if kind < 0.1:
        return chance.choice(("", " ", "\n\n", "\u200b", "\x00"))
    return random_text(chance, 600 if kind > 0.95 else chance.randint(1, 15))


def random_body(chance: random.Random) -> str:
    """A body: most are short, some are very long, some are one word without a blank."""
    kind = chance.random()
    if kind < 0.05:
        return chance.choice(_WORDS) or "x"
    if kind < 0.10:
        return (chance.choice(_WORDS) or "x") * chance.choice((500, 3000, 9000))
    return random_text(chance, chance.choice((5, 30, 120, 400, 1500))) or "x"


def random_url(chance: random.Random) -> str | None:
    """An address: none, ordinary, odd, or broken."""
    return chance.choice(
        (
            None,
            "https://www.warta.example/berita/1",
            "http://m.warta.example:8080/a?x=1&y=2#bagian",
            "https://warta.example/" + "a" * chance.choice((10, 1900, 5000)),
            "https://warta.example/spasi di dalam",
            "https://müller.example/ü",
            "https://[::1]/",
            "https://[rusak/",
            "javascript:alert(1)",
            "tg://user?id=7",
            "ftp://warta.example/berkas",
            "https://warta.example/“kutip”?<b>",
            "bukan alamat",
            "https://",
            "//warta.example/x",
            "https://warta.example/\u202e\x00",
        )
    )


def random_query(chance: random.Random) -> str:
    """What somebody may have typed."""
    return random_text(chance, chance.randint(0, 12)).strip()


def random_span(chance: random.Random, body: str) -> tuple[int, int]:
    """A part of the body that is not empty."""
    start = chance.randrange(len(body))
    return start, min(len(body), start + chance.choice((1, 5, 60, 300, 1500, 6000)))


def _any_word(chance: random.Random) -> str:
    planes = (
        (0x20, 0x2FF),
        (0x300, 0x36F),
        (0x590, 0x8FF),
        (0x900, 0xDFF),
        (0x2000, 0x2BFF),
        (0x1F000, 0x1FAFF),
    )
    low, high = chance.choice(planes)
    return "".join(chr(chance.randint(low, high)) for _ in range(chance.randint(1, 12)))
