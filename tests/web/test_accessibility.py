"""axe-core on every page and state of the chat, in light and dark, wide and narrow: no violation."""

from __future__ import annotations

import pytest

from .browsing import NARROW, WIDE, Visitor, pytestmark, sync_api  # noqa: F401

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
expect = sync_api.expect


def violations(visitor: Visitor) -> list[str]:
    """Return what axe-core finds, a line each."""
    visitor.page.wait_for_timeout(300)  # an animation half way has half its contrast
    found = axe.Axe().run(visitor.page).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]} ({node['failureSummary'][:200]})" for one in found for node in one["nodes"]
    ]


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")])
def test_no_state_of_the_chat_has_a_violation(open_visitor, size: tuple[int, int], scheme: str) -> None:
    visitor = open_visitor(size, color_scheme=scheme)
    page = visitor.page
    found = {}
    expect(page.locator(".example").first).to_be_visible()
    found["start"] = violations(visitor)
    turn = visitor.ask("How many companies?")
    turn.get_by_role("button", name="Good answer").click()
    expect(turn.locator(".remark")).to_be_visible()
    turn.locator(".why summary").click()
    found["answer"] = violations(visitor)
    visitor.ask("And which companies, by both, perhaps?")
    visitor.ask("What is Nexus?")
    found["conflict, doubt, digest"] = violations(visitor)
    visitor.ask("What is the weather?")
    visitor.ask("boom")
    page.click("#send")
    expect(page.locator(".note")).to_be_visible()
    found["abstention, problem, note"] = violations(visitor)
    visitor.ask("What is in the table?").locator(".marker").click()
    expect(page.locator("#evidence .box.exact")).to_be_visible()
    found["drawn page"] = violations(visitor)
    page.locator("#evidence [data-zoom='1']").click()
    found["enlarged"] = violations(visitor)
    page.click("#evidence-close")
    visitor.ask("The Leeds row?").locator(".marker").click()
    expect(page.locator("#evidence tr.cited")).to_be_visible()
    found["table as text"] = violations(visitor)
    page.click("#evidence-close")
    page.click("#filters-open")
    page.get_by_label("strategy").check()
    found["filters"] = violations(visitor)
    page.keyboard.press("Escape")
    found["active filters"] = violations(visitor)
    page.click("#past-open")
    found["past conversations"] = violations(visitor)
    page.locator("#past-list .rename").first.click()
    found["renaming"] = violations(visitor)
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    for button in page.locator(".to-draft").all():
        button.click()
    page.click("#draft-open")
    page.locator("#draft summary").first.click()
    found["draft"] = violations(visitor)
    page.click("#draft-clear")
    found["cleared draft"] = violations(visitor)
    assert {state: lines for state, lines in found.items() if lines} == {}


def test_evidence_in_a_page_of_its_own_has_no_violation(open_visitor) -> None:
    visitor = open_visitor()
    for question in ("How many companies?", "What is in the table?"):
        href = visitor.ask(question).locator(".marker").get_attribute("href")
        other = visitor.context.new_page()
        other.goto(visitor.site.url.rstrip("/") + str(href))
        expect(other.locator("h1")).to_be_visible()
        found = axe.Axe().run(other).response["violations"]
        assert [one["id"] for one in found] == []
