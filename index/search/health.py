"""Whether the index is sound: what `tanya doctor` says of the generations, and how it mends them."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.errors import GenerationError
from index.search.generation import Generation, open_generation
from index.search.generations import Generations
from index.search.publishing import content_of, is_usable, publish
from index.search.view import LONG_TAIL
from index.store.health import Finding
from index.store.records import Edition, EmbeddingModel
from index.store.store import Snapshot, Store

FARTHEST = 0.2
"""A stored vector, of length 1 or 0, and its copy in the index are at most so far apart, squared, however the index
rounds (measured: 0.05); it is a cosine of 0.9."""

COMPARED = 250
"""Vectors compared at a time: so many stay in the processor's cache (of 98,147, 1,000 at a time took twice as long)."""


def examine(store: Store, directory: Path) -> list[Finding]:
    """Look at every generation and compare the one in service with SQL; a sound index is all "good"."""
    generations = Generations(directory)
    opened = [_opened(candidate) for candidate in generations.candidates()]
    found = [*(finding for finding, _ in opened), _leftovers(generations)]
    with store.snapshot() as snapshot:
        edition = snapshot.edition
        whole = [generation for _, generation in opened]
        found += _origin(generations, whole, edition, snapshot.last_change)
        generation = _in_service(store, whole, edition) if edition else None
        if edition is None:
            found.append(Finding("index", "good", "There is no article to index yet."))
        elif generation is None:
            found.append(_unindexed(store.counts().passages))
        else:
            found += _comparison(snapshot, edition, generation)
    return found


def unlike(store: Store, directory: Path) -> list[int]:
    """The passages whose vectors in SQL are not those of the index in service.

    Its files are what was written, or it would not be in service: it is the database that was altered.
    """
    opened = [_opened(candidate)[1] for candidate in Generations(directory).candidates()]
    with store.snapshot() as snapshot:
        edition = snapshot.edition
        generation = _in_service(store, opened, edition) if edition else None
        if edition is None or generation is None:
            return []
        found: list[int] = _compared(snapshot, edition, generation)[1].tolist()
        return found


def mend(store: Store, directory: Path, model: EmbeddingModel) -> list[str]:
    """Delete damaged generations and leftovers, build one that holds all; one sentence for each thing done.

    Raises:
        GenerationError: The directory cannot be written.
    """
    generations = Generations(directory)
    done = []
    with generations.publishing():
        for candidate in generations.candidates():
            if _opened(candidate)[1] is None:
                generations.delete(candidate)
                done.append(f"Deleted the damaged {candidate.name}.")
    findings = examine(store, directory)
    if any(finding.verdict == "bad" for finding in findings):
        with generations.publishing():
            for candidate in generations.candidates():
                generations.delete(candidate)
    if done or any(finding.verdict != "good" for finding in findings):
        info = publish(store, generations, model)
        done.append(f"Built generation {info.number} with {info.passages} passages.")
    return done


def forget(directory: Path) -> list[str]:
    """Delete every generation, of a library that has no article; one sentence for each thing done.

    Raises:
        GenerationError: The directory cannot be written.
    """
    generations = Generations(directory)
    candidates = generations.candidates()
    if not candidates:
        return []
    with generations.publishing():
        for candidate in candidates:
            generations.delete(candidate)
    return [f"Deleted {len(candidates)} generations that belong to no article of the database."]


def _opened(candidate: Path) -> tuple[Finding, Generation | None]:
    """Compare every file of a generation with its checksum, and what it holds with its manifest."""
    try:
        generation = open_generation(candidate)
    except GenerationError as error:
        return Finding(candidate.name, "bad", str(error)), None
    detail = f"All {len(generation.info.files)} files are what was written."
    return Finding(candidate.name, "good", detail), generation


def _origin(
    generations: Generations, opened: Sequence[Generation | None], edition: Edition | None, last_change: int
) -> list[Finding]:
    """Whether the index knows more than the database, which then was emptied, exchanged, or lost what was written."""
    if reason := generations.unreadable():
        return [Finding("index origin", "bad", reason)]
    newest = next((generation.info for generation in opened if generation), None)
    if newest is None or not newest.passages:
        return []
    if edition is None or newest.last_change > last_change:
        return [
            Finding(
                "index origin",
                "bad",
                f"The index holds {newest.passages} passages up to change {newest.last_change}, the database ends with "
                f"change {last_change}: it was emptied or exchanged, or lost what was written; restore a backup.",
            )
        ]
    return []


def _leftovers(generations: Generations) -> Finding:
    if generations.leftovers():
        detail = "A build is under way or was killed; the next one clears what it left."
        return Finding("index leftovers", "warning", detail)
    return Finding("index leftovers", "good", "No killed build left anything behind.")


def _in_service(store: Store, opened: Sequence[Generation | None], edition: Edition) -> Generation | None:
    """The generation that a search would use, of those that could be opened, best first."""
    content = content_of(edition, edition.model)
    return next((each for each in opened if each and is_usable(each.info, content, store)), None)


def _unindexed(passages: int) -> Finding:
    if passages <= LONG_TAIL:
        return Finding(
            "index", "good", f"All {passages} passages are searched in memory; so few need no index."
        )
    return Finding(
        "index", "warning", f"No good generation holds the {passages} passages; every start reads all."
    )


def _comparison(snapshot: Snapshot, edition: Edition, generation: Generation) -> list[Finding]:
    """Compare ids and vectors of SQL with those of the generation, passage by passage."""
    indexed = generation.vectors.ids
    ids, unlike = _compared(snapshot, edition, generation)
    missing = int((~np.isin(ids[ids <= generation.info.last_passage], indexed)).sum())
    return [
        _ids(generation, missing),
        _vectors(len(unlike), len(indexed)),
        _tail(int((ids > generation.info.last_passage).sum()), int((~np.isin(indexed, ids)).sum())),
    ]


def _compared(
    snapshot: Snapshot, edition: Edition, generation: Generation
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The ids of all passages that have a vector, and of those where the generation holds another one."""
    stored, unlike = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for ids, vectors in snapshot.bare_vectors(edition, batch=COMPARED):
        stored.append(ids)
        known = np.isin(ids, generation.vectors.ids)
        apart = generation.vectors.distances(ids[known], vectors[known])
        unlike.append(ids[known][~(apart <= FARTHEST)])  # what is not a number is no vector either
    return np.concatenate(stored), np.concatenate(unlike)


def _ids(generation: Generation, missing: int) -> Finding:
    words = generation.lexical.ids()
    if not np.array_equal(words, generation.vectors.ids):
        apart = len(np.setxor1d(words, generation.vectors.ids))
        return Finding("index ids", "bad", f"{apart} passages are in one of both indexes only.")
    if missing:
        return Finding("index ids", "bad", f"{missing} stored passages are missing from the index.")
    return Finding("index ids", "good", f"SQL and both indexes hold the same {len(words)} passages.")


def _vectors(unlike: int, indexed: int) -> Finding:
    if unlike:
        return Finding("index vectors", "bad", f"{unlike} of {indexed} vectors are not those of SQL.")
    return Finding("index vectors", "good", "Every vector of the index is the one in SQL.")


def _tail(later: int, removed: int) -> Finding:
    detail = f"{later} passages came after the generation and {removed} of it were removed since."
    return Finding("index tail", "good", detail)
