"""The draft in a real browser: pieces added, put in order, taken away, copied, downloaded."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.web.wording import NO_ANSWER

from .browsing import NARROW, WIDE, ZOOMED, Visitor, pytestmark, sync_api  # noqa: F401
from .fakes import HOSTILE, SENTENCE

expect = sync_api.expect
QUESTIONS = ["How many companies?", "What is the weather?", "What is Nexus?"]
KEY = "evidence-assistant-draft"


def add_all(visitor: Visitor) -> None:
    for question in QUESTIONS:
        visitor.ask(question).locator(".to-draft").click()
    expect(visitor.page.locator("#draft-open")).to_have_text(f"Draft ({len(QUESTIONS)})")


def asked(page: sync_api.Page) -> list[str]:
    return page.locator("#draft-list h3").all_inner_texts()


def keep_in_storage(page: sync_api.Page, value: object) -> None:
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [KEY, json.dumps(value)])


def test_an_answer_is_added_with_its_sources_and_stays(open_visitor) -> None:
    visitor = open_visitor()
    page = visitor.page
    turn = visitor.ask("How many companies?")
    button = turn.locator(".to-draft")
    expect(button).to_have_text("Add to draft")
    button.click()
    expect(button).to_have_text("In the draft: open it")
    expect(button).to_be_focused()
    expect(page.locator("#announcer")).to_have_text("Added. The draft holds 1 answer.")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("#draft-open")).to_have_text("Draft (1)")
    expect(visitor.ask("How many companies?").locator(".to-draft")).to_have_text("In the draft: open it")
    page.locator(".to-draft").click()
    expect(page.locator("#draft h3")).to_have_text("How many companies?")
    expect(page.locator("#draft .piece-answer")).to_have_text(f"{SENTENCE} [1]")
    page.locator("#draft summary").click()
    expect(page.locator("#draft details p")).to_contain_text("[1] Panel report, 8 September 2020")


def test_pieces_are_put_in_order_by_keyboard(open_visitor) -> None:
    visitor = open_visitor()
    page = visitor.page
    add_all(visitor)
    page.focus("#draft-open")
    page.keyboard.press("Enter")
    expect(page.locator("#draft")).to_be_visible()
    page.get_by_role("button", name=f"Move up: {QUESTIONS[2]}").focus()
    page.keyboard.press("Enter")
    assert asked(page) == [QUESTIONS[0], QUESTIONS[2], QUESTIONS[1]]
    expect(page.locator("#draft .announcer")).to_have_text("Moved to place 2 of 3.")
    expect(page.get_by_role("button", name=f"Move up: {QUESTIONS[2]}")).to_be_focused()
    page.keyboard.press("Enter")
    assert asked(page) == [QUESTIONS[2], QUESTIONS[0], QUESTIONS[1]]
    expect(page.get_by_role("button", name=f"Move up: {QUESTIONS[2]}")).to_be_disabled()
    expect(page.get_by_role("button", name=f"Move down: {QUESTIONS[2]}")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#draft-open")).to_be_focused()
    page.keyboard.press("Enter")
    assert asked(page) == [QUESTIONS[2], QUESTIONS[0], QUESTIONS[1]]


def test_what_is_removed_or_cleared_can_be_undone(open_visitor) -> None:
    visitor = open_visitor()
    page = visitor.page
    add_all(visitor)
    page.click("#draft-open")
    page.get_by_role("button", name=f"Remove: {QUESTIONS[1]}").click()
    assert asked(page) == [QUESTIONS[0], QUESTIONS[2]]
    expect(page.get_by_role("button", name=f"Remove: {QUESTIONS[2]}")).to_be_focused()
    expect(page.locator("#draft .announcer")).to_have_text("The answer is removed. It can be undone.")
    page.click("#draft-undo")
    assert asked(page) == QUESTIONS
    page.click("#draft-clear")
    assert asked(page) == []
    expect(page.locator("#draft-undo")).to_be_focused()
    expect(page.locator("#draft-copy")).to_be_hidden()
    expect(page.locator("#draft-open")).to_have_text("Draft (0)")
    page.keyboard.press("Enter")
    assert asked(page) == QUESTIONS
    expect(page.locator("#draft-undone")).to_be_hidden()
    page.click("#draft-clear")
    page.keyboard.press("Escape")
    expect(page.locator(".to-draft")).to_have_text(["Add to draft"] * 3)
    page.click("#draft-open")
    expect(page.locator("#draft-undone")).to_be_hidden()
    expect(page.locator("#draft-hint")).to_contain_text("The draft is empty")


def test_the_whole_draft_is_copied_and_downloaded_as_the_same_text(open_visitor, tmp_path: Path) -> None:
    visitor = open_visitor(permissions=["clipboard-read", "clipboard-write"])
    page = visitor.page
    add_all(visitor)
    page.click("#draft-open")
    page.get_by_role("button", name="Copy all").click()
    expect(page.locator("#draft-copy.copied")).to_have_count(1)
    copied = page.evaluate("navigator.clipboard.readText()")
    first, second, _ = copied.split(f"\n\n{'-' * 40}\n\n")
    assert first.startswith(
        f"Question: How many companies?\n\n{SENTENCE} [1]\n\nSources\n[1] Panel report, 8 September"
    )
    assert second == f"Question: What is the weather?\n\n{NO_ANSWER}"
    with page.expect_download() as started:
        page.get_by_role("button", name="Download as text").click()
    started.value.save_as(tmp_path / "draft.txt")
    assert started.value.suggested_filename.startswith("draft-20")
    assert (tmp_path / "draft.txt").read_text(encoding="utf-8") == f"{copied}\n"


def test_without_the_clipboard_the_draft_is_copied_by_selecting_it(open_visitor) -> None:
    visitor = open_visitor()
    page = visitor.page
    visitor.ask("How many companies?").locator(".to-draft").click()
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.click("#draft-open")
    page.click("#draft-copy")
    expect(page.locator("#draft-copy.copied")).to_have_count(1)
    expect(page.locator("#draft-copy")).to_be_focused()


@pytest.mark.parametrize("size", [WIDE, NARROW, ZOOMED], ids=["wide", "narrow", "400 per cent"])
def test_the_draft_is_reached_and_used_at_every_width(open_visitor, size: tuple[int, int]) -> None:
    visitor = open_visitor(size)
    page = visitor.page
    visitor.ask("How many companies?").locator(".to-draft").click()
    page.click("#draft-open")
    for name in ("#draft-copy", "#draft-download", "#draft-clear", "#draft .remove"):
        page.locator(name).scroll_into_view_if_needed()
        expect(page.locator(name)).to_be_in_viewport(ratio=0.9)
    assert visitor.sideways() == 0
    assert page.evaluate("document.querySelector('#draft').scrollWidth <= document.querySelector('#draft').clientWidth")


def test_what_a_browser_kept_is_shown_as_text_and_what_is_no_draft_is_passed_over(open_visitor) -> None:
    visitor = open_visitor()
    page = visitor.page
    piece = dict.fromkeys(("question", "answer", "sources", "generation"), HOSTILE)
    keep_in_storage(page, [piece, None, 7, {"question": "x"}, {**piece, "answer": "x" * 20_001}])
    page.reload()
    page.wait_for_selector("html[data-ready]")
    expect(page.locator("#draft-open")).to_have_text("Draft (1)")
    page.click("#draft-open")
    expect(page.locator("#draft h3")).to_contain_text("<script>window.hacked=1</script>")
    page.locator("#draft summary").click()
    assert page.locator("#draft img, #draft script, #draft a").count() == 0
    assert page.evaluate("window.hacked") is None
    for damaged in ("{", '{"question": 1}'):
        page.evaluate("([key, value]) => localStorage.setItem(key, value)", [KEY, damaged])
        page.reload()
        page.wait_for_selector("html[data-ready]")
        expect(page.locator("#draft-open")).to_have_text("Draft (0)")


def test_an_answer_that_cannot_be_added_is_told(open_visitor) -> None:
    visitor = open_visitor()
    page = visitor.page
    piece = {"question": "One?", "answer": "Yes.", "sources": "", "generation": ""}
    keep_in_storage(page, [{**piece, "question": f"{number}?"} for number in range(50)])
    turn = visitor.ask("How many companies?")
    turn.locator(".to-draft").click()
    expect(turn.get_by_role("alert")).to_contain_text("The draft holds 50 answers")
    page.evaluate("() => { localStorage.clear(); Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    turn.locator(".to-draft").click()
    expect(turn.get_by_role("alert")).to_have_text(
        "This browser does not keep the draft: its storage is full or switched off."
    )
    expect(turn.locator(".to-draft")).to_have_text("Add to draft")


def test_two_windows_of_one_browser_have_one_draft(open_visitor) -> None:
    visitor = open_visitor()
    other = visitor.context.new_page()
    other.goto(visitor.site.url)
    other.wait_for_selector("html[data-ready]")
    visitor.ask("How many companies?").locator(".to-draft").click()
    expect(other.locator("#draft-open")).to_have_text("Draft (1)")
