"""A language model behind an OpenAI-compatible address, streamed, within limits of time and size.

Protocol: `POST {base}/chat/completions` with `stream: true`, answered by server-sent events whose data are JSON
chunks, the last one `[DONE]` (OpenAI, "Create chat completion"; vLLM, llama.cpp, Ollama and others speak it).
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
from pydantic import SecretStr

from index.answering.writer.prompting import Prompt, WriterError


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is waited and read for; times in seconds, sizes in bytes."""

    connect: float = 5.0
    silence: float = 10.0
    whole: float = 30.0
    most_bytes: int = 1_000_000
    most_tokens: int = 400


class ChatClient:
    """Asks one model. Thread-safe."""

    def __init__(self, base_url: str, model: str, key: SecretStr, limits: Limits | None = None) -> None:
        self._address = f"{base_url.rstrip('/')}/chat/completions"
        self._model = model
        self._limits = limits or Limits()
        secret = key.get_secret_value()
        self._http = httpx.Client(
            headers={"Authorization": f"Bearer {secret}"} if secret else {},
            timeout=httpx.Timeout(self._limits.silence, connect=self._limits.connect),
            follow_redirects=False,
        )

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def stream(self, prompt: Prompt) -> Iterator[str]:
        """Yield the pieces of the answer as they come.

        Raises:
            WriterError: The server is unreachable, refuses, falls silent, is too slow, or does not keep to the
                protocol; pieces that came before stay valid.
        """
        until = time.monotonic() + self._limits.whole
        try:
            with self._http.stream("POST", self._address, json=self._body(prompt)) as response:
                if response.status_code != httpx.codes.OK:
                    raise WriterError(
                        f"The language model answered with HTTP {response.status_code}, expected 200."
                    )
                yield from _pieces(self._lines(response, until))
        except httpx.HTTPError as error:
            raise WriterError(f"The language model could not be asked: {type(error).__name__}.") from error

    def _body(self, prompt: Prompt) -> dict[str, object]:
        return {
            "model": self._model,
            "messages": [
                {"role": "system", "content": prompt.rules},
                {"role": "user", "content": prompt.request},
            ],
            "stream": True,
            "temperature": 0,
            "max_tokens": self._limits.most_tokens,
        }

    def _lines(self, response: httpx.Response, until: float) -> Iterator[str]:
        """The lines of the body, read within the limits; the last one may lack its end."""
        held, read = b"", 0
        for block in response.iter_bytes():
            read += len(block)
            if read > self._limits.most_bytes:
                raise WriterError(f"The language model sent more than {self._limits.most_bytes:,} bytes.")
            if time.monotonic() > until:
                raise WriterError(f"The language model took longer than {self._limits.whole:g} seconds.")
            *lines, held = (held + block).split(b"\n")
            yield from (line.decode("utf-8", "replace").strip() for line in lines)
        yield held.decode("utf-8", "replace").strip()


def _pieces(lines: Iterator[str]) -> Iterator[str]:
    """The texts of server-sent events, or of one JSON answer from a server that does not stream."""
    ended = False
    for line in lines:
        if line.startswith("{"):
            yield _choice("\n".join([line, *lines]), "message").text
            return
        data = line.removeprefix("data:").strip()
        if not line.startswith("data:") or not data:
            continue
        if data == "[DONE]":
            return
        choice = _choice(data, "delta")
        yield choice.text
        if choice.end == "length":
            break
        ended = ended or bool(choice.end)
    if not ended:
        raise WriterError("The language model broke off in the middle.")


@dataclass(frozen=True, slots=True)
class _Choice:
    """The text of one chunk, and why the model ended with it: "" where it goes on, "length" where it had to."""

    text: str
    end: str


def _choice(data: str, field: str) -> _Choice:
    try:
        choices = json.loads(data)["choices"]
        content = choices[0][field].get("content") if choices else None
        end = choices[0].get("finish_reason") if choices else None
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise WriterError("The language model's answer was not a chat completion.") from error
    return _Choice(content if isinstance(content, str) else "", str(end or ""))
