"""Spans that hold both of a pair of brackets: "Senin (21/11/2022)"."""

import re

from index.types import Span


def balanced(text: str, span: Span, sentence: Span) -> Span:
    """The span, grown inside its sentence to hold both of a pair of brackets: "Senin (21/11/2022)"."""
    start, end = span.start, span.end
    said = text[start:end]
    if said.count(")") > said.count("("):
        opening = text.rfind("(", sentence.start, start)
        if opening >= 0:
            before = re.search(r"[^\W\d_]+\s*$", text[sentence.start : opening])
            start = sentence.start + before.start() if before else opening
    elif said.count("(") > said.count(")"):
        closing = text.find(")", end, sentence.end)
        end = closing + 1 if closing >= 0 else end
    return Span(start, end)
