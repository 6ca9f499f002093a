from decimal import Decimal

import pytest

from index.language.amounts import amounts, days


@pytest.mark.parametrize(
    ("text", "value", "unit", "written"),
    [
        ("sebanyak 48 orang tewas", "48", "person", "48 orang"),
        ("at least 1,300 people died", "1300", "person", "1,300 people"),
        ("bantuan Rp 60 juta bagi warga", "60000000", "rupiah", "Rp 60 juta"),
        ("gempa bermagnitudo 7,4 terasa", "7.4", "magnitude", "bermagnitudo 7,4"),
        ("a magnitude 7.8 earthquake", "7.8", "magnitude", "magnitude 7.8"),
        ("setinggi 3.676 meter", "3676", "metre", "3.676 meter"),
        ("senilai 44 miliar dollar AS", "44000000000", "dollar", "44 miliar dollar"),
        ("turun 65.3% dari", "65.3", "percent", "65.3%"),
        ("ada 12 gerbong", "12", "gerbong", "12 gerbong"),
    ],
)
def test_a_figure_is_read_with_its_unit(text: str, value: str, unit: str, written: str) -> None:
    [amount] = amounts(text)
    assert (amount.value, amount.unit) == (Decimal(value), unit)
    assert text[amount.span.start : amount.span.end] == written


@pytest.mark.parametrize(
    "text", ["Sabtu (4/12/2021)", "pukul 15.00 WIB", "17 Desember 2011", "skor 0-0", "21:30"]
)
def test_dates_times_and_scores_are_no_figures(text: str) -> None:
    assert list(amounts(text)) == []


@pytest.mark.parametrize(
    ("text", "day", "written"),
    [
        ("pada Sabtu (4/12/2021) sore", (4, 12, 2021), "4/12/2021"),
        ("wafat 17 Desember 2011 di", (17, 12, 2011), "17 Desember 2011"),
        ("on December 11, 2022, and", (11, 12, 2022), "December 11, 2022"),
        ("sejak 5 Mei lalu", (5, 5, None), "5 Mei"),
    ],
)
def test_a_day_is_read_with_the_year_it_has(
    text: str, day: tuple[int, int, int | None], written: str
) -> None:
    [found] = days(text)
    assert (found.day, found.month, found.year) == day
    assert text[found.span.start : found.span.end] == written
