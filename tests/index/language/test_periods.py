from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.periods import period

TODAY = date(2021, 12, 17)  # a Friday
FIRST = "0001-01-01"

TABLE = [
    ("Apa yang terjadi hari ini?", "2021-12-17", "2021-12-17", True, "hari ini"),
    ("Siapa yang datang kemarin?", "2021-12-16", "2021-12-16", True, "kemarin"),
    ("Siapa yang datang kemarin lusa?", "2021-12-15", "2021-12-15", True, "kemarin lusa"),
    ("Apa kata menteri kemarin malam?", "2021-12-16", "2021-12-16", True, "kemarin malam"),
    ("Gempa tadi malam di mana?", "2021-12-16", "2021-12-17", True, "tadi malam"),
    ("Ada berita apa pagi ini?", "2021-12-17", "2021-12-17", True, "pagi ini"),
    ("Apa yang terjadi minggu lalu?", "2021-12-06", "2021-12-12", True, "minggu lalu"),
    ("Apa yang terjadi pekan lalu?", "2021-12-06", "2021-12-12", True, "pekan lalu"),
    ("Harga cabai minggu ini berapa?", "2021-12-13", "2021-12-19", True, "minggu ini"),
    ("Siapa menang minggu kemarin?", "2021-12-06", "2021-12-12", True, "minggu kemarin"),
    ("Siapa menang dua minggu lalu?", "2021-11-29", "2021-12-05", True, "dua minggu lalu"),
    ("Siapa menang 3 hari yang lalu?", "2021-12-14", "2021-12-14", True, "3 hari yang lalu"),
    ("Berapa kasus sepekan terakhir?", "2021-12-10", "2021-12-17", True, "sepekan terakhir"),
    ("Berapa kasus tujuh hari terakhir?", "2021-12-10", "2021-12-17", True, "tujuh hari terakhir"),
    ("Berapa kasus beberapa hari terakhir?", "2021-12-14", "2021-12-17", True, "beberapa hari terakhir"),
    ("Siapa dilantik bulan lalu?", "2021-11-01", "2021-11-30", True, "bulan lalu"),
    ("Siapa dilantik bulan ini?", "2021-12-01", "2021-12-31", True, "bulan ini"),
    ("Siapa dilantik sebulan lalu?", "2021-11-01", "2021-11-30", True, "sebulan lalu"),
    ("Berapa inflasi tiga bulan terakhir?", "2021-09-17", "2021-12-17", True, "tiga bulan terakhir"),
    ("Siapa juara tahun lalu?", "2020-01-01", "2020-12-31", False, "tahun lalu"),
    ("Berita tahun lalu tentang banjir", "2020-01-01", "2020-12-31", True, "tahun lalu"),
    ("Siapa juara tahun ini?", "2021-01-01", "2021-12-31", False, "tahun ini"),
    ("Siapa juara lima tahun lalu?", "2016-01-01", "2016-12-31", False, "lima tahun lalu"),
    ("Berapa gempa lima tahun terakhir?", "2016-12-17", "2021-12-17", False, "lima tahun terakhir"),
    ("Apa yang ramai akhir-akhir ini?", "2021-11-17", "2021-12-17", False, "akhir-akhir ini"),
    ("Siapa yang baru-baru ini meninggal?", "2021-11-17", "2021-12-17", False, "baru-baru ini"),
    ("Di mana konser akhir pekan lalu?", "2021-12-11", "2021-12-12", True, "akhir pekan lalu"),
    ("Di mana konser akhir pekan ini?", "2021-12-18", "2021-12-19", True, "akhir pekan ini"),
    ("Siapa tiba Senin lalu?", "2021-12-13", "2021-12-13", True, "Senin lalu"),
    ("Siapa tiba Jumat lalu?", "2021-12-10", "2021-12-10", True, "Jumat lalu"),
    ("Siapa tiba pada hari Selasa?", "2021-12-14", "2021-12-14", True, "pada hari Selasa"),
    ("Siapa tiba hari Minggu lalu?", "2021-12-12", "2021-12-12", True, "hari Minggu lalu"),
    ("Siapa tiba Rabu pekan lalu?", "2021-12-08", "2021-12-08", True, "Rabu pekan lalu"),
    ("Siapa tiba Rabu kemarin?", "2021-12-15", "2021-12-15", True, "Rabu kemarin"),
    ("Siapa meninggal pada Desember 2021?", "2021-12-01", "2021-12-31", False, "pada Desember 2021"),
    ("Apa yang terjadi pada Desember 2021?", "2021-12-01", "2021-12-31", True, "pada Desember 2021"),
    ("Berita bulan Maret tahun 2020", "2020-03-01", "2020-03-31", True, "bulan Maret tahun 2020"),
    ("Siapa dilantik 16 Desember 2021?", "2021-12-16", "2021-12-16", False, "16 Desember 2021"),
    ("Apa yang terjadi pada 16 Desember 2021?", "2021-12-16", "2021-12-16", True, "pada 16 Desember 2021"),
    ("Apa yang terjadi tanggal 16 Desember?", "2021-12-16", "2021-12-16", True, "tanggal 16 Desember"),
    ("Apa yang terjadi pada 20 Desember?", "2020-12-20", "2020-12-20", True, "pada 20 Desember"),
    ("Apa yang terjadi pada 16/12/2021?", "2021-12-16", "2021-12-16", True, "pada 16/12/2021"),
    ("Apa yang terjadi pada 2021-12-16?", "2021-12-16", "2021-12-16", True, "pada 2021-12-16"),
    ("Siapa tampil 14-16 Desember 2021?", "2021-12-14", "2021-12-16", False, "14-16 Desember 2021"),
    ("Siapa dilantik Oktober lalu?", "2021-10-01", "2021-10-31", False, "Oktober lalu"),
    ("Siapa dilantik Desember lalu?", "2020-12-01", "2020-12-31", False, "Desember lalu"),
    ("Siapa dilantik pada bulan Oktober?", "2021-10-01", "2021-10-31", False, "pada bulan Oktober"),
    ("Siapa dilantik awal Oktober 2021?", "2021-10-01", "2021-10-10", False, "awal Oktober 2021"),
    ("Siapa dilantik akhir tahun 2020?", "2020-09-01", "2020-12-31", False, "akhir tahun 2020"),
    ("Siapa dilantik pada tahun 2019?", "2019-01-01", "2019-12-31", False, "pada tahun 2019"),
    ("Siapa juara Piala Dunia 2022?", "2022-01-01", "2022-12-31", False, "2022"),
    ("Kapan pemilu 2024 digelar?", "2024-01-01", "2024-12-31", False, "2024"),
    ("Siapa presiden sejak 2014?", "2014-01-01", "2021-12-17", False, "sejak 2014"),
    ("Ada berita apa sejak kemarin?", "2021-12-16", "2021-12-17", True, "sejak kemarin"),
    ("Siapa presiden sebelum tahun 2014?", FIRST, "2013-12-31", False, "sebelum tahun 2014"),
    ("Siapa presiden setelah 2014?", "2015-01-01", "2021-12-17", False, "setelah 2014"),
    ("Siapa menjabat hingga 2019?", FIRST, "2019-12-31", False, "hingga 2019"),
    ("Siapa menjabat antara 2014 dan 2019?", "2014-01-01", "2019-12-31", False, "antara 2014 dan 2019"),
    ("Siapa menjabat dari 2014 hingga 2019?", "2014-01-01", "2019-12-31", False, "dari 2014 hingga 2019"),
    ("Siapa menjabat 2014-2019?", "2014-01-01", "2019-12-31", False, "2014-2019"),
    ("Apa yang terjadi antara Januari dan Maret 2021?", "2021-01-01", "2021-03-31", True,
     "antara Januari dan Maret 2021"),
    ("Apa yang terjadi November 2020 sampai Januari 2021?", "2020-11-01", "2021-01-31", True,
     "November 2020 sampai Januari 2021"),
    ("Apa yang terjadi dari November sampai Januari 2021?", "2020-11-01", "2021-01-31", True,
     "dari November sampai Januari 2021"),
    ("Berapa pertumbuhan kuartal III 2021?", "2021-07-01", "2021-09-30", False, "kuartal III 2021"),
    ("Berapa laba semester I tahun 2021?", "2021-01-01", "2021-06-30", False, "semester I tahun 2021"),
    ("Siapa penyanyi terkenal 1990-an?", "1990-01-01", "1999-12-31", False, "1990-an"),
    ("What happened today?", "2021-12-17", "2021-12-17", True, "today"),
    ("Who arrived yesterday?", "2021-12-16", "2021-12-16", True, "yesterday"),
    ("Who arrived the day before yesterday?", "2021-12-15", "2021-12-15", True, "the day before yesterday"),
    ("Where was the quake last night?", "2021-12-16", "2021-12-17", True, "last night"),
    ("What happened last week?", "2021-12-06", "2021-12-12", True, "last week"),
    ("What did he say this week?", "2021-12-13", "2021-12-19", True, "this week"),
    ("Who won two weeks ago?", "2021-11-29", "2021-12-05", True, "two weeks ago"),
    ("Who won a couple of days ago?", "2021-12-15", "2021-12-15", True, "a couple of days ago"),
    ("How many cases in the last 3 days?", "2021-12-14", "2021-12-17", True, "in the last 3 days"),
    ("How many cases over the past week?", "2021-12-10", "2021-12-17", True, "over the past week"),
    ("Who resigned last month?", "2021-11-01", "2021-11-30", True, "last month"),
    ("Who won last year?", "2020-01-01", "2020-12-31", False, "last year"),
    ("What was in the news last year?", "2020-01-01", "2020-12-31", True, "last year"),
    ("Who died recently?", "2021-11-17", "2021-12-17", False, "recently"),
    ("Who played last weekend?", "2021-12-11", "2021-12-12", True, "last weekend"),
    ("Who arrived on Monday?", "2021-12-13", "2021-12-13", True, "on Monday"),
    ("Who arrived last Friday?", "2021-12-10", "2021-12-10", True, "last Friday"),
    ("Who was appointed in March 2022?", "2022-03-01", "2022-03-31", False, "in March 2022"),
    ("What happened in March 2021?", "2021-03-01", "2021-03-31", True, "in March 2021"),
    ("What happened in March?", "2021-03-01", "2021-03-31", True, "in March"),
    ("What happened in May?", "2021-05-01", "2021-05-31", True, "in May"),
    ("What happened on 16 December 2021?", "2021-12-16", "2021-12-16", True, "on 16 December 2021"),
    ("What happened on December 16, 2021?", "2021-12-16", "2021-12-16", True, "on December 16, 2021"),
    ("What happened on the 16th of December?", "2021-12-16", "2021-12-16", True, "on the 16th of December"),
    ("Who resigned early last month?", "2021-11-01", "2021-11-10", True, "early last month"),
    ("Who resigned in late 2020?", "2020-09-01", "2020-12-31", False, "in late 2020"),
    ("Who has led the country since 2014?", "2014-01-01", "2021-12-17", False, "since 2014"),
    ("Who led the country before 2014?", FIRST, "2013-12-31", False, "before 2014"),
    ("Who led it between 2014 and 2019?", "2014-01-01", "2019-12-31", False, "between 2014 and 2019"),
    ("Who led it from 2014 to 2019?", "2014-01-01", "2019-12-31", False, "from 2014 to 2019"),
    ("What was growth in the third quarter of 2021?", "2021-07-01", "2021-09-30", False,
     "in the third quarter of 2021"),
    ("What was growth in Q3 2021?", "2021-07-01", "2021-09-30", False, "in Q3 2021"),
    ("Who won the 2018 World Cup?", "2018-01-01", "2018-12-31", False, "2018"),
    ("Siapa menang pilkada 9 Desember kemarin?", "2021-12-09", "2021-12-09", False, "9 Desember kemarin"),
    ("Siapa tiba 16 Desember tahun lalu?", "2020-12-16", "2020-12-16", False, "16 Desember tahun lalu"),
    ("Siapa dilantik Desember tahun lalu?", "2020-12-01", "2020-12-31", False, "Desember tahun lalu"),
    ("Who resigned in March last year?", "2020-03-01", "2020-03-31", False, "in March last year"),
    ("Who came between 3 and 7 December 2021?", "2021-12-03", "2021-12-07", False, "between 3 and 7 December 2021"),
    ("Siapa peraih Nobel 2020 dan 2021?", "2020-01-01", "2021-12-31", False, "2020 dan 2021"),
    ("Kapan gempa besar tahun 2004 terjadi?", "2004-01-01", "2004-12-31", False, "tahun 2004"),
    ("Peristiwa apa saja sepanjang 2021?", "2021-01-01", "2021-12-31", True, "sepanjang 2021"),
    ("Siapa juara Piala Dunia 2022 kata berita kemarin?", "2021-12-16", "2021-12-16", True, "kemarin"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "start", "end", "strict", "expression"), TABLE, ids=[row[0] for row in TABLE]
)
def test_an_expression_of_time_is_read(
    question: str, start: str, end: str, strict: bool, expression: str
) -> None:
    found = period(question, today=TODAY)
    assert found is not None
    assert (str(found.start), str(found.end), found.strict) == (start, end, strict)
    assert question[found.span.start : found.span.end] == expression


@pytest.mark.parametrize(
    "question",
    [
        "Siapa Kim Yong Ju?",
        "Who was Kim Yong Ju?",
        "Apa isi pasal 1945?",
        "Apa isi UUD 1945?",
        "Siapa yang punya Rp 2021?",
        "Apakah 2000 orang hadir?",
        "May I ask who won?",
        "Siapa Juli Hartono?",
        "Siapa Maret Samuel?",
        "Berapa lama ia memimpin sehari?",
        "Siapa pendiri Harian Minggu Pagi?",
        "Kapan salat Jumat dimulai?",
        "Apa itu Rabu Abu?",
        "Berapa jarak 1.990 km itu?",
        "Who ran the long march?",
        "Apa arti hari?",
        "Apa rencana minggu depan?",
        "30 Februari 2021 hari apa?",
        "",
        "?",
    ],
)
def test_a_question_without_a_time_has_no_period(question: str) -> None:
    found = period(question, today=TODAY)
    if question.startswith("30 Februari"):
        assert found is not None
        assert (found.start, found.end) == (date(2021, 2, 1), date(2021, 2, 28))
    else:
        assert found is None


@pytest.mark.parametrize(
    ("today", "question", "start", "end"),
    [
        (date(2022, 1, 1), "kemarin", date(2021, 12, 31), date(2021, 12, 31)),
        (date(2022, 1, 1), "bulan lalu", date(2021, 12, 1), date(2021, 12, 31)),
        (date(2022, 1, 1), "minggu lalu", date(2021, 12, 20), date(2021, 12, 26)),
        (date(2022, 3, 31), "sebulan terakhir", date(2022, 2, 28), date(2022, 3, 31)),
        (date(2024, 2, 29), "setahun terakhir", date(2023, 2, 28), date(2024, 2, 29)),
        (date(2022, 2, 10), "pada bulan November", date(2021, 11, 1), date(2021, 11, 30)),
        (date(2022, 2, 10), "antara November dan Januari", date(2021, 11, 1), date(2022, 1, 31)),
        (date(2024, 3, 1), "antara 29 Februari dan 1 Maret 2023", date(2023, 2, 28), date(2023, 3, 1)),
        (date(2021, 12, 13), "Senin lalu", date(2021, 12, 6), date(2021, 12, 6)),
    ],
)
def test_periods_cross_months_and_years(today: date, question: str, start: date, end: date) -> None:
    found = period(question, today=today)
    assert found is not None
    assert (found.start, found.end) == (start, end)


WORDS = st.sampled_from(
    [
        *"antara dan dari hingga sejak sebelum setelah 2021 29 31 Februari Maret minggu lalu ini kemarin".split(),
        *"dua hari last week the of 9999 in between - / , . ? awal akhir Senin pekan 0 16/12/2021 99/99/2021".split(),
        *"2021-02-30 kuartal iv semester q4 an se terakhir ago tahun year".split(),
    ]
)


@given(
    st.lists(WORDS, max_size=14).map(" ".join) | st.text(max_size=60),
    st.dates(),
)
def test_any_question_on_any_day_is_read(question: str, today: date) -> None:
    found = period(question, today=today)
    if found is not None:
        assert found.start <= found.end
        assert 0 <= found.span.start < found.span.end <= len(question)
        assert period(question, today=today) == found


def test_a_long_question_takes_little_time() -> None:
    for piece in ("kemarin ", "antara ", "2021-", "9", "tahun ", "the ", "a"):
        period(piece * 200_000, today=TODAY)
