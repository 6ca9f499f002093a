"""What befell people: the dead are not the hurt, nor the missing the saved."""

import re

OUTCOMES = {
    outcome: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for outcome, words in (
        (
            "dead",
            r"meninggal|tewas|wafat|jiwa|gugur|merenggut|menewaskan|died|dead|deaths?|killed|kill|fatalities|perished",
        ),
        ("hurt", r"luka|luka-luka|terluka|cedera|injured|wounded|hurt"),
        ("missing", r"hilang|missing"),
        ("displaced", r"mengungsi|pengungsi|dievakuasi|displaced|evacuated|homeless"),
        ("saved", r"selamat|diselamatkan|survived|survivors|rescued|saved"),
        ("held", r"ditangkap|ditahan|tersangka|arrested|detained|suspects?"),
    )
}
"""The words for each outcome in both languages."""


def outcomes(text: str) -> set[str]:
    """The outcomes that a text speaks of."""
    return {outcome for outcome, pattern in OUTCOMES.items() if pattern.search(text)}
