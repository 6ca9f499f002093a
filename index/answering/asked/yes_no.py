"""Whether a question wants yes or no: "Apakah Whoosh ramai?" does, "Apakah nama ibu kota Jepang?" does not."""

import re

_ENGLISH = re.compile(
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|should)(?:n['’]t)?\s+\S",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"(?:benarkah|betulkah|adakah|bisakah|dapatkah|bolehkah|akankah|sudahkah|pernahkah|masihkah|haruskah|"
    r"(?:apa|apakah) (?:benar|betul|ada|bisa|dapat|boleh|akan|sudah|pernah|masih|harus|dia|ia|mereka|beliau|"
    r"semua|para))\b",
    re.IGNORECASE,
)
_APAKAH = re.compile(r"apakah\s+(?P<rest>\S.*)", re.IGNORECASE)
_ASKS_WHAT = re.compile(
    r"(?:nama|yang|ibu ?kota|mata uang|penyebab|pengertian|definisi|warna|fungsi|kepanjangan|singkatan|jenis|"
    r"maksud|tujuan|arti|makna|judul|julukan|sebutan|alasan|isi|itu)\b",
    re.IGNORECASE,
)
_NO_PREDICATE = (
    "di|dari|pada|dalam|untuk|dengan|dan|atau|ke|oleh|menurut|saat|ketika|tentang|sebagai|selama|sejak|sampai|hingga|"
    "pertama|kedua|ketiga|terakhir|ter[a-z]+|band|the|of|and"
)
_PREDICATED = re.compile(rf"(?:\b[A-Z][\w'’-]*|\b(?:itu|ini|tersebut)) (?!(?:{_NO_PREDICATE})\b)[a-z]\w+")


def asks_yes_or_no(question: str) -> bool:
    """Whether the question is answered by yes or no, or by the sentence that says so.

    "Apakah" alone asks either; it asks for yes or no where a name or "itu" has a predicate after it.
    """
    if _ENGLISH.match(question) or _PLAIN.match(question):
        return True
    match = _APAKAH.match(question)
    if not match or _ASKS_WHAT.match(match["rest"]) or " yang " in match["rest"]:
        return False
    return bool(_PREDICATED.search(match["rest"]))
