"""All campaigns by name, with the size of their short form (continuous integration) and of their long form."""

from collections.abc import Callable

from tests.campaigns import (
    any_damage,
    backups,
    clocks,
    contention,
    damage,
    drift,
    full_disk,
    large,
    memory,
    models,
    power_cuts,
    reindex_kills,
    seeded_bugs,
    writing_kills,
)
from tests.campaigns.figures import Figure

CAMPAIGNS: dict[str, Callable[[bool], list[Figure]]] = {
    "writing_kills": lambda long: writing_kills.campaign(5000 if long else 240),
    "reindex_kills": lambda long: reindex_kills.campaign(1000 if long else 60),
    "order": lambda long: power_cuts.order(100 if long else 5),
    "watched": lambda long: power_cuts.watched(50 if long else 5),
    "power_cuts": lambda long: power_cuts.states(500 if long else 25),
    "damage": lambda long: damage.campaign(2000 if long else 150),
    "any_damage": lambda long: any_damage.campaign(500 if long else 50),
    "drift": lambda long: drift.campaign(2000, 50) if long else drift.campaign(15, 20),
    "writers": lambda long: contention.writers(5000 if long else 200),
    "locked": lambda long: contention.locked(30 if long else 3),
    "full_disk": lambda long: full_disk.campaign(200 if long else 20),
    "models": lambda long: models.campaign(100 if long else 10),
    "clocks": lambda long: clocks.campaign(100 if long else 12),
    "memory": lambda long: memory.campaign(100_000 if long else 900),
    "backups": lambda long: backups.campaign(20 if long else 4),
    "large": lambda long: large.campaign(100_000 if long else 2000),
    "seeded_bugs": lambda long: seeded_bugs.campaign(),
}
