"""Row 5: random histories of adding, editing, removing, reindexing, publishing, damaging and restarting.

After every step the store must hold exactly what a dictionary says, every article must be found by its own words, and
nothing that was removed may be found again, whatever process or generation answers.
"""

import random
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial

import hypothesis.strategies as st
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from index.ingest.drafting import draft
from index.library import service
from index.search.documents import searchable
from tests.campaigns.damage import flip, pick
from tests.campaigns.figures import Figure
from tests.campaigns.history import body, stored_state, torn
from tests.campaigns.home import MODELS, open_home, search, use_stubs
from tests.campaigns.patience import goes_on
from tests.campaigns.scratch import scratch
from tests.campaigns.sharing import shared
from tests.campaigns.stub_embedder import StubEmbedder

HISTORIES_AT_ONCE = 25
KEYS = st.integers(0, 12)
done = {"histories": 0, "steps": 0}


class LibraryHistory(RuleBasedStateMachine):
    """A library, a second process's view of it, and the dictionary that both must agree with."""

    @initialize()
    def begin(self) -> None:
        done["histories"] += 1
        self.closing = ExitStack()
        self.home = self.closing.enter_context(scratch())
        self.texts: dict[str, str] = {}
        self.gone: list[str] = []
        self.version = 0
        self.library = open_home(self.home)
        self.other = open_home(self.home)

    @rule(keys=st.lists(KEYS, min_size=1, max_size=4))
    def put(self, keys: list[int]) -> None:
        for key in map(str, keys):
            text = self.written(key)
            self.library.add(draft(text, title="Judul", external_id=key))
            self.forget(key)
            self.texts[key] = text

    @rule(key=KEYS)
    def put_again(self, key: int) -> None:
        if str(key) in self.texts:
            assert not self.other.add(draft(self.texts[str(key)], title="Lain")).created

    @rule(key=KEYS)
    def edit(self, key: int) -> None:
        if str(key) in self.texts:
            text = self.written(str(key))
            self.other.edit(self.article(str(key)), draft(text, title="Judul", external_id=str(key)))
            self.forget(str(key))
            self.texts[str(key)] = text

    @rule(key=KEYS)
    def remove(self, key: int) -> None:
        if str(key) in self.texts:
            self.library.remove(self.article(str(key)))
            self.forget(str(key))

    @rule(model=st.sampled_from(MODELS))
    def reindex(self, model: str) -> None:
        self.other.reindex(model=model)

    @rule()
    def publish(self) -> None:
        self.library._service.current().engine.publish()

    @rule()
    def restart(self) -> None:
        self.library.close()
        self.library, self.other = self.other, open_home(self.home)

    @precondition(lambda self: (self.home / "index" / "CURRENT").exists())
    @rule(seed=st.integers(0, 1 << 20))
    def damage_and_restart(self, seed: int) -> None:
        chance = random.Random(seed)
        for library in (self.library, self.other):
            library.close()
        newest = max((self.home / "index").glob("generation-*"))
        before = {path: path.read_bytes() for path in newest.rglob("*") if path.is_file()}
        flip(pick(newest, chance), chance)
        self.library, self.other = open_home(self.home), open_home(self.home)
        self.all_is_found()
        for path, content in before.items():
            if path.parent.is_dir():
                path.write_bytes(content)

    @invariant()
    def all_is_found(self) -> None:
        done["steps"] += 1
        store = self.library._store
        assert stored_state(store) == self.texts
        edition = store.edition()
        assert not torn_titled(store, edition.model.name if edition else MODELS[0])
        for library in (self.library, self.other):
            for text in list(self.texts.values())[-3:]:
                [first, *_] = search(library, searchable("Judul", text))
                assert first.article.body == text
            for text in self.gone[-2:]:
                assert text not in {hit.article.body for hit in search(library, searchable("Judul", text))}

    def teardown(self) -> None:
        if hasattr(self, "home"):
            self.library.close()
            self.other.close()
            self.closing.close()

    def written(self, key: str) -> str:
        self.version += 1
        return body(random.Random(self.version), f"{key}-{self.version}")

    def forget(self, key: str) -> None:
        if key in self.texts:
            self.gone.append(self.texts.pop(key))

    def article(self, key: str) -> int:
        return next(s.id for s in self.library.articles(query=key) if s.external_id == key)


def torn_titled(store: object, model: str) -> list[str]:
    """Name the articles whose passages or vectors are not those of their title and text."""
    return torn(store, StubEmbedder(model), title="Judul")  # type: ignore[arg-type]


def campaign(histories: int, steps: int, *, phases: tuple[Phase, ...] = tuple(Phase)) -> list[Figure]:
    """Run so many histories of at most so many steps: some a child, a child a core."""
    use_stubs()
    vars(service)["shipped_reranker"] = lambda embedder: (
        None
    )  # half of a search's time, and not at stake here
    tally = shared(Tally, histories, 5, partial(run_histories, steps=steps, phases=phases))
    measured = "; ".join(tally.problems[:3]) or "0 violations"
    trials = f"{tally.histories:,} histories, {tally.states:,} checked states"
    return [Figure(5, trials, "0 violations", measured, not tally.problems)]


@dataclass
class Tally:
    """What the histories came to."""

    histories: int = 0
    states: int = 0
    problems: list[str] = field(default_factory=list)


def run_histories(
    histories: int, chance: random.Random, tally: Tally, *, steps: int, phases: tuple[Phase, ...]
) -> Iterator[None]:
    """Run so many histories, a few at a time, until one is violated."""
    while tally.histories < histories and not tally.problems and goes_on():
        some = settings(
            max_examples=min(HISTORIES_AT_ONCE, histories - tally.histories),
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=phases,
            suppress_health_check=list(HealthCheck),
        )
        try:
            run_state_machine_as_test(seed(chance.getrandbits(64))(LibraryHistory), settings=some)
        except Exception as error:
            tally.problems.append(f"violated: {type(error).__name__} {' '.join(str(error).split())[:200]}")
        tally.histories, tally.states = done["histories"], done["steps"]
        yield
