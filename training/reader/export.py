"""From torch to the files that ship: ONNX with int8 weights, the tokenizer, the word weights."""

import json
import math
from collections import Counter
from pathlib import Path

import torch
from torch import Tensor, nn

from index.answering.reading.encoding import PASSAGE, Encoder
from index.answering.reading.keys import Keys
from training.reader.network import ReaderNetwork
from training.reader.translation import Translations
from training.rows import Licences, training_rows

KEPT_WORDS = 60_000
MOST_COUNTERPARTS = 3
LEAST_CHANCE = 0.1


class Exported(nn.Module):
    """The network as it runs: one sheet at a time, no padding."""

    def __init__(self, network: ReaderNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, kinds: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        start, end, answered = self.network(ids, torch.ones_like(ids), kinds)
        return start, end, answered


def export(network: ReaderNetwork, path: Path) -> None:
    """Write `path` (int8) and beside it the same in float32, `*.float.onnx`."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    network.eval()
    network.encoder.set_attn_implementation("eager")
    ids = torch.full((1, 24), 7)
    kinds = torch.cat([torch.zeros(1, 8), torch.full((1, 16), PASSAGE)], 1).long()
    whole = path.with_suffix(".float.onnx")
    torch.onnx.export(
        Exported(network),
        (ids, kinds),
        str(whole),
        input_names=["ids", "kinds"],
        output_names=["start", "end", "answered"],
        dynamic_axes={name: {1: "length"} for name in ("ids", "kinds", "start", "end")},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(str(whole), str(path), weight_type=QuantType.QInt8, per_channel=True)


def word_weights(data: Path, licences: Licences, encoder: Encoder) -> dict[str, float]:
    """Inverse document frequency of stems over the news and the question contexts."""
    seen: Counter[str] = Counter()
    documents = 0
    for text in documents_of(data, licences):
        documents += 1
        seen.update({key for key in encoder.pieces(text).keys if key})
    kept = [(stem, count) for stem, count in seen.most_common(KEPT_WORDS) if count >= 3]
    return {stem: round(math.log((documents + 1) / (count + 0.5)), 2) for stem, count in sorted(kept)}


def counterparts(words: Translations, keys: Keys) -> dict[str, list[str]]:
    """For the stem of an English word, the stems of its likeliest Indonesian translations."""
    found: dict[str, dict[str, None]] = {}
    for word, options in sorted(words.of.items()):
        own = keys.key(word)
        for option, chance in options[:MOST_COUNTERPARTS]:
            other = keys.key(option)
            if own and other and other != own and chance >= LEAST_CHANCE:
                found.setdefault(own, {})[other] = None
    return {stem: list(others) for stem, others in found.items()}


def documents_of(data: Path, licences: Licences):  # type: ignore[no-untyped-def]  # an iterator of texts
    for row in training_rows(data, "news", licences):
        yield " ".join(row["body"].split()[:150])
    contexts = {row["context"] for name in ("qa_id", "qa_en") for row in training_rows(data, name, licences)}
    yield from sorted(contexts)


def write_json(values: object, path: Path) -> None:
    """The same values give the same bytes."""
    path.write_text(
        json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True), encoding="utf-8"
    )
