import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.sentences import split_sentences

PIECES = st.sampled_from(
    [
        "Harga beras naik.", " ", "\n", "\u2028", "dr. Sari", "No. 5", "Rp 1.000", '"Ya," katanya.', "!",
        "?", "…", "...", "M. Nuh",
        "a.m.", "PT.", "dll.", ")", "”", "Warga", "lalu", "12", "4.", ".", "'", "\t", "é", "😀", "U.S.",
        "S.H.,", "Com",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=5), max_size=30).map("".join)


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hujan turun. Warga mengungsi.", ["Hujan turun.", "Warga mengungsi."]),
        ("dr. Sari dan Dr. Budi datang. Mereka duduk.", ["dr. Sari dan Dr. Budi datang.", "Mereka duduk."]),
        ("Menteri M. Nuh bertemu H. Ali di Jl. Kenari No. 5. Ia pulang.",
         ["Menteri M. Nuh bertemu H. Ali di Jl. Kenari No. 5.", "Ia pulang."]),
        ("PT. Angin Laut rugi Rp. 1.500.000,50. Sahamnya turun.",
         ["PT. Angin Laut rugi Rp. 1.500.000,50.", "Sahamnya turun."]),
        ("Rapat mulai pukul 9 a.m. Senin ini. We left at 5 p.m. He stayed.",
         ["Rapat mulai pukul 9 a.m. Senin ini.", "We left at 5 p.m.", "He stayed."]),
        ('"Apakah benar?" tanya Rudi. "Benar."', ['"Apakah benar?" tanya Rudi.', '"Benar."']),
        ('Ia berseru, "Selamat datang!" Semua tertawa.', ['Ia berseru, "Selamat datang!"', "Semua tertawa."]),
        ("Ia diam… Lalu pergi… dan kembali.", ["Ia diam…", "Lalu pergi… dan kembali."]),
        ("Ember, sapu, dll. dijual. Juga panci, dll. Harganya murah.",
         ["Ember, sapu, dll. dijual.", "Juga panci, dll.", "Harganya murah."]),
        ("Judul tanpa titik\nIsi berita.", ["Judul tanpa titik", "Isi berita."]),
        ("4. Judul berita keempat\nIsinya.", ["4. Judul berita keempat", "Isinya."]),
        ("Benarkah?! Ya. (Foto: Ani.) Selesai.", ["Benarkah?!", "Ya.", "(Foto: Ani.)", "Selesai."]),
        ("Kota itu sepi.Kemudian hujan.", ["Kota itu sepi.", "Kemudian hujan."]),
        ("Jakarta, Harian Pagi - Gempa terasa, Rabu (15/12/2021). Tak ada korban.",
         ["Jakarta, Harian Pagi - Gempa terasa, Rabu (15/12/2021).", "Tak ada korban."]),
        ("Lihat situs Contoh.Com hari ini. Atau contoh.com saja.",
         ["Lihat situs Contoh.Com hari ini.", "Atau contoh.com saja."]),
        ("The answer is no. They left. See No. 7.", ["The answer is no.", "They left.", "See No. 7."]),
        ("U.S. officials met J. K. Doe in St. Moritz. It snowed.",
         ["U.S. officials met J. K. Doe in St. Moritz.", "It snowed."]),
        (
            "Plt. Gubernur dan Irjen Pol. Rudi menemui PT Angin Laut Tbk. (Angin) di sini. Ada PT Batu Tbk. Ada lagi.",
            [
                "Plt. Gubernur dan Irjen Pol. Rudi menemui PT Angin Laut Tbk. (Angin) di sini.",
                "Ada PT Batu Tbk.",
                "Ada lagi.",
            ],
        ),
        ("Tahun itu 2021. Tanggal 5. Lalu apa?", ["Tahun itu 2021.", "Tanggal 5.", "Lalu apa?"]),
        (" \n ", []),
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(TEXTS)
def test_spans_are_trimmed_ascending_and_hold_all_but_white_space(text: str) -> None:
    spans = split_sentences(text)
    end = 0
    for span in spans:
        assert end <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == text[span.start : span.end].strip()
        assert not text[end : span.start].strip()
        end = span.end
    assert not text[end:].strip()


@given(TEXTS)
def test_no_sentence_runs_over_a_line_break(text: str) -> None:
    assert not [sentence for sentence in sentences(text) if set(sentence) & set("\n\u2028\u2029")]


@pytest.mark.parametrize("piece", [".", '."', "A.", "a. ", "( ", '! " ', "No. ", "\n"])
def test_a_long_monotonous_text_takes_linear_time(piece: str) -> None:
    split_sentences(piece * (500_000 // len(piece)))
