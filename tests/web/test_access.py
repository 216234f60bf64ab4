"""Who is let in, as what: nobody asked, a password, a trusted proxy. In front of an app that tells whom it sees."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from assistant import users
from assistant.errors import UsageError
from assistant.settings import Settings
from assistant.users import STRANGER, Role, add_user, remove_user, set_password
from assistant.web.access import NO_NAME, Access, is_within, read_networks, user_of
from assistant.web.passwords import COOKIE, SIGN_IN, TOO_MANY, WRONG, safe_next
from assistant.web.server import guarded
from assistant.web.sessions import ATTEMPTS_A_NAME

GOOD, OTHER = "correct horse battery", "staple violet tundra"
PAGE = {"accept": "text/html"}


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


async def tells(scope, receive, send) -> None:
    user = user_of(scope)
    request = Request(scope)
    await PlainTextResponse(f"{user.name}|{user.role}|{request.client.host}|{request.url.scheme}")(scope, receive, send)


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(users, "_hasher", lambda: hasher)
    users._hash_of_nobody.cache_clear()


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "users.json"
    add_user(path, "ada", Role.administrator, GOOD)
    add_user(path, "rosa", Role.reader, OTHER)
    return path


Enter = Callable[..., TestClient]


@pytest.fixture
def enter(people: Path) -> Enter:
    def client(*, address: str = "10.0.0.9", clock: Clock | None = None, **given: object) -> TestClient:
        settings = Settings(**{"access": "users", "users": people, **given})
        app = Access(tells, settings, open_to_all=Role.reader, clock=clock or Clock())
        return TestClient(app, client=(address, 1234), base_url="http://10.0.0.1:7860", follow_redirects=False)

    return client


def sign_in(client: TestClient, name: str = "ada", password: str = GOOD, **more: str):
    return client.post("/login", data={"name": name, "password": password, **more})


# Nobody is asked


@pytest.mark.parametrize(("host", "role"), [("127.0.0.1", "administrator"), ("0.0.0.0", "reader")])
def test_without_access_control_only_this_machine_may_change_things(host, role):
    app = guarded(tells, Settings(host=host))
    client = TestClient(app, client=("127.0.0.1", 1), base_url="http://127.0.0.1:7860")
    assert client.get("/config").text.split("|")[:2] == ["", role]


def test_without_access_control_nobody_signs_in(enter):
    assert sign_in(enter(access="none")).status_code == 404


def test_an_app_that_no_layer_stands_before_sees_a_stranger():
    assert user_of({}) is STRANGER
    assert not STRANGER.is_administrator


# Passwords


def test_a_request_of_the_chat_is_refused_in_the_form_that_its_client_reads(enter):
    refused = enter().post("/gradio_api/queue/join", json={})
    assert (refused.status_code, refused.json()) == (401, {"detail": SIGN_IN})
    nameless = enter(access="proxy", proxy="10.0.0.9").post("/gradio_api/queue/join", json={})
    assert (nameless.status_code, nameless.json()) == (401, {"detail": NO_NAME})
    assert enter().get("/evidence/panel/0-5").text == SIGN_IN


def test_a_page_leads_to_the_page_to_sign_in_on_and_from_there_back(enter):
    client = enter()
    sent = client.get("/library?q=a b", headers=PAGE)
    assert sent.status_code == 303
    assert sent.headers["location"] == "/login?next=/library%3Fq%3Da%2520b"
    page = client.get(sent.headers["location"])
    wanted = re.search(r'name="next" value="([^"]*)"', page.text)
    assert wanted
    signed = sign_in(client, next=wanted[1])
    assert (signed.status_code, signed.headers["location"]) == (303, "/library?q=a%20b")
    assert client.get("/library", headers=PAGE).text.startswith("ada|administrator")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/gradio_api/queue/join"),
        ("GET", "/gradio_api/queue/data?session_hash=x"),
        ("GET", "/gradio_api/heartbeat/x"),
        ("GET", "/gradio_api/startup-events"),
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("POST", "/gradio_api/upload"),
        ("GET", "/config"),
        ("GET", "/evidence/panel/0-5"),
        ("GET", "/evidence/panel/page-1.png"),
        ("GET", "/library/status"),
        ("POST", "/library/index"),
        ("POST", "/library/files?name=a.md"),
        ("GET", "/look/app.js"),
        ("POST", "/logout/"),
        ("GET", "/login/"),
        ("GET", "//login"),
    ],
)
def test_nothing_is_answered_before_signing_in(enter, method, path):
    answer = enter().request(method, path)
    assert answer.status_code == 401
    assert "|" not in answer.text


@pytest.mark.parametrize("path", ["/login", "/favicon.svg", "/look/app.css"])
def test_what_the_page_to_sign_in_on_needs_is_answered(enter, path):
    assert enter().get(path).status_code == 200


def test_the_page_to_sign_in_on_needs_no_script_and_nothing_from_elsewhere(enter):
    page = enter().get("/login").text
    assert "<script" not in page
    assert not re.search(r"https?:", page)
    assert 'autocomplete="current-password"' in page


def test_the_cookie_is_out_of_reach_and_expires(enter):
    clock = Clock()
    client = enter(clock=clock, session_hours=1)
    cookie = sign_in(client).headers["set-cookie"]
    assert re.fullmatch(rf"{COOKIE}=[\w-]{{43}}; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax", cookie)
    assert client.get("/config").status_code == 200
    clock.now = 3600
    assert client.get("/config").status_code == 401


def test_the_cookie_is_secure_where_a_trusted_proxy_speaks_https(enter):
    client = enter(proxy="10.0.0.9")
    client.headers["x-forwarded-proto"] = "https"
    assert sign_in(client).headers["set-cookie"].endswith("; Secure")
    stranger = enter()
    stranger.headers["x-forwarded-proto"] = "https"
    assert "Secure" not in sign_in(stranger).headers["set-cookie"]


@pytest.mark.parametrize(("name", "password"), [("ada", OTHER), ("nobody", GOOD), ("", ""), ("ada", "x" * 300)])
def test_a_wrong_name_and_a_wrong_password_look_the_same(enter, name, password):
    answer = sign_in(enter(), name, password)
    assert answer.status_code == 401
    assert WRONG in answer.text
    assert "set-cookie" not in answer.headers
    assert not password or password not in answer.text


def test_what_was_typed_is_shown_as_text(enter):
    answer = sign_in(enter(), '"><script>alert(1)</script>', "x", next='"><script>')
    assert "<script" not in answer.text


def test_attempts_are_limited_even_with_the_right_password_at_the_end(enter):
    clock = Clock()
    client = enter(clock=clock)
    for _ in range(ATTEMPTS_A_NAME):
        assert sign_in(client, "ada", OTHER).status_code == 401
    refused = sign_in(client)
    assert refused.status_code == 429
    assert TOO_MANY.format(minutes=15, s="s") in refused.text
    assert sign_in(client, "rosa", OTHER).status_code == 303
    clock.now = 15 * 60
    assert sign_in(client).status_code == 303


def test_attempts_are_counted_by_the_true_address_behind_a_proxy(enter):
    client = enter(proxy="10.0.0.9")
    for _ in range(ATTEMPTS_A_NAME):
        client.post("/login", data={"name": "ada", "password": "x"}, headers={"x-forwarded-for": "9.9.9.9, 1.1.1.1"})
    assert sign_in(client).status_code == 303


def test_a_form_that_is_none_is_refused(enter):
    client = enter()
    assert client.post("/login", content=b"x" * 5000).status_code == 401
    assert client.post("/login", content=b"&".join([b"a=1"] * 50)).status_code == 401
    assert client.post("/login", content=b"\xff\xfe=%00").status_code == 401


def test_signing_out_ends_the_session_on_the_server(enter):
    client = enter()
    sign_in(client)
    token = client.cookies[COOKIE]
    assert client.post("/logout").status_code == 303
    client.cookies.set(COOKIE, token)
    assert client.get("/config").status_code == 401


@pytest.mark.parametrize("change", ["remove", "password", "damage"])
def test_who_is_removed_or_has_a_new_password_is_signed_out_at_once(enter, people, change):
    client = enter()
    sign_in(client, "rosa", OTHER)
    assert client.get("/config").text.startswith("rosa|reader")
    if change == "remove":
        remove_user(people, "rosa")
    elif change == "password":
        set_password(people, "rosa", GOOD)
    else:
        people.write_text("{")
    assert client.get("/config").status_code == 401


def test_cookies_of_other_apps_on_the_host_do_not_matter(enter):
    client = enter()
    sign_in(client)
    cookie = f'bad"=;;x; {COOKIE}={client.cookies[COOKIE]}; {{}}'
    client.cookies.clear()
    assert client.get("/config", headers={"cookie": cookie}).status_code == 200


@pytest.mark.parametrize(
    ("wanted", "gone_to"),
    [
        ("/library?q=x", "/library?q=x"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("/a\r\nSet-Cookie: x=1", "/"),
        ("/login?next=/", "/"),
        ("/\u00e9", "/"),
        ("", "/"),
    ],
)
def test_after_signing_in_one_stays_on_this_site(wanted, gone_to):
    assert safe_next(wanted) == gone_to


def test_a_users_file_with_nobody_in_it_lets_nothing_start(tmp_path):
    with pytest.raises(UsageError, match="assistant users add"):
        guarded(tells, Settings(access="users", users=tmp_path / "none.json"))


# A trusted proxy


def test_a_trusted_proxy_says_who_it_is(enter):
    client = enter(access="proxy", proxy="10.0.0.0/24", administrators="Ada@example.org, bob")
    seen = client.get("/config", headers={"X-Remote-User": "ada@example.org", "X-Forwarded-For": "8.8.8.8, 172.16.0.4"})
    assert seen.text == "ada@example.org|administrator|172.16.0.4|http"
    assert client.get("/config", headers={"X-Remote-User": "rosa"}).text.startswith("rosa|reader")


def test_the_header_of_anybody_else_is_ignored(enter):
    client = enter(access="proxy", proxy="10.0.0.1", administrators="ada")
    answer = client.get("/config", headers={"X-Remote-User": "ada", "X-Forwarded-For": "10.0.0.1"})
    assert answer.status_code == 401


@pytest.mark.parametrize("values", [[], [""], ["ada", "rosa"], ["x" * 201], ["a\tb"]])
def test_a_header_that_names_nobody_or_two_lets_nobody_in(enter, values):
    client = enter(access="proxy", proxy="10.0.0.9", administrators="ada")
    assert client.get("/config", headers=[("X-Remote-User", value) for value in values]).status_code == 401


def test_a_header_of_another_name_is_read_where_the_settings_say_so(enter):
    client = enter(access="proxy", proxy="10.0.0.9", user_header="X-Auth-Email")
    assert client.get("/config", headers={"x-auth-email": "rosa"}).text.startswith("rosa|reader")
    assert client.get("/config", headers={"x-remote-user": "rosa"}).status_code == 401


def test_settings_that_do_not_fit_are_told():
    with pytest.raises(UsageError, match="ASSISTANT_PROXY must say"):
        guarded(tells, Settings(access="proxy"))
    with pytest.raises(UsageError, match=r"'proxy\.local', which is no address"):
        guarded(tells, Settings(access="proxy", proxy="127.0.0.1, proxy.local"))


@pytest.mark.parametrize(
    ("address", "within"),
    [("127.0.0.1", True), ("::ffff:127.0.0.1", True), ("10.1.2.3", True), ("10.2.0.1", False), ("", False)],
)
def test_addresses_are_compared_as_addresses(address, within):
    assert is_within(address, read_networks("127.0.0.1, 10.1.0.0/16")) is within


# All layers together


@pytest.mark.parametrize("access", ["none", "users", "proxy"])
def test_refusals_have_the_security_headers_too(people, access):
    app = guarded(tells, Settings(access=access, users=people, proxy="10.0.0.9"))
    client = TestClient(app, base_url="http://127.0.0.1:7860", follow_redirects=False)
    for path in ("/", "/config", "/login", "/nowhere", "/gradio_api/queue/join"):
        headers = client.get(path, headers=PAGE).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_names_that_the_app_is_reached_by_are_answered(people):
    app = guarded(tells, Settings(hosts="evidence.example.org"))
    client = TestClient(app, base_url="http://127.0.0.1:7860")
    assert client.get("/config", headers={"host": "Evidence.example.org:443"}).status_code == 200
    assert client.get("/config", headers={"host": "evil.example"}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
    ],
)
def test_forms_of_other_sites_are_not_answered(headers):
    client = TestClient(guarded(tells, Settings()), base_url="http://127.0.0.1:7860")
    assert client.post("/library/index", headers=headers).status_code == 403
    assert client.post("/gradio_api/queue/join", headers=headers).status_code == 403


@pytest.mark.parametrize("headers", [{"sec-fetch-site": "same-origin"}, {"origin": "http://127.0.0.1:7860"}, {}])
def test_our_own_forms_are(headers):
    client = TestClient(guarded(tells, Settings()), base_url="http://127.0.0.1:7860")
    assert client.post("/library/index", headers=headers).status_code == 200
