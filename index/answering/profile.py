"""Profiles: "Siapa X?", "Who was X?", "Apa itu X?" want the sentence that says what X is."""

import re
from dataclasses import dataclass

from index.answering.subject import BARE_PREDICATES, words_of
from index.types import Span

_ASKS_FOR_PROFILE = re.compile(
    r"""^\s*(?:
        (?:siapa|apa)(?:kah)?(?:\s+(?:itu|sih|sebenarnya|sosok|dia))*\s+
      | (?:who|what)\s+(?:is|was|are|were|the\s+hell\s+is)\s+ | (?:who|what)['’]s\s+
      | (?:profil|profile\s+of|tentang|about)\s+
    )(?P<name>\S.*?)(?:\s+(?:itu|sih|ya))?[\s?!.]*$""",
    re.IGNORECASE | re.VERBOSE,
)
_NAME_WORDS = 6
_PARTICLES = {"van", "von", "de", "da", "bin", "binti", "al", "el", "of", "the", "dan", "and", "di"}
_COPULA = r"(?i:adalah|ialah|merupakan|yakni|yaitu|dikenal\s+sebagai|is|was|are|were|(?:is|was)\s+known\s+as)"
_ONCE = r"(?i:pernah|juga|kini|dulu|sudah|telah|lama|memang|once|also|now|then|was|is|had|been|long)"
_KNOWN_AS = (
    r"(?i:(?:dianggap|dikenal|disebut|dikenang|menjabat|bertugas|bekerja)\s+sebagai|menjabat|"
    r"(?:known|regarded|considered|described|seen|remembered|served)\s+as)"
)
_PHRASE = r"(?P<phrase>[^\s,;:()][^,;:()]{2,160}?)"
_ROLES = (
    "presiden|wakil|perdana|menteri|gubernur|bupati|wali|ketua|kepala|direktur|komisaris|pelatih|kapten|pemain|pebulu|petenis|"
    "atlet|penyanyi|aktor|aktris|sutradara|penulis|peneliti|profesor|guru|dokter|juru|jenderal|komandan|pendiri|pengusaha|"
    "anggota|president|vice|prime|minister|governor|mayor|chair|chief|director|coach|captain|player|singer|actor|actress|"
    "writer|author|researcher|professor|spokesman|spokeswoman|spokesperson|general|commander|founder|member"
)
_OFFICE = re.compile(
    rf"(?:{_ROLES}|duta|sekretaris|jaksa|panglima|kapol\w+|deputi|dirjen|dirut|juru|rektor|dekan|manajer|secretary|head|ceo|deputy|manager)\b",
    re.IGNORECASE,
)
_LONGEST_PHRASE = 18
_BEGINS_SENTENCE = re.compile(r"(?:^|[.!?:\n\"“(]|[-–—]\s)\s*\Z")


@dataclass(frozen=True, slots=True)
class Definition:
    """Where a text says what a name is; `strength` orders the ways of saying it, higher is plainer."""

    span: Span
    strength: float


def profiled_name(question: str) -> str | None:
    """The name that a question asks to be described, or None when it asks for anything else.

    "Siapa presiden Indonesia?" asks who holds an office; only a name as such makes a profile. A question
    all in lower case may name anyone: whether it does, the articles tell (`named_in`).
    """
    match = _ASKS_FOR_PROFILE.match(question)
    if not match:
        return None
    name = match["name"].strip("\"'“”‘’ ")
    words = name.split()
    if not words or len(words) > _NAME_WORDS:
        return None
    if _OFFICE.match(name):
        return None
    named = (
        all(w[0].isupper() or w[0].isdigit() or w.lower() in _PARTICLES for w in words)
        and words[0][0].isupper()
    )
    return name if named or name == name.lower() else None


def named_in(name: str, text: str) -> bool:
    """Whether the text writes the name as a name: each of its words capitalised, one word not only for a sentence."""
    return any(
        _is_written_as_name(found.group())
        and (" " in name or not _BEGINS_SENTENCE.search(text, 0, found.start()))
        for found in name_pattern(name).finditer(text)
    )


def _is_written_as_name(words: str) -> bool:
    return all(
        word[0].isupper() or word.lower() in _PARTICLES or not word[0].isalpha() for word in words.split()
    )


def name_pattern(name: str) -> re.Pattern[str]:
    """The name in any case, its words joined by blanks or hyphens ("Kim Yong-ju")."""
    return re.compile(
        r"\b" + r"[\s-]+".join(map(re.escape, re.split(r"[\s-]+", name))) + r"\b", re.IGNORECASE
    )


def definition(sentence: str, name: str) -> Definition | None:
    """The phrase of a sentence that says what the name is: "X adalah …", "X, …," or "…, X,".

    Method: the lexico-syntactic patterns of Hearst (1992) and Joho and Sanderson (2000), in both languages.
    """
    n = f"(?i:{name_pattern(name).pattern})"
    end = r"(?=\s*(?:[,;:()]|[.!?](?:\s|$)|$))"
    patterns = (
        (1.0, rf"{n}(?:\s*\([^)]{0, 80}\))?,?\s+{_COPULA}\s+{_PHRASE}{end}"),
        (0.9, rf"{n}(?:\s*\([^)]{0, 80}\))?,\s+(?=[a-z]){_PHRASE}{end}"),
        (0.8, rf"(?:^|[,;:“\"]\s*)(?=[A-Za-z]){_PHRASE},\s+{n}(?=[,.;:]|\s)"),
        (0.7, rf"{n}(?:,\s[^,;:]{{2,80}},)?\s+(?:{_ONCE}\s+)*(?:{_KNOWN_AS})\s+{_PHRASE}{end}"),
        (0.6, rf"\b(?P<phrase>(?i:{_ROLES})(?:\s+[^\s,;:()]+){{1,6}}?)\s+{n}"),
    )
    for strength, pattern in patterns:
        for match in re.finditer(pattern, sentence):
            phrase = match["phrase"]
            named = name_pattern(name).search(phrase)
            if 2 <= len(phrase.split()) <= _LONGEST_PHRASE and not named and not _is_clause(phrase):
                return Definition(Span(match.start("phrase"), _unquoted(sentence, match)), strength)
    return None


def _unquoted(sentence: str, match: re.Match[str]) -> int:
    """Where the phrase ends; a quotation that it begins is kept whole."""
    end = match.end("phrase")
    closing = sentence.find('"', end) if match["phrase"].count('"') % 2 else -1
    return end if closing < 0 else closing + 1


_CLAUSE_OPENERS = words_of(
    """
    yang demikian dan tetapi tapi namun saat ketika karena setelah sebelum jika bahwa meski walau
    sementara serta lalu kemudian kata ujar ucap tutur menurut pada di dari ke untuk dengan telah sudah
    akan sedang tidak bukan who which that and but when while because after before if although as said
    says told has had have will would not on in at from to for with
    """
)


_VERB = re.compile(r"(?:me[mn]|meng|meny|me[lry]|ber|di|ter)\w{3,}")
_NOUNS_LIKE_VERBS = re.compile(
    r"menteri|mentor|menantu|mertua|direktur|dirigen|diplomat|dinasti|terapis|berkas|berita"
)


def _is_clause(phrase: str) -> bool:
    first = phrase.split()[0].lower()
    verb = _VERB.fullmatch(first) and not _NOUNS_LIKE_VERBS.match(first)
    return bool(verb) or first in _CLAUSE_OPENERS or first in BARE_PREDICATES
