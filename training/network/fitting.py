"""The training loop: batches of like length, one seed, checkpoints that a stopped run goes on from."""

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from training.network.network import AnsweringNetwork, Scores
from training.network.targets import UNKNOWN, Batch, Target, collate

SAVE_EVERY = 50
SHOW_EVERY = 10
SORTED_TOGETHER = 16
"""Batches that are made out of one stretch of the stream, so that their pairs are of like length."""

LOSS_WEIGHTS = {"span": 1.0, "answered": 1.0, "evidence": 1.0, "items": 0.3, "affirmed": 0.3}
EVIDENCE_WEIGHT = 2.0
"""How much a sentence that carries the answer counts against one that does not."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how fast to learn.

    Attributes:
        steps: How many batches at most.
        seconds: By when the learning rate is at nothing; None for no clock.
        peak: The highest learning rate of the encoder; the heads' is `HEADS_FASTER` times that.
        pieces: How many pieces a batch holds at most, padding counted.
        frozen: How many of the lowest layers stay as they are, like the word vectors.
    """

    steps: int
    seconds: float | None
    peak: float = 1.5e-4
    pieces: int = 2816
    warmup: float = 0.05
    frozen: int = 4


HEADS_FASTER = 5.0


def losses_of(scores: Scores, batch: Batch) -> dict[str, Tensor]:
    """Each head's loss, a mean over what is known."""
    known = batch.start >= 0
    start = functional.cross_entropy(scores.start[known], batch.start[known])
    end = functional.cross_entropy(scores.end[known], batch.end[known])
    inside = batch.sides > 0
    losses = {
        "span": (start + end) / 2,
        "answered": functional.binary_cross_entropy_with_logits(scores.answered, batch.answered),
        "evidence": evidence_loss(scores.evidence, batch),
        "items": functional.binary_cross_entropy_with_logits(
            scores.item[inside], batch.items[inside].float()
        ),
    }
    asked = batch.affirmed != UNKNOWN
    if bool(asked.any()):
        losses["affirmed"] = (
            functional.binary_cross_entropy_with_logits(scores.affirmed[asked], batch.affirmed[asked].float())
            * float(asked.float().mean())
            * 4
        )
    return losses


def evidence_loss(pieces: Tensor, batch: Batch) -> Tensor:
    """Binary cross entropy of each sentence's mean logit."""
    inside = batch.sentence_of >= 0
    place = batch.sentence_of[inside]
    count = len(batch.evidence)
    total = torch.zeros(count).index_add(0, place, pieces[inside])
    length = torch.zeros(count).index_add(0, place, torch.ones(len(place)))
    told = (batch.evidence != UNKNOWN) & (length > 0)
    label = batch.evidence[told].float()
    logit = total[told] / length[told]
    weight = 1 + label * (EVIDENCE_WEIGHT - 1)
    return functional.binary_cross_entropy_with_logits(logit, label, weight=weight)


def batches(targets: Iterator[Target], pieces: int, chance: random.Random) -> Iterator[list[Target]]:
    """Targets in lists of like length that hold at most `pieces` pieces after padding."""
    stretch: list[Target] = []
    for target in targets:
        stretch.append(target)
        if sum(len(each.pair.ids) for each in stretch) >= SORTED_TOGETHER * pieces:
            yield from sorted_batches(stretch, pieces, chance)
            stretch = []


def sorted_batches(stretch: Sequence[Target], pieces: int, chance: random.Random) -> list[list[Target]]:
    result: list[list[Target]] = [[]]
    for target in sorted(stretch, key=lambda each: len(each.pair.ids)):
        if result[-1] and len(target.pair.ids) * (len(result[-1]) + 1) > pieces:
            result.append([])
        result[-1].append(target)
    chance.shuffle(result)
    return result


def fit(
    network: AnsweringNetwork,
    stream: Callable[[int], Iterator[Target]],
    schedule: Schedule,
    *,
    checkpoint: Path,
    seed: int,
) -> None:
    """Train; the learning rate rises, then falls to nothing. `stream(seed)` is endless. Goes on from `checkpoint`."""
    torch.manual_seed(seed)
    network.encoder.embeddings.requires_grad_(False)
    for layer in network.encoder.encoder.layer[: schedule.frozen]:
        layer.requires_grad_(False)
    optimizer = optimizer_of(network)
    done, spent = resume(network, optimizer, checkpoint)
    began = time.monotonic() - spent
    network.train()
    pieces, averages = 0, dict.fromkeys(LOSS_WEIGHTS, 0.0)
    source = batches(stream(seed + done), schedule.pieces, random.Random(seed + done))
    for step in range(done, schedule.steps):
        now = time.monotonic() - began
        share = max(step / schedule.steps, now / schedule.seconds if schedule.seconds else 0.0)
        if share >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = group["faster"] * schedule.peak * rise_and_fall(share, schedule.warmup)
        batch = collate(next(source))
        losses = losses_of(network(batch.ids, batch.mask, batch.sides), batch)
        torch.stack([LOSS_WEIGHTS[name] * loss for name, loss in losses.items()]).sum().backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        pieces += int(batch.mask.sum())
        weight = max(0.02, 1 / (step - done + 1))
        for name, loss in losses.items():
            averages[name] += weight * (float(loss.detach()) - averages[name])
        if (step + 1) % SHOW_EVERY == 0:
            shown = "  ".join(f"{name} {value:.3f}" for name, value in averages.items())
            print(f"{step + 1}  {share:.3f}  {shown}  {pieces:,} pieces  {now:.0f} s", flush=True)
        if (step + 1) % SAVE_EVERY == 0:
            save(network, optimizer, step + 1, time.monotonic() - began, checkpoint)
    save(network, optimizer, schedule.steps, time.monotonic() - began, checkpoint)


def optimizer_of(network: AnsweringNetwork) -> torch.optim.AdamW:
    groups: dict[tuple[bool, bool], list[Tensor]] = {}
    for name, weight in network.named_parameters():
        if weight.requires_grad:
            groups.setdefault((weight.dim() > 1, name.startswith("encoder.")), []).append(weight)
    return torch.optim.AdamW(
        [
            {
                "params": weights,
                "weight_decay": 0.01 if matrix else 0.0,
                "faster": 1.0 if encoder else HEADS_FASTER,
            }
            for (matrix, encoder), weights in groups.items()
        ],
        betas=(0.9, 0.98),
        fused=True,
    )


def resume(network: AnsweringNetwork, optimizer: torch.optim.AdamW, checkpoint: Path) -> tuple[int, float]:
    """Steps done and seconds spent before; nothing without a checkpoint."""
    if not checkpoint.exists():
        return 0, 0.0
    state = torch.load(checkpoint, weights_only=True)
    network.load_state_dict(state["network"])
    if "optimizer" in state:
        optimizer.load_state_dict(state["optimizer"])
    return int(state["steps"]), float(state["seconds"])


def save(
    network: AnsweringNetwork, optimizer: torch.optim.AdamW, steps: int, seconds: float, checkpoint: Path
) -> None:
    aside = checkpoint.with_suffix(".new")
    state = {
        "network": network.state_dict(),
        "optimizer": optimizer.state_dict(),
        "steps": steps,
        "seconds": seconds,
    }
    torch.save(state, aside)
    aside.replace(checkpoint)


def rise_and_fall(share: float, warmup: float) -> float:
    return share / warmup if share < warmup else max(0.0, (1 - share) / (1 - warmup)) + 1e-3
