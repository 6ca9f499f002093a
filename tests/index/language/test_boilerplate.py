import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.language import boilerplate as module
from index.language.boilerplate import article_sentences, boilerplate, without_boilerplate
from index.types import Span

CONTENT = "Wali kota membuka pasar baru, Senin (3/2/2020)."
LONG = "Pedagang menyambut pembukaan itu dengan gembira karena kios lama rusak sejak banjir. " * 3


def marked(text: str) -> list[str]:
    return [text[span.start : span.end] for span in boilerplate(text)]


@pytest.mark.parametrize(
    "mark",
    [
        "Baca juga: Pasar Lama Ditutup Tahun Ini",
        "Baca Juga: Siapa Pemilik Kios? Ini Kata Wali Kota",
        "BACA JUGA: Pasar Lama Ditutup",
        "Baca: Pasar Lama Ditutup",
        "SIMAK JUGA - Harga Cabai Turun",
        "Simak juga: Harga Cabai Turun",
        "Lihat juga: Harga Cabai Turun",
        "Read also: Old Market Closes",
        "[Baca juga: Pasar Lama Ditutup]",
        "(Baca Juga: Pasar Lama Ditutup)",
        "[Gambas:Video 20detik]",
        "ADVERTISEMENT",
        "SCROLL TO CONTINUE WITH CONTENT",
        "Baca_Juga",
        "Baca juga:\nPasar Lama Ditutup Tahun Ini\nHarga Cabai Turun Tajam",
        "Pilihan Redaksi\nPasar Lama Ditutup Tahun Ini\nHarga Cabai Turun Tajam",
        "Simak Video 'Suasana Pembukaan Pasar':",
        'Tonton juga video "Suasana Pembukaan Pasar" di sini:',
        "Simak berita selengkapnya di halaman selanjutnya.",
        "(rns/fyk)",
        "[dan]",
        "(RNS/A012)",
        "Penulis: Rina Sari | Editor: Budi Santoso",
        "Reporter: Rina Sari Sumber: Lontar.co.id",
        "Sumber: Kabar Kota dan The Daily.",
        "Laporan Wartawan Harian Lontar, Rina Sari",
        "Foto: Rina Sari/Lontar",
        "Pedagang menata dagangan di Pasar Anggrek (Foto: Dok. Pemkot)",
        "Ilustrasi pasar pagi. Shutterstock",
        "Copyright © LONTAR 2021",
        "Dilarang keras mengambil konten ini tanpa izin tertulis.",
        "Headline",
        "Bagikan:",
        "Ikuti kami di saluran WhatsApp Harian Lontar.",
        "Dapatkan berita pilihan setiap hari di grup Telegram kami.",
        "Baca berita lainnya di Google News",
        "Simak selengkapnya di sini.",
        "Info selengkapnya silakan diakses di sini.",
        "Anda bisa menyimak laporan ini selengkapnyadi sini.",
        "Yuk, cari tahu jadwal pasar selengkapnya dengan,!",
        "Selengkapnya, baca:,",
        "Berita selengkapnya tentang pasar itu dapat dibaca dalam:",
        "Lanjut ke halaman berikutnya (din/din) pasar kota tegalsari",
        "Tag: pasar, kota",
    ],
)
@pytest.mark.parametrize("separator", ["\n", "\n\n"])
def test_a_line_that_the_page_added_is_boilerplate(mark: str, separator: str) -> None:
    assert marked(f"{CONTENT}{separator}{mark}{separator}{CONTENT}") == [mark]


@pytest.mark.parametrize(
    "sentence",
    [
        "Penulis: Apakah Anda akan pindah ke pasar baru itu?",
        "Editor itu berkata bahwa naskahnya sudah lengkap.",
        "Berikut jadwal selengkapnya: Senin pukul 06.00.",
        "Foto yang diunggah wali kota itu disukai ribuan warga.",
        "Warga bisa melihat jadwal selengkapnya di kantor lurah.",
        "Inilah daftar kios selengkapnya yang dibuka hari ini.",
        "Simak jadwal selengkapnya:, pasar buka pukul 06.00.",
        "“Besok kami umumkan selengkapnya,” kata wali kota.",
        "Ia memakai kode (pagi) untuk kios yang buka pagi.",
        "Sumber dana pasar itu: anggaran daerah dan pinjaman bank daerah setempat.",
        "Para pelaku bergabung di grup Telegram yang dikelola tersangka.",
        "Perusahaan itu (Tbk) menaikkan harga.",
        "Peretas menulis pesan (copyright) di halaman depan situs itu.",
    ],
)
def test_a_sentence_that_tells_something_stays(sentence: str) -> None:
    assert marked(f"{CONTENT}\n{sentence}\n{CONTENT}") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{CONTENT} Baca juga: Pasar Lama Ditutup\n{CONTENT}", ["Baca juga: Pasar Lama Ditutup"]),
        (f"{CONTENT}Baca juga: Pasar Lama DitutupKata dia, {LONG}", ["Baca juga: Pasar Lama Ditutup"]),
        (f"{CONTENT}Baca juga: Pasar Lama Ditutup? {LONG}", ["Baca juga: Pasar Lama Ditutup?"]),
        (f"{CONTENT} Baca Juga {LONG}", ["Baca Juga "]),
        (f"{CONTENT},Baca juga:, {LONG}", ["Baca juga:, "]),
        (f"{CONTENT} Advertisement {LONG}", ["Advertisement"]),
        (f'{CONTENT} Simak Video "Suasana Pembukaan" [Gambas:Video 20detik] {LONG}',
         ['Simak Video "Suasana Pembukaan"', "[Gambas:Video 20detik]"]),
    ],
)  # fmt: skip
def test_boilerplate_in_the_middle_of_a_line_ends_before_the_article_goes_on(
    text: str, expected: list[str]
) -> None:
    assert marked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Ia membaca juga buku itu.",
        "Terlihat juga kios baru di sana.",
        "Simak saja penjelasan wali kota.",
        "Warga menonton juga video itu di rumah.",
        "Advertisement costs rose.",
        "Iklan rokok dilarang di kota itu.",
        "Redaksi menerima surat pembaca.",
        "Lihat juga lampiran surat itu.",
    ],
)
def test_sentences_of_the_article_are_not_boilerplate(text: str) -> None:
    assert marked(f"{CONTENT}\n{text}") == []


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("Pasar itu ramai, Baca selengkapnya:, Wali kota senang.", "Baca selengkapnya:,"),
        (
            "Langsung saja simak berita selengkapnya berikut ini., Wali kota membuka pasar.",
            "Langsung saja simak berita selengkapnya berikut ini.,",
        ),
        (
            "Bumbu: " + "garam, " * 30 + "cara memasaknya bisa kalian lihat di halaman selanjutnya.",
            "bisa kalian lihat di halaman selanjutnya",
        ),
    ],
)
def test_an_order_beside_a_sentence_leaves_the_sentence(text: str, left_out: str) -> None:
    assert marked(text) == [left_out]


def test_article_sentences_leave_boilerplate_out() -> None:
    text = f"Satu. Dua.\nBaca juga: Pasar Lama Ditutup\nTiga. Baca Juga {LONG}"
    shown = [text[span.start : span.end] for span in article_sentences(text)]
    assert shown[:4] == ["Satu.", "Dua.", "Tiga.", LONG[: len(LONG) // 3 - 1]]


def test_the_rest_is_what_lies_between_the_skipped_spans() -> None:
    assert list(without_boilerplate("", 2, 9, [Span(0, 3), Span(5, 6), Span(8, 12)])) == [
        Span(3, 5),
        Span(6, 8),
    ]


@given(
    st.lists(
        st.sampled_from(
            [
                "Baca juga",
                ":",
                "\n",
                " ",
                "Simak Video",
                "'",
                "[Gambas:",
                "]",
                "(",
                "Baca Juga",
                "ADVERTISEMENT",
                CONTENT,
                ",",
                "A",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_spans_are_ascending_disjoint_and_not_empty(text: str) -> None:
    end = 0
    for span in boilerplate(text):
        assert end <= span.start < span.end <= len(text)
        end = span.end


@pytest.mark.parametrize(
    "piece", ["Baca juga: ", "[Baca juga ", "Baca juga:\n", "Simak Video '", "Simak Video: A ", "[Gambas:"]
)
def test_a_long_monotonous_text_takes_linear_time(piece: str) -> None:
    boilerplate(piece * (200_000 // len(piece)))


WORDS = st.sampled_from(
    [
        *(
            "Baca",
            "baca",
            "BACA",
            "Simak",
            "simak",
            "SIMAK",
            "Lihat",
            "LIHAT",
            "tonton",
            "Tonton",
            "TONTON",
            "Saksikan",
        ),
        *(
            "juga",
            "Juga",
            "JUGA",
            "Read",
            "READ",
            "See",
            "SEE",
            "also",
            "Also",
            "ALSO",
            "read",
            "more",
            "MORE",
            "Video",
        ),
        *(
            "video",
            "videonya",
            "berita",
            "artikel",
            "selengkapnya",
            "di",
            "halaman",
            "selanjutnya.",
            "Halaman",
            "1 2",
        ),
        *(
            "Selanjutnya",
            "Pilihan",
            "PILIHAN",
            "Redaksi",
            "REDAKSI",
            "Advertisement",
            "ADVERTISEMENT",
            "Iklan",
        ),
        *(
            "SCROLL",
            "TO CONTINUE WITH CONTENT",
            "Gambas",
            "gambas",
            "[",
            "(",
            "]",
            ")",
            ":",
            ",",
            "-",
            "'",
            '"',
            ".",
            "A",
        ),
    ]
)
GLUE = st.sampled_from([" ", " ", " ", "", "_", "\n", ": "])


@settings(max_examples=300)
@given(st.lists(st.tuples(WORDS, GLUE), max_size=12).map(lambda pairs: "".join(map("".join, pairs))))
def test_looking_at_cues_finds_what_searching_the_whole_text_would_find(text: str) -> None:
    searched: list[Span] = []
    start = 0
    while match := module._MARK.search(text, start):
        start = module._end_of(match, text)
        searched.append(Span(match.start(), start))
    assert module._marked(text) == searched
