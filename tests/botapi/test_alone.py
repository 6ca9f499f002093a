"""The double stands alone: it imports nothing of ours, refuses to judge blindly, and runs as a program."""

import ast
import sys
from pathlib import Path
from subprocess import PIPE, Popen

import httpx
import pytest

from . import BotApi, TdlibMissingError, tdlib
from .methods.table import METHODS

HERE = Path(__file__).parent
TAKEN = {"telegram", "httpx", "hypothesis", "pytest", "tornado", "tdjson"}


def imports(path: Path) -> set[str]:
    """Top-level packages that a module imports, relative imports aside."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_it_imports_the_standard_library_and_six_packages_only() -> None:
    used = set[str]().union(*(imports(path) for path in HERE.rglob("*.py")))
    assert used - set(sys.stdlib_module_names) <= TAKEN


def test_only_the_tests_need_a_bot_library() -> None:
    parts = [
        path for path in HERE.rglob("*.py") if not path.name.startswith(("test_", "conftest", "driving"))
    ]
    used = set[str]().union(*(imports(path) for path in parts))
    assert used - set(sys.stdlib_module_names) == {"tornado", "tdjson"}


def test_every_module_is_short() -> None:
    long = [path.name for path in HERE.rglob("*.py") if len(path.read_text().splitlines()) > 300]
    assert long == []


def test_without_tdlib_it_says_so_and_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "tdjson", None)
    tdlib._execute.cache_clear()
    try:
        with pytest.raises(TdlibMissingError, match="pip install tdjson"):
            BotApi.start()
    finally:
        monkeypatch.undo()
        tdlib._execute.cache_clear()


def test_a_taken_port_is_reported(api: BotApi) -> None:
    with pytest.raises(OSError, match="in use"):
        BotApi.start(port=api.port)


def test_json_bodies_and_queries_are_read_like_forms(api: BotApi) -> None:
    api.private_chat(user_id=7)
    url = f"{api.base_url}{api.token}/sendMessage"
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "d"}]]}
    body = {"chat_id": 7, "text": "json", "reply_markup": markup, "protect_content": True}
    assert httpx.post(url, json=body).json()["result"]["reply_markup"] == markup
    assert httpx.get(url, params={"chat_id": "7", "text": "query"}).json()["result"]["text"] == "query"
    assert httpx.post(url, content=b"{", headers={"Content-Type": "application/json"}).status_code == 400
    assert httpx.post(url, content=b"text=%ff&chat_id=7", headers=FORM).json()["description"] == (
        "Bad Request: strings must be encoded in UTF-8"
    )


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def test_other_addresses_are_not_found(api: BotApi) -> None:
    root = f"http://127.0.0.1:{api.port}"
    answers = [httpx.get(f"{root}{path}").json() for path in ("/", "/bot1:TEST", f"/file/bot{api.token}/x")]
    assert answers == [{"ok": False, "error_code": 404, "description": "Not Found"}] * 3
    assert httpx.get(f"{root}/file/bot1:WRONG/x").status_code == 401


def test_a_mistake_of_the_double_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    from .methods import table

    def broken(request: object) -> None:
        raise ZeroDivisionError("of our own making")

    monkeypatch.setitem(table.BY_NAME, "getme", broken)
    with pytest.raises(ZeroDivisionError), BotApi.start() as api:
        assert httpx.get(f"{api.base_url}{api.token}/getMe").status_code == 500


def test_the_readme_lists_every_method() -> None:
    readme = (HERE / "README.md").read_text()
    assert [method for method in METHODS if f"`{method}`" not in readme] == []


def test_as_a_program_it_sends_lines_and_prints_answers() -> None:
    command = [sys.executable, "-m", "tests.botapi", "--port", "0", "--token", "5:PLAY"]
    with Popen(command, stdin=PIPE, stdout=PIPE, text=True, cwd=HERE.parent.parent) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        base = program.stdout.readline().strip().removeprefix("TELEGRAM_BASE_URL=")
        program.stdin.write("Siapa Kim Yong Ju?\n")
        program.stdin.flush()
        (update,) = httpx.get(f"{base}5:PLAY/getUpdates", params={"timeout": 10}).json()["result"]
        markup = '{"inline_keyboard":[[{"text":"👍","callback_data":"up"}]]}'
        answer = {"chat_id": 7, "text": "<b>Adik</b>", "parse_mode": "HTML", "reply_markup": markup}
        assert httpx.post(f"{base}5:PLAY/sendMessage", data=answer).status_code == 200
        lines = iter(program.stdout.readline, "")
        assert next(line for line in lines if line.startswith("bot #")) == "bot #2: Adik\n"
        assert next(lines) == "  [👍]\n"
        program.stdin.write(":press 👍\n:quit\n")
        program.stdin.close()
        assert program.wait(timeout=20) == 0
    assert update["message"]["text"] == "Siapa Kim Yong Ju?"
