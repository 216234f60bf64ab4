"""How a unit is quoted: an item of a list alone, or the list whole."""

from __future__ import annotations

import pytest

from assistant.answering.features import UNIT_FEATURES
from assistant.answering.question import analyse_question
from assistant.answering.quotes import Quote
from assistant.answering.quoting import brings_others, plain_quote, quote_unit, with_holder_exact
from assistant.answering.scored import Scored
from assistant.answering.units import units_of
from assistant.corpus.document import BlockKind, Document, Source
from assistant.corpus.markdown import load_markdown
from assistant.passages import split_document
from assistant.retrieval import Candidate

HELD_BACK = "Three things hold the mill back:\n\n- a dry leat since May\n- no miller\n- high rates\n"
LISTED = "Three things hold the mill back:\n\na dry leat since May\nno miller\nhigh rates"


def quoted(question: str, text: str, words: str) -> str:
    parsed = load_markdown(f"# Mills\n\n{text}".encode(), file="d.md")
    document = Document(Source("d", "d.md", "Mills"), parsed.text, parsed.blocks)
    candidates = [Candidate(0, passage, 0.0, 0.0) for passage in split_document(document)]
    unit = next(unit for one in candidates for unit in units_of(one, document) if words in unit.text)
    quote = quote_unit(analyse_question(question), document, Scored(unit, None, dict.fromkeys(UNIT_FEATURES, 0.0), 1.0))
    return document.text[quote.start : quote.end]


@pytest.mark.parametrize(
    ("question", "is_whole"),
    [
        ("What holds the mill back?", True),
        ("Why is the leat that holds the mill back dry?", False),
        ("Which of the things holds the mill back most?", False),
        ("Since when is the mill held back?", False),
        ("What is the second thing that holds the mill back?", False),
        ("What does the ferry carry?", False),
    ],
    ids=["what all of them do", "a word of the item", "one of them", "one value", "its number", "something else"],
)
def test_an_item_brings_as_many_as_its_lead_in_says_there_are(question, is_whole):
    assert quoted(question, HELD_BACK, "dry leat") == (LISTED if is_whole else "a dry leat since May")


SMALL_MILLS = "The audit of 2017 lists three obstacles that small milling firms met:\n\n{}"
OBSTACLES = "- no bank lends on a wheel\n- the wheel parts are scarce\n- rates rise each spring\n"


@pytest.mark.parametrize(
    ("question", "text", "words", "is_whole"),
    [
        ("What was holding the small wheel owners back in the 2017 audit?", SMALL_MILLS, "wheel parts", True),
        ("In the 2017 audit, what kept small wheel owners from growing?", SMALL_MILLS, "wheel parts", True),
        ("What went wrong for small banks of millers in 2017?", SMALL_MILLS, "bank lends", True),
        ("What obstacles did small wheel owners meet in 2017?", SMALL_MILLS, "wheel parts", True),
        ("What was wrong with the scarce wheel parts in the 2017 audit?", SMALL_MILLS, "wheel parts", False),
        ("What did the 2017 audit say about a bank for small firms?", SMALL_MILLS, "bank lends", False),
        ("What wheel did the small firms want in the 2017 audit?", SMALL_MILLS, "wheel parts", False),
        ("What happens to rates of small firms in the 2017 audit?", SMALL_MILLS, "rates rise", False),
        ("Which obstacle for small firms in 2017 was about a bank?", SMALL_MILLS, "bank lends", False),
        ("What was holding the wheel owners back?", SMALL_MILLS, "wheel parts", False),
    ],
    ids=[
        "what held them back",
        "what kept them from it",
        "what went wrong",
        "the counted things by their name",
        "two words of the item",
        "what is said about one",
        "what it asks for is the item's word",
        "what happens to one",
        "one of them",
        "nothing of the lead-in",
    ],
)
def test_an_item_with_one_word_of_the_question_brings_its_list_where_all_of_them_answer(
    question, text, words, is_whole
):
    assert ("\n" in quoted(question, text.format(OBSTACLES), words)) is is_whole


def test_an_item_stays_alone_where_its_lead_in_counts_something_else():
    text = HELD_BACK.replace("Three things hold the mill back", "Two mills are held back, by")
    assert quoted("What holds the mills back?", text, "dry leat") == "a dry leat since May"


@pytest.mark.parametrize(
    ("end", "question", "brings"),
    [
        (".", "What became of the kitchen?", False),
        (".", "What are the points?", True),
        ("", "What became of the kitchen?", True),
        ("", "When did the kitchen close?", False),
    ],
    ids=["sentences", "a list is asked for", "parts of one", "one value is asked for"],
)
def test_an_item_brings_its_list_where_two_are_chosen_that_are_no_sentences(end, question, brings):
    items = "".join(f"- the kitchen {did}{end}\n" for did in ("lost its cook", "had to close", "is for sale"))
    parsed = load_markdown(f"# Meals\n\nThis came up:\n\n{items}".encode(), file="d.md")
    document = Document(Source("d", "d.md", "Meals"), parsed.text, parsed.blocks)
    units = [unit for one in split_document(document) for unit in units_of(Candidate(0, one, 0.0, 0.0), document)]
    first, second, *_ = [
        Scored(unit, None, dict.fromkeys(UNIT_FEATURES, 0.0)) for unit in units if unit.kind is BlockKind.list_item
    ]
    assert brings_others(analyse_question(question), document, first, [first, second]) is brings


def test_a_row_has_nothing_in_bold_where_yes_or_no_is_asked():
    table = "| Item | Target | 2023 |\n| --- | --- | --- |\n| Repairs | 85 | 77 |\n"
    parsed = load_markdown(f"# Mills\n\n{table}".encode(), file="d.md")
    document = Document(Source("d", "d.md", "Mills"), parsed.text, parsed.blocks)
    (unit,) = [
        unit
        for one in split_document(document)
        for unit in units_of(Candidate(0, one, 0.0, 0.0), document)
        if unit.kind is BlockKind.table_row
    ]
    cell = unit.block.cells[1]
    entry = Scored(unit, (cell.start, cell.end), dict.fromkeys(UNIT_FEATURES, 0.0))
    for question, exact in (("Did it meet its target for repairs?", None), ("What is the target?", entry.exact)):
        assert quote_unit(analyse_question(question), document, entry).exact == exact


COVER = "Kiln Aid mends pipes free of charge. The scheme does not cover:\n\n- business premises\n- pipes of lead\n"


@pytest.mark.parametrize(
    ("question", "is_whole"),
    [
        ("What is not covered by the free Kiln Aid scheme?", True),
        ("What does the scheme not cover in Saltham?", False),
        ("What pipes of lead does the scheme not cover?", False),
        ("Who is not covered by the scheme?", False),
    ],
    ids=["all is said in front", "a word more", "a word of the item", "one value"],
)
def test_an_item_brings_its_list_where_its_introduction_says_all_that_is_asked(question, is_whole):
    assert ("\n" in quoted(question, COVER, "business premises")) is is_whole


BUDGET = (
    "Rates rise in May. In 2021 the millers put more money into areas of need in the dale. This includes:\n\n"
    "- the sluice at Saltham\n- a warden for the ponds\n"
)
AREAS = "In 2021 the millers put more money into areas of need in the dale."


@pytest.mark.parametrize(
    ("question", "words", "is_whole"),
    [
        ("Which areas of need in the dale got more money in 2021?", "warden", True),
        ("What did the millers put more money into in 2021?", "warden", True),
        ("Which areas of need in the dale got more money in 2021?", AREAS, True),
        ("Which of the areas of need got more money in 2021?", "warden", False),
        ("When did the millers put more money into areas of need?", AREAS, False),
        ("Why did the millers put more money into areas of need?", AREAS, False),
        ("When do rates rise?", "Rates rise", False),
    ],
    ids=["which things", "what", "the sentence that says it", "which of them", "one value", "why", "another sentence"],
)
def test_a_lead_in_that_says_nothing_has_the_sentence_before_it(question, words, is_whole):
    found = quoted(question, BUDGET, words)
    assert (found.startswith(AREAS) and found.endswith("a warden for the ponds")) is is_whole


WHICH_MILLS = "# Mills\n\nTwo mills were closed in May.\n\nThe {} in May are:\n\n- Kiln Mill\n- Tide Mill\n"


@pytest.mark.parametrize(
    ("question", "lead_in", "is_whole"),
    [
        ("Which mills were open in May?", "mills open", True),
        ("Which firms were open in May?", "firms open", True),
        ("Which mills were closed in May?", "mills open", False),
        ("Which mills were open in May?", "other mills open", False),
        ("Which team opens mills in May?", "mills open", False),
    ],
    ids=["things", "bodies", "the opposite", "the others", "one of a kind"],
)
def test_which_things_are_all_of_a_list_whose_lead_in_says_what_is_asked(question, lead_in, is_whole):
    assert ("\n" in quoted(question, WHICH_MILLS.format(lead_in), "Kiln Mill")) is is_whole


BOARD = (
    "# Housing\n\n## The housing board\n\nThe board has these members:\n\n- Ada Moss, chair\n- Ben Hale\n- Cy Pratt\n"
)
BEACH = "# Beach guide\n\n## On the beach\n\nYou may not:\n\n- dig deep holes\n- light fires\n"


@pytest.mark.parametrize(
    ("question", "text", "item", "is_whole"),
    [
        ("Who sits on the housing board?", BOARD, "Ben Hale", True),
        ("Who chairs the housing board?", BOARD, "Ada Moss, chair", False),
        ("What may you not do on the beach?", BEACH, "dig deep holes", True),
        ("What may you not light on the beach?", BEACH, "light fires", False),
    ],
)
def test_an_item_brings_its_list_where_all_of_them_are_asked_for(question, text, item, is_whole):
    assert ("\n" in quoted(question, text, item)) is is_whole


@pytest.mark.parametrize(
    ("second", "leans"),
    [
        ("The other two mills are Saltham and Fordby.", True),
        ("The others are Saltham and Fordby.", True),
        ("The remaining mills are Saltham and Fordby.", True),
        ("The rest are at Saltham and Fordby.", True),
        ("Another is at Saltham.", True),
        ("Another mill opened at Saltham in 2019.", False),
        ("The rest of the grant went to Saltham.", False),
        ("The other side of the river is Saltham.", False),
        ("Other mills are at Saltham and Fordby.", False),
    ],
)
def test_the_others_stand_behind_the_one_that_they_are_others_of(second, leans):
    parsed = load_markdown(f"# Mills\n\nKiln Mill is one of three. {second}\n".encode(), file="d.md")
    document = Document(Source("d", "d.md", "Mills"), parsed.text, parsed.blocks)
    units = [unit for one in split_document(document) for unit in units_of(Candidate(0, one, 0.0, 0.0), document)]
    context = plain_quote(document, next(unit for unit in units if unit.text == second)).context
    assert (context is not None) is leans


@pytest.mark.parametrize(
    ("question", "sentence", "person"),
    [
        ("Who is chair of Kiln Mill?", "Ada Moss and Ben Hale founded it; the former is still its chair.", "Ada Moss"),
        ("Who is chair of Kiln Mill?", "Ada Moss and Ben Hale founded it; the latter is its chair.", "Ben Hale"),
        ("Who takes over as chair?", "The chair, Ada Moss, will be succeeded by Ben Hale.", "Ben Hale"),
        ("Who is the next chair?", "The chair, Ada Moss, hands over to Ben Hale in May.", "Ben Hale"),
        ("Who is the chair?", "The chair, Ada Moss, will be succeeded by Ben Hale.", "read"),
        ("Who founded it?", "Ada Moss and Ben Hale founded it; the former is still its chair.", "read"),
    ],
)
def test_the_person_in_bold_is_the_one_who_holds_the_role(question, sentence, person):
    parsed = load_markdown(f"# Mills\n\n{sentence}\n".encode(), file="d.md")
    document = Document(Source("d", "d.md", "Mills"), parsed.text, parsed.blocks)
    candidate = Candidate(0, split_document(document)[0], 0.0, 0.0)
    at = document.text.index(sentence)
    quote = Quote(document, candidate, at, at + len(sentence), exact=(at, at + 4))
    bold = with_holder_exact(analyse_question(question), quote)
    assert bold.exact_words == (sentence[:4] if person == "read" else person)


RELEASE = (
    'The sluice is open. Ada Moss, who chairs the trust, said:\n\n"We have waited ten years. The pond is full."\n\n'
    '"Now the eels can come back."\n\nEels are counted in May. "A fine day", the visitors wrote.\n'
)


@pytest.mark.parametrize(
    ("words", "before"),
    [
        ("The pond is full", "Ada Moss, who chairs the trust, said:"),
        ("Now the eels", "Ada Moss, who chairs the trust, said:"),
        ("Eels are counted", None),
        ("A fine day", None),
    ],
    ids=["its first paragraph", "its second one", "no quotation", "words quoted in a sentence"],
)
def test_a_quotation_stands_behind_who_says_it(words, before):
    parsed = load_markdown(f"# Mills\n\n{RELEASE}".encode(), file="d.md")
    document = Document(Source("d", "d.md", "Mills"), parsed.text, parsed.blocks)
    units = [unit for one in split_document(document) for unit in units_of(Candidate(0, one, 0.0, 0.0), document)]
    context = plain_quote(document, next(unit for unit in units if words in unit.text)).context
    assert (document.text[slice(*context)] if context else None) == before
