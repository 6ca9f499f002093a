"""The network: a small BERT encoder that points at a span and says whether there is one."""

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from index.answering.reading.encoding import KINDS, PASSAGE

START_MODEL = "all-MiniLM-L6-v2"


@dataclass(frozen=True, slots=True)
class Scores:
    """Logits, higher is better.

    Attributes:
        start: float32, (batch, length): the span begins here; position 0 means "no answer here".
        end: float32, (batch, length): the span ends with this piece.
        answered: float32, (batch,): the passage answers the question.
    """

    start: Tensor
    end: Tensor
    answered: Tensor


class ReaderNetwork(nn.Module):
    """Encoder with three heads, and the encoder's own embeddings as the head for hidden words in pre-training."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.span = nn.Linear(width, 2)
        self.answered = nn.Linear(width, 1)
        self.hidden_word = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.LayerNorm(width))
        self.word_bias = nn.Parameter(torch.zeros(encoder.config.vocab_size))

    def states(self, ids: Tensor, mask: Tensor, kinds: Tensor) -> Tensor:
        states: Tensor = self.encoder(
            input_ids=ids, attention_mask=mask, token_type_ids=kinds
        ).last_hidden_state
        return states

    def scores(self, states: Tensor, mask: Tensor, kinds: Tensor) -> Scores:
        start, end = self.span(states).float().unbind(-1)
        allowed = (kinds >= PASSAGE) & (mask > 0)
        allowed[:, 0] = True
        start, end = (logits.masked_fill(~allowed, -1e4) for logits in (start, end))
        return Scores(start, end, self.answered(states[:, 0]).float().squeeze(-1))

    def words(self, states: Tensor) -> Tensor:
        """Logits over the vocabulary for the given states, (n, width)."""
        return self.hidden_word(states) @ self.encoder.embeddings.word_embeddings.weight.T + self.word_bias

    def forward(self, ids: Tensor, mask: Tensor, kinds: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        scores = self.scores(self.states(ids, mask, kinds), mask, kinds)
        return scores.start, scores.end, scores.answered


def start_encoder(model: Path, vocabulary: int) -> BertModel:
    """The layers of a trained sentence encoder, with room for another vocabulary and our eight marks."""
    trained = BertModel.from_pretrained(model, add_pooling_layer=False)
    config = BertConfig.from_pretrained(model, vocab_size=vocabulary, type_vocab_size=KINDS)
    encoder = BertModel(config, add_pooling_layer=False)
    state = {
        name: weight
        for name, weight in trained.state_dict().items()
        if "word_embeddings" not in name and "token_type" not in name
    }
    encoder.load_state_dict(state, strict=False)
    with torch.no_grad():
        encoder.embeddings.token_type_embeddings.weight[:] = trained.embeddings.token_type_embeddings.weight[
            0
        ]
    return encoder
