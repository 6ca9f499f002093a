"""From torch to what ships: ONNX with int8 weights, the word vectors too."""

from pathlib import Path

import torch
from torch import Tensor, nn

from training.network.network import AnsweringNetwork

OUTPUTS = ("start", "end", "evidence", "item", "answered", "affirmed")


class Exported(nn.Module):
    """The network as it runs: a batch of pairs, padding at their ends."""

    def __init__(self, network: AnsweringNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, mask: Tensor, sides: Tensor) -> tuple[Tensor, ...]:
        scores = self.network(ids, mask, sides)
        return tuple(getattr(scores, name) for name in OUTPUTS)


def export(network: AnsweringNetwork, path: Path) -> None:
    """Write `path` (int8), and beside it the same in float32, `*.float.onnx`."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    network.eval()
    network.encoder.set_attn_implementation("eager")
    ids = torch.full((2, 24), 7)
    sides = torch.cat([torch.zeros(2, 8), torch.ones(2, 16)], 1).long()
    whole = path.with_suffix(".float.onnx")
    torch.onnx.export(
        Exported(network),
        (ids, torch.ones_like(ids), sides),
        str(whole),
        input_names=["ids", "mask", "sides"],
        output_names=list(OUTPUTS),
        dynamic_axes={
            **{name: {0: "pairs", 1: "length"} for name in ("ids", "mask", "sides", *OUTPUTS[:4])},
            **{name: {0: "pairs"} for name in OUTPUTS[4:]},
        },
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(str(whole), str(path), weight_type=QuantType.QInt8, per_channel=True)
