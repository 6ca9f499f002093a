"""Row 29: the embedding model is gone, damaged, or another one; words still find, and nothing is ever mixed."""

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

from index.embedding.loading import SHIPPED
from index.errors import ModelError
from index.ingest.drafting import draft
from index.store import open_store
from tests.campaigns.figures import Figure
from tests.campaigns.home import fill, open_home
from tests.campaigns.patience import goes_on
from tests.campaigns.processes import run
from tests.campaigns.scratch import scratch

ARTICLES = 30


def campaign(trials: int, *, seed: int = 29) -> list[Figure]:
    """Spoil the model so many times."""
    chance = random.Random(seed)
    wrong: list[str] = []
    with scratch() as home:
        shutil.copytree(SHIPPED, home / "model")
        files = [path for path in (home / "model").rglob("*") if path.is_file()]
        run(lambda send: prepare(home))
        done = 0
        while done < trials and goes_on():
            done += 1
            kind, path = chance.choice(("gone", "all gone", "cut", "flipped", "halved")), chance.choice(files)
            saved = {file: file.read_bytes() for file in files}
            spoil(kind, path, home / "model", chance)
            ended = run(lambda send: live_without(home, send))
            for file, content in saved.items():
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
            fault = "the process failed" if ended.failed or ended.killed else json.loads(ended.sent)
            wrong += [f"{kind} {path.name}: {fault}"] if fault else []
        after = run(lambda send: live_again(home, send))
        if after.failed or not json.loads(after.sent):
            wrong.append("the library did not recover with its model")
    return [
        Figure(
            29,
            f"{done} times: files gone, cut off, with a flipped bit, a table of half the dimension",
            "starts, finds by words, adds nothing with the wrong model, never mixes vectors",
            f"{len(wrong)} failures" + "".join(f"; {fault}" for fault in wrong[:3]),
            not wrong,
        )
    ]


def prepare(home: Path) -> None:
    """Make a library with the model of this directory."""
    library = open_home(home, model=str(home / "model"))
    fill(library, ARTICLES, "tetap")
    library.reindex()


def spoil(kind: str, path: Path, model: Path, chance: random.Random) -> None:
    """Spoil the model in one way."""
    content = bytearray(path.read_bytes())
    if kind == "gone":
        path.unlink()
    elif kind == "all gone":
        shutil.rmtree(model)
    elif kind == "cut":
        path.write_bytes(content[: chance.randrange(max(len(content), 1))])
    elif kind == "flipped" and content:
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        path.write_bytes(content)
    else:
        [weights] = model.rglob("*.safetensors")
        tables = load_file(weights)
        save_file(
            {name: np.ascontiguousarray(t[..., : max(t.shape[-1] // 2, 1)]) for name, t in tables.items()},
            weights,
        )


def live_without(home: Path, send: Callable[[bytes], None]) -> None:
    """Ask and add with the spoiled model; send what went wrong."""
    fault = ""
    store = open_store(f"sqlite:///{home / 'tanya.db'}")
    before = (store.counts(), store.models())
    library = open_home(home, model=str(home / "model"))
    summary = library.articles(query="tetap-7")[0]
    found = {hit.article.id for hit in library.search(library.article(summary.id).body, top_k=5)}
    if summary.id not in found:
        fault = "words did not find the article"
    try:
        library.add(draft("Kabar yang tak boleh masuk.", title="x"))
    except ModelError as error:
        if "\n" in str(error):
            fault = "the error is no sentence"
    else:
        # A damage that alters neither vectors nor fingerprint (a comment, a file that is not read) is none.
        added = library.articles(query="x")[0]
        library.remove(added.id)
        if store.models() != before[1]:
            fault = "another model was put in service"
    if (store.counts(), store.models()) != before or store.missing_vectors():
        fault = "the library was altered"
    send(json.dumps(fault).encode())


def live_again(home: Path, send: Callable[[bytes], None]) -> None:
    """With the model back: adding works, doctor is content."""
    library = open_home(home, model=str(home / "model"))
    created = library.add(draft("Kabar sesudah modelnya kembali.", title="x")).created
    send(json.dumps(created and not [f for f in library.doctor() if f.verdict == "bad"]).encode())
