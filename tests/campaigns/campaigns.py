"""All campaigns by name, with the size of their short form (continuous integration) and of their long form."""

from collections.abc import Callable

from tests.campaigns import (
    backups,
    contention,
    damage,
    drift,
    full_disk,
    power_cuts,
    reindex_kills,
    writing_kills,
)
from tests.campaigns.figures import Figure

CAMPAIGNS: dict[str, Callable[[bool], list[Figure]]] = {
    "writing_kills": lambda long: writing_kills.campaign(5000 if long else 220),
    "reindex_kills": lambda long: reindex_kills.campaign(1000 if long else 80),
    "order": lambda long: power_cuts.order(100 if long else 5),
    "power_cuts": lambda long: power_cuts.states(500 if long else 40),
    "damage": lambda long: damage.campaign(2000 if long else 150),
    "drift": lambda long: drift.campaign(2000, 50) if long else drift.campaign(15, 20),
    "writers": lambda long: contention.writers(5000 if long else 300),
    "locked": lambda long: contention.locked(30 if long else 3),
    "full_disk": lambda long: full_disk.campaign(200 if long else 25),
    "backups": lambda long: backups.campaign(20 if long else 4),
    "restoring": lambda long: backups.duration(100_000 if long else 2000),
    "recovery": lambda long: reindex_kills.recovery(100_000 if long else 3000),
}
