"""The chat in a real browser: a first question, its evidence, other people, other screens."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from assistant.web.render import FAULT
from assistant.web.wording import NO_ANSWER

from .browsing import NARROW, WIDE, ZOOMED, pytestmark, sync_api  # noqa: F401
from .fakes import FAR_DOWN, HOSTILE, SENTENCE

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


PLACE_OF_BOX = """() => {
    const sheet = document.querySelector("#evidence .sheet img")?.getBoundingClientRect();
    const box = document.querySelector("#evidence .box")?.getBoundingClientRect();
    return box && sheet?.width ? [(box.x - sheet.x) / sheet.width, (box.y - sheet.y) / sheet.height] : null;
}"""
"""Measured in one go: the sheet may be drawn anew between two calls."""


def test_a_quote_from_a_pdf_is_highlighted_on_the_drawn_page(open_visitor) -> None:
    visitor = open_visitor()
    visitor.ask("What is on the page?").locator(".marker").click()
    picture = visitor.page.locator("#evidence .sheet img")
    expect(picture).to_be_visible()
    visitor.page.wait_for_function("document.querySelector('#evidence .sheet img').naturalWidth > 500")
    expect(visitor.page.locator("#evidence .box")).to_have_count(1)
    expect(visitor.page.locator("#evidence figcaption")).to_have_text("Page 1 of the file, printed iii")
    across, down = visitor.page.wait_for_function(PLACE_OF_BOX).json_value()
    assert 0.10 < across < 0.14
    assert 0.12 < down < 0.15


def test_an_abstention_says_so_and_offers_the_closest_evidence(open_visitor) -> None:
    visitor = open_visitor()
    turn = visitor.ask("What is the weather?")
    expect(turn.locator(".said")).to_have_text(NO_ANSWER)
    expect(turn.locator("h3").first).to_have_text("Closest evidence, not an answer")
    expect(turn.get_by_role("heading", name="questions to ask instead")).to_be_visible()
    expect(visitor.page.locator("#evidence")).to_be_hidden()
    turn.locator(".card .open").click()
    expect(visitor.page.locator("#evidence mark")).to_have_text(SENTENCE)


def test_open_evidence_does_not_make_the_page_longer(open_visitor) -> None:
    visitor = open_visitor()
    visitor.ask("What is in the table?").locator(".marker").click()
    visitor.page.locator("#evidence [data-zoom='1']").click()
    expect(visitor.page.locator("#evidence .box.exact")).to_be_visible()
    below = "document.documentElement.scrollHeight - document.querySelector('#columns').getBoundingClientRect().bottom"
    assert visitor.page.evaluate(f"{below} - window.scrollY") < 100


@pytest.mark.parametrize("size", [(1366, 768), (1024, 768), (1280, 500)])
def test_the_quote_of_a_first_answer_is_in_view(open_visitor, size: tuple[int, int]) -> None:
    visitor = open_visitor(size, reduced_motion="reduce")
    page = visitor.page
    visitor.ask("What stands far down?")
    quote = page.locator("#evidence mark")
    expect(quote).to_have_text(FAR_DOWN)
    expect(quote).to_be_in_viewport(ratio=1)
    bottom = "document.querySelector('#evidence').getBoundingClientRect().bottom"
    assert page.evaluate(bottom) <= size[1]
    page.evaluate("window.scrollTo(0, document.documentElement.scrollHeight)")
    page.wait_for_timeout(200)
    assert page.evaluate(bottom) <= size[1]
    expect(quote).to_be_in_viewport(ratio=1)


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


def test_typing_a_question_does_not_scroll_away_from_what_is_read(open_visitor) -> None:
    visitor = open_visitor(NARROW, reduced_motion="reduce")
    page = visitor.page
    assert page.evaluate("window.scrollY") == 0
    for _ in range(3):
        turn = visitor.ask("How many companies?")
    page.evaluate("window.scrollTo(0, 200)")
    page.wait_for_timeout(200)
    page.locator("#question textarea").press_sequentially("And in Leeds")
    assert page.evaluate("window.scrollY") == 200
    turn.locator(".why summary").focus()
    box, composer = turn.locator(".why summary").bounding_box(), page.locator("#composer").bounding_box()
    assert box["y"] + box["height"] <= composer["y"]  # the focus is not hidden by the question box


def test_the_focus_is_not_hidden_by_a_question_of_many_lines(open_visitor) -> None:
    visitor = open_visitor((1280, 800), reduced_motion="reduce")
    page = visitor.page
    for _ in range(3):
        visitor.ask("How many companies?")
    page.fill("#question textarea", "\n".join(["Line"] * 12))
    page.wait_for_timeout(200)
    composer = page.locator("#composer").bounding_box()
    assert composer["height"] > 250
    for _ in range(30):
        page.keyboard.press("Shift+Tab")
        covered = page.evaluate(
            """() => {
                const [held, box] = [document.activeElement, document.querySelector("#composer")];
                if (!held.closest("#conversation")) return false;
                return held.getBoundingClientRect().bottom > box.getBoundingClientRect().top;
            }"""
        )
        assert not covered


def test_evidence_that_closes_does_not_take_the_focus_from_who_types(open_visitor) -> None:
    visitor = open_visitor()
    page, box = visitor.page, visitor.page.locator("#question textarea")
    visitor.ask("How many companies?").locator(".marker").click()
    expect(page.locator("#evidence h2")).to_be_focused()
    page.evaluate(
        """() => new Promise((told) => {
            document.querySelector("#evidence").addEventListener("close", () => setTimeout(told));
            document.querySelector("#evidence-close").click();
            document.querySelector("#question textarea").focus();
        })"""
    )
    expect(box).to_be_focused()
    page.locator(".marker").click()
    expect(page.locator("#evidence h2")).to_be_focused()
    visitor.ask("What is the weather?")  # refused, which closes the evidence
    expect(page.locator("#evidence")).to_be_hidden()
    expect(box).to_be_focused()


@pytest.mark.parametrize("width", [640, 740, 1000])
def test_the_chat_does_not_scroll_sideways_at_other_sizes(open_visitor, width: int) -> None:
    visitor = open_visitor((width, 400))  # 640: 1280 pixels at 200 % zoom
    page = visitor.page
    assert visitor.sideways() == 0
    visitor.ask("How many companies?")
    assert visitor.sideways() == 0
    ends = "(id) => document.getElementById(id).getBoundingClientRect().right"
    assert page.evaluate(ends, "hint") <= page.evaluate(ends, "composer")
    draft, past = (page.locator(name).bounding_box() for name in ("#draft-open", "#past-open"))
    assert draft["y"] == past["y"]


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
    for _ in range(9):  # why, keep, wrong, good, draft, copy answer, copy quote, source card, marker
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


def test_screen_readers_are_told_what_was_understood_a_conflict_and_a_gap(open_visitor) -> None:
    visitor = open_visitor()
    announcer = visitor.page.locator("#announcer")
    visitor.ask("What do the sources say of how many companies there are?")
    visitor.ask("And which companies, by both?")
    expect(announcer).to_contain_text("Understood as: And which companies, by both? in Leeds? Answer: The panel")
    expect(announcer).to_contain_text("The sources give different figures: 250 in source 1 (2020); 316 in source 2")
    expect(announcer).to_contain_text("Not found in the evidence: who counted them?")
    visitor.ask("boom")
    expect(announcer).to_have_text(f"Answer: {FAULT}")


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
    visitor.ask("How many companies?").locator(".doings .copy").click()
    expect(visitor.page.locator(".doings .copy")).to_have_class("quiet copy copied")
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


def picture_of(page, selector: str, times: int = 3) -> bytes:
    """Return a screenshot of an element once it is drawn; what is drawn anew meanwhile is taken again."""
    for _ in range(times - 1):
        try:
            return page.locator(selector).screenshot()
        except sync_api.Error as error:
            if "not attached" not in str(error):
                raise
    return page.locator(selector).screenshot()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_forced_colours_the_words_on_a_drawn_page_can_be_read(open_visitor, scheme: str) -> None:
    visitor = open_visitor(forced_colors="active", color_scheme=scheme)
    page = visitor.page
    visitor.ask("What is on the page?").locator(".marker").click()
    page.wait_for_function("document.querySelector('#evidence .sheet img').naturalWidth > 500")
    shot = Image.open(io.BytesIO(picture_of(page, "#evidence .box"))).convert("L")
    dark = sum(shot.histogram()[:100]) / (shot.width * shot.height)
    assert 0.02 < dark < 0.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_forced_colours_the_current_page_and_a_chosen_verdict_are_told_apart(open_visitor, scheme: str) -> None:
    visitor = open_visitor(forced_colors="active", color_scheme=scheme)
    page = visitor.page
    turn = visitor.ask("How many companies?")
    turn.get_by_role("button", name="Good answer").click()
    expect(turn.get_by_role("button", name="Good answer")).to_have_attribute("aria-pressed", "true")
    page.mouse.move(0, 0)
    style = "(found, name) => found.map((one) => getComputedStyle(one)[name])"
    lines = page.locator(".top nav a").evaluate_all(style, "borderBottomColor")
    assert lines[0] not in lines[1:]
    good, wrong = page.locator(".rate").evaluate_all(style, "backgroundColor")
    assert good != wrong
