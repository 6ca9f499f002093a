from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.dates import read_date


@pytest.mark.parametrize(
    "text",
    [
        "2021-12-16", "2021-12-16T08:00:00Z", "2021-12-16 08:00:00.123+07:00", "16/12/2021", "16-12-2021",
        "16.12.2021",
        "16 Desember 2021", "16 desember 2021", "16 December 2021", "16 Des 2021", "16 Dec. 2021",
        "December 16, 2021",
        "Dec 16th, 2021", "16th of December 2021", "Kamis, 16 Desember 2021", "Kamis (16/12/2021)",
        "Thursday, 16 December 2021",
        "Kamis, 16 Desember 2021 08.00 WIB", "16/12/2021, 08:00 WIB",
        "Kamis, 16 Desember 2021 | 08:00 WIB", "16-Dec-2021",
    ],
)  # fmt: skip
def test_a_date_is_read_in_either_language(text: str) -> None:
    assert read_date(text) == date(2021, 12, 16)


@pytest.mark.parametrize(
    "text", ["", "Desember 2021", "2021", "12/2021", "30 Februari 2021", "0000-00-00", "hari ini", "1 2 3"]
)
def test_what_is_not_a_whole_date_is_none(text: str) -> None:
    assert read_date(text) is None


@given(st.text(max_size=100) | st.text("0123456789-/:. TZWIBdesmart", max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    read_date(text)
