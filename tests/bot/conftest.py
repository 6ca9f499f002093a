import pytest

from index.types import ArticleDraft
from tests.bot.shelf import Shelf

KIM = ArticleDraft(
    title="Kim Yong Ju tutup usia",
    body=(
        "Kim Yong Ju adalah adik pendiri Korea Utara Kim Il Sung. Ia meninggal pada Desember 2021.\n\n"
        "Baca juga: Korea Utara berduka.\n\nJenazahnya dimakamkan di Pyongyang."
    ),
    url="https://www.warta.example/kim-yong-ju",
)
HARBOUR = ArticleDraft(
    title="Pelabuhan baru Makassar dibuka",
    body="Pelabuhan baru Makassar dibuka pada Senin. Kapal pertama tiba dari Surabaya.",
)


@pytest.fixture
def shelf() -> Shelf:
    """A library with two articles."""
    shelf = Shelf()
    shelf.add(KIM)
    shelf.add(HARBOUR)
    return shelf
