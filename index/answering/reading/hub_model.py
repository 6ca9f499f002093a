"""A `transformers` question-answering model that scores the pieces of a text. Imports torch."""

from collections.abc import Iterator

import numpy as np
import torch
from transformers import (
    AutoModelForQuestionAnswering,
    AutoTokenizer,
    PreTrainedModel,
    PreTrainedTokenizerFast,
)

from index.answering.reading.hub_parts import LONGEST, STRIDE, Part
from index.answering.reading.spans import SpanScores


class TorchSpanModel:
    """The model in evaluation mode; one call at a time."""

    def __init__(self, model: PreTrainedModel, tokenizer: PreTrainedTokenizerFast) -> None:
        self._model = model
        self._tokenizer = tokenizer

    @torch.inference_mode()
    def parts(self, question: str, text: str) -> Iterator[Part]:
        """The text in stretches of at most `LONGEST` pieces with the question, `STRIDE` of them shared."""
        encoded = self._tokenizer(
            question,
            text,
            truncation="only_second",
            max_length=LONGEST,
            stride=STRIDE,
            return_overflowing_tokens=True,
            return_offsets_mapping=True,
        )
        for number, ids in enumerate(encoded["input_ids"]):
            names = [name for name in self._tokenizer.model_input_names if name in encoded]
            output = self._model(**{name: torch.tensor([encoded[name][number]]) for name in names})
            start, end = (logits[0].float().numpy() for logits in (output.start_logits, output.end_logits))
            shown = np.array([owner == 1 for owner in encoded.sequence_ids(number)])
            offsets = np.array(encoded["offset_mapping"][number], np.int64).reshape(-1, 2)
            place = ids.index(self._tokenizer.cls_token_id) if self._tokenizer.cls_token_id in ids else 0
            null = float(start[place] + end[place])
            yield Part(SpanScores(start[shown], end[shown], null, 0.0), offsets[shown, 0], offsets[shown, 1])


def open_model(name: str) -> TorchSpanModel:
    """The model; raises what `transformers` raises when it is none."""
    tokenizer = AutoTokenizer.from_pretrained(name, use_fast=True)
    if not isinstance(tokenizer, PreTrainedTokenizerFast):
        raise ValueError("its tokenizer has no offsets (it is not a fast one)")
    model = AutoModelForQuestionAnswering.from_pretrained(name)
    model.train(False)
    return TorchSpanModel(model, tokenizer)
