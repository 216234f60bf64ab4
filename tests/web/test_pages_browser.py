"""Signing in, the Evidence base and Quality in a real browser; nothing leaves the machine."""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn

from assistant.errors import IndexUnavailable
from assistant.settings import Settings
from assistant.users import Role, add_user
from assistant.web.indexer import STOPPED, Outcome, Tell
from assistant.web.passwords import WRONG
from assistant.web.server import guarded

from .browsing import NARROW, WIDE, ZOOMED, pytestmark, sync_api  # noqa: F401
from .conftest import build_quietly
from .fakes import SENTENCE, FakeBackend, make_document
from .test_quality import fact, rate, rates

expect = sync_api.expect
PASSWORDS = {"ada": "correct horse battery", "rosa": "staple violet tundra"}
HOSTILE = "<img src=x onerror=window.hacked=1>"
REFUSED = re.compile(  # which these tests ask for
    r"responded with a status of (400|401|429) |net::ERR_CONNECTION_REFUSED|Failed to fetch|Could not connect"
)
CONTRAST = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")


@dataclass
class Building:
    """A build of the index that goes on until it is let go, and then has the new document."""

    backend: FakeBackend
    may_end: threading.Event = field(default_factory=threading.Event)
    unread: tuple[str, ...] = ()

    def __call__(self, tell: Tell, stopping: threading.Event) -> Outcome:
        tell("documents", 2, 5)
        while not self.may_end.wait(0.05):
            if stopping.is_set():
                raise IndexUnavailable("Ended early.")
        new = make_document(["New words."], id="new", title="A new report", file="new.md")
        self.backend.library = {**self.backend.library, "new": new}
        return Outcome("Done in 1 s: 4 documents.", self.unread)


@dataclass
class Site:
    """A running app with everything before it, as `serve` puts it together."""

    url: str
    building: Building
    corpus: Path


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("site")
    corpus, reports, users = folder / "corpus", folder / "reports", folder / "users.json"
    corpus.mkdir()
    reports.mkdir()
    for name, role in (("ada", Role.administrator), ("rosa", Role.reader)):
        add_user(users, name, role, PASSWORDS[name])
    (corpus / "panel.md").write_text("words")
    (corpus / "waiting.pdf").write_text("words")
    totals = {**rates(6), "by_kind": {"fact": rates(7), "list": {**rates(2), "abstained": rate(0, 0)}}}
    facts = [fact("a", "fact", passed=False), fact("b", "list", passed=False), fact("c", "list", passed=True)]
    report = {
        "created": "2026-11-20T13:44:03+00:00",
        "generation": "g1",
        "seconds": 1,
        "totals": totals,
        "facts": facts,
    }
    (reports / "report.json").write_text(json.dumps({**report, "gate": {"passed": True}}))
    backend = FakeBackend(
        {
            "panel": make_document([SENTENCE], rows=[("Leeds", "120")]),
            "nexus": make_document(["Nexus is a hub."], id="nexus", title="Nexus", file="nexus.md"),
            "hostile": make_document([HOSTILE], id="hostile", title=HOSTILE, file=f"{HOSTILE}.md"),
        }
    )
    settings = Settings(corpus=corpus, index=folder / "index", reports=reports, users=users, access="users")
    app = build_quietly(settings, backend)
    building = Building(backend)
    app.state.indexer._build = building
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(
        guarded(app, settings), log_level="error", ws="none", proxy_headers=False, timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield Site(f"http://127.0.0.1:{listening.getsockname()[1]}", building, corpus)
    app.state.indexer.stop()
    app.state.examples.stop()
    server.should_exit = True
    thread.join(15)
    listening.close()


Open = Callable[..., sync_api.Page]


@pytest.fixture
def open_page(browser: sync_api.Browser, site: Site) -> Iterator[Open]:
    """Open a window, signed in; a request to another machine, or a complaint of the browser, fails the test."""
    contexts: list[sync_api.BrowserContext] = []
    wrong: list[str] = []

    def only_here(route: sync_api.Route) -> None:
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            wrong.append(route.request.url)
            route.abort()

    def open_one(path: str, name: str = "ada", size: tuple[int, int] = WIDE, **options: object) -> sync_api.Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        contexts.append(context)
        context.route("**/*", only_here)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if complains(message) else None)
        page.goto(site.url + path)
        if name:
            sign_in(page, name)
        return page

    def complains(message: sync_api.ConsoleMessage) -> bool:
        return message.type == "error" and not REFUSED.search(message.text)

    yield open_one
    for context in contexts:
        context.close()
    assert wrong == []


def sign_in(page: sync_api.Page, name: str, password: str = "") -> None:
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(password or PASSWORDS[name])
    page.get_by_role("button", name="Sign in").click()


def sideways(page: sync_api.Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def test_the_chat_is_behind_the_page_to_sign_in_on(open_page: Open, site: Site) -> None:
    page = open_page("/", name="")
    expect(page).to_have_url(f"{site.url}/login")
    expect(page.get_by_label("Name")).to_be_focused()
    page.keyboard.type("ada")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORDS["ada"])
    page.keyboard.press("Enter")
    expect(page.locator("#question textarea")).to_be_visible()
    expect(page.locator(".person")).to_contain_text("ada, administrator")
    assert page.evaluate("document.cookie") == ""
    (cookie,) = page.context.cookies()
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    page.context.clear_cookies()
    page.goto(f"{site.url}/quality")
    expect(page).to_have_url(f"{site.url}/login?next=/quality")


def test_a_wrong_password_is_told_and_the_name_kept(open_page: Open) -> None:
    page = open_page("/library", name="")
    with page.expect_response(lambda response: response.status == 401):
        sign_in(page, "rosa", "not the password")
    expect(page.get_by_role("alert")).to_have_text(WRONG)
    expect(page.get_by_label("Name")).to_have_value("rosa")
    expect(page.get_by_label("Password")).to_be_focused()
    expect(page.get_by_label("Password")).to_have_value("")


def test_signing_out_leads_back_to_the_page_to_sign_in_on(open_page: Open, site: Site) -> None:
    page = open_page("/quality", "rosa")
    expect(page.locator(".person")).to_contain_text("rosa")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.goto(f"{site.url}/library")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
def test_who_was_signed_out_is_told_so_and_keeps_the_question(open_page: Open, size: tuple[int, int]) -> None:
    page = open_page("/", "rosa", size, color_scheme="light" if size == WIDE else "dark")
    page.wait_for_selector("html[data-ready]")
    box = page.locator("#question textarea")
    box.fill("How many companies?")
    page.keyboard.press("Enter")
    expect(page.locator(".turn .statement strong")).to_have_text("250")
    page.context.clear_cookies()  # as at the end of a session
    box.fill("And which companies?")
    page.keyboard.press("Enter")
    told = page.locator("#signed-out")
    expect(told).to_have_text("You have been signed out. Sign in again; your question is kept.")
    expect(told).to_be_in_viewport()
    expect(page.locator("#announcer")).to_have_text("You have been signed out. Sign in again; your question is kept.")
    expect(page.get_by_text("could not parse", exact=False)).to_have_count(0)
    expect(page.locator(".toast-wrap")).to_be_hidden()
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    assert [one["id"] for one in axe.Axe().run(page).response["violations"]] == []
    assert page.evaluate(CONTRAST) == []
    expect(box).to_have_value("And which companies?")
    expect(page.locator(".turn")).to_have_count(1)
    box.fill("And which companies, exactly?")
    told.get_by_role("link", name="Sign in again").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(page, "rosa")
    expect(page.locator(".turn .question")).to_contain_text("How many companies?")  # the conversation it belongs to
    expect(box).to_have_value("And which companies, exactly?")
    page.locator("#send").click()
    expect(page.locator(".turn")).to_have_count(2)
    expect(page.locator(".pending")).to_have_count(0)
    expect(page.locator(".understood")).to_be_visible()
    page.reload()
    page.wait_for_selector("html[data-ready]")
    expect(box).to_have_value("")


def test_a_question_that_began_a_conversation_and_the_filters_survive_signing_in_again(open_page: Open) -> None:
    page = open_page("/?place=Leeds", "rosa")
    page.wait_for_selector("html[data-ready]")
    page.context.clear_cookies()
    page.locator("#question textarea").fill("How many\ncompanies?")
    page.locator("#send").click()
    page.locator("#signed-out").get_by_role("link", name="Sign in again").click()
    sign_in(page, "rosa")
    expect(page.locator("#question textarea")).to_have_value("How many\ncompanies?")
    expect(page.locator(".chip")).to_contain_text("Place: Leeds")


def test_who_signed_in_again_in_another_window_goes_on_asking(open_page: Open, site: Site) -> None:
    page = open_page("/", "rosa")
    page.wait_for_selector("html[data-ready]")
    page.context.clear_cookies()
    page.locator("#question textarea").fill("How many companies?")
    page.locator("#send").click()
    expect(page.locator("#signed-out a")).to_be_visible()
    other = page.context.new_page()
    other.goto(site.url)
    sign_in(other, "rosa")
    expect(other.locator("#question textarea")).to_be_visible()
    page.locator("#send").click()
    expect(page.locator(".turn .statement strong")).to_have_text("250")
    expect(page.locator("#signed-out")).to_be_empty()


def test_evidence_that_was_asked_for_after_the_session_ended_says_so(open_page: Open) -> None:
    page = open_page("/", "rosa", NARROW)
    page.wait_for_selector("html[data-ready]")
    page.locator("#question textarea").fill("How many companies?")
    page.keyboard.press("Enter")
    expect(page.locator(".turn .statement strong")).to_have_text("250")
    page.context.clear_cookies()
    page.locator(".turn .marker").click()
    expect(page.locator("#evidence")).to_contain_text("You have been signed out. Sign in again to see it.")


def test_a_reader_sees_no_controls_and_cannot_call_what_is_behind_them(open_page: Open, site: Site) -> None:
    page = open_page("/library", "rosa")
    expect(page.get_by_role("heading", name="Evidence base")).to_be_visible()
    for name in ("Add", "Bring the index up to date"):
        expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)
    expect(page.get_by_role("link", name="Remove")).to_have_count(0)
    statuses = [
        page.request.fetch(f"{site.url}{path}", method=method, data=data).status
        for method, path, data in (
            ("POST", "/library/files?name=a.md", "words"),
            ("POST", "/library/index", ""),
            ("POST", "/library/remove", "file=panel.md"),
            ("GET", "/library/remove?file=panel.md", None),
            ("GET", "/library/status", None),
        )
    ]
    assert statuses == [403] * 5
    assert (site.corpus / "panel.md").exists()
    assert not (site.corpus / "a.md").exists()


def test_what_is_typed_before_the_script_arrives_is_searched_for(open_page: Open) -> None:
    page = open_page("/library", "rosa")
    held: list[Any] = []
    page.route("**/look/pages.js", lambda route: held.append(route))
    page.goto(page.url, wait_until="commit")
    page.get_by_label("Search titles").fill("nexus")
    expect(page.get_by_role("row")).to_have_count(5)
    for route in held:
        route.continue_()
    expect(page.get_by_role("row")).to_have_count(2)


def test_documents_are_found_while_one_types_and_the_address_can_be_shared(open_page: Open) -> None:
    page = open_page("/library", "rosa")
    rows = page.get_by_role("row")
    expect(rows).to_have_count(5)  # the names of the columns, three documents, a file that waits
    page.get_by_label("Search titles").press_sequentially("nexus")
    expect(rows).to_have_count(2)
    expect(page.locator(".count")).to_have_text("1 of 4 files")
    expect(page.get_by_label("Search titles")).to_be_focused()
    page.reload()
    expect(rows).to_have_count(2)
    page.get_by_role("link", name="Show all").click()
    expect(rows).to_have_count(5)
    page.get_by_label("State").select_option("not indexed yet")
    expect(rows).to_have_count(2)
    expect(rows.nth(1)).to_contain_text("waiting.pdf")
    page.get_by_role("columnheader", name="Date").get_by_role("link").click()
    expect(page.get_by_role("columnheader", name="Date")).to_have_attribute("aria-sort", "descending")


def test_search_works_without_scripts(open_page: Open) -> None:
    page = open_page("/library", "rosa", java_script_enabled=False)
    page.get_by_label("Search titles").fill("nexus")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("row")).to_have_count(2)


def test_a_question_is_answered_while_a_file_is_added_and_indexed(open_page: Open, site: Site) -> None:
    site.building.may_end.clear()
    page, other = open_page("/library"), open_page("/", "rosa")
    page.get_by_label("Add files").set_input_files(
        [
            {"name": "new.md", "mimeType": "text/markdown", "buffer": b"# New\n\n" + b"words " * 200_000},
            {"name": "bad.pdf", "mimeType": "application/pdf", "buffer": b"no pdf"},
        ]
    )
    with page.expect_response(lambda response: response.status == 400):
        page.get_by_role("button", name="Add", exact=True).click()
    uploads = page.locator("#uploads li")
    expect(uploads.nth(0)).to_contain_text("Added")
    expect(uploads.nth(1)).to_contain_text("not what its name says")
    expect(page.locator("#progress")).to_contain_text("Reading the documents 2 of 5")
    expect(page.locator("#indexing")).to_have_attribute("value", "2")
    assert (site.corpus / "new.md").exists()
    other.locator("#question textarea").fill("How many companies?")
    other.keyboard.press("Enter")
    expect(other.locator(".statement strong").first).to_have_text("250")
    expect(page.locator("#indexing")).to_be_visible()
    site.building.may_end.set()
    expect(page.locator("#progress")).to_contain_text("Done in 1 s")
    expect(page.get_by_role("rowheader", name="A new report")).to_be_visible()


LOST = "The assistant does not answer. Is it running?"


def stop_answering(page: sync_api.Page, address: str) -> None:
    page.route(address, lambda route: route.abort("connectionrefused"))


def test_a_search_that_is_not_answered_says_so_and_can_be_tried_again(open_page: Open) -> None:
    page = open_page("/library", "rosa")
    expect(page.get_by_role("row")).not_to_have_count(0)
    stop_answering(page, "**/library?*part=1")
    page.get_by_label("Search titles").fill("nexus")
    told = page.locator("#results").get_by_role("alert")
    expect(told).to_contain_text(LOST)
    expect(page.get_by_label("Search titles")).to_be_focused()
    page.unroute("**/library?*part=1")
    told.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("row")).to_have_count(2)
    expect(page.get_by_text(LOST)).to_have_count(0)


def test_an_index_that_cannot_be_asked_for_or_followed_says_so(open_page: Open, site: Site) -> None:
    site.building.may_end.clear()
    page = open_page("/library")
    progress = page.locator("#progress")
    stop_answering(page, "**/library/index")
    page.get_by_role("button", name="Bring the index up to date").click()
    expect(progress.get_by_role("alert")).to_contain_text(LOST)
    expect(progress.locator("progress")).to_have_count(0)
    page.unroute("**/library/index")
    progress.get_by_role("button", name="Try again").click()
    expect(progress).to_contain_text("Reading the documents 2 of 5")
    stop_answering(page, "**/library/status")
    expect(progress.get_by_role("alert")).to_contain_text(LOST)
    page.unroute("**/library/status")
    expect(progress.get_by_role("alert")).to_have_count(0)
    site.building.may_end.set()
    expect(progress).to_contain_text("Done in 1 s")


def test_a_long_build_is_stopped(open_page: Open, site: Site) -> None:
    site.building.may_end.clear()
    page = open_page("/library")
    page.get_by_role("button", name="Bring the index up to date").click()
    page.locator("#progress").get_by_role("button", name="Stop").click()
    expect(page.locator("#progress .told")).to_have_text(STOPPED)
    expect(page.get_by_role("button", name="Bring the index up to date")).to_be_focused()
    site.building.may_end.set()


def test_files_that_could_not_be_read_are_not_told_as_a_success(open_page: Open, site: Site) -> None:
    site.building.unread = ("broken.pdf", "locked.pdf")
    site.building.may_end.set()
    try:
        page = open_page("/library")
        page.get_by_role("button", name="Bring the index up to date").click()
        told = page.locator("#progress .told")
        expect(told).to_contain_text("2 files could not be read: broken.pdf, locked.pdf. See why")
        expect(told).to_have_class("told warn")
    finally:
        site.building.unread = ()


def test_a_file_that_is_there_already_stays_chosen(open_page: Open, site: Site) -> None:
    site.building.may_end.set()
    (site.corpus / "there.txt").write_text("words")
    page = open_page("/library")
    page.get_by_label("Add files").set_input_files(
        [{"name": "there.txt", "mimeType": "text/plain", "buffer": b"other words"}]
    )
    with page.expect_response(lambda response: response.status == 400):
        page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#uploads")).to_contain_text("Tick “Replace files of the same name” and add it again")
    page.get_by_label("Replace files of the same name").check()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.locator("#uploads")).to_contain_text("Added")
    expect(page.get_by_label("Replace files of the same name")).not_to_be_checked()
    assert (site.corpus / "there.txt").read_text() == "other words"
    (site.corpus / "there.txt").unlink()


def test_a_question_that_is_not_answered_says_so_by_the_box(open_page: Open) -> None:
    page = open_page("/", "rosa")
    page.wait_for_selector("html[data-ready]")
    page.locator("#question textarea").fill("How many companies?")
    page.keyboard.press("Enter")
    expect(page.locator(".turn .statement strong")).to_have_text("250")
    stop_answering(page, "**/gradio_api/*/*")
    stop_answering(page, "**/gradio_api/app_id")
    page.locator("#question textarea").fill("And which companies?")
    page.keyboard.press("Enter")
    told = page.locator("#signed-out")
    expect(told).to_contain_text(f"{LOST} Your question is kept.")
    expect(page.locator("#announcer")).to_contain_text(LOST)
    expect(page.locator(".toast-wrap")).to_be_hidden()
    told.get_by_role("button", name="Try again").click()
    expect(page.locator("#announcer")).to_have_text("The assistant still does not answer.")
    page.unroute_all()
    told.get_by_role("button", name="Try again").click()
    expect(page.locator(".turn .statement strong")).to_have_text("250")
    expect(page.locator("#question textarea")).to_have_value("And which companies?")
    expect(told).to_be_empty()


def test_too_many_questions_are_answered_politely(open_page: Open) -> None:
    page = open_page("/", "rosa")
    expect(page.locator(".person")).to_contain_text("rosa")
    told = {"detail": "That was too much for a minute. Please try again in 5 seconds."}  # as limits.py answers
    page.context.route("**/gradio_api/queue/join*", lambda route: route.fulfill(status=429, json=told))
    page.locator("#question textarea").fill("How many companies?")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Please try again in").first).to_be_visible()


def test_a_document_is_removed_after_a_question(open_page: Open, site: Site) -> None:
    site.building.may_end.set()
    (site.corpus / "old.txt").write_text("words")
    page = open_page("/library?q=old.txt")
    page.get_by_role("link", name="Remove old.txt").click()
    expect(page.locator("main")).to_contain_text("Remove old.txt from the evidence base?")
    page.get_by_role("link", name="Keep it").click()
    assert (site.corpus / "old.txt").exists()
    page.get_by_role("link", name="Remove old.txt").click()
    page.get_by_role("button", name="Remove").click()
    expect(page).to_have_url(f"{site.url}/library")
    assert not (site.corpus / "old.txt").exists()
    expect(page.locator("#progress")).to_contain_text("Done in 1 s")


def test_the_quality_page_shows_totals_and_failures(open_page: Open) -> None:
    page = open_page("/quality", "rosa")
    expect(page.get_by_text("The gate is passed.")).to_be_visible()
    expect(page.get_by_role("row", name="Right answers")).to_contain_text("60%")
    expect(page.locator(".failures details")).to_have_count(2)
    page.get_by_role("link", name="list 1").click()
    failure = page.locator(".failures details")
    expect(failure).to_have_count(1)
    failure.locator("summary").click()
    expect(failure).to_contain_text("Why it fails")


@pytest.mark.parametrize("path", ["/library", "/quality", "/library/remove?file=panel.md"])
@pytest.mark.parametrize(
    "size", [NARROW, ZOOMED, (1024, 768), (1280, 720)], ids=["narrow", "400 per cent", "tablet", "wide"]
)
def test_nothing_is_lost_sideways(open_page: Open, path: str, size: tuple[int, int]) -> None:
    page = open_page(path, size=size)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.wait_for_load_state("networkidle")  # the list is drawn again when the state of the index has come
    assert sideways(page) == 0
    if path == "/library":
        assert page.evaluate(
            "document.querySelector('.scroll').scrollWidth <= document.querySelector('.scroll').clientWidth"
        )
        expect(page.get_by_role("row")).not_to_have_count(0)
        expect(page.get_by_role("rowheader", name="Panel report")).to_be_visible()


def test_hostile_names_are_shown_as_text(open_page: Open) -> None:
    page = open_page("/library?q=onerror")
    expect(page.get_by_role("rowheader", name=HOSTILE)).to_be_visible()
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (NARROW, "dark")])
def test_no_page_has_a_violation_of_accessibility(
    open_page: Open, site: Site, size: tuple[int, int], scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = open_page("/login", "", size, color_scheme=scheme)
    found = {}
    for path in ("/login", "/library", "/library?q=nothing+fits", "/library/remove?file=panel.md", "/quality"):
        page.goto(site.url + path)
        if page.get_by_label("Password").count() and path != "/login":
            sign_in(page, "ada")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        violations = axe.Axe().run(page).response["violations"]
        found[path] = [f"{one['id']}: {node['html'][:160]}" for one in violations for node in one["nodes"]]
        found[f"{path} contrast"] = page.evaluate(CONTRAST)
    assert {state: lines for state, lines in found.items() if lines} == {}
