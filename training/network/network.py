"""The network: one multilingual encoder that reads a question and a passage together, and its heads."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from training.network.packed_weights import PackedWeights

PIECE_HEADS = ("start", "end", "evidence", "item")
WHOLE_HEADS = ("answered", "affirmed")


@dataclass(frozen=True, slots=True)
class Scores:
    """Logits, float32, higher is better.

    Attributes:
        start: (batch, length): the span begins with this piece; position 0 means that there is none.
        end: (batch, length): the span ends with this piece.
        evidence: (batch, length): a sentence carries the answer if the mean over its pieces is above 0.
        item: (batch, length): the piece belongs to an item of the list, or to the answer.
        answered: (batch,): the passage answers the question.
        affirmed: (batch,): where it answers whether something is so: it is.
    """

    start: Tensor
    end: Tensor
    evidence: Tensor
    item: Tensor
    answered: Tensor
    affirmed: Tensor


class AnsweringNetwork(nn.Module):
    """The encoder with four logits a piece and two a pair."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.pieces = nn.Linear(width, len(PIECE_HEADS))
        self.whole = nn.Sequential(nn.Linear(width, width), nn.Tanh(), nn.Linear(width, len(WHOLE_HEADS)))

    def forward(self, ids: Tensor, mask: Tensor, sides: Tensor) -> Scores:
        """Scores of pairs; `sides` is 0 for the question's pieces, 1 for the passage's; all (batch, length)."""
        states: Tensor = self.encoder(
            input_ids=ids, attention_mask=mask, token_type_ids=torch.zeros_like(ids)
        ).last_hidden_state
        start, end, evidence, item = self.pieces(states).float().unbind(-1)
        answered, affirmed = self.whole(states[:, 0]).float().unbind(-1)
        allowed = (sides > 0) & (mask > 0)
        allowed[:, 0] = True
        start, end = (logits.masked_fill(~allowed, -1e4) for logits in (start, end))
        return Scores(start, end, evidence, item, answered, affirmed)


def encoder_from(weights: PackedWeights, kept: list[int], layers: int) -> BertModel:
    """The encoder's first `layers` layers, with the vectors of the pieces `kept` alone, in that order."""
    shape, tensors = weights.shape, weights.tensors
    encoder = BertModel(configuration(weights, len(kept), layers), add_pooling_layer=False)
    state = {
        "embeddings.word_embeddings.weight": tensors["emb.word"][kept],
        "embeddings.position_embeddings.weight": tensors["emb.pos"].reshape(-1, shape.width),
        "embeddings.token_type_embeddings.weight": tensors["emb.type"].reshape(-1, shape.width)[:1],
        "embeddings.LayerNorm.weight": tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": tensors["emb.ln.b"],
    }
    for layer in range(layers):
        for name, ours in LAYER_NAMES.items():
            for kind, suffix in (("w", "weight"), ("b", "bias")):
                state[f"encoder.layer.{layer}.{ours}.{suffix}"] = tensors[f"l{layer}.{name}.{kind}"]
    encoder.load_state_dict({name: torch.from_numpy(values.copy()) for name, values in state.items()})
    return encoder


LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
NORM_NAMES = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
LAYER_NAMES |= NORM_NAMES


def configuration(weights: PackedWeights, words: int, layers: int) -> BertConfig:
    shape = weights.shape
    return BertConfig(
        vocab_size=words,
        hidden_size=shape.width,
        num_hidden_layers=layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.inner,
        max_position_embeddings=shape.positions,
        type_vocab_size=1,
        layer_norm_eps=shape.epsilon,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
