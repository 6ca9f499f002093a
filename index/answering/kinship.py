"""Relatives that a question asks for, and whether a sentence tells of such a relation, from either of its ends."""

import re
from dataclasses import dataclass

_WORDS = {
    "younger": r"adik\w*|(?:younger|little|kid|baby)\s+(?:brother|sister|sibling)s?",
    "older": r"kakak\w*|abang(?:nya)?|(?:older|elder|big)\s+(?:brother|sister|sibling)s?",
    "sibling": r"saudara(?!\w*\s+sepupu)\w*|kembaran\w*|"
    r"(?<!younger )(?<!older )(?<!elder )(?<!little )(?<!big )(?:brother|sister|sibling|twin)s?(?!-in-law)",
    "child": r"anak(?:nya)?(?!\s+(?:asuh|buah|perusahaan|tangga|cabang|panah|kunci|sungai))|"
    r"(?<!timnas )(?<!voli )(?<!pemain )putr[ai](?:nya|(?=\s+(?:dari|ke|sulung|bungsu|pertama|(?-i:[A-Z0-9]))))|"
    r"sons?(?!-in-law)|daughters?(?!-in-law)|child|children",
    "parent": r"ayah\w*|bapak(?:nya)?|ibu(?:nya)?(?!\s*kota)|orang\s?tua\w*|"
    r"(?:father|mother)s?(?!-in-law)|dad|mum|mom|parents?",
    "wife": r"istri\w*|isteri\w*|wife|wives",
    "husband": r"suami\w*|husbands?",
    "spouse": r"pasangan(?:nya)?|(?:me|di)?nikah\w*|spouse|married|marries|janda|duda|widow(?:er)?",
    "grandchild": r"cucu\w*|grand(?:son|daughter|child|children)s?",
    "grandparent": r"kakek\w*|nenek\w*|grand(?:father|mother|parent|pa|ma)s?",
    "uncle": r"paman\w*|bibi(?:nya)?|tante\w*|uncle|aunt|aunts|uncles",
    "nephew": r"keponakan\w*|kemenakan\w*|nephews?|nieces?",
    "cousin": r"sepupu\w*|cousins?",
    "in-law": r"mertua\w*|menantu\w*|ipar\w*|(?:father|mother|brother|sister|son|daughter)s?-in-law",
}
_TOLD_BY = {
    "younger": ("younger", "older", "sibling"),
    "older": ("younger", "older", "sibling"),
    "sibling": ("younger", "older", "sibling"),
    "child": ("child", "parent"),
    "parent": ("child", "parent"),
    "wife": ("wife", "husband", "spouse", "parent"),
    "husband": ("wife", "husband", "spouse", "parent"),
    "spouse": ("wife", "husband", "spouse"),
    "grandchild": ("grandchild", "grandparent"),
    "grandparent": ("grandchild", "grandparent"),
    "uncle": ("uncle", "nephew"),
    "nephew": ("uncle", "nephew"),
    "cousin": ("cousin",),
    "in-law": ("in-law",),
}
"""Two who are named as somebody's parents are taken for a couple."""

_PATTERNS = {relation: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for relation, words in _WORDS.items()}
_WHO = re.compile(r"\b(?:siapa(?:kah)?|who|whose|whom)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kinship:
    """The relation between two people that a question is about, such as "younger"."""

    relation: str

    def told_by(self, sentence: str) -> bool:
        """Whether a sentence names the relation, or the same seen from the other end: a brother has a brother."""
        return any(_PATTERNS[relation].search(sentence) for relation in _TOLD_BY[self.relation])


def names_relative(sentence: str) -> bool:
    """Whether a sentence names any relation at all."""
    return any(pattern.search(sentence) for pattern in _PATTERNS.values())


def asked_kinship(question: str) -> Kinship | None:
    """The relation by which a question asks for a person; None for those that ask otherwise or name several."""
    if not _WHO.search(question):
        return None
    named = [relation for relation, pattern in _PATTERNS.items() if pattern.search(question)]
    return Kinship(named[0]) if len(named) == 1 else None
