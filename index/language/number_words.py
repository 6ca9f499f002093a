"""Numbers as they are written in words, in both languages."""

from decimal import Decimal

SMALL_NUMBERS = {
    word: number
    for number, words in enumerate(
        (
            "nol zero",
            "satu one seorang sebuah",
            "dua two kedua both",
            "tiga three ketiga",
            "empat four keempat",
            "lima five kelima",
            "enam six keenam",
            "tujuh seven ketujuh",
            "delapan eight kedelapan",
            "sembilan nine kesembilan",
            "sepuluh ten kesepuluh",
            "sebelas eleven",
            "duabelas twelve",
        )
    )
    for word in words.split()
}
"""Numbers up to twelve by their words."""

VAGUE_NUMBERS = {"se": 1, "a": 1, "an": 1, "couple": 2, "beberapa": 3, "several": 3, "few": 3}
"""What "a week" and "several days" may be taken to mean."""

SCALES = {
    word: Decimal(10) ** power
    for power, words in (
        (3, "ribu thousand"),
        (6, "juta million"),
        (9, "miliar milyar billion"),
        (12, "triliun trillion"),
    )
    for word in words.split()
}
"""What a figure before such a word is multiplied by."""

JOINTS = ("puluh", "belas", "ratus")
"""What Indonesian numbers in words are built with: "dua puluh", "lima belas"."""

COUNTING = tuple(
    (
        "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh sebelas belas puluh seratus ratus seribu ribu "
        "juta miliar milyar triliun one two three four five six seven eight nine ten hundred thousand million billion"
    ).split()
)
"""Words that say that a number stands here."""
