"""Answers as HTML and as text."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from assistant.corpus.document import Document
from assistant.progress import Stage
from assistant.schema import NOT_ORIGINAL, Answer, AnswerStatus, Statement
from assistant.web.exchange import Exchange
from assistant.web.place import evidence_url
from assistant.web.render import FAULT, render_answer, render_conversation
from assistant.web.render_page import render_header, render_note, render_welcome
from assistant.web.wording import NO_ANSWER, as_text, confidence_in_words, quote_with_reference, tables_of

from .fakes import HOSTILE, SENTENCE, answer_with, cite, make_document, no_answer


class Markup(HTMLParser):
    """Collects what a browser would make of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def assert_harmless(html: str) -> None:
    """Fail if the HTML holds a script, a handler, a picture, or an address outside the app."""
    for tag, attributes in Markup(html).tags:
        assert tag not in (
            "script",
            "img",
            "iframe",
            "object",
            "embed",
            "style",
            "link",
            "base",
            "form",
            "i",
            "b",
            "svg",
        ), tag
        for name, value in attributes.items():
            assert not name.startswith("on"), name
            if name in ("href", "src"):
                assert value is not None
                assert value.startswith("/evidence/"), value
    assert "\u202e" not in html
    assert "\x1b" not in html


@pytest.fixture
def answer(panel: Document) -> Answer:
    return answer_with("How many companies?", cite(panel, SENTENCE), exact="250")


def test_an_answer_has_its_exact_words_in_bold_and_a_marker_that_links_to_the_place(answer: Answer) -> None:
    html = render_answer(answer, 1)
    assert "<strong>250</strong>" in html
    url = evidence_url(answer.citations[0], answer.statements[0].exact)
    assert f'href="{url.replace("&", "&amp;")}"' in html
    assert 'aria-label="Source 1: Panel report, 8 September 2020, The sector, paragraph 1"' in html
    assert ">[1]</a>" in html


@pytest.mark.parametrize(
    ("quote", "place"),
    [("Place: Leeds; 2020: 3; 2021: 47", (29, 31)), ("2021: 47; Place: Leeds; 2021: 47", None)],
    ids=["once", "twice"],
)
def test_the_exact_cell_of_a_shortened_row_is_found_in_the_whole_row(panel: Document, quote: str, place) -> None:
    whole = cite(panel, SENTENCE)
    said = "Place: Leeds … 2021: 47"
    answer = answer_with("How many?", replace(whole, quote=quote), exact="47")
    answer = replace(answer, statements=(Statement(said, (1,), (said.index("47"), len(said))),))
    url = evidence_url(answer.citations[0], place)
    assert f'href="{url.replace("&", "&amp;")}"' in render_answer(answer, 1)


def test_the_address_of_a_place_names_document_offsets_and_text(panel: Document) -> None:
    citation = replace(cite(panel, SENTENCE), document="a/../b c")
    assert (
        evidence_url(citation)
        == f"/evidence/a%2F..%2Fb%20c/{citation.start}-{citation.end}?text={panel.text_sha256[:12]}"
    )


BOLD = SENTENCE.replace("250", "<strong>250</strong>")


def test_a_source_card_marks_the_quote_in_its_passage(answer: Answer) -> None:
    citation = replace(answer.citations[0], passage=f"Before it. {SENTENCE} After it.")
    html = render_answer(replace(answer, citations=(citation,)), 1)
    assert f"Before it. <mark>{BOLD}</mark> After it." in html


def test_a_long_passage_is_cut_to_the_words_near_the_quote(answer: Answer) -> None:
    citation = replace(
        answer.citations[0], passage=f"{'far away ' * 50}near it. {SENTENCE} Close by. {'far off ' * 50}"
    )
    html = render_answer(replace(answer, citations=(citation,)), 1)
    assert f"near it. <mark>{BOLD}</mark> Close by." in html
    assert html.count("far away") < 20
    assert html.count("far off") < 22


def test_a_quote_that_its_passage_does_not_hold_is_shown_alone(answer: Answer) -> None:
    citation = replace(answer.citations[0], passage="Something else.")
    html = render_answer(replace(answer, citations=(citation,)), 1)
    assert f"<mark>{BOLD}</mark>" in html
    assert "Something else." not in html


def test_the_quiet_line_tells_documents_dates_confidence_engine_and_seconds(answer: Answer) -> None:
    text = Markup(render_answer(answer, 1)).text
    for fact in (
        "From Panel report (8 September 2020)",
        "Confidence: high (87%)",
        "Engine: extractive",
        "0.04 seconds",
    ):
        assert fact in text


def test_the_quiet_line_tells_every_document_once_with_its_own_date(answer: Answer) -> None:
    (first,) = answer.citations
    second = replace(first, number=2, document="audit", title="Audit <2017>", date="2017-09")
    again, undated = replace(first, number=3), replace(first, number=4, document="notes", title="Notes", date="")
    statements = tuple(replace(answer.statements[0], citations=(number,)) for number in (1, 2, 3, 4))
    several = replace(answer, statements=statements, citations=(first, second, again, undated))
    text = Markup(render_answer(several, 1).split('<ul class="facts">')[1]).text
    assert text.startswith(
        "From 3 documents: Panel report (8 September 2020); Audit <2017> (September 2017); Notes (no date)Confidence"
    )


def test_an_answer_that_is_likelier_wrong_than_right_begins_with_that(answer: Answer) -> None:
    said = "Perhaps: the assistant is not sure that this answers the question (24%)."
    unsure = replace(answer, confidence=0.24)
    html = render_answer(unsure, 1)
    assert html.index(said) < html.index('class="statement"')
    assert as_text(unsure).startswith(f"Question: How many companies?\n\n{said}\n\n{SENTENCE} [1]\n\nSources")
    assert "Perhaps" not in render_answer(replace(answer, confidence=0.5), 1) + as_text(answer)
    assert "Perhaps" not in render_answer(replace(unsure, status=AnswerStatus.insufficient_evidence), 1)


@pytest.mark.parametrize(
    ("confidence", "words"), [(0.8, "high (80%)"), (0.5, "fair (50%)"), (0.49, "low (49%)"), (1.0, "high (100%)")]
)
def test_confidence_is_told_in_words_and_per_cent(confidence: float, words: str) -> None:
    assert confidence_in_words(confidence) == words


def test_a_follow_up_says_how_it_was_understood(answer: Answer) -> None:
    html = render_answer(replace(answer, standalone_question="How many <companies> in Leeds?"), 1)
    assert "Understood as: How many &lt;companies&gt; in Leeds?" in html
    assert "Understood as" not in render_answer(answer, 1)


def test_context_is_set_apart_and_a_calculation_is_told(answer: Answer) -> None:
    statement = Statement("It grew by 20.", (1,), context="The panel", calculated="120 - 100")
    html = render_answer(replace(answer, statements=(statement,)), 1)
    assert '<span class="context">The panel</span> It grew by 20.' in html
    assert "Calculated: 120 - 100" in html


def test_a_marker_without_its_citation_is_left_out(answer: Answer) -> None:
    html = render_answer(replace(answer, statements=(Statement("Words.", (1, 7)),)), 1)
    assert "[1]" in html
    assert "[7]" not in html


def test_an_abstention_says_so_and_keeps_the_closest_evidence_apart(panel: Document) -> None:
    html = render_answer(no_answer("What is the weather?", cite(panel, SENTENCE)), 1)
    assert NO_ANSWER in html
    assert "Closest evidence, not an answer" in html
    assert 'data-outcome="insufficient_evidence"' in html
    assert "Confidence" not in html


def test_small_talk_is_answered_in_its_own_words(answer: Answer) -> None:
    small = replace(answer, status=AnswerStatus.out_of_scope, text="Good <morning>.", statements=(), citations=())
    html = render_answer(small, 1)
    assert "Good &lt;morning&gt;." in html
    assert "Engine" not in html


def test_what_a_reply_lists_is_a_list(answer: Answer) -> None:
    text = "The evidence base holds 2 documents:\n- One; two <b>\n- Three - four"
    reply = replace(answer, status=AnswerStatus.out_of_scope, text=text, statements=(), citations=())
    html = render_answer(reply, 1)
    assert '<p class="statement">The evidence base holds 2 documents:</p><ul' in html
    assert '<li dir="auto">One; two &lt;b&gt;</li><li dir="auto">Three - four</li></ul>' in html


def test_a_conversation_shows_what_is_pending_and_what_went_wrong(answer: Answer) -> None:
    html = render_conversation([Exchange("One?", answer=answer), Exchange("Two?", problem=FAULT), Exchange("Three?")])
    assert html.count('<article class="turn"') == 3
    assert FAULT in html
    assert Stage.searching.value in html


def test_ids_are_unique_in_a_conversation(answer: Answer) -> None:
    html = render_conversation([Exchange("One?", answer=answer)] * 3)
    ids = [attributes["id"] for _, attributes in Markup(html).tags if "id" in attributes]
    assert len(ids) == len(set(ids))


def test_hostile_text_anywhere_in_an_answer_is_shown_as_text(answer: Answer) -> None:
    document = make_document([HOSTILE], id=HOSTILE, title=HOSTILE, heading=HOSTILE, file=HOSTILE)
    citation = replace(cite(document, HOSTILE), publisher=HOSTILE, date=HOSTILE)
    hostile = replace(
        answer,
        question=HOSTILE,
        standalone_question=HOSTILE + "?",
        text=HOSTILE,
        engine=HOSTILE,
        citations=(citation,),
        statements=(Statement(HOSTILE, (1,), exact=(3, 60), context=HOSTILE, calculated=HOSTILE),),
    )
    html = render_conversation([Exchange(HOSTILE, answer=hostile), Exchange(HOSTILE, problem=HOSTILE)])
    assert_harmless(html)
    assert "<script>window.hacked=1</script>" in Markup(html).text
    abstained = replace(hostile, status=AnswerStatus.insufficient_evidence, closest=(citation,))
    assert_harmless(render_answer(abstained, 1))
    assert_harmless(render_answer(replace(hostile, status=AnswerStatus.model_error), 1))


def test_hostile_text_in_examples_and_notes_is_shown_as_text() -> None:
    assert_harmless(render_welcome([HOSTILE]))
    assert_harmless(render_note(HOSTILE))


def test_the_copied_text_has_answer_and_sources(answer: Answer) -> None:
    assert as_text(answer) == (
        "Question: How many companies?\n\n"
        f"{SENTENCE} [1]\n\n"
        "Sources\n"
        "[1] Panel report, 8 September 2020, The sector, paragraph 1. The Panel. File: panel.md\n"
        f"    “{SENTENCE}”"
    )


def test_a_part_that_is_left_open_is_shown_and_copied(answer: Answer) -> None:
    half = replace(answer, unanswered=(f"who paid {HOSTILE}?",))
    html = render_answer(half, 1)
    assert_harmless(html)
    assert '<p class="unanswered" role="note">Not found in the evidence: who paid' in html
    assert f"{SENTENCE} [1]\n\nNot found in the evidence: who paid" in as_text(half)


ORIGINAL = "https://example.org/report"


def test_a_digest_is_not_shown_or_copied_as_the_publishers_words(answer: Answer) -> None:
    (citation,) = answer.citations
    digest = replace(answer, citations=(replace(citation, form="digest", url=ORIGINAL),))
    html = render_answer(digest, 1)
    assert f'<p class="origin"><span>{NOT_ORIGINAL}</span>' in html
    assert f'href="{ORIGINAL}" target="_blank" rel="noopener noreferrer"' in html
    assert "From a digest of Panel report (8 September 2020)" in Markup(html).text
    named = "Digest of: Panel report, The Panel, 8 September 2020; not the original's words."
    named += " In the digest: The sector, paragraph 1"
    assert quote_with_reference(digest.citations[0]) == f"“{SENTENCE}” ({named}. Original: {ORIGINAL})"
    assert f"\n[1] {named}. File: panel.md. Original: {ORIGINAL}\n" in as_text(digest)


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "data:text/html,x", "//example.org", "https://", "http://[", "https://a b.org"]
)
def test_an_original_without_a_web_address_is_no_link(answer: Answer, url: str) -> None:
    (citation,) = answer.citations
    html = render_answer(replace(answer, citations=(replace(citation, form="digest", url=url),)), 1)
    assert NOT_ORIGINAL in html
    assert "Open the original" not in html
    assert_harmless(html)


def test_a_source_that_is_no_digest_leads_to_its_original_and_is_cited_as_before(answer: Answer) -> None:
    (citation,) = answer.citations
    linked = replace(answer, citations=(replace(citation, form="original", url=ORIGINAL),))
    html = render_answer(linked, 1)
    assert "Open the original" in html
    assert NOT_ORIGINAL not in html
    assert as_text(linked) == as_text(answer).replace("panel.md", f"panel.md. Original: {ORIGINAL}")


ROW = "Place: Leeds; Companies: 120"


def row_answer(document: Document, *texts: str) -> Answer:
    """Return an answer whose statements are parts of the same row of a table."""
    citation = cite(document, ROW)
    statements = tuple(Statement(text, (1,), exact=(text.index("120"), len(text))) for text in texts)
    return replace(answer_with("How many?", citation), statements=statements)


def test_a_row_of_a_table_says_once_what_the_table_is_about(panel: Document) -> None:
    html = render_answer(row_answer(panel, ROW, "Place: Leeds … Companies: 120"), 1)
    assert html.count('<span class="from-table">Table 1: Companies</span>') == 1
    text = as_text(row_answer(panel, ROW))
    assert f"{ROW} [1] (Table 1: Companies)" in text


def test_a_table_without_a_caption_is_told_by_its_heading(panel: Document) -> None:
    answer = row_answer(panel, ROW)
    (citation,) = answer.citations
    bare = replace(citation, locator=replace(citation.locator, table=""))
    assert tables_of(replace(answer, citations=(bare,))) == ["Table under “The sector”"]
    outside = replace(citation, locator=replace(citation.locator, table=None))
    assert tables_of(replace(answer, citations=(outside,))) == [""]


def test_the_cells_of_a_shortened_row_lead_to_the_cell_in_the_whole_row(panel: Document) -> None:
    answer = row_answer(panel, "Place: Leeds … Companies: 120")
    (citation,) = answer.citations
    html = render_answer(answer, 1)
    assert "Place: Leeds … Companies: <strong>120</strong>" in html
    assert f"exact={citation.start + 25}-{citation.start + 28}" in html
    assert "<mark>Place: Leeds; Companies: <strong>120</strong></mark>" in html


def test_the_copied_text_of_an_abstention_claims_nothing(panel: Document) -> None:
    assert as_text(no_answer("Weather?", cite(panel, SENTENCE))) == f"Question: Weather?\n\n{NO_ANSWER}"


@pytest.mark.parametrize(
    ("years", "words"),
    [
        (("2017", "2024"), "2 documents, 2017 to 2024"),
        (("2024", "2024"), "2 documents, 2024"),
        (("", ""), "2 documents"),
    ],
)
def test_the_header_tells_how_much_evidence_there_is(years: tuple[str, str], words: str) -> None:
    assert f"<p>{words}</p>" in render_header(2, *years)


def test_the_welcome_lists_questions_under_one_heading_and_none_where_there_are_none() -> None:
    html = render_welcome(["What is Nexus?", "How many companies are there?"])
    assert html.count("<h2") == 1
    assert "Questions to start from" in html
    assert html.index("What is Nexus?") < html.index("How many companies")
    assert "<h2" not in render_welcome(())


def test_no_note_is_no_html() -> None:
    assert render_note("") == ""


@pytest.mark.parametrize(
    ("question", "told"),
    [("How many companies are there in Hull?", "Does not name Hull."), ("How many companies are there?", None)],
)
def test_closest_evidence_says_what_of_the_question_it_does_not_name(panel: Document, question: str, told) -> None:
    refused = replace(
        answer_with(question, cite(panel, SENTENCE)),
        status=AnswerStatus.insufficient_evidence,
        statements=(),
        citations=(),
        closest=(cite(panel, SENTENCE),),
        standalone_question=question,
    )
    html = render_answer(refused, 1)
    assert (told in html) if told else ("Does not name" not in html)
