"""Caring for a library: what `tanya doctor` says of it, and how it is mended."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from index.errors import StoreError
from index.ingest.drafting import has_hash
from index.library.preparing import resplit
from index.library.reindexing import BATCH
from index.library.serving import Serving, WordsOnly, serving_embedder
from index.search import health as search_health
from index.store import health as store_health
from index.store import mending
from index.store.health import Finding
from index.store.store import Store


def examine(store: Store, directory: Path, wanted: str) -> list[Finding]:
    """Look at SQL, every text, the model in service, where the settings want `wanted`, and the generations."""
    with ThreadPoolExecutor() as pool:
        in_sql = pool.submit(store_health.examine, store)  # SQLite and files leave Python to the other looks
        model = pool.submit(_model, store, wanted)
        in_index, in_texts = _index(store, directory), _texts(store)
        return [*in_sql.result(), *in_texts, *model.result(), *in_index]


def mend(store: Store, directory: Path, current: Callable[[], Serving]) -> list[str]:
    """Delete orphans, embed again what was damaged, build the index anew; one sentence for each thing done."""
    done = mending.mend(store, search_health.unlike(store, directory))
    edition = store.edition()
    if edition is None:
        return done + search_health.forget(directory)
    serving = current()
    while damaged := store.pending_articles(edition, limit=BATCH):
        store.fill(edition, resplit(damaged, serving.embedder))
        done.append(f"Embedded {len(damaged)} damaged articles again.")
    done += search_health.mend(store, directory, edition.model)
    serving.engine.refresh()
    return done


def _texts(store: Store) -> list[Finding]:
    """Compare every text with the hash that was stored with it: SQLite does not watch over its pages."""
    try:
        with store.snapshot() as snapshot:
            altered = sorted(each for each, body, known in snapshot.bodies() if not _is_stored(body, known))
    except StoreError as error:
        return [Finding("texts", "bad", str(error))]
    if altered:
        sentence = f"{len(altered)} articles are not what was stored, article {altered[0]} first; "
        return [Finding("texts", "bad", f"{sentence}edit or remove them, or restore a backup.")]
    return [Finding("texts", "good", "Every text is the one that was stored.")]


def _index(store: Store, directory: Path) -> list[Finding]:
    """Look at the generations; where the database cannot be compared with them, that is the finding."""
    try:
        return search_health.examine(store, directory)
    except StoreError as error:
        return [Finding("index", "bad", str(error))]


def _is_stored(body: object, known: object) -> bool:
    """Whether a text has the hash that was stored with it; a damaged page may hold anything in their places."""
    return isinstance(body, str) and isinstance(known, str) and has_hash(body, known)


def _model(store: Store, wanted: str) -> list[Finding]:
    edition = store.edition()
    if edition is None:
        return []
    if isinstance(serving_embedder(store, wanted), WordsOnly):
        sentence = f"{edition.model.name} is not to be had as it was: run `tanya reindex`."
        return [Finding("model", "bad", sentence)]
    return [Finding("model", "good", f"{edition.model.name} is the model that embedded the articles.")]
