"""Relatives that a question asks for, and whether a sentence tells of such a relation, from either of its ends."""

import re
from dataclasses import dataclass

from index.language.kin import RELATION_PATTERNS, relations_named

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

# Takes the question words for people, "siapakah" and "whose" too; "siapapun" asks nothing.
_WHO = re.compile(r"\b(?:siapa(?:kah)?|who|whose|whom)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Kinship:
    """The relation between two people that a question is about, such as "younger"."""

    relation: str

    def told_by(self, sentence: str) -> bool:
        """Whether a sentence names the relation, or the same seen from the other end: a brother has a brother."""
        return any(RELATION_PATTERNS[relation].search(sentence) for relation in _TOLD_BY[self.relation])


def asked_kinship(question: str) -> Kinship | None:
    """The relation by which a question asks for a person; None for those that ask otherwise or name several."""
    if not _WHO.search(question):
        return None
    named = relations_named(question)
    return Kinship(named[0]) if len(named) == 1 else None
