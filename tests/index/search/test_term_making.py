import logging
from collections.abc import Iterator

import numpy as np
import pytest

from index.language.analysis import terms
from index.search import term_making
from index.search.term_making import TermMaking
from index.store.records import VectorBatch


def batches() -> Iterator[VectorBatch]:
    for start in range(0, 60, 10):
        ids = np.arange(start + 1, start + 11)
        texts = [f"Bupati membuka jembatan nomor {number}." for number in ids]
        titles = ["Demak" if number % 2 else "" for number in ids]
        yield VectorBatch(ids, titles, texts, np.zeros((10, 4), np.float32))


def made(making: TermMaking) -> list[tuple[int, str]]:
    with making:
        found = [pair for batch, of in making.of(batches()) for pair in zip(batch.ids, of, strict=True)]
    return [(int(passage), joined) for passage, joined in found]


def test_every_passage_gets_the_terms_of_its_title_and_text_in_order() -> None:
    found = made(TermMaking(60))
    assert [passage for passage, _ in found] == list(range(1, 61))
    assert found[0] == (1, " ".join(terms("Demak\nBupati membuka jembatan nomor 1.")))
    assert found[1] == (2, " ".join(terms("Bupati membuka jembatan nomor 2.")))


def test_other_processes_make_the_same_terms_in_the_same_order() -> None:
    assert made(TermMaking(60, worth=1, processes=2)) == made(TermMaking(60))


def test_what_a_lost_process_does_not_deliver_is_made_here(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(term_making, "__name__", "no_such_module")
    with caplog.at_level(logging.WARNING):
        found = made(TermMaking(60, worth=1, processes=1))
    assert found == made(TermMaking(60))
    assert len(caplog.records) == 1
