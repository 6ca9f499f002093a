import time

import httpcore
import pytest

from index.ingest.guard import GuardedBackend, is_public, resolve
from tests.index.ingest.forbidden import PRIVATE_V4, PRIVATE_V6


@pytest.mark.parametrize(
    "address", [*PRIVATE_V4, *PRIVATE_V6, "", "contoh.test", "127.1", "fe80::1%lo", " 8.8.8.8"]
)
def test_an_address_that_is_not_of_the_public_internet_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address",
    ["8.8.8.8", "1.1.1.1", "93.184.216.34", "103.10.105.1", "172.32.0.1", "100.128.0.1", "192.0.1.1", "168.63.129.15",
     "2606:2800:220:1::1", "2001:4860:4860::8888", "2400:cb00::1", "2a00:1450::1", "::ffff:8.8.8.8"],
)  # fmt: skip
def test_an_address_of_the_public_internet_is_public(address: str) -> None:
    assert is_public(address)


def test_the_system_resolves_names() -> None:
    assert resolve("localhost", 80)[0] in ("127.0.0.1", "::1")


def test_a_socket_of_the_machine_is_refused() -> None:
    guard = GuardedBackend(time.monotonic() + 1, resolve, httpcore.SyncBackend())
    with pytest.raises(httpcore.ConnectError):
        guard.connect_unix_socket("/run/docker.sock")


def test_the_client_cannot_be_led_past_the_guard_by_a_pool_of_its_own() -> None:
    guard = GuardedBackend(time.monotonic() + 1, resolve, httpcore.SyncBackend())
    with httpcore.ConnectionPool(network_backend=guard) as pool:
        for url in ("http://127.0.0.1:1/", "http://localhost:1/", "http://[::1]:1/"):
            with pytest.raises(httpcore.ConnectError, match="the guard refused"):
                pool.request("GET", url)
