from collections.abc import Iterator

import pytest

from . import BotApi, PrivateChat


@pytest.fixture
def api() -> Iterator[BotApi]:
    """A double without flood rules; holds after a 429 still count."""
    with BotApi.start(flood=None) as running:
        yield running


@pytest.fixture
def ani(api: BotApi) -> PrivateChat:
    return api.private_chat(user_id=7, first_name="Ani")
