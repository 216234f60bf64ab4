"""Makes the pictures of the web app for the README: starts it on the indexed corpus and takes them in Chromium.

    python docs/pictures/make_pictures.py [--corpus DIR] [--index DIR] [--reports DIR]

Needs an index (`assistant index`), Playwright and Chromium (`apt-get install chromium`). Pictures of drawn pages need a
PDF in the corpus, the one of the page Quality a report (`assistant evaluate --output DIR`).
"""

from __future__ import annotations

import argparse
import io
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from assistant.settings import Settings
from assistant.users import Role, add_user

HERE = Path(__file__).parent
ANSWERED = "How many healthtech companies are there in West Yorkshire?"
ON_A_PAGE = "How many companies are headquartered in Leeds?"
SHORT = "What is Nexus?"
IN_A_TABLE = "How many patents were there in Leeds in 2021?"
NOT_ANSWERED = "What is the average salary of a nurse in Leeds?"
SIZES = {"wide": (1280, 860), "narrow": (400, 860)}
MOST_BYTES = 300_000
NAME, PASSWORD = "ada", "correct horse battery"
SERVE = (
    "import sys; from assistant.settings import Settings; from assistant.web import serve; "
    "serve(Settings.model_validate_json(sys.argv[1]), open_browser=False)"
)


@contextmanager
def served(settings: Settings) -> Iterator[str]:
    """Serve the web app in a process of its own; yield its address."""
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, settings.model_dump_json()], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        address = next((match[0] for line in process.stdout if (match := re.search(r"http://\S+", line))), None)
        if address is None:
            sys.exit("The chat did not start; the reason is above.")
        yield address
    finally:
        process.terminate()
        process.wait(30)


def save(page: Page, name: str) -> None:
    """Save what the window shows as a small PNG."""
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    path = HERE / f"{name}.png"
    picture.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)
    size = path.stat().st_size
    if size > MOST_BYTES:
        sys.exit(f"{path} has {size} bytes; at most {MOST_BYTES} are wanted.")
    print(f"{path.name}: {size:,} bytes")


def ask(page: Page, question: str, status: str) -> None:
    """Ask a question and wait for its outcome."""
    turns = page.locator(".turn").count()
    page.fill("#question textarea", question)
    page.press("#question textarea", "Enter")
    expect(page.locator(".turn")).to_have_count(turns + 1, timeout=60_000)
    expect(page.locator(".turn").last.locator(f".{status}")).to_be_visible(timeout=60_000)
    page.mouse.move(0, 0)
    page.wait_for_timeout(1_000)


def take(browser: Browser, address: str, size: str, scheme: str) -> None:
    """Take the pictures of one window: signing in, every state of the chat, the other pages, being signed out."""
    width, height = SIZES[size]
    options = {"viewport": {"width": width, "height": height}, "color_scheme": scheme, "reduced_motion": "reduce"}
    context = browser.new_context(**options)
    page = context.new_page()
    page.goto(address)
    save(page, f"login-{size}-{scheme}")
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.locator(".example").first).to_be_visible(timeout=60_000)
    page.wait_for_timeout(500)
    save(page, f"start-{size}-{scheme}")
    ask(page, ANSWERED, "answered")
    save(page, f"answer-{size}-{scheme}")
    show_evidence(page, f"evidence-{size}-{scheme}", wide=size == "wide")
    page.locator(".why summary").click()
    page.locator(".why summary").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('.why').scrollIntoView()")
    page.wait_for_timeout(300)
    save(page, f"why-{size}-{scheme}")
    page.goto(address)
    page.wait_for_selector("html[data-ready] .example")
    ask(page, NOT_ANSWERED, "insufficient_evidence")
    page.wait_for_timeout(2_000)  # questions to ask instead are looked for
    save(page, f"abstention-{size}-{scheme}")
    page.click("#past-open")
    page.wait_for_timeout(300)
    save(page, f"past-{size}-{scheme}")
    page.keyboard.press("Escape")
    page.click("#filters-open")
    page.get_by_label("strategy", exact=True).check()
    page.wait_for_timeout(300)
    save(page, f"filters-{size}-{scheme}")
    page.get_by_role("button", name="Done").click()
    take_draft(page, address, f"draft-{size}-{scheme}")
    take_cell(page, address, f"table-{size}-{scheme}", wide=size == "wide")
    take_drawn_page(page, address, f"page-{size}-{scheme}", wide=size == "wide")
    for name in ("library", "quality"):
        page.goto(f"{address}/{name}")
        page.wait_for_load_state("networkidle")
        save(page, f"{name}-{size}-{scheme}")
    take_signed_out(page, context, address, f"signed-out-{size}-{scheme}")
    context.close()


def take_draft(page: Page, address: str, name: str) -> None:
    """Save the draft with two answers in it."""
    page.goto(address)
    page.wait_for_selector("html[data-ready] .example")
    for question in (ANSWERED, SHORT):
        ask(page, question, "answered")
        page.locator(".to-draft").last.click()
    page.evaluate("window.scrollTo(0, 0)")
    page.click("#draft-open")
    page.wait_for_timeout(300)
    save(page, name)
    page.keyboard.press("Escape")


def take_cell(page: Page, address: str, name: str, *, wide: bool) -> None:
    """Save the cells of a row that were asked for, with the row in its table."""
    boxes = page.locator("#filters .by-document input").all()
    kept = [box.get_attribute("value") for box in boxes if "pursuing" in (box.get_attribute("value") or "")]
    page.goto(f"{address}/?document={min(kept, key=len)}")
    page.wait_for_selector("html[data-ready] .chip")
    ask(page, IN_A_TABLE, "answered")
    if not wide:
        page.locator(".turn .marker").first.click()
    expect(page.locator("#evidence mark").first).to_be_visible()
    page.wait_for_timeout(500)
    save(page, name)


def take_signed_out(page: Page, context: BrowserContext, address: str, name: str) -> None:
    """Save what the chat says when the session has ended."""
    page.goto(address)
    page.wait_for_selector("html[data-ready] .example")
    context.clear_cookies()
    page.fill("#question textarea", ANSWERED)
    page.press("#question textarea", "Enter")
    expect(page.locator("#signed-out .note")).to_be_visible()
    page.wait_for_timeout(500)
    save(page, name)


def show_evidence(page: Page, name: str, *, wide: bool) -> None:
    """Save the evidence of the first marker, with the card over the marker on a wide screen."""
    marker = page.locator(".turn .marker").first
    if wide:
        marker.hover()
        expect(page.locator("#hover-card")).to_be_visible()
        save(page, name)
        page.mouse.move(0, 0)
        return
    marker.click()
    expect(page.locator("#evidence mark, #evidence .box").first).to_be_visible()
    page.wait_for_timeout(500)
    save(page, name)
    page.keyboard.press("Escape")


def take_drawn_page(page: Page, address: str, name: str, *, wide: bool) -> None:
    """Save a page of a PDF with the quote on it, where the evidence base has one whose evidence answers."""
    page.goto(f"{address}/")
    page.wait_for_selector("html[data-ready] .example")
    boxes = page.locator("#filters .by-document input").all()
    drawn = [box.get_attribute("value") for box in boxes if "pdf" in (box.get_attribute("value") or "")]
    if not drawn:
        return
    page.goto(f"{address}/?document={drawn[-1]}")
    page.wait_for_selector("html[data-ready] .chip")
    ask(page, ON_A_PAGE, "answered")
    if not wide:
        page.locator(".turn .marker").first.click()
    expect(page.locator("#evidence .box").first).to_be_visible()
    page.wait_for_timeout(800)
    save(page, name)


def main() -> None:
    """Take every picture."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--index", type=Path, default=Path("index"))
    parser.add_argument("--reports", type=Path, default=Path("reports"))
    chosen = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("There is no chromium on this machine. Install it: apt-get install chromium")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        users = Path(folder) / "users.json"
        add_user(users, NAME, Role.administrator, PASSWORD)
        settings = Settings(
            corpus=chosen.corpus,
            index=chosen.index,
            reports=chosen.reports,
            users=users,
            access="users",
            port=0,
            requests_per_minute=600,
        )
        browser = playwright.chromium.launch(executable_path=chromium, args=[*arguments, "--no-first-run"])
        with served(settings) as address:
            for size in SIZES:
                for scheme in ("light", "dark"):
                    take(browser, address, size, scheme)
        browser.close()


if __name__ == "__main__":
    main()
