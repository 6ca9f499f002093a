"""Tests of a transformers question-answering model as the reader."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from index.answering.asked.question import understood
from index.answering.reading.hub_parts import Part
from index.answering.reading.hub_reader import HubReader
from index.answering.reading.readers import load_reader
from index.answering.reading.spans import SpanScores
from index.errors import ModelError
from tests.index.answering.reading.parts import candidate, tokenizer


@dataclass(frozen=True, slots=True)
class Words:
    """A model that likes one word, in parts of two words."""

    liked: str

    def parts(self, question: str, text: str) -> Iterator[Part]:
        spans, at = [], 0
        for word in text.split():
            spans.append((at, at + len(word)))
            at += len(word) + 1
        for first in range(0, len(spans), 2):
            part = spans[first : first + 2]
            logits = np.array([4.0 if text[a:b] == self.liked else -4.0 for a, b in part], np.float32)
            offsets = np.array(part, np.int64)
            yield Part(SpanScores(logits, logits, 0.0, 0.0), offsets[:, 0], offsets[:, 1])


def test_the_liked_word_is_the_first_reading():
    sources = [candidate("Budi pergi jauh"), candidate("Kata Ani begitu", "Lalu pulang")]
    readings = HubReader(Words("Ani")).read(understood("Siapa?"), sources)
    best = readings[0]
    assert (best.candidate, best.sentence) == (1, 0)
    assert sources[1].text[best.start : best.end] == "Ani"
    assert best.span_score == 8.0
    assert best.answered > 0


def test_every_sentence_has_one_reading_however_many_parts_show_it():
    readings = HubReader(Words("x")).read(understood("Siapa?"), [candidate("a b c d e", "f g")])
    assert sorted((r.candidate, r.sentence) for r in readings) == [(0, 0), (0, 1)]


def test_a_better_hit_breaks_the_tie():
    sources = [candidate("Ani", score=0.2), candidate("Ani", score=0.9)]
    assert HubReader(Words("Ani")).read(understood("Siapa?"), sources)[0].candidate == 1


def test_a_name_that_is_no_model_is_a_model_error(tmp_path: Path):
    with pytest.raises(ModelError, match="READER_MODEL"):
        load_reader(str(tmp_path))


def test_a_transformers_model_in_a_directory_is_read(tmp_path: Path):
    transformers = pytest.importorskip("transformers")
    save_tiny_model(transformers, tmp_path)
    reader = load_reader(str(tmp_path))
    source = candidate("Budi pergi ke pasar.", "Ani pulang.")
    readings = reader.read(understood("Siapa yang pulang?"), [source])
    assert sorted(r.sentence for r in readings) == [0, 1]
    for reading in readings:
        start, end = source.sentences[reading.sentence]
        assert start <= reading.start < reading.end <= end
    assert readings == reader.read(understood("Siapa yang pulang?"), [source])
    assert readings == load_reader(str(tmp_path)).read(understood("Siapa yang pulang?"), [source])


def test_a_text_longer_than_the_model_is_read_to_its_end(tmp_path: Path):
    transformers = pytest.importorskip("transformers")
    save_tiny_model(transformers, tmp_path)
    source = candidate(*["Budi pergi ke pasar."] * 150)
    readings = load_reader(str(tmp_path)).read(understood("Siapa?"), [source])
    assert {r.sentence for r in readings} == set(range(150))


def save_tiny_model(transformers, directory: Path) -> None:
    torch = pytest.importorskip("torch")
    torch.manual_seed(0)
    built = tokenizer("budi", "ani", "pergi", "pulang", "pasar", "siapa")
    fast = transformers.PreTrainedTokenizerFast(
        tokenizer_object=built,
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        pad_token="[PAD]",
        mask_token="[MASK]",
    )
    fast.backend_tokenizer.post_processor = bert_processor(built)
    fast.save_pretrained(directory)
    shape = transformers.BertConfig(
        vocab_size=built.get_vocab_size(),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
    )
    transformers.BertForQuestionAnswering(shape).save_pretrained(directory)
    assert json.loads((directory / "config.json").read_text())["model_type"] == "bert"


def bert_processor(built):
    from tokenizers.processors import BertProcessing

    return BertProcessing(("[SEP]", built.token_to_id("[SEP]")), ("[CLS]", built.token_to_id("[CLS]")))
