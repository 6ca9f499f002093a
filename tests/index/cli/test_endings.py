"""How the program ends, as the shell sees it: closed and full outputs, Ctrl-C."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SAMPLE = Path(__file__).parents[3] / "data" / "sample" / "articles.jsonl"
ROOT = Path(__file__).parents[3]


def shell(home: Path, line: str) -> subprocess.CompletedProcess[str]:
    """Run a line of shell in which $T is the program."""
    environment = os.environ | {
        "TANYA_HOME": str(home),
        "T": f"{sys.executable} -m index",
        "PYTHONPATH": str(ROOT),
    }
    return subprocess.run(
        ["bash", "-c", line], cwd=home, env=environment, capture_output=True, text=True, timeout=120, check=False
    )  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["$T articles --json > /dev/full", "$T articles --json >&-", "$T --help >&-", "$T articles >&- <&-"],
)
def test_an_output_that_is_full_or_closed_is_one_line_and_exit_1(tmp_path: Path, line: str) -> None:
    ended = shell(tmp_path, line)
    assert ended.returncode == 1
    [said] = ended.stderr.splitlines()
    assert said.startswith("tanya: ")


def test_a_reader_that_leaves_early_is_no_traceback(tmp_path: Path) -> None:
    ended = shell(tmp_path, f"$T import {SAMPLE} && set -o pipefail; $T show 1 | true")
    assert ended.returncode in (0, 1)
    assert ended.stderr == ""


@pytest.mark.parametrize("line", ["$T articles 2>&-", "$T show 99 2>/dev/full", "$T add - <&-"])
def test_closed_errors_and_inputs_change_no_exit_code(tmp_path: Path, line: str) -> None:
    ended = shell(tmp_path, line)
    assert ended.returncode == (0 if "articles" in line else 1)
    assert "Traceback" not in ended.stderr
    assert ended.stdout == ""


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """An import that goes on until it is stopped."""
    pipe = tmp_path / "endless.jsonl"
    os.mkfifo(pipe)
    return pipe


@pytest.mark.parametrize("delay", [0, 0.05, 0.5])
def test_ctrl_c_is_one_line_and_130(tmp_path: Path, large: Path, delay: float) -> None:
    home = tmp_path / "home"
    environment = os.environ | {"TANYA_HOME": str(home), "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-m", "index", "import", str(large)],
        env=environment, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        deadline = time.monotonic() + 60
        while not home.exists() and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(delay)  # the moment is drawn, nothing is waited for
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said.count("\n")) == (130, 1), said
    assert said.startswith("tanya: interrupted")
