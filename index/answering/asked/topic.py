"""What a question is about: its names, with the noun that says what kind of thing they name ("gempa Cianjur")."""

import re
from collections.abc import Sequence

from index.language.analysis import terms
from index.language.lexicon import load_lexicon
from index.types import Span

_UNCOMMON, _RARE = 4.8, 6.5
"""Rarities of words that may belong to a name in lower case, and of one that must be in it."""

WORD = re.compile(r"[^\W_]+(?:[-'’./][^\W_]+)*")


def words_of(text: str) -> frozenset[str]:
    """The words that blanks separate."""
    return frozenset(text.split())


QUESTION_WORDS = words_of(
    """
    siapa siapakah apa apakah kapan kapankah mana manakah dimana dimanakah kemana darimana berapa
    berapakah mengapa mengapakah kenapa bagaimana bagaimanakah gimana bilamana who who's whom whose what
    what's when where which why how is are was were do does did can could has have had will would
    """
)
PERSONAL = words_of("dia ia beliau mereka he him his she her hers they them their theirs")
DEMONSTRATIVE = words_of("itu tersebut it its that this")
FILLERS = words_of(
    """
    di ke dari pada oleh dan atau yang untuk dengan sih ya dong kah tadi lalu terus kalau kalo soal tentang
    adalah ialah si sang the a an of in on at to by from and or about so then long much many old ago please
    tell me lama banyak tua umur usia
    """
)
BARE_PREDICATES = words_of(
    """
    meninggal wafat tewas mati lahir dilahirkan menikah terjadi berlangsung mulai dimulai berakhir
    selesai menang kalah dilantik ditangkap dihukum diresmikan dibuka dibangun berangkat tiba jatuh
    terpilih pensiun mundur meletus runtuh tenggelam hilang ditemukan sebabnya penyebabnya alasannya
    lokasinya tempatnya waktunya tanggalnya jumlahnya umurnya usianya namanya jabatannya hasilnya
    korbannya die died dead born marry married happen happened start started begin began end ended win
    won lose lost elected arrested arrive arrived retire retired resign resigned open opened built crash
    crashed sink sank erupt erupted collapse collapsed found age
    """
)
GENERIC = words_of(
    """
    orang korban jiwa jumlah total warga penumpang luka terluka selamat terbaru people victims deaths
    casualties number total killed injured hurt survivors survived passengers
    """
)
KINDS = words_of(
    """
    gempa tsunami letusan erupsi banjir longsor kecelakaan tragedi kebakaran konser film buku lagu kapal
    pesawat kereta satelit teleskop wahana gunung pulau selat sungai kabupaten provinsi stadion
    jembatan bandara final piala pemilu pilpres ktt upacara perang kudeta topan badai kasus partai klub
    earthquake eruption tsunami flood landslide crash accident tragedy fire film movie book song ship
    plane train satellite telescope probe mount mountain island strait river province stadium bridge
    airport final cup election summit ceremony war coup typhoon storm case party club disaster
    """
)


def topic(question: str) -> str:
    """What a question is about, or else its words without question words, pronouns and fillers."""
    found = subject(question)
    if found:
        return question[found.start : found.end]
    content = [word for word in WORD.findall(question) if not is_empty(word)]
    return " ".join(word for word in content if word.lower() not in BARE_PREDICATES) or " ".join(content)


def subject(question: str) -> Span | None:
    """Where the names of the question stand, with the noun beside them that says what they name."""
    words = list(WORD.finditer(question))
    runs = name_runs(question)
    if not runs:
        return None
    first, last = runs[-1].start, runs[-1].end
    if first and words[first - 1].group().lower() in KINDS:
        first -= 1
    while last < len(words) and words[last].group().lower() in KINDS:
        last += 1
    return Span(words[first].start(), words[last - 1].end())


def name_runs(question: str) -> list[Span]:
    """The runs of words that name something: capitalised ones or, in a question without, words no lexicon knows.

    The spans count words. A capital at the beginning says nothing, unless the whole word has capitals.
    """
    words = WORD.findall(question)
    if any(word[0].isupper() for word in words[1:]) and not question.isupper():
        named = [_is_capital(word, place) for place, word in enumerate(words)]
    else:
        found = _runs([is_unknown(word) for word in words], words)
        return [run for run in found if max(map(_rarity, words[run.start : run.end])) >= _RARE]
    return _runs(named, words)


def has_names(words: Sequence[str]) -> bool:
    """Whether any word after the first, or any abbreviation, is capitalised as a name is."""
    return any(_is_capital(word, place) for place, word in enumerate(words))


def is_empty(word: str) -> bool:
    """Whether a word only asks, points or joins."""
    lowered = word.lower()
    return lowered in QUESTION_WORDS or lowered in PERSONAL or lowered in DEMONSTRATIVE or lowered in FILLERS


def is_unknown(word: str) -> bool:
    """Whether neither language's lexicon knows the word and news use it seldom, as is so of names."""
    lowered = word.lower()
    if is_empty(word) or lowered in BARE_PREDICATES or lowered in KINDS:
        return False
    lexicon = load_lexicon()
    known = any(lexicon.knows(s, "id") or lexicon.knows(s, "en") for s in (*terms(lowered), lowered))
    return not known and _rarity(lowered) >= _UNCOMMON


def _rarity(word: str) -> float:
    """The highest inverse document frequency of the word's stems; 0 without any."""
    return max((load_lexicon().rarity(stem) for stem in terms(word)), default=0.0)


def _is_capital(word: str, place: int) -> bool:
    abbreviation = word.isupper() and len(word) > 1
    return (
        (word[0].isupper() or (place > 0 and word[0].isdigit()))
        and not is_empty(word)
        and (place > 0 or abbreviation)
    )


def _runs(named: Sequence[bool], words: Sequence[str]) -> list[Span]:
    """Consecutive named words; numbers alone are no run."""
    runs: list[Span] = []
    start = 0
    for place, is_named in enumerate([*named, False]):
        if not is_named:
            if any(not word[0].isdigit() for word in words[start:place]):
                runs.append(Span(start, place))
            start = place + 1
    return runs
