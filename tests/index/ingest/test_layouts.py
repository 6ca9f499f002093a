import re
from collections import Counter

import pytest

from index.ingest.page import read_page
from tests.index.ingest.layouts import AUTHOR, LAYOUTS, OUTLET, TITLE, Layout


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_the_article_is_read_whole_and_nothing_else(layout: Layout) -> None:
    found, right = words(read_page(layout.html, "").text), words(layout.text)
    shared = sum((Counter(found) & Counter(right)).values())
    assert 2 * shared / (len(found) + len(right)) >= 0.98
    assert 1 - shared / len(found) <= 0.03


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_title_day_author_and_outlet_are_read(layout: Layout) -> None:
    found = read_page(layout.html, "")
    assert (found.title, found.date, found.author, found.outlet) == (TITLE, "2021-12-16", AUTHOR, OUTLET)
