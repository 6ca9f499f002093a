from collections.abc import Iterator
from pathlib import Path

import pytest

from index.store import Store, open_store


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url, busy_seconds=0.3)
    yield opened
    opened.close()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'tanya.db'}"
