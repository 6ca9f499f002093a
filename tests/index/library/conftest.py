from pathlib import Path

import pytest

from index.settings import Settings


@pytest.fixture
def settings(tmp_path: Path, url: str) -> Settings:
    """Those of an empty library, on each of the two kinds of server."""
    return Settings(tanya_home=tmp_path, database_url=url)
