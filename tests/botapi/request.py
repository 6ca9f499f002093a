"""What a method's implementation gets to see."""

from dataclasses import dataclass

from .parameters import Parameters
from .world import World


@dataclass(frozen=True, slots=True)
class Request:
    """One call that passed the faults and the flood rules; handled under the world's lock."""

    world: World
    method: str
    parameters: Parameters
