"""What the guard lets in and out."""

from __future__ import annotations

import contextlib
import re
import socket
from collections.abc import Iterator

import pytest
from starlette.requests import ClientDisconnect
from starlette.testclient import TestClient

from assistant.errors import UsageError
from assistant.settings import Settings
from assistant.web import serve
from assistant.web.security import MAX_BODY_BYTES, check_address, clean_page, is_loopback, is_served

from .fakes import FakeBackend


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.53", "::1", "[::1]", "localhost", "LOCALHOST"])
def test_loopback_addresses_are_known(host: str) -> None:
    assert is_loopback(host)
    check_address(host, allow_remote=False)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.4", "example.org", "", "localhost.example.org"])
def test_other_addresses_are_refused_unless_told(host: str) -> None:
    with pytest.raises(UsageError, match="other machines could reach the app"):
        check_address(host, allow_remote=False)
    check_address(host, allow_remote=True)


def test_serving_refuses_before_anything_is_opened(settings: Settings, backend: FakeBackend) -> None:
    with pytest.raises(UsageError, match=re.escape("Will not listen on '0.0.0.0'")):
        serve(settings.model_copy(update={"host": "0.0.0.0"}), assistant=backend, open_browser=False)


def test_a_taken_port_is_told(settings: Settings, backend: FakeBackend) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"Could not listen on 127.0.0.1:{port}"):
            serve(settings.model_copy(update={"port": port}), assistant=backend, open_browser=False)


@pytest.mark.parametrize(
    "path", ["/", "/look/app.css", "/favicon.svg", "/evidence/panel/0-10", "/gradio_api/upload", "/nowhere"]
)
def test_every_response_has_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy
    assert "*" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert "server" not in headers


def test_only_the_chat_page_may_run_scripts_and_only_its_own(client: TestClient) -> None:
    page = client.get("/")
    nonce = re.search(r"'nonce-([^']+)'", page.headers["content-security-policy"])
    assert nonce
    scripts = re.findall(r"<script[^>]*>", page.text)
    assert scripts
    assert all(f'nonce="{nonce[1]}"' in script or 'src="/look/app.js"' in script for script in scripts)
    assert "script-src 'none'" in client.get("/evidence/panel/0-10").headers["content-security-policy"]
    assert client.get("/").headers["content-security-policy"] != page.headers["content-security-policy"]


def test_the_page_names_no_other_site(client: TestClient) -> None:
    addresses = set(re.findall(r"https?://[\w.-]+", client.get("/").text))
    assert addresses <= {"http://127.0.0.1"}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/gradio_api/upload"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("GET", "/gradio_api/file/etc/passwd"),
        ("GET", "/gradio_api/proxy=http://192.0.2.1/"),
        ("GET", "/gradio_api/info"),
        ("GET", "/gradio_api/openapi.json"),
        ("POST", "/gradio_api/run/predict"),
        ("POST", "/gradio_api/api/converse"),
        ("POST", "/gradio_api/call/converse"),
        ("POST", "/gradio_api/vibe-edit"),
        ("POST", "/gradio_api/component_server"),
        ("GET", "/monitoring"),
        ("GET", "/gradio_api/runs"),
        ("GET", "/docs"),
        ("GET", "/openapi.json"),
        ("PUT", "/"),
        ("GET", "/gradio_api/queue/join"),
    ],
)
def test_what_the_chat_does_not_need_does_not_exist(client: TestClient, method: str, path: str) -> None:
    assert client.request(method, path).status_code == 404


@pytest.mark.parametrize("path", ["/", "/config", "/theme.css", "/look/app.js", "/favicon.ico"])
def test_what_the_chat_needs_is_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/look/../app.py", "/look/..%2Fapp.py", "/evidence/..%2F..%2Fetc%2Fpasswd/0-5", "/static/../../../../etc/passwd"],
)
def test_no_other_file_can_be_read(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (403, 404)


@pytest.mark.parametrize(
    "path",
    ["/nothing", "/gradio_api/info", "/evidence/nothing/at/all", "/evidence/x/page-1.png", "/quality/report.html"],
)
def test_a_person_is_told_in_a_page_and_led_back(client: TestClient, path: str) -> None:
    answer = client.get(path, headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "script-src 'none'" in answer.headers["content-security-policy"] or path.startswith("/quality")
    assert '<html lang="en-GB">' in answer.text
    assert "<h1>There is nothing here</h1>" in answer.text
    assert 'href="/"' in answer.text
    assert "<script" not in answer.text


def test_a_program_is_told_in_a_line(client: TestClient) -> None:
    assert client.get("/nothing").text == "There is nothing here."
    assert "detail" in client.get("/evidence/nothing/at/all").json()


def test_another_host_name_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"Host": "evil.example"}).status_code == 421
    assert client.get("/", headers={"Host": "localhost:7860"}).status_code == 200


def test_a_large_body_is_refused(client: TestClient) -> None:
    answer = client.post("/gradio_api/queue/join", content=b"x" * (MAX_BODY_BYTES + 1))
    assert answer.status_code == 413


def test_a_body_that_does_not_tell_its_size_is_cut_off(client: TestClient) -> None:
    def chunks() -> Iterator[bytes]:
        for _ in range(20):
            yield b"x" * MAX_BODY_BYTES

    with contextlib.suppress(ClientDisconnect):  # the app may also hang up on such a request
        assert client.post("/gradio_api/queue/join", content=chunks()).status_code >= 400


def test_routes_are_matched_whole() -> None:
    assert is_served("GET", "/config")
    assert not is_served("GET", "/config/../gradio_api/upload")
    assert not is_served("GET", "/gradio_api/heartbeat/a/b")


def test_the_cleaned_page_keeps_its_scripts_and_loses_remote_addresses() -> None:
    page = (
        '<html lang="en"><head><meta property="og:image"\n content="https://example.org/x.png" />'
        '<link rel="manifest" href="/manifest.json" /><script>one()</script>'
        '<script type="module" src="./a.js"></script></head></html>'
    )
    cleaned = clean_page(page, "N")
    assert "example.org" not in cleaned
    assert "manifest" not in cleaned
    assert cleaned.count('<script nonce="N"') == 2
    assert 'lang="en-GB"' in cleaned
