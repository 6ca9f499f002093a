from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from index.store import Store, open_store
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


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url, busy_seconds=0.3)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'tanya.db'}"
