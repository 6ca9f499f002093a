from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.dates import find_date, read_date


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
        "2021/12/16", "2021-12-16 09:00:00+07", "2021-12-16T09:00:00.123456Z", "Kam, 16 Des 2021",
        "16 Desember 2021 – 09.00 WIB", "Kamis, 16 Desember 2021 • 09:00", "Thu, 16 Dec 2021 09:00:00 +0700",
        "16/12/21", "12/16/2021", "1639616400", "20211216", "2021-12-16T09:00+07:00", "16-Dec-21",
        "Dipublikasikan 16 Desember 2021", "16 DESEMBER 2021", "2021.12.16", "16 Desember 2021, 09:00 AM",
        "16 Desember 2021 pukul 09.00 WITA", "2021-12-15T17:30:00Z", "2021-12-15 17:30:00+00",
        "Wed, 15 Dec 2021 17:30:00 GMT", "2021-12-16T00:30:00+07:00",
    ],
)  # fmt: skip
def test_a_date_is_read_in_either_language(text: str) -> None:
    assert read_date(text) == date(2021, 12, 16)


@pytest.mark.parametrize(
    "text", ["", "Desember 2021", "2021", "12/2021", "30 Februari 2021", "0000-00-00", "hari ini", "1 2 3"]
)
def test_what_is_not_a_whole_date_is_none(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    "text", ["Jum’at, 17 Desember 2021", "Jum'at, 17 Desember 2021", "Jumat, 17 Des 2021 09:00 WIB"]
)
def test_friday_is_read_however_it_is_spelled(text: str) -> None:
    assert read_date(text) == date(2021, 12, 17)


@pytest.mark.parametrize(
    "line",
    [
        "Rina Sari - Harian Contoh, Kamis, 16 Desember 2021 08.00 WIB",
        "Kamis (16/12/2021) pagi",
        "Rina | 2021-12-16 | Kota",
    ],
)
def test_a_date_is_found_in_a_line(line: str) -> None:
    assert find_date(line) == date(2021, 12, 16)


@pytest.mark.parametrize(
    "line",
    [
        "Hubungi 021-555-1234",
        "Skor 3-1-2",
        "Pasal 5 ayat 2 tahun 2021",
        "10 menit lalu",
        "Pada 16 Desember 20 orang datang",
    ],
)
def test_other_figures_are_no_date(line: str) -> None:
    assert find_date(line) is None


@given(st.text(max_size=100) | st.text("0123456789-/:. TZWIBdesmart", max_size=80))
def test_any_text_is_read_without_an_error(text: str) -> None:
    read_date(text)
    find_date(text)
