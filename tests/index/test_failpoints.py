import signal
import subprocess
import sys

PROGRAM = (
    "from index.failpoints import failpoint\nfor name in 'abab': failpoint(name); print(name, flush=True)"
)


def run(failpoint: str | None) -> subprocess.CompletedProcess[str]:
    environment = {"PYTHONPATH": ":".join(path for path in sys.path if path)}
    if failpoint is not None:
        environment["TANYA_FAILPOINT"] = failpoint
    return subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=environment,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


def test_without_the_variable_nothing_happens() -> None:
    assert run(None).stdout.split() == ["a", "b", "a", "b"]


def test_the_process_dies_at_the_named_place() -> None:
    dead = run("b")

    assert (dead.returncode, dead.stdout.split()) == (-signal.SIGKILL, ["a"])


def test_a_number_names_the_arrival() -> None:
    dead = run("a:2")

    assert (dead.returncode, dead.stdout.split()) == (-signal.SIGKILL, ["a", "b"])


def test_other_places_are_passed() -> None:
    assert run("c").returncode == 0
