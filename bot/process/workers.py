"""Threads for what takes processor time or waits for a disk; the event loop does neither."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

THREAD_NAME = "bot-worker"

Result = TypeVar("Result")


class Workers:
    """Runs the library's calls beside the event loop."""

    def __init__(self, threads: int) -> None:
        self._pool = ThreadPoolExecutor(threads, THREAD_NAME)

    async def run(self, work: Callable[[], Result]) -> Result:
        """The result of `work`, or its error."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, work)

    def close(self) -> None:
        """Let running work end, drop what has not begun."""
        self._pool.shutdown(wait=False, cancel_futures=True)
