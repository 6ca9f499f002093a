"""Whether a question wants yes or no: "Apakah Whoosh ramai?" does, "Apakah nama ibu kota Jepang?" does not."""

import re

from index.answering.asked.topic import is_unknown

_LEAST_SAID = 2

# Takes an English question that begins with its auxiliary, after a place or time before a comma too.
_ENGLISH = re.compile(
    r"(?:[^,?]{1,60},\s+)?(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|"
    r"should)(?:n['’]t)?\s+\S",
    re.IGNORECASE,
)
# Takes an Indonesian question whose first words ask for yes or no and nothing else.
_PLAIN = re.compile(
    r"(?:benarkah|betulkah|adakah|bisakah|dapatkah|bolehkah|akankah|sudahkah|pernahkah|masihkah|haruskah|"
    r"maukah|benar|betul|"
    r"belum\w*kah|tidakkah|bukankah|jadikah|perlukah|mungkinkah|layakkah|amankah|ampuhkah|efektifkah|"
    r"(?:apa|apakah) (?:benar|betul|ada|bisa|dapat|boleh|akan|sudah|pernah|masih|harus|dia|ia|mereka|beliau|"
    r"semua|para))\b",
    re.IGNORECASE,
)
# Takes what asks for yes or no wherever it stands: "… benar tidak", "… sudah belum", "is it true".
_ANYWHERE = re.compile(
    r"\b(?:benar|betul)(?:kah)? (?:tidak|apa tidak|atau tidak)\b|\b(?:is it true|true that|true or|"
    r"apa benar|apakah benar|benarkah)\b"
    r"|\b(?:sudah|pernah|bisa|jadi|ada|mau|masih|akan|juga|ikut|sempat) [^?]*\b(?:belum|tidak|apa belum|"
    r"atau belum|atau tidak|kan)\s*$"
    r"|\w (?:tidak|belum|apa tidak|apa belum|atau tidak|atau belum)(?: sih| ya)?\s*$|\bor not\s*$|\byet\s*$",
    re.IGNORECASE,
)
# Takes "… tidak" in the middle, where a verb of the question stands right before it: "bisa tidak X menang".
_VERB_NOT = re.compile(
    r"\b(?:bisa|boleh|perlu|ada|mau|jadi|aman|sudah|pernah|benar|ikut|harus|cocok|ampuh|halal|mengaku|"
    r"marah) (?:tidak|belum) "
    r"(?!\w+ (?:apa|siapa|mana)\b)",
    re.IGNORECASE,
)
# Takes a statement that only its tone makes a question, by a word of aspect: "apinya sudah padam", "memang benar dia".
_STATED = re.compile(
    r"\b(?:sudah|masih|pernah|memang|benar|jadi|bisa|bakal|akan|boleh|ada|sempat|ikut|juga|sampai|really|"
    r"actually|still|ever)\b"
    r"|\b(?:tidak|belum) (?:di|ke|dari|pada|saat|dalam|karena|untuk|dengan|oleh|sama|waktu|kalau|"
    r"setelah)\b|\batau (?:bukan|tidak|belum)\b"
    r"|\b(?:lewat|cuma|hanya|itu) .* atau \w+",
    re.IGNORECASE,
)
_VERB = (
    r"(?:me[mnlrwy]\w{3,}|ber\w{3,}|di\w{4,}|ter(?!besar|tinggi|banyak|akhir|baru|baik|tua|muda|letak|sebut)\w{4,}|bisa|dapat|akan|sudah|"
    r"telah|masih|ikut|punya|pernah|belum|tidak|harus|boleh|ada|adalah|termasuk|mau|aman|jadi)"
)
# Takes "apa" or "apakah" before a subject and its verb: "Apa kadar itu melebihi …"; no "yang" may stand between, for
# "apa film yang dibuat X" asks for a film.
_SUBJECT_VERB = re.compile(rf"(?:(?!yang\b)\S+ ){{1,7}}{_VERB}\b", re.IGNORECASE)
# Takes a subject with a clause and then a word that can only be its verb: "mata kering yang dibiarkan bisa …".
_CLAUSE_VERB = re.compile(r"\S+ \S+ yang .*\b(?:bisa|akan|dapat|harus|boleh|tidak|sudah)\b", re.IGNORECASE)
# Takes two to four words, of which the last may be a predicate: "Whoosh ramai"; not "negara terbesar", "hiu di Bali".
_SHORT = re.compile(
    r"(?!.*\b(?:di|dari|pada|dalam|untuk|dengan|ke)\b)\S+(?: \S+){0,2} (?!ter|ke\w+a\b|pertama|itu\b)\w+$",
    re.IGNORECASE,
)
_APA = re.compile(r"apa(?P<kah>kah)?\s+(?P<rest>\S.*)", re.IGNORECASE)
# Takes what "apa" and "apakah" ask for as a thing; "apakah yang" and "apakah nama" want no yes.
_ASKS_WHAT = re.compile(
    r"(?:nama|yang|ibu ?kota|mata uang|penyebab|pengertian|definisi|warna|fungsi|kepanjangan|singkatan|jenis|itu|saja|"
    r"maksud|tujuan|arti|makna|judul|julukan|sebutan|alasan|isi|kata|hubungan|beda|perbedaan|peran|jabatan|sih|lagi|"
    r"tanggapan|komentar|pendapat|respons?|reaksi|jawaban|pesan|rencana|hasil|bentuk|bahasa|agama|merek|profesi)\b",
    re.IGNORECASE,
)
# Takes any question word but "apa" and "apakah" at the very beginning, which may ask for yes or no.
_OTHER_QUESTION = re.compile(
    r"\b(?:siapa\w*|kapan\w*|(?:di|ke|dari)?mana(?:kah)?|berapa\w*|mengapa\w*|kenapa\w*|bagaimana\w*|who|whom|what|which|when|"
    r"where|why|how|whose)\b|\S.*\bapa(?:kah)?\b(?! (?:tidak|belum|benar))",
    re.IGNORECASE,
)
_ENGLISH_WORD = re.compile(r"\b(?:who|what|which|when|where|why|how|apa|siapa)\b", re.IGNORECASE)


def asks_yes_or_no(question: str) -> bool:
    """Whether the question is answered by yes or no, or by the sentence that says so; capitals don't count."""
    plain = question.rstrip(" ?!.")
    if _ENGLISH.match(plain) and not _ENGLISH_WORD.search(plain):
        return True
    if _PLAIN.match(plain):
        return True
    if _OTHER_QUESTION.search(plain):
        return False
    if match := _APA.match(plain):
        return _asks_of_a_subject(match["rest"], surely=match["kah"] is not None)
    return any(pattern.search(plain) for pattern in (_ANYWHERE, _VERB_NOT, _STATED))


def _asks_of_a_subject(rest: str, *, surely: bool) -> bool:
    """Whether what follows "apa" is a whole statement; after "apakah", a short one without a verb may be one too."""
    if _ASKS_WHAT.match(rest):
        return False
    told = _SUBJECT_VERB.match(rest) or _CLAUSE_VERB.match(rest) or _ANYWHERE.search(rest)
    return bool(told or (surely and (_SHORT.match(rest) or _begins_with_a_name(rest))))


def _begins_with_a_name(rest: str) -> bool:
    """Whether a name stands first and more is said of it: "Whoosh kereta cepat pertama di Asia Tenggara"."""
    first, *others = rest.split()
    return is_unknown(first) and len(others) >= _LEAST_SAID
