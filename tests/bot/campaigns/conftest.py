from collections.abc import Iterator

import pytest

from tests.bot.campaigns.nursery import Nursery


@pytest.fixture(scope="package")
def nursery() -> Iterator[Nursery]:
    """One nursery for all campaigns."""
    with Nursery.open() as nursery:
        yield nursery
