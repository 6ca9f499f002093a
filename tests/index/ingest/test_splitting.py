import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.splitting import SplitParameters, split
from index.language.boilerplate import article_sentences, boilerplate
from index.types import PassageDraft

ROUND_UP = """\
Berikut tiga berita pekan ini yang banyak dibaca.

1. Jembatan Gantung Dibuka Kembali
Jembatan itu ditutup sejak banjir. Warga kini bisa menyeberang.
Baca juga: Banjir Surut di Dua Desa
Perbaikannya menelan Rp 2,5 miliar.

2) Harga Cabai Turun
Cabai kini Rp 30.000 per kg. Yang ikut turun:
1. Bawang
2. Tomat
3. Kentang
Pedagang lega.

3. Penyair Tua Meninggal
Penyair itu meninggal pada Selasa (14/12/2021). Ia berusia 90 tahun.
"""


def test_numbered_headlines_begin_passages_and_head_them() -> None:
    passages = split(ROUND_UP)
    assert [passage.heading for passage in passages] == [
        "",
        "1. Jembatan Gantung Dibuka Kembali",
        "2) Harga Cabai Turun",
        "3. Penyair Tua Meninggal",
    ]
    assert ROUND_UP[passages[3].start : passages[3].end] == passages[3].text
    assert passages[3].text.startswith("3. Penyair Tua Meninggal\nPenyair itu")


def test_a_list_inside_an_item_stays_with_the_item() -> None:
    assert split(ROUND_UP)[2].text.endswith("1. Bawang\n2. Tomat\n3. Kentang\nPedagang lega.")


def test_boilerplate_is_in_the_slice_but_not_in_the_text() -> None:
    passage = split(ROUND_UP)[1]
    assert "Baca juga" in ROUND_UP[passage.start : passage.end]
    assert passage.text.split("\n") == [
        "1. Jembatan Gantung Dibuka Kembali",
        "Jembatan itu ditutup sejak banjir. Warga kini bisa menyeberang.",
        "Perbaikannya menelan Rp 2,5 miliar.",
    ]


@pytest.mark.parametrize("blank", ["\n", "\n\n"])
def test_a_sub_heading_begins_a_passage(blank: str) -> None:
    body = blank.join(["Penyair lahir di desa.", "Masa Muda", "Ia bersekolah di kota.", "Ia menulis."])
    assert [(passage.heading, passage.text) for passage in split(body)] == [
        ("", "Penyair lahir di desa."),
        ("Masa Muda", blank.join(["Masa Muda", "Ia bersekolah di kota.", "Ia menulis."])),
    ]


def test_every_passage_of_an_item_keeps_its_heading() -> None:
    body = "Masa Muda\n" + "\n".join(f"Kalimat nomor {number} ini berisi tujuh kata." for number in range(60))
    passages = split(body)
    assert len(passages) > 3
    assert {passage.heading for passage in passages} == {"Masa Muda"}
    assert all(passage.text.startswith("Masa Muda\n") for passage in passages)
    assert [passage.text.count("Masa Muda") for passage in passages] == [1] * len(passages)


@pytest.mark.parametrize(
    "lines",
    [
        ["1. Bawang", "2. Tomat", "3. Kentang"],
        ["Bawang", "Tomat", "Kentang"],
        ["16. Desember 2021"],
        ["16. 12. 2021"],
        ["12.30 WIB sampai selesai."],
        ["“Kami senang"],
        ["dan seterusnya"],
        ["Harga naik:"],
        ["(ani/budi)"],
    ],
)
def test_lists_dates_and_fragments_are_no_joints(lines: list[str]) -> None:
    body = "\n".join(["Pasar dibuka kembali oleh wali kota.", *lines, "Pedagang lega."])
    assert [passage.heading for passage in split(body)] == [""]


def test_a_numbered_line_that_is_no_headline_does_not_get_the_heading_before() -> None:
    body = "1. Partai Satu\nSetuju semua.\n2. Partai Dua\n3. Partai Tiga\n4. Partai Empat\nMenolak semua."
    assert [passage.heading for passage in split(body)] == ["1. Partai Satu", ""]


def test_passages_are_whole_paragraphs_near_the_target_length() -> None:
    body = "\n\n".join(
        "Kalimat ini berisi persis sepuluh kata untuk uji coba kecil. " * 3 for _ in range(20)
    ).strip()
    passages = split(body)
    assert all(body[passage.start - 2 : passage.start] in ("", "\n\n") for passage in passages[1:])
    assert all(60 <= len(passage.text.split()) <= 150 for passage in passages)


def test_a_monster_sentence_is_a_passage_of_its_own() -> None:
    monster = " ".join(["kata"] * 400) + "."
    body = f"Kalimat pendek. {monster.capitalize()} Kalimat penutup."
    assert monster.capitalize() in [passage.text for passage in split(body)]


def test_overlap_repeats_the_last_sentence() -> None:
    body = " ".join(f"Kalimat nomor {number} ini berisi tujuh kata." for number in range(60))
    plain, overlapping = split(body), split(body, SplitParameters(overlap=1))
    assert [passage.end for passage in plain] == [passage.end for passage in overlapping]
    assert overlapping[1].start < plain[1].start
    assert overlapping[1].text.startswith(article_last(body, plain[0]))


def article_last(body: str, passage: PassageDraft) -> str:
    last = article_sentences(body[passage.start : passage.end])[-1]
    return body[passage.start + last.start : passage.start + last.end]


def test_a_body_of_nothing_but_boilerplate_has_no_passages() -> None:
    assert split("ADVERTISEMENT\nBaca juga: Pasar Lama Ditutup") == []


LINES = st.sampled_from(
    [
        "Jembatan itu ditutup sejak banjir. Warga kini bisa menyeberang.", "4. Judul Berita Keempat",
        "1. Bawang", "Masa Muda",
        "Baca juga: Pasar Lama Ditutup", "ADVERTISEMENT", "", "  ", "“Kami senang,” kata Ani. Ia tertawa.",
        "2) Harga Turun",
        "dr. Sari pulang pukul 9 a.m. Senin. Lalu Rp 1.000 hilang…", "[Gambas:Video 20detik]",
        "kata " * 170 + "akhir.",
        "Kalimat ini berisi persis sepuluh kata untuk uji coba kecil. " * 9, "Ya", "12", ".",
        "\u2028Pisah", "é😀",
    ]
)  # fmt: skip
BODIES = st.lists(LINES, max_size=25).map("\n".join)
PARAMETERS = st.builds(SplitParameters, st.integers(5, 120), st.integers(120, 200), st.just(0))


@given(BODIES, PARAMETERS)
def test_passages_ascend_cover_the_article_and_cut_no_sentence(
    body: str, parameters: SplitParameters
) -> None:
    passages = split(body, parameters)
    assert passages == split(body, parameters)
    end = 0
    for passage in passages:
        assert end <= passage.start < passage.end <= len(body)
        assert body[passage.start : passage.end] == body[passage.start : passage.end].strip()
        assert not boilerplate(passage.text)
        end = passage.end
    for sentence in article_sentences(body):
        assert any(p.start <= sentence.start and sentence.end <= p.end for p in passages)


@given(BODIES)
def test_a_passages_text_is_its_heading_and_its_sentences(body: str) -> None:
    for passage in split(body):
        inside = body[passage.start : passage.end]
        sentences = [inside[span.start : span.end] for span in article_sentences(inside)]
        shown = [passage.text[span.start : span.end] for span in article_sentences(passage.text)]
        assert shown[-len(sentences) :] == sentences
        assert passage.text.startswith(passage.heading)


def test_a_megabyte_without_a_line_break_splits_in_time() -> None:
    assert len(split("Kalimat ini berisi persis sepuluh kata untuk uji coba kecil. " * 16_000)) == 1_600


@pytest.mark.parametrize(
    "body",
    [
        "ADVERTISEMENT" + " " * 500_000 + "ADVERTISEMENT",
        "ADVERTISEMENT\nHalo dunia.\n" * 20_000,
        "1. a\n" * 100_000,
        "Judul Kecil\n" * 50_000,
        "a " * 400_000,
        "A. " * 300_000,
        "[Baca juga" * 50_000,
        "\u2028 " * 200_000,
    ],
    ids=range(8),
)
def test_a_monotonous_body_splits_in_time(body: str) -> None:
    begun = time.process_time()
    split(body)
    assert time.process_time() - begun < 5


def test_an_interviews_questions_stay_with_their_answers() -> None:
    asked = "Mengapa pasar itu dipindahkan dari tepi jalan, dan sejak kapan rencana itu dibuat?"
    told = (
        "Karena jalan itu terlalu sempit bagi pembeli, dan "
        + "warga sudah lama meminta pasar baru " * 10
        + "."
    )
    body = "\n".join([asked, told] * 6)
    for passage in split(body):
        assert passage.text.startswith("Mengapa")
        assert passage.text.endswith("pasar baru .")
