import pytest
from lxml.html import document_fromstring

from index.ingest.hidden_text import remove_hidden_text


def shown(body: str, head: str = "") -> str:
    page = document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>")
    remove_hidden_text(page)
    return " ".join(page.text_content().split())


@pytest.mark.parametrize(
    "trick",
    [
        "<p hidden>X</p>",
        '<p hidden="until-found">X</p>',
        "<p inert>X</p>",
        '<p aria-hidden="true">X</p>',
        "<template><p>X</p></template>",
        "<noscript>X</noscript>",
        "<script>X</script>",
        "<style>X</style>",
        "<!-- X -->",
        "<?php X ?>",
        "<textarea>X</textarea>",
        "<select><option>X</option></select>",
        "<svg><text>X</text></svg>",
        '<iframe srcdoc="X">X</iframe>',
        "<dialog>X</dialog>",
        '<input type="hidden" value="X">',
        '<p class="sr-only">X</p>',
        '<p class="berita visually-hidden">X</p>',
        '<p class="d-none">X</p>',
        '<p style="display:none">X</p>',
        '<p style="DISPLAY : NONE !important">X</p>',
        '<p style="color:red;display:none;">X</p>',
        '<p style="visibility:hidden">X</p>',
        '<p style="visibility:collapse">X</p>',
        '<p style="content-visibility:hidden">X</p>',
        '<p style="opacity:0">X</p>',
        '<p style="opacity:.01">X</p>',
        '<p style="filter:opacity(0%)">X</p>',
        '<p style="font-size:0">X</p>',
        '<p style="font-size:0px">X</p>',
        '<p style="font-size:1px">X</p>',
        '<p style="font-size:0.1em">X</p>',
        '<p style="font: 0/0 a">X</p>',
        '<p style="color:transparent">X</p>',
        '<p style="color:rgba(0,0,0,0)">X</p>',
        '<p style="color:rgb(0 0 0 / 0%)">X</p>',
        '<p style="color:#00000000">X</p>',
        '<p style="color:white">X</p>',
        '<p style="color:#fff">X</p>',
        '<p style="color:#FEFEFE">X</p>',
        '<p style="color:rgb(255, 255, 255)">X</p>',
        '<p style="color:hsl(0, 0%, 99%)">X</p>',
        '<font color="#ffffff">X</font>',
        '<div style="background:white"><p style="color:white">X</p></div>',
        '<p style="color:#abc;background-color:#abc">X</p>',
        '<p style="position:absolute;left:-9999px">X</p>',
        '<p style="position:fixed;top:-100vh">X</p>',
        '<p style="text-indent:-9999px">X</p>',
        '<p style="margin-left:-5000px">X</p>',
        '<p style="clip:rect(0,0,0,0)">X</p>',
        '<p style="clip:rect(1px, 1px, 1px, 1px)">X</p>',
        '<p style="clip-path:inset(100%)">X</p>',
        '<p style="transform:scale(0)">X</p>',
        '<p style="height:0;overflow:hidden">X</p>',
        '<p style="width:1px;height:1px;overflow:hidden">X</p>',
        '<p style="max-height:0">X</p>',
        '<p style="line-height:0">X</p>',
        '<div style="display:none"><div><p>X</p></div></div>',
    ],
)
def test_text_that_is_not_shown_is_removed(trick: str) -> None:
    assert shown(f"<p>Sebelum.</p>{trick}<p>Sesudah.</p>") in ("Sebelum. Sesudah.", "Sebelum.Sesudah.")


@pytest.mark.parametrize(
    "rule",
    [
        ".a{display:none}",
        "p.a { color: red; display: none }",
        ".z, .a {visibility:hidden}",
        "/* x */ .a{font-size:0}",
        "@charset 'utf-8'; .b{color:red} .a{opacity:0}",
        "@media print{.b{color:red}} .a{display:none}",
    ],
)
def test_text_that_a_style_sheet_hides_is_removed(rule: str) -> None:
    assert shown('<p>Sebelum.</p><p class="a">X</p>', f"<style>{rule}</style>") == "Sebelum."


def test_an_id_that_a_style_sheet_hides_is_removed() -> None:
    assert shown('<p>Sebelum.</p><p id="a">X</p>', "<style>#a{display:none}</style>") == "Sebelum."


@pytest.mark.parametrize(
    "seen",
    [
        "<p>X</p>",
        '<p style="color:red;font-size:14px;opacity:1">X</p>',
        '<p style="opacity:0.9;line-height:1.5;max-height:200px">X</p>',
        '<p style="font-size:0.9em">X</p>',
        '<p style="font: 12px/1.5 serif">X</p>',
        '<p style="color:#000">X</p>',
        '<p style="color:#ccc">X</p>',
        '<div style="background:#111"><p style="color:#fff">X</p></div>',
        '<p style="color:white;background-color:navy">X</p>',
        '<table bgcolor="black"><tr><td style="color:white">X</td></tr></table>',
        '<p style="margin-left:-10px;left:-5px">X</p>',
        '<p style="overflow:hidden;height:200px">X</p>',
        '<p aria-hidden="false" class="visible">X</p>',
        '<p style="line-height:normal">X</p>',
        '<p style="max-width:none;max-height:none">X</p>',
        '<p style="zoom:normal">X</p>',
        '<p style="font-size:em">X</p>',
        '<p style="font-size:medium;font:inherit;opacity:inherit;opacity:">X</p>',
        '<p style="margin-top:-100px">X</p>',
        '<p style="left:auto;top:-100%px">X</p>',
        '<p style="clip-path:circle(0.5em at 50%)">X</p>',
        '<p class="x">X</p>',
        '<p class="y">X</p>',
    ],
)
def test_text_that_is_shown_stays(seen: str) -> None:
    sheet = "<style>@media print{.y{display:none}} .y{color:#333} .y:hover{display:none}"
    sheet += ".x{line-height:normal;max-width:none;zoom:normal;font-size:em;margin-top:-100px}</style>"
    assert "X" in shown(seen, sheet)


def test_the_words_around_a_removed_element_stay() -> None:
    assert shown("<p>Harga <span hidden>X</span>beras <b>naik</b>.</p>") == "Harga beras naik."


def test_a_page_that_hides_its_body_until_it_has_loaded_is_read() -> None:
    assert shown("<p>Isi.</p>", "<style>body{opacity:0}</style>") == "Isi."
