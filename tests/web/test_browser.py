"""The chat in a real browser: Debian's Chromium, driven by Playwright; nothing leaves the machine."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import uvicorn

from assistant.corpus.document import Block, BlockKind, Document, Page, Source
from assistant.settings import Settings
from assistant.web.render import NO_ANSWER
from assistant.web.security import Guard

from .conftest import WritePdf, build_quietly
from .fakes import HOSTILE, SENTENCE, FakeBackend, make_document

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
MORE_OPTIONS = ("--disable-sync", "--no-first-run")
WIDE, NARROW, ZOOMED = (1280, 860), (400, 800), (320, 256)
PDF_LINES = ["The panel counted 250 companies.", "It met four times in Leeds."]

pytestmark = [
    pytest.mark.browser,
    # Gradio 6.31 counts events with what pandas 3.1 announces the end of; as errors these would end an event silently
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]


class Site:
    """A running chat on a port of its own."""

    def __init__(self, settings: Settings, backend: FakeBackend) -> None:
        self.backend = backend
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        app = Guard(build_quietly(settings, backend))
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none", timeout_graceful_shutdown=1))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]})

    def __enter__(self) -> Site:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)
        return self

    def __exit__(self, *error: object) -> None:
        self._server.should_exit = True
        self._thread.join(15)
        self._socket.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*OPTIONS, *MORE_OPTIONS])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, write_pdf: WritePdf) -> Iterator[Site]:
    corpus = tmp_path_factory.mktemp("corpus")
    write_pdf(corpus / "a.pdf", PDF_LINES)
    text = " ".join(PDF_LINES)
    blocks = (
        Block(BlockKind.paragraph, 0, len(PDF_LINES[0])),
        Block(BlockKind.paragraph, len(PDF_LINES[0]) + 1, len(text)),
    )
    drawn = Document(Source("pdf", "a.pdf", "A drawn report", date="2024-03"), text, blocks, (Page(0, 1, "iii"),))
    hostile_title = '<b onmouseover="window.hacked=1">T</b><img src=x onerror="window.hacked=1">'
    backend = FakeBackend(
        {
            "panel": make_document([SENTENCE, "It met four times."], rows=[("Leeds", "120"), ("Bradford", "45")]),
            "hostile": make_document([HOSTILE], id="hostile", title=hostile_title, heading="<i>H</i>", file="h.md"),
            "nexus": make_document(["Nexus is the innovation hub of a university."], id="nexus", title="Nexus"),
            "pdf": drawn,
        }
    )
    with Site(Settings(corpus=corpus, index=corpus / "index", max_question_characters=300), backend) as site:
        yield site


class Visitor:
    """One person's browser window; every request that would leave the machine is stopped and remembered."""

    def __init__(self, browser: sync_api.Browser, site: Site, size: tuple[int, int], **options: object) -> None:
        self.site = site
        self.context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **options)
        self.remote: list[str] = []
        self.complaints: list[str] = []
        self.context.route("**/*", self._only_here)
        self.page = self.context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._listen)
        start = time.perf_counter()
        self.page.goto(site.url)
        self.page.wait_for_selector("#question textarea")
        self.usable_after_seconds = time.perf_counter() - start

    def _only_here(self, route: sync_api.Route) -> None:
        address = urlsplit(route.request.url)
        if address.scheme in ("http", "https") and address.hostname != "127.0.0.1":
            self.remote.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    def _listen(self, message: sync_api.ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def ask(self, question: str) -> sync_api.Locator:
        turns = self.page.locator(".turn").count()
        self.page.fill("#question textarea", question)
        self.page.press("#question textarea", "Enter")
        return self.wait_for_outcome(turns)

    def wait_for_outcome(self, turns: int) -> sync_api.Locator:
        sync_api.expect(self.page.locator(".turn")).to_have_count(turns + 1)
        sync_api.expect(self.page.locator(".pending")).to_have_count(0)
        return self.page.locator(".turn").last

    def sideways(self) -> int:
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.fixture
def open_visitor(browser: sync_api.Browser, site: Site) -> Iterator[object]:
    visitors: list[Visitor] = []

    def open_one(size: tuple[int, int] = WIDE, **options: object) -> Visitor:
        visitors.append(Visitor(browser, site, size, **options))
        return visitors[-1]

    yield open_one
    for visitor in visitors:
        remote, complaints = visitor.remote, visitor.complaints
        visitor.context.close()
        assert not remote
        assert not complaints


expect = sync_api.expect


def test_a_question_is_answered_and_its_citation_opens_the_marked_evidence(open_visitor) -> None:
    visitor = open_visitor()
    page = visitor.page
    turn = visitor.ask("How many companies are there?")
    expect(turn.locator(".statement strong")).to_have_text("250")
    expect(page.locator("#evidence")).to_be_visible()
    assert page.evaluate("document.activeElement.tagName") == "TEXTAREA"
    page.click("#evidence-close")
    expect(page.locator("#evidence")).to_be_hidden()
    turn.locator(".marker").click()
    expect(page.locator("#evidence mark")).to_have_text(SENTENCE)
    expect(page.locator("#evidence h2")).to_be_focused()
    expect(page.locator("#evidence")).to_contain_text("8 September 2020")
    page.keyboard.press("Escape")
    expect(page.locator("#evidence")).to_be_hidden()
    expect(turn.locator(".marker")).to_be_focused()
    expect(page.locator("#announcer")).to_contain_text("Answer: The panel counted 250")


def test_a_table_row_is_shown_in_its_table(open_visitor) -> None:
    visitor = open_visitor()
    visitor.ask("The Leeds row?").locator(".card .open").click()
    expect(visitor.page.locator("#evidence tr.cited")).to_contain_text("120")
    expect(visitor.page.locator("#evidence tr.cited mark").first).to_have_text("Leeds")


def test_a_quote_from_a_pdf_is_highlighted_on_the_drawn_page(open_visitor) -> None:
    visitor = open_visitor()
    visitor.ask("What is on the page?").locator(".marker").click()
    picture = visitor.page.locator("#evidence .sheet img")
    expect(picture).to_be_visible()
    visitor.page.wait_for_function("document.querySelector('#evidence .sheet img').naturalWidth > 500")
    expect(visitor.page.locator("#evidence .box")).to_have_count(1)
    expect(visitor.page.locator("#evidence figcaption")).to_have_text("Page 1 of the file, printed iii")
    sheet, box = picture.bounding_box(), visitor.page.locator("#evidence .box").bounding_box()
    assert sheet is not None
    assert box is not None
    assert 0.10 < (box["x"] - sheet["x"]) / sheet["width"] < 0.14
    assert 0.12 < (box["y"] - sheet["y"]) / sheet["height"] < 0.15


def test_an_abstention_says_so_and_offers_the_closest_evidence(open_visitor) -> None:
    visitor = open_visitor()
    turn = visitor.ask("What is the weather?")
    expect(turn.locator(".said")).to_have_text(NO_ANSWER)
    expect(turn.locator("h3")).to_have_text("Closest evidence, not an answer")
    expect(visitor.page.locator("#evidence")).to_be_hidden()
    turn.locator(".card .open").click()
    expect(visitor.page.locator("#evidence mark")).to_have_text(SENTENCE)


def test_on_a_narrow_screen_evidence_opens_over_the_conversation(open_visitor) -> None:
    visitor = open_visitor(NARROW)
    page = visitor.page
    turn = visitor.ask("How many companies?")
    expect(page.locator("#evidence")).to_be_hidden()
    assert visitor.sideways() == 0
    turn.locator(".marker").click()
    expect(page.locator("#evidence mark")).to_have_text(SENTENCE)
    assert page.evaluate("document.querySelector('#evidence').matches(':modal')")
    for _ in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || !!document.activeElement.closest('#evidence')"
        )
    page.keyboard.press("Escape")
    expect(page.locator("#evidence")).to_be_hidden()
    expect(turn.locator(".marker")).to_be_focused()


def test_at_400_per_cent_zoom_nothing_is_lost(open_visitor) -> None:
    visitor = open_visitor(ZOOMED)
    turn = visitor.ask("How many companies? And what is hostile about a very long question like this one?")
    assert visitor.sideways() == 0
    assert visitor.page.evaluate("getComputedStyle(document.querySelector('#composer')).position") != "sticky"
    turn.locator(".marker").click()
    expect(visitor.page.locator("#evidence-close")).to_be_in_viewport()


def test_everything_works_from_the_keyboard(open_visitor) -> None:
    visitor = open_visitor()
    page = visitor.page
    expect(page.locator("#question textarea")).to_be_focused()
    page.keyboard.type("How many")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("companies?")
    assert page.input_value("#question textarea") == "How many\ncompanies?"
    page.keyboard.press("Enter")
    turn = visitor.wait_for_outcome(0)
    expect(page.locator("#question textarea")).to_be_focused()
    expect(page.locator("#evidence")).to_be_visible()
    for _ in range(3):  # copy button, source card, marker
        page.keyboard.press("Shift+Tab")
    expect(turn.locator(".marker")).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("#evidence h2")).to_be_focused()
    page.keyboard.press("Escape")
    expect(turn.locator(".marker")).to_be_focused()


def test_hostile_documents_and_questions_are_shown_as_text(open_visitor) -> None:
    visitor = open_visitor()
    turn = visitor.ask(f"hostile {HOSTILE}"[:290])
    expect(turn.locator(".question")).to_contain_text("<script>window.hacked=1</script>")
    expect(turn.locator(".statement")).to_contain_text("![dot](http://192.0.2.1/dot.png)")
    turn.locator(".marker").click()
    expect(visitor.page.locator("#evidence .section mark")).to_contain_text("<img src=x onerror=window.hacked=1>")
    turn.locator(".open").hover()
    assert visitor.page.locator("#conversation img, #conversation script, #evidence img, #evidence script").count() == 0
    assert visitor.page.evaluate("window.hacked") is None
    assert "\u202e" not in turn.inner_text()


def test_a_follow_up_carries_the_conversation_and_a_new_one_forgets_it(open_visitor) -> None:
    visitor = open_visitor()
    visitor.ask("How many companies?")
    expect(visitor.ask("And which companies?").locator(".understood")).to_have_text(
        "Understood as: And which companies? in Leeds?"
    )
    assert [turn.question for turn in visitor.site.backend.asked[-1][1]] == ["How many companies?"]
    visitor.page.click("#restart")
    expect(visitor.page.locator(".turn")).to_have_count(0)
    expect(visitor.page.locator(".welcome")).to_be_visible()
    expect(visitor.page.locator("#evidence")).to_be_hidden()
    visitor.ask("How many companies?")
    assert visitor.site.backend.asked[-1][1] == ()


def test_example_questions_come_from_the_documents_and_can_be_asked(open_visitor) -> None:
    visitor = open_visitor()
    example = visitor.page.get_by_role("button", name="What is Nexus?")
    expect(example).to_be_visible()
    example.click()
    expect(visitor.wait_for_outcome(0).locator(".question")).to_contain_text("What is Nexus?")
    expect(visitor.page.locator(".welcome")).to_be_hidden()


def test_blank_and_long_questions_are_refused_by_the_server_and_kept(open_visitor) -> None:
    visitor = open_visitor()
    page, asked = visitor.page, len(visitor.site.backend.asked)
    page.press("#question textarea", "Enter")
    expect(page.locator(".note")).to_have_text("Write a question first.")
    page.evaluate("document.querySelector('#question textarea').removeAttribute('maxlength')")
    page.fill("#question textarea", "companies " * 50)
    page.click("#send")
    expect(page.locator(".note")).to_contain_text("a question may have 300")
    assert page.input_value("#question textarea").startswith("companies")
    assert len(visitor.site.backend.asked) == asked
    visitor.ask("How many companies?")
    expect(page.locator(".note")).to_have_count(0)


def test_problems_are_told_politely_and_give_nothing_away(open_visitor) -> None:
    visitor = open_visitor()
    expect(visitor.ask("an unknown document").locator(".problem")).to_have_text("There is no document 'unknown'.")
    problem = visitor.ask("boom").locator(".problem")
    expect(problem).to_contain_text("something went wrong on this side")
    assert "secret" not in visitor.page.content()


def test_two_people_do_not_see_each_other(open_visitor) -> None:
    one, two = open_visitor(), open_visitor(NARROW)
    one.ask("How many companies?")
    two.ask("What is the weather?")
    one.ask("And companies elsewhere?")
    expect(one.page.locator(".turn")).to_have_count(2)
    expect(two.page.locator(".turn")).to_have_count(1)
    assert "weather" not in one.page.locator("#conversation").inner_text()


def test_an_answer_is_copied_with_its_sources(open_visitor) -> None:
    visitor = open_visitor(permissions=["clipboard-read", "clipboard-write"])
    visitor.ask("How many companies?").locator(".copy").click()
    expect(visitor.page.locator(".copy")).to_have_text("Copied")
    copied = visitor.page.evaluate("navigator.clipboard.readText()")
    assert SENTENCE in copied
    assert "[1] Panel report, 8 September 2020" in copied


def test_a_citation_is_a_link_to_a_page_of_its_own(open_visitor) -> None:
    visitor = open_visitor()
    href = visitor.ask("How many companies?").locator(".marker").get_attribute("href")
    visitor.page.goto(visitor.site.url.rstrip("/") + str(href))
    expect(visitor.page.locator("main mark")).to_have_text(SENTENCE)
    expect(visitor.page).to_have_title("Panel report")


def test_the_page_can_be_used_soon(open_visitor) -> None:
    assert open_visitor().usable_after_seconds < 8  # 0.6 to 1.1 s where nothing else runs; test machines are shared


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_the_contrast_of_aa(open_visitor, scheme: str) -> None:
    visitor = open_visitor(color_scheme=scheme)
    visitor.ask("How many companies?")
    visitor.ask("What is the weather?")
    poor = visitor.page.evaluate(Path(__file__).with_name("contrast.js").read_text(encoding="utf-8"))
    assert poor == []
