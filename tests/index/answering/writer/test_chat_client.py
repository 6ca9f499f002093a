import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler

import pytest
from pydantic import SecretStr

from index.answering.writer.chat_client import ChatClient, Limits
from index.answering.writer.prompting import Prompt, WriterError
from tests.index.answering.writer.chat_server import (
    Behaviour,
    ChatServer,
    begin,
    chat_server,
    event,
    says,
    wait_for_the_end,
)

PROMPT = Prompt("Keep to the quotations.", "Siapa Kim Yong Ju?")
PATIENT = Limits(most_bytes=5_000)
SHORT = Limits(connect=5, silence=0.5, whole=1)


@contextmanager
def talking(
    behave: Behaviour, *, key: str = "", limits: Limits = PATIENT
) -> Iterator[tuple[ChatClient, ChatServer]]:
    with chat_server(behave) as server:
        client = ChatClient(server.base_url + "/", "small", SecretStr(key), limits)
        yield client, server
        client.close()


def heard(client: ChatClient) -> tuple[str, str]:
    """All that came before it ended, and why it ended ("" when the protocol ended it)."""
    pieces, why = heard_one_by_one(client)
    return "".join(pieces), why


def heard_one_by_one(client: ChatClient) -> tuple[list[str], str]:
    pieces: list[str] = []
    try:
        for piece in client.stream(PROMPT):
            pieces.append(piece)
    except WriterError as error:
        return pieces, str(error)
    return pieces, ""


def test_an_answer_is_streamed_piece_by_piece() -> None:
    with talking(says(["Adik ", "pendiri [1]."])) as (client, server):
        assert heard_one_by_one(client) == (["Adik ", "pendiri [1]."], "")
    [request] = server.requests
    assert request["path"] == "/v1/chat/completions"
    assert (request["model"], request["stream"], request["temperature"]) == ("small", True, 0)
    assert request["messages"] == [
        {"role": "system", "content": PROMPT.rules},
        {"role": "user", "content": PROMPT.request},
    ]


def test_the_key_is_sent_and_never_shown() -> None:
    with talking(lambda handler: begin(handler, status=401), key="sk-secret") as (client, server):
        text, why = heard(client)
    assert server.headers[0]["Authorization"] == "Bearer sk-secret"
    assert (text, why) == ("", "The language model answered with HTTP 401, expected 200.")


def test_without_a_key_none_is_sent() -> None:
    with talking(says([])) as (client, server):
        heard(client)
    assert "Authorization" not in server.headers[0]


def test_a_server_that_does_not_stream_is_understood() -> None:
    def behave(handler: BaseHTTPRequestHandler) -> None:
        begin(handler, kind="application/json")
        answer = {"choices": [{"message": {"role": "assistant", "content": "Adik pendiri [1]."}}]}
        handler.wfile.write(json.dumps(answer, indent=1).encode())

    with talking(behave) as (client, _):
        assert heard(client) == ("Adik pendiri [1].", "")


def test_a_server_that_dies_half_way_is_told_apart_from_one_that_ends() -> None:
    def behave(handler: BaseHTTPRequestHandler) -> None:
        handler.protocol_version = "HTTP/1.1"
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        chunk = b'data: {"choices": [{"delta": {"content": "Adik"}}]}\n\n'
        handler.wfile.write(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
        handler.close_connection = True

    with talking(behave) as (client, _):
        assert heard_one_by_one(client) == (
            ["Adik"],
            "The language model could not be asked: RemoteProtocolError.",
        )


def test_a_silent_server_is_not_waited_for() -> None:
    def behave(handler: BaseHTTPRequestHandler) -> None:
        begin(handler)
        event(handler, "Adik")
        wait_for_the_end(handler)

    with talking(behave, limits=SHORT) as (client, _):
        assert heard_one_by_one(client) == (["Adik"], "The language model could not be asked: ReadTimeout.")


def test_a_server_that_drips_is_cut_off() -> None:
    def behave(handler: BaseHTTPRequestHandler) -> None:
        begin(handler)
        while not handler.server.over.wait(0.1):  # type: ignore[attr-defined]
            event(handler, "a")

    with talking(behave, limits=SHORT) as (client, _):
        pieces, why = heard_one_by_one(client)
    assert set(pieces) == {"a"}
    assert why == "The language model took longer than 1 seconds."


def test_a_server_that_never_stops_is_cut_off() -> None:
    def behave(handler: BaseHTTPRequestHandler) -> None:
        begin(handler)
        while not handler.server.over.is_set():  # type: ignore[attr-defined]
            event(handler, "a" * 1000)

    with talking(behave) as (client, _):
        assert heard(client)[1] == "The language model sent more than 5,000 bytes."


@pytest.mark.parametrize("data", ["{]", "[]", '{"choices": [5]}', '{"error": {"message": "no such model"}}'])
def test_anything_but_a_chat_completion_is_refused(data: str) -> None:
    def behave(handler: BaseHTTPRequestHandler) -> None:
        begin(handler)
        handler.wfile.write(f"data: {data}\n\n".encode())

    with talking(behave) as (client, _):
        assert heard(client) == ("", "The language model's answer was not a chat completion.")


def test_comments_empty_choices_and_roles_are_passed_over() -> None:
    def behave(handler: BaseHTTPRequestHandler) -> None:
        begin(handler)
        handler.wfile.write(b': ping\n\ndata: {"choices": []}\n\n')
        handler.wfile.write(b'data: {"choices": [{"delta": {"role": "assistant", "content": null}}]}\r\n\r\n')
        event(handler, "Adik")
        handler.wfile.write(b'data: {"choices": [{"delta": {}, "finish_reason": "stop"}]}\n\n')

    with talking(behave) as (client, _):
        assert heard(client) == ("Adik", "")


@pytest.mark.parametrize(
    "end", ["", 'data: {"choices": [{"delta": {}, "finish_reason": "length"}]}\n\ndata: [DONE]\n\n']
)
def test_an_answer_without_its_end_broke_off(end: str) -> None:
    def behave(handler: BaseHTTPRequestHandler) -> None:
        begin(handler)
        event(handler, "Adik pendiri [1].")
        handler.wfile.write(end.encode())

    with talking(behave) as (client, _):
        assert heard(client) == ("Adik pendiri [1].", "The language model broke off in the middle.")


def test_a_server_that_is_not_there_is_an_error_of_ours() -> None:
    gone = ChatClient("http://127.0.0.1:9/v1", "small", SecretStr(""), PATIENT)
    assert heard(gone) == ("", "The language model could not be asked: ConnectError.")
