"""What can be done with an answer and its evidence, in a real browser."""

from __future__ import annotations

import csv
import io
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from assistant.feedback import FEEDBACK_FILE, FeedbackFile, write_csv
from assistant.progress import Stage
from assistant.schema import NOT_ORIGINAL

from .browsing import HOSTILE_TITLE, NARROW, pytestmark, sync_api  # noqa: F401
from .fakes import HOSTILE, SENTENCE

expect = sync_api.expect


def test_a_marker_shows_its_source_before_it_is_clicked(open_visitor) -> None:
    visitor = open_visitor()
    page = visitor.page
    marker = visitor.ask("How many companies?").locator(".marker")
    marker.hover()
    card = page.locator("#hover-card")
    expect(card).to_contain_text("Panel report")
    expect(card).to_contain_text("8 September 2020")
    expect(card).to_contain_text(f"“{SENTENCE}”")
    card.hover()
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.keyboard.press("Shift+Tab")
    for _ in range(20):
        if page.evaluate("document.activeElement.matches('.marker')"):
            break
        page.keyboard.press("Shift+Tab")
    expect(marker).to_be_focused()
    expect(card).to_be_visible()
    expect(marker).to_have_attribute("aria-describedby", "hover-card")


def test_a_table_cell_of_a_pdf_is_marked_with_its_row_and_column(open_visitor) -> None:
    visitor = open_visitor()
    visitor.ask("What is in the table?").locator(".marker").click()
    panel = visitor.page.locator("#evidence")
    expect(panel.locator("h2")).to_be_focused()  # the panel is drawn for an answer, and again for the click
    row, cell, column = (
        _edges(panel.locator(name)) for name in (".box:not(.exact):not(.column)", ".box.exact", ".box.column")
    )
    assert row["left"] - 3 <= cell["left"]
    assert cell["right"] <= row["right"] + 3
    assert column["bottom"] <= cell["top"] + 3


@pytest.mark.parametrize("question", ["Which cells?", "Which cells are drawn?"])
def test_the_cells_that_were_asked_for_open_their_row_with_the_cell_marked(open_visitor, question: str) -> None:
    visitor = open_visitor(permissions=["clipboard-read", "clipboard-write"])
    page = visitor.page
    turn = visitor.ask(question)
    expect(turn.locator(".statement")).to_contain_text("Place: Leeds … Companies: 120")
    expect(turn.locator(".statement strong")).to_have_text("120")
    expect(turn.locator(".from-table")).to_contain_text("Table 1")
    expect(turn.locator(".card mark strong")).to_have_text("120")
    turn.locator(".marker").click()
    panel = page.locator("#evidence")
    if "drawn" in question:
        expect(panel.locator(".box.exact")).to_have_count(1)
        expect(panel.locator(".words strong")).to_have_text("120")
    else:
        expect(panel.locator("td.cited strong")).to_have_text("120")
        expect(panel.locator("th.cited")).to_have_text("Companies")
    turn.locator(".doings .copy").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "\nPlace: Leeds … Companies: 120 [1] (Table 1" in copied
    assert "“Place: Leeds; Companies: 120”" in copied


def test_the_cited_cell_of_a_wide_table_is_brought_into_view(open_visitor) -> None:
    visitor = open_visitor(NARROW)
    visitor.ask("What is in the wide table?").locator(".marker").click()
    cell = visitor.page.locator("#evidence td.cited")
    expect(cell.locator("strong")).to_have_text("120")
    expect(cell).to_be_in_viewport(ratio=0.95)


def _edges(found: sync_api.Locator) -> dict[str, float]:
    expect(found).to_have_count(1)
    return dict(found.evaluate("(element) => element.getBoundingClientRect().toJSON()"))


def test_pages_are_turned_enlarged_and_opened_in_the_file(open_visitor) -> None:
    visitor = open_visitor()
    page = visitor.page
    visitor.ask("What is in the table?").locator(".marker").click()
    panel = page.locator("#evidence")
    expect(panel.locator(".position")).to_have_text("Page 2 of 3 pages")
    expect(panel.locator("figcaption")).to_have_text("Page 2 of the file, printed 1")
    expect(panel.locator(".open-file")).to_have_attribute("href", "/evidence/table/file#page=2")
    panel.get_by_role("link", name="Next page").click()
    expect(panel.locator("figcaption")).to_have_text("Page 3 of the file, printed 2")
    expect(panel.locator(".box")).to_have_count(0)
    assert page.evaluate("document.activeElement.closest('#evidence') !== null")
    panel.get_by_role("link", name="Back to the quote").click()
    expect(panel.locator(".box.exact")).to_have_count(1)
    before = panel.locator(".sheet").bounding_box()["width"]
    panel.get_by_role("button", name="Larger").click()
    assert panel.locator(".sheet").bounding_box()["width"] > 1.3 * before
    assert visitor.sideways() == 0
    file = page.request.get(visitor.site.url + "evidence/table/file")
    assert file.headers["content-type"] == "application/pdf"
    assert file.body().startswith(b"%PDF")


def test_a_verdict_and_a_sentence_are_kept_and_can_be_exported(open_visitor) -> None:
    visitor = open_visitor()
    page = visitor.page
    turn = visitor.ask("How many companies?")
    turn.get_by_role("button", name="Wrong answer").click()
    expect(turn.get_by_role("button", name="Wrong answer")).to_have_attribute("aria-pressed", "true")
    turn.locator(".remark input").fill("=It is 251")
    page.keyboard.press("Enter")
    expect(turn.locator("p.remark")).to_be_visible()
    expect(page.locator("#announcer")).to_have_text("Your sentence is kept.")
    assert page.evaluate("document.activeElement.matches('.rate')")
    stream = io.StringIO()
    write_csv(FeedbackFile(visitor.site.settings.index / FEEDBACK_FILE), stream)
    (line,) = csv.DictReader(io.StringIO(stream.getvalue()))
    assert (line["verdict"], line["remark"], line["generation"]) == ("wrong", "'=It is 251", "g1")
    assert SENTENCE in line["record"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_verdict_is_read_under_the_pointer_and_withdrawn_by_a_second_press(open_visitor, scheme: str) -> None:
    visitor = open_visitor(color_scheme=scheme)
    page = visitor.page
    button = visitor.ask("How many companies?").get_by_role("button", name="Good answer")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    button.hover()
    assert page.evaluate(Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")) == []
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(page.locator("#announcer")).to_have_text("Your verdict is withdrawn.")
    expect(page.locator(".remark")).to_have_count(0)


def test_what_could_not_be_kept_is_not_announced_as_kept(open_visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FeedbackFile, "add", full)
    visitor = open_visitor()
    page = visitor.page
    turn = visitor.ask("How many companies?")
    turn.get_by_role("button", name="Good answer").click()
    expect(page.locator(".note")).to_contain_text("could not be kept")
    page.wait_for_timeout(200)  # an announcement comes a moment later
    expect(page.locator("#announcer")).not_to_contain_text("kept")


def test_an_answer_is_kept_as_a_candidate_for_a_known_fact(open_visitor) -> None:
    visitor = open_visitor()
    visitor.ask("How many companies?").get_by_role("button", name="Keep as known fact").focus()
    visitor.page.keyboard.press("Enter")
    kept = visitor.page.get_by_role("button", name="Kept as known fact")
    expect(kept).to_have_attribute("aria-disabled", "true")
    expect(kept).to_be_focused()
    expect(visitor.page.locator("#announcer")).to_have_text("Kept, to be reviewed.")
    (kept,) = yaml.safe_load((visitor.site.settings.index / "candidates.yaml").read_text(encoding="utf-8"))
    assert kept["must_include"] == [["250"]]
    assert kept["evidence"][0]["words"] == SENTENCE


def test_a_quote_is_copied_with_its_reference(open_visitor) -> None:
    visitor = open_visitor(permissions=["clipboard-read", "clipboard-write"])
    visitor.ask("How many companies?").get_by_role("button", name="Copy quote").click()
    expect(visitor.page.locator(".copied")).to_have_count(1)
    assert visitor.page.evaluate("navigator.clipboard.readText()") == (
        f"“{SENTENCE}” (The Panel, Panel report, 8 September 2020, The sector, paragraph 1)"
    )


def test_a_digest_is_told_wherever_its_words_are_shown_or_copied(open_visitor) -> None:
    visitor = open_visitor(permissions=["clipboard-read", "clipboard-write"])
    page = visitor.page
    turn = visitor.ask("What is Nexus?")
    expect(turn.locator(".origin")).to_contain_text(NOT_ORIGINAL)
    link = turn.get_by_role("link", name="Open the original of Nexus")
    expect(link).to_have_attribute("href", "https://example.org/nexus")
    expect(page.locator("#evidence .notice")).to_contain_text(NOT_ORIGINAL)
    turn.locator(".marker").hover()
    expect(page.locator("#hover-card")).to_contain_text(NOT_ORIGINAL)
    turn.get_by_role("button", name="Add to draft").click()
    page.click("#draft-open")
    page.click("#draft-copy")
    expect(page.locator(".copied")).to_have_count(1)
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "[1] Digest of: Nexus, The Panel, 8 September 2020; not the original's words." in copied
    assert "Original: https://example.org/nexus" in copied


def test_why_this_answer_lists_what_was_read_with_scores(open_visitor) -> None:
    visitor = open_visitor()
    turn = visitor.ask("How many companies?")
    turn.locator(".why summary").click()
    expect(turn.locator(".considered")).to_contain_text("in the answer · same words 0.70")
    turn.locator(".considered a").click()
    expect(visitor.page.locator("#evidence mark")).to_have_text(SENTENCE)


def test_filters_that_were_opened_before_the_documents_arrived_stay_open(open_visitor) -> None:
    page = open_visitor().page
    expect(page.locator("#filters input[value=strategy]")).to_have_count(1)
    page.click("#filters-open")
    page.evaluate(
        "const held = document.getElementById('filters').parentElement;"
        "held.innerHTML = held.innerHTML.replace(' open=\"\"', '')"
    )
    page.get_by_label("strategy").check()
    page.get_by_role("button", name="Done").click()
    expect(page.locator("#filters-open")).to_be_focused()


def test_filters_are_shown_kept_in_the_address_and_hold_for_the_question(open_visitor) -> None:
    visitor = open_visitor()
    page = visitor.page
    expect(page.locator("#filters input[value=strategy]")).to_have_count(1)
    page.click("#filters-open")
    page.get_by_label("strategy").check()
    page.get_by_label("From", exact=True).fill("2021")
    page.get_by_role("button", name="Done").click()
    expect(page.locator("#filters-open")).to_be_focused()
    assert page.url.endswith("?kind=strategy&from=2021")
    expect(page.locator(".chip")).to_have_count(2)
    turn = visitor.ask("How many companies?")
    assert visitor.site.backend.filters[-1].documents == ("table",)
    expect(turn.locator(".asked-of")).to_have_text("Asked only of kind: strategy; published from 2021")
    page.get_by_role("button", name="Take away the filter Kind: strategy").click()
    page.get_by_role("button", name="Take away the filter From 2021").click()
    expect(page.locator("#active-filters")).to_be_hidden()
    visitor.ask("How many companies?")
    assert visitor.site.backend.filters[-1].documents == ()


def test_an_address_with_filters_can_be_shared(open_visitor) -> None:
    visitor = open_visitor()
    page = visitor.page
    page.goto(f"{visitor.site.url}?place=Leeds&to=2019")
    page.wait_for_selector("html[data-ready] .chip")
    visitor.complaints.clear()  # Gradio complains where the page left behind still waited for something
    expect(page.locator(".chip")).to_have_text(["Place: Leeds×", "Until 2019×"])
    page.fill("#question textarea", "How many companies?")
    page.press("#question textarea", "Enter")
    expect(page.locator(".note")).to_contain_text("No document is left by the filters")
    assert page.input_value("#question textarea") == "How many companies?"


def test_past_conversations_are_opened_searched_renamed_and_deleted(open_visitor) -> None:
    visitor = open_visitor()
    page = visitor.page
    visitor.ask("How many companies?")
    page.click("#restart")
    expect(page.locator(".turn")).to_have_count(0)
    visitor.ask("What is the weather?")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    page.click("#past-open")
    items = page.locator("#past-list li")
    expect(items).to_have_count(2)
    page.fill("#past-search", "250 healthtech")
    expect(items).to_have_count(1)
    items.get_by_role("button", name="Rename").click()
    page.keyboard.type("Companies in Leeds")
    page.keyboard.press("Enter")
    expect(items.locator(".name")).to_have_text("Companies in Leeds")
    items.locator(".name").click()
    expect(page.locator(".turn .statement strong")).to_have_text("250")
    expect(page.locator("#past")).to_be_hidden()
    visitor.ask("And which companies?")
    assert [turn.question for turn in visitor.site.backend.asked[-1][1]] == ["How many companies?"]
    page.click("#past-open")
    expect(items).to_have_count(2)
    items.nth(1).get_by_role("button", name="Delete").click()
    expect(items).to_have_count(1)
    assert page.evaluate("document.activeElement !== document.body")
    expect(items.locator(".name")).to_have_text("Companies in Leeds")


RECORD = "JSON.parse(localStorage.getItem('evidence-assistant-conversations'))"


def test_opening_a_conversation_again_leaves_its_record_as_it_is(open_visitor) -> None:
    visitor = open_visitor()
    page, library = visitor.page, visitor.site.backend.library
    visitor.ask("How many companies?")
    record = page.evaluate(RECORD)
    page.click("#restart")
    expect(page.locator(".turn")).to_have_count(0)
    panel = library.pop("panel")
    try:
        page.click("#past-open")
        page.locator("#past-list .name").click()
        expect(page.locator(".turn .problem")).to_contain_text("The evidence has changed")
        page.locator(".turn summary").click()
        expect(page.locator(".turn .was")).to_have_text(SENTENCE)
        page.wait_for_timeout(200)
        assert page.evaluate(RECORD) == record
    finally:
        library["panel"] = panel
    page.click("#restart")
    expect(page.locator(".turn")).to_have_count(0)
    page.click("#past-open")
    page.locator("#past-list .name").click()
    expect(page.locator(".turn .statement strong")).to_have_text("250")
    visitor.ask("And which companies?")
    (kept,) = page.evaluate(RECORD)
    assert kept["exchanges"][0] == record[0]["exchanges"][0]
    assert [one["question"] for one in kept["exchanges"]] == ["How many companies?", "And which companies?"]


def test_a_long_conversation_is_not_cut_in_its_record(open_visitor) -> None:
    visitor = open_visitor()
    page = visitor.page
    visitor.ask("How many companies?")
    page.click("#restart")
    expect(page.locator(".turn")).to_have_count(0)
    page.evaluate(
        f"""() => {{
            const all = {RECORD};
            const one = all[0].exchanges[0];
            const asked = (index) => ({{ ...one, question: `Companies ${{index + 1}}?` }});
            all[0].exchanges = [...Array(70).keys()].map(asked);
            localStorage.setItem("evidence-assistant-conversations", JSON.stringify(all));
        }}"""
    )
    page.click("#past-open")
    page.locator("#past-list .name").click()
    expect(page.locator(".turn")).to_have_count(60)
    expect(page.locator(".earlier")).to_have_text(
        "10 earlier questions of this conversation are kept in this browser and not shown here."
    )
    page.fill("#question textarea", "And which companies?")
    page.press("#question textarea", "Enter")
    expect(page.locator(".turn .question").last).to_contain_text("And which companies?")
    expect(page.locator(".pending")).to_have_count(0)
    expect(page.locator(".earlier")).to_contain_text("11 earlier questions")
    (kept,) = page.evaluate(RECORD)
    asked = [one["question"] for one in kept["exchanges"]]
    assert asked == [*(f"Companies {number}?" for number in range(1, 71)), "And which companies?"]


def test_a_conversation_that_was_deleted_comes_back_with_undo(open_visitor) -> None:
    visitor = open_visitor()
    page = visitor.page
    for question in ("How many companies?", "What is Nexus?", "What is the weather?"):
        visitor.ask(question)
        page.click("#restart")
        expect(page.locator(".turn")).to_have_count(0)
    record = page.evaluate(RECORD)
    page.click("#past-open")
    items = page.locator("#past-list li")
    items.nth(1).get_by_role("button", name="Delete").click()
    expect(items).to_have_count(2)
    expect(page.locator("#past .announcer")).to_have_text("“What is Nexus?” is deleted. It can be undone.")
    page.get_by_role("button", name="Undo").click()
    expect(items).to_have_count(3)
    expect(items.nth(1).get_by_role("button", name="Delete")).to_be_focused()
    assert page.evaluate(RECORD) == record
    expect(page.locator("#past-undone")).to_be_hidden()


def test_a_question_is_stopped_and_comes_back_into_the_box(open_visitor) -> None:
    visitor = open_visitor()
    page, backend = visitor.page, visitor.site.backend
    gate = threading.Event()
    backend.pause = lambda: gate.wait(60) and None
    try:
        page.fill("#question textarea", "How many companies?")
        page.press("#question textarea", "Enter")
        expect(page.locator(".pending")).to_have_text(Stage.reading.value)
        expect(page.locator("#send")).to_be_hidden()
        page.click("#stop")
        expect(page.locator(".turn")).to_have_count(0)
        assert page.input_value("#question textarea") == "How many companies?"
        expect(page.locator("#question textarea")).to_be_focused()
    finally:
        backend.pause = lambda: None
        gate.set()
    page.press("#question textarea", "Enter")
    expect(page.locator(".turn .statement strong")).to_have_text("250")


@pytest.fixture
def held(site) -> Iterator[threading.Event]:
    """Hold every answer back until the event is set."""
    gate = threading.Event()
    site.backend.pause = lambda: gate.wait(60) and None
    yield gate
    site.backend.pause = lambda: None
    gate.set()


def test_what_is_typed_while_an_answer_is_made_stays_and_is_not_sent(open_visitor, held: threading.Event) -> None:
    visitor = open_visitor()
    page, box = visitor.page, visitor.page.locator("#question textarea")
    box.fill("How many companies?")
    box.press("Enter")
    expect(page.locator(".pending")).to_have_text(Stage.reading.value)
    expect(box).to_have_value("")
    box.press_sequentially("And which")
    box.press("Enter")
    expect(page.locator(".note")).to_have_text("Wait for the answer, or stop it. Your question stays in the box.")
    expect(page.locator("#announcer")).to_contain_text("Wait for the answer, or stop it.")
    held.set()
    visitor.wait_for_outcome(0)
    expect(box).to_have_value("And which")
    expect(page.locator(".note")).to_have_count(0)
    box.press_sequentially(" companies?")
    box.press("Enter")
    expect(visitor.wait_for_outcome(1).locator(".question")).to_contain_text("And which companies?")
    expect(box).to_have_value("")


def test_stopping_does_not_take_what_was_typed_meanwhile(open_visitor, held: threading.Event) -> None:
    page = open_visitor().page
    box = page.locator("#question textarea")
    box.fill("How many companies?")
    box.press("Enter")
    expect(page.locator(".pending")).to_have_text(Stage.reading.value)
    box.press_sequentially("Something else")
    page.click("#stop")
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.locator("#announcer")).to_have_text("Stopped. What you typed is still in the box.")
    expect(box).to_have_value("Something else")


def test_hostile_titles_names_questions_and_history_are_shown_as_text(open_visitor) -> None:
    visitor = open_visitor()
    page = visitor.page
    visitor.ask(f"hostile {HOSTILE}"[:290])
    visitor.ask(f"hostile again {HOSTILE}"[:290]).locator(".marker").hover()
    expect(page.locator("#hover-card")).to_contain_text("<b onmouseover=")
    page.click("#filters-open")
    expect(page.locator("#filters .by-document")).to_contain_text(HOSTILE_TITLE[:40])
    page.keyboard.press("Escape")
    page.reload()
    page.wait_for_selector("html[data-ready]")
    page.click("#past-open")
    expect(page.locator("#past-list .name")).to_contain_text("<script>window.hacked=1</script>")
    page.fill("#past-search", "<img src=x onerror=window.hacked=1>")
    page.locator("#past-list .name").click()
    expect(page.locator(".turn")).to_have_count(2)
    page.goto(f"{visitor.site.url}?document={'<img src=x onerror=window.hacked=1>'}&kind={HOSTILE_TITLE[:30]}")
    expect(page.locator(".chip").first).to_contain_text("<img src=x onerror=window.hacked=1>")
    assert page.evaluate("window.hacked") is None
    assert page.locator("#conversation img, #conversation script, #past img, .chip img, #hover-card img").count() == 0
    assert "\u202e" not in page.locator("body").inner_text()


def test_five_megabytes_in_a_document_do_not_stop_the_page(open_visitor) -> None:
    visitor = open_visitor(NARROW)
    turn = visitor.ask("Tell me the huge thing")
    expect(turn.locator(".statement")).to_contain_text("Huge words")
    assert len(visitor.page.content()) < 3_000_000


@pytest.mark.parametrize("size", [NARROW])
def test_the_conversation_can_be_printed(open_visitor, size: tuple[int, int], tmp_path: Path) -> None:
    visitor = open_visitor(size, color_scheme="dark")
    visitor.ask("How many companies?")
    visitor.page.emulate_media(media="print")
    for hidden in ("#composer", "#evidence-column", ".doings", "#past-open"):
        expect(visitor.page.locator(hidden).first).to_be_hidden()
    expect(visitor.page.locator(".card blockquote")).to_be_visible()
    light = visitor.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert sum(int(part) for part in light[4:-1].split(",")) > 600
