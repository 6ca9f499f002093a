"""A PostgreSQL server of the tests' own, on a socket in a directory of its own."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

UNPRIVILEGED = ("postgres", "nobody")


def server_programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    on_path = shutil.which("initdb")
    if on_path:
        found.append(Path(on_path))
    if not found:
        pytest.skip("no PostgreSQL server is installed (Debian: apt install postgresql)")
    return found[-1].parent


def as_server_user(command: list[str]) -> list[str]:
    """PostgreSQL refuses to run as root: become somebody else."""
    if os.getuid() != 0:
        return command
    user = unprivileged_user()
    return ["setpriv", f"--reuid={user}", f"--regid={gid(user)}", "--clear-groups", *command]


def unprivileged_user() -> str:
    import pwd

    for name in UNPRIVILEGED:
        try:
            pwd.getpwnam(name)
        except KeyError:
            continue
        return name
    pytest.skip("PostgreSQL refuses to run as root and there is no user postgres or nobody")


def gid(user: str) -> int:
    import pwd

    return pwd.getpwnam(user).pw_gid


@contextmanager
def running_server() -> Iterator[str]:
    """Start a server, or skip with the reason; give the end of its URLs: `?host=…&user=…`."""
    pytest.importorskip("psycopg")
    programs = server_programs()
    home = Path(tempfile.mkdtemp(prefix="pg-"))
    if os.getuid() == 0:
        shutil.chown(home, unprivileged_user())
    data, control = home / "data", str(programs / "pg_ctl")
    try:
        initialise = [str(programs / "initdb"), "-D", str(data), "-U", "tanya", "-A", "trust", "-E", "UTF8"]
        run([*initialise, "--no-sync", "--locale=C"], home)
        options = f"-k {home} -c listen_addresses='' -c fsync=off -c max_connections=50"
        run([control, "-D", str(data), "-o", options, "-l", str(home / "log"), "-w", "start"], home)
        try:
            yield f"?host={home}&user=tanya"
        finally:
            run([control, "-D", str(data), "-m", "immediate", "-w", "stop"], home)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def run(command: list[str], home: Path) -> None:
    done = subprocess.run(
        as_server_user(command), cwd=home, capture_output=True, text=True, timeout=60, check=False
    )
    if done.returncode:
        pytest.skip(
            f"PostgreSQL could not be started: {' '.join((done.stderr or done.stdout).split())[-300:]}"
        )


@contextmanager
def fresh_database(server: str, name: str) -> Iterator[str]:
    """Make an empty database; give its URL; drop it in the end."""
    psycopg = pytest.importorskip("psycopg")
    host, user = (part.split("=", 1)[1] for part in server[1:].split("&"))
    with psycopg.connect(host=host, user=user, dbname="postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield f"postgresql+psycopg:///{name}{server}"
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
