"""Relatives by the words for them in both languages, and whether a sentence names any."""

import re

RELATIONS = {
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
"""Each relation by a pattern that takes its words with their suffixes. They must not take what only looks like one:
"anak buah", "ibu kota", "timnas putri", and of "saudara sepupu" only the cousin.
"""

RELATIVES = (
    "adik|kakak|anak|putra|putri|istri|suami|ayah|ibu|paman|bibi|tante|keponakan|cucu|kakek|nenek|sepupu|"
    "mertua|menantu|ipar|saudara"
)
"""Alternatives of a pattern: what a description of a person may begin with in Indonesian."""

RELATIVES_IN_ENGLISH = (
    "brother|sister|son|daughter|wife|husband|mother|father|uncle|aunt|nephew|niece|cousin|grandson|younger|"
    "elder|older"
)
"""The same in English."""

RELATION_PATTERNS = {
    relation: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for relation, words in RELATIONS.items()
}


def relations_named(text: str) -> list[str]:
    """The relations that a text names, in the order of the table."""
    return [relation for relation, pattern in RELATION_PATTERNS.items() if pattern.search(text)]


def names_relative(sentence: str) -> bool:
    """Whether a sentence names any relation at all."""
    return any(pattern.search(sentence) for pattern in RELATION_PATTERNS.values())
