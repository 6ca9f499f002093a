import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.campaigns.campaigns import CAMPAIGNS
from tests.campaigns.figures import Figure, read, table
from tests.campaigns.size import AT_ONCE, FORM, TIMEOUT_S

ROOT = Path(__file__).parents[2]
figures: list[Figure] = []

Campaigns = dict[str, Future[list[Figure]]]


def run(name: str) -> list[Figure]:
    """Run one campaign in a process of its own, whatever threads this one has."""
    command = [sys.executable, "-m", "tests.campaigns", name, FORM]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=TIMEOUT_S, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-4000:])
    found = read(done.stdout)
    figures.extend(found)
    return found


@pytest.fixture(scope="session")
def campaigns(request: pytest.FixtureRequest) -> Iterator[Campaigns]:
    """Start the campaigns that were asked for, a few at a time."""
    wanted = {
        item.callspec.params["name"]
        for item in request.session.items
        if hasattr(item, "callspec") and "name" in item.callspec.params
    }
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        yield {name: pool.submit(run, name) for name in CAMPAIGNS if name in wanted}
    finally:
        pool.shutdown(cancel_futures=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if figures:
        terminalreporter.write_sep("=", f"campaigns, {FORM} form")
        terminalreporter.write_line(table(figures))
