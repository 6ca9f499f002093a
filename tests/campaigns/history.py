"""Random histories of a library: what is done, what must then be stored, and whether it is."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from index.embedding.protocol import Embedder
from index.library.preparing import prepare
from index.library.serving import embedding_model
from index.store import PreparedArticle, Store
from index.types import ArticleDraft

State = dict[str, str]
"""The body of every stored article by its external id."""

WORDS = "gempa banjir menteri jalan tol harga beras kapal pasar sekolah rumah sakit hujan laut gunung".split()


@dataclass(frozen=True, slots=True)
class Put:
    """Articles that are added, or one that is given another text, in one transaction."""

    articles: tuple[tuple[str, str], ...]

    def applied(self, state: State) -> State:
        return {**state, **dict(self.articles)}

    def run(self, store: Store, embedder: Embedder) -> None:
        store.add(prepared(self.articles, embedder), embedding_model(embedder))


@dataclass(frozen=True, slots=True)
class Repeat:
    """A text that is stored comes again under another external id: nothing may change."""

    key: str
    text: str

    def applied(self, state: State) -> State:
        return state

    def run(self, store: Store, embedder: Embedder) -> None:
        [result] = store.add(prepared([(f"{self.key} lagi", self.text)], embedder), embedding_model(embedder))
        assert not result.created, "a text was stored twice"


@dataclass(frozen=True, slots=True)
class Remove:
    """An article that is removed."""

    key: str

    def applied(self, state: State) -> State:
        return {key: body for key, body in state.items() if key != self.key}

    def run(self, store: Store, embedder: Embedder) -> None:
        store.remove(article_id(store, self.key))


Step = Put | Repeat | Remove


def history(seed: int, state: State) -> Iterator[tuple[Step, State]]:
    """Draw an endless history that begins at `state`: each step, and the state after it."""
    chance = random.Random(seed)
    number = 0
    while True:
        number += 1
        step = draw(chance, state, f"{seed}-{number}")
        state = step.applied(state)
        yield step, state


def draw(chance: random.Random, state: State, name: str) -> Step:
    """Draw one step: mostly new articles, some edits, repetitions and removals."""
    kind = chance.random()
    if not state or kind < 0.7:
        count = chance.choice((1, 1, 2, 8, 24, 64))
        return Put(tuple((f"{name}-{n}", body(chance, f"{name}-{n}")) for n in range(count)))
    keys = list(state)
    key = chance.choice((chance.choice(keys), keys[-1]))
    if kind < 0.8:
        return Remove(key)
    if kind < 0.9:
        return Put(((key, body(chance, name)),))
    return Repeat(key, state[key])


def body(chance: random.Random, name: str) -> str:
    """Write a text that no other name has."""
    lines = [
        f"Kabar {name} tentang {' '.join(chance.choices(WORDS, k=6))}." for _ in range(chance.randint(1, 3))
    ]
    return "\n\n".join(lines)


def prepared(articles: Sequence[tuple[str, str]], embedder: Embedder) -> list[PreparedArticle]:
    """Make articles ready for the store."""
    return prepare([ArticleDraft("", text, external_id=key) for key, text in articles], embedder)


def article_id(store: Store, key: str) -> int:
    """Find an article by its external id."""
    [found] = [summary.id for summary in store.articles(query=key) if summary.external_id == key]
    return found


@lru_cache(maxsize=100_000)
def expected_passages(text: str, embedder: Embedder, title: str) -> tuple[tuple[int, int, str, bytes], ...]:
    """What must be stored of a text: offsets, passage text and vector."""
    [article] = prepare([ArticleDraft(title, text)], embedder)
    return tuple(
        (p.start, p.end, p.text, np.ascontiguousarray(v, "<f4").tobytes())
        for p, v in zip(article.passages, article.vectors, strict=True)
    )


STORED = """
    SELECT a.external_id, a.body, p.id, p.start, p."end", p.text, v.vector
    FROM articles a JOIN editions e ON e.state = 'serving'
    LEFT JOIN passages p ON p.article_id = a.id AND p.edition_id = e.id
    LEFT JOIN vectors v ON v.passage_id = p.id
    ORDER BY a.id, p.id
"""


def stored_state(store: Store) -> State:
    """Read what is stored."""
    with store.database.snapshot() as connection:
        rows = connection.exec_driver_sql("SELECT external_id, body FROM articles ORDER BY id").all()
    return {row[0]: row[1] for row in rows}


def torn(store: Store, embedder: Embedder, *, title: str = "") -> list[str]:
    """Name the articles in service whose passages or vectors are not exactly those of their text."""
    with store.database.snapshot() as connection:
        rows = connection.exec_driver_sql(STORED).all()
    found: dict[str, tuple[str, list[tuple[int, int, str, bytes]]]] = {}
    for key, text, passage_id, start, end, passage, vector in rows:
        _, passages = found.setdefault(key, (text, []))
        if passage_id is not None:
            passages.append((start, end, passage, b"" if vector is None else bytes(vector)))
    return [
        key
        for key, (text, passages) in found.items()
        if tuple(passages) != expected_passages(text, embedder, title)
    ]
