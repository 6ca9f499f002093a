import random
import struct
from pathlib import Path

import numpy as np
import pytest
import torch

from training.network.examples import Example, Hit, Tempting, Text, Told, as_typed, near, newsroom_examples
from training.network.fitting import Schedule, fit, rise_and_fall
from training.network.network import AnsweringNetwork, encoder_from
from training.network.packed_weights import PackedWeights, Shape, read_packed_weights
from training.network.pairs import PairEncoder, pair
from training.network.targets import UNKNOWN, Desk, collate, window
from training.network.vocabulary import tokenizer_of

WORDS = (
    "▁Kapal ▁Sagara ▁tiba ▁di ▁Tanjung ▁Kelor ▁pada ▁Senin . ▁Awaknya ▁tujuh ▁orang ▁Siapa ▁kapan ?".split()
)
PIECES = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), *((word, -2.0) for word in WORDS)]
BODY = "Kapal Sagara tiba di Tanjung Kelor pada Senin. Awaknya tujuh orang."
TEXT = Text("a1", "Kapal Sagara tiba", None, BODY)


def block(values: list[int], scale: float) -> bytes:
    halves = [(low + 8) | (high + 8) << 4 for low, high in zip(values[:16], values[16:], strict=True)]
    return struct.pack("<e16B", scale, *halves)


def packed(path: Path) -> Path:
    """A file of one matrix of 1 × 32 and one vector, with two pieces and an empty table of characters."""
    texts = [b"<s>", "▁di".encode()]
    head = b"E5S1" + struct.pack("<I7ifi", 1, 32, 0, 2, 64, 1, 8, 1, 1e-12, 32)
    words = struct.pack("<5iQ", 2, 0, 2, 1, 3, sum(map(len, texts)))
    words += struct.pack("<3I2f", 0, 3, 3 + len(texts[1]), 0.0, -1.5) + b"".join(texts)
    entries = [
        (b"emb.word", 1, 32, block(list(range(-8, 8)) * 2, 0.5)),
        (b"emb.ln.w", 0, 2, struct.pack("<2f", 1.0, 2.0)),
    ]
    directory = struct.pack("<iIi", 0, 0, len(entries))
    place = len(head) + len(words) + len(directory) + sum(2 + len(name) + 21 for name, *_ in entries)
    content = b""
    for name, kind, count, values in entries:
        directory += struct.pack("<H", len(name)) + name
        directory += struct.pack("<BIQQ", kind, count, place + len(content), len(values))
        content += values
    path.write_bytes(head + words + directory + content)
    return path


def small_weights() -> PackedWeights:
    """Random weights of one narrow layer."""
    chance = np.random.default_rng(1)
    shape = Shape(width=16, layers=1, heads=2, inner=32, words=len(PIECES), positions=128, epsilon=1e-12)
    sizes = {"q": (16, 16), "k": (16, 16), "v": (16, 16), "ao": (16, 16), "fi": (32, 16), "fo": (16, 32)}
    tensors = {f"l0.{name}.w": chance.normal(0, 0.2, size).astype(np.float32) for name, size in sizes.items()}
    tensors |= {f"l0.{name}.b": np.zeros(size[0], np.float32) for name, size in sizes.items()}
    for name in ("emb.ln", "l0.aln", "l0.oln"):
        tensors |= {f"{name}.w": np.ones(16, np.float32), f"{name}.b": np.zeros(16, np.float32)}
    tensors["emb.word"] = chance.normal(0, 1, (len(PIECES), 16)).astype(np.float32)
    tensors["emb.pos"] = chance.normal(0, 0.1, (128, 16)).astype(np.float32)
    tensors["emb.type"] = np.zeros(32, np.float32)
    return PackedWeights(shape, tuple(PIECES), tensors)


@pytest.fixture
def desk() -> Desk:
    return Desk(PairEncoder(tokenizer_of(PIECES)))


def test_four_bit_weights_are_read_with_their_scale_and_order(tmp_path: Path) -> None:
    weights = read_packed_weights(packed(tmp_path / "weights.bin"))
    assert weights.pieces == (("<s>", 0.0), ("▁di", -1.5))
    np.testing.assert_array_equal(weights.tensors["emb.word"], [[n * 0.5 for n in range(-8, 8)] * 2])
    np.testing.assert_array_equal(weights.tensors["emb.ln.w"], [1.0, 2.0])


def test_another_file_is_refused_by_name(tmp_path: Path) -> None:
    other = tmp_path / "other.bin"
    other.write_bytes(b"GGUF and more")
    with pytest.raises(ValueError, match=r"other\.bin must begin with E5S1"):
        read_packed_weights(other)


def test_a_piece_begins_at_its_word_and_not_at_the_space_before_it(desk: Desk) -> None:
    pieces = desk.encoder.pieces(BODY)
    assert [BODY[a:b] for a, b in zip(pieces.starts[:3], pieces.ends[:3], strict=True)] == [
        "Kapal",
        "Sagara",
        "tiba",
    ]
    assert pieces.between(6, 12) == (1, 2)


def test_a_pair_holds_the_question_the_heading_and_the_passage(desk: Desk) -> None:
    encoder = desk.encoder
    passage = encoder.pieces(BODY)
    made = pair(encoder.question("kapan tiba"), encoder.heading("Kapal", None), passage, 1, 3)
    assert made.ids.tolist() == [0, *encoder.question("kapan tiba"), 2, 4, 2, *passage.ids[1:3], 2]
    assert made.offset == 6


def test_a_text_that_answers_marks_its_sentence_its_span_and_nothing_else(desk: Desk) -> None:
    start = BODY.index("Senin")
    told = Told(TEXT, ((0, BODY.index(" Awaknya")),), ((start, start + 5),), ((start, start + 5),))
    example = Example(("kapan tiba",), "when", "newsroom", (told,), ())
    target = desk.told(example, told, random.Random(1))
    first, last = target.span
    assert target.pair.ids[first : last + 1].tolist() == desk.encoder.pieces("Senin").ids.tolist()
    assert [label for _, _, label in target.sentences] == [1, 0]
    assert target.items.nonzero()[0].tolist() == [first]
    assert (target.answered, target.affirmed) == (True, UNKNOWN)


def test_a_tempting_text_has_no_span_and_no_evidence(desk: Desk) -> None:
    example = Example(("Siapa ?",), "who", "newsroom", (), (Tempting(TEXT, None),))
    target = desk.tempting(example, example.tempting[0], random.Random(1))
    assert (target.span, target.answered) == ((0, 0), False)
    assert {label for _, _, label in target.sentences} == {0}


def test_a_window_holds_whole_sentences_around_its_centre() -> None:
    sentences = [(0, 10), (10, 20), (20, 30), (30, 90)]
    assert window(sentences, 15, random.Random(1), pieces=30) == (0, 30, (0, 3))
    assert window(sentences, 50, random.Random(1), pieces=30) == (30, 60, (3, 4))


def test_a_hit_with_the_answer_in_it_is_no_negative(tmp_path: Path) -> None:
    other = Text("a2", "Kapal lain", None, "Kapal lain tiba di Tanjung Kelor pada Senin malam.")
    rival = Text("a3", "Kapal lain", None, "Kapal Sagara berangkat dari Kelor pada Selasa.")
    row = (
        '{"id":"q1","question":"Kapan Sagara tiba?","also":["sagara tiba kapan"],"kind":"when","answerable":true,'
        '"article_id":"a1","sentences":["Kapal Sagara tiba di Tanjung Kelor pada Senin."],"answers":["Senin"],'
        '"parts":null,"polarity":null,"more":[]}'
    )
    (tmp_path / "train.jsonl").write_text(row + "\n", encoding="utf-8")
    hits = {"q1": [Hit("a2", 0, 50, 0.9), Hit("a3", 0, 46, 0.8)]}
    [example] = newsroom_examples(tmp_path, {"a1": TEXT, "a2": other, "a3": rival}, hits)
    assert [each.text.key for each in example.tempting] == ["a3"]
    assert example.told[0].evidence == ((0, 46),)
    assert [BODY[a:b] for a, b in example.told[0].spans] == ["Senin"]


def test_a_near_copy_is_known_by_its_words() -> None:
    assert near(
        "Kapal Sagara sudah tiba di Kelor hari Senin", "Kapal Sagara tiba di Tanjung Kelor pada Senin."
    )
    assert not near("Harga beras naik", "Kapal Sagara tiba di Tanjung Kelor pada Senin.")


def test_the_same_question_is_typed_in_several_ways() -> None:
    chance = random.Random(1)
    typed = {as_typed("Kapan Kapal Sagara tiba?", chance) for _ in range(60)}
    assert {"Kapan Kapal Sagara tiba?", "Kapan Kapal Sagara tiba", "kapan kapal sagara tiba?"} <= typed


def test_training_goes_on_from_its_checkpoint_and_learns(desk: Desk, tmp_path: Path) -> None:
    start = BODY.index("Senin")
    told = Told(TEXT, ((0, 46),), ((start, start + 5),), ())
    example = Example(("kapan tiba",), "when", "newsroom", (told,), ())
    right = desk.told(example, told, random.Random(1))

    def stream(seed: int):  # type: ignore[no-untyped-def]  # an endless iterator of the same target
        while True:
            yield right

    network = AnsweringNetwork(encoder_from(small_weights(), list(range(len(PIECES))), 1))
    checkpoint = tmp_path / "network.pt"
    fit(network, stream, Schedule(60, None, peak=5e-3, pieces=200, frozen=0), checkpoint=checkpoint, seed=1)
    batch = collate([right])
    with torch.inference_mode():
        scores = network(batch.ids, batch.mask, batch.sides)
    assert (int(scores.start[0].argmax()), int(scores.end[0].argmax())) == right.span
    again = AnsweringNetwork(encoder_from(small_weights(), list(range(len(PIECES))), 1))
    fit(again, stream, Schedule(60, None, pieces=200, frozen=0), checkpoint=checkpoint, seed=1)
    assert torch.equal(again.pieces.weight, network.pieces.weight)


def test_the_learning_rate_rises_and_falls() -> None:
    assert rise_and_fall(0.025, 0.05) == 0.5
    assert rise_and_fall(0.05, 0.05) > rise_and_fall(0.5, 0.05) > rise_and_fall(1.0, 0.05) == 0.001
