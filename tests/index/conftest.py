from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.index.store.postgres import fresh_database, running_server

numbers = count()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    with running_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database, on each of the two kinds of server."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'tanya.db'}"
        return
    server = request.getfixturevalue("postgres_server")
    with fresh_database(server, f"test{next(numbers)}") as found:
        yield found
