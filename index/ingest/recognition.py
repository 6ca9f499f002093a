"""Letters out of pictures, by Tesseract where it is installed: photos of pages, and PDF files that are scans.

Tesseract reads an untrusted picture in a process of its own, with bounds on its memory and time, that is killed when
it takes too long.
"""

import resource
import shutil
import subprocess
from base64 import b64decode

from index.errors import InputError
from index.ingest.found import PAGE_MARK

_PROGRAM = "tesseract"
_LANGUAGES = "ind+eng"
_SECONDS = 60
_MEMORY = 1024 * 1024 * 1024
_TOO_MUCH = "The letters in that picture could not be read: add the article's text instead."


def is_installed() -> bool:
    """Whether Tesseract is there."""
    return shutil.which(_PROGRAM) is not None


def pictures_of(text: str) -> list[bytes]:
    """The pictures of pages, as the reader of scans hands them on: one a line, in Base64."""
    return [b64decode(line) for line in text.split("\n") if line]


def recognise(pictures: list[bytes]) -> str:
    """The text in pictures, each a page.

    Raises:
        InputError: Tesseract fails or takes too long.
    """
    return f"\n{PAGE_MARK}".join(_page(picture).strip() for picture in pictures)


def _page(picture: bytes) -> str:
    try:
        done = subprocess.run(
            [_PROGRAM, "stdin", "stdout", "-l", _languages()],
            input=picture,
            capture_output=True,
            timeout=_SECONDS,
            env={"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C.UTF-8", "OMP_THREAD_LIMIT": "1"},
            cwd="/",
            check=False,
            preexec_fn=_limit,
        )
    except (subprocess.TimeoutExpired, OSError):
        raise InputError(_TOO_MUCH) from None
    if done.returncode:
        raise InputError(_TOO_MUCH)
    return done.stdout.decode("utf-8", "replace").replace("\x0c", "")


def _languages() -> str:
    """The languages that are installed of those wanted."""
    done = subprocess.run(
        [_PROGRAM, "--list-langs"], capture_output=True, text=True, timeout=_SECONDS, check=False
    )
    there = set(done.stdout.split())
    return "+".join(name for name in _LANGUAGES.split("+") if name in there) or "eng"


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
