from index.answering.evidence.balancing import balanced
from index.types import Span

TEXT = "Korban meninggal menjadi 135 orang, kata dinas kesehatan, Selasa (25/10/2022)."


def test_a_span_holds_both_of_a_pair_of_brackets() -> None:
    sentence = Span(0, len(TEXT))
    half = TEXT.index("25/10/2022)")
    whole = balanced(TEXT, Span(half, half + 11), sentence)
    assert TEXT[whole.start : whole.end] == "Selasa (25/10/2022)"
    other = TEXT.index("Selasa")
    whole = balanced(TEXT, Span(other, half + 10), sentence)
    assert TEXT[whole.start : whole.end] == "Selasa (25/10/2022)"
