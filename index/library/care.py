"""Caring for a library: what `tanya doctor` says of it, and how it is mended."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from index.library.preparing import resplit
from index.library.reindexing import BATCH
from index.library.serving import Serving, WordsOnly, serving_embedder
from index.search import health as search_health
from index.store import health as store_health
from index.store import mending
from index.store.health import Finding
from index.store.store import Store


def examine(store: Store, directory: Path, wanted: str) -> list[Finding]:
    """Look at SQL, the model in service (`wanted` is the settings') and the generations below `directory`."""
    with ThreadPoolExecutor() as pool:  # SQLite, FAISS and checksums leave Python to others
        looks = (
            pool.submit(store_health.examine, store),
            pool.submit(_model, store, wanted),
            pool.submit(search_health.examine, store, directory),
        )
        return [finding for look in looks for finding in look.result()]


def mend(store: Store, directory: Path, current: Callable[[], Serving]) -> list[str]:
    """Delete orphans, embed again what was damaged, build the index anew; one sentence for each thing done."""
    done = mending.mend(store, search_health.unlike(store, directory))
    edition = store.edition()
    if edition is None:
        return done
    serving = current()
    while damaged := store.pending_articles(edition, limit=BATCH):
        store.fill(edition, resplit(damaged, serving.embedder))
        done.append(f"Embedded {len(damaged)} damaged articles again.")
    done += search_health.mend(store, directory, edition.model)
    serving.engine.refresh()
    return done


def _model(store: Store, wanted: str) -> list[Finding]:
    edition = store.edition()
    if edition is None:
        return []
    if isinstance(serving_embedder(store, wanted), WordsOnly):
        sentence = f"{edition.model.name} is not to be had as it was: run `tanya reindex`."
        return [Finding("model", "bad", sentence)]
    return [Finding("model", "good", f"{edition.model.name} is the model that embedded the articles.")]
