"""Sentences are exact parts of the text, and end where a reader would say they end."""

from __future__ import annotations

import pytest

from assistant.english.sentences import split_sentences

SENTENCES = {
    "two plain sentences": ["Leeds grew.", "Bradford grew faster."],
    "a question and an exclamation": ["Who pays?", "The council does!", "It agreed in May."],
    "an abbreviation in the middle": ["Services, e.g. Pathology, moved.", "They stayed."],
    "a title before a name": ["Dr. Okoro chairs it.", "Prof. Lee sits on it."],
    "a company's form": ["Acme Ltd. Builds scanners.", "It has 40 staff."],
    "an initial": ["J. Smith wrote it.", "A. B. Jones agreed."],
    "a capital that ends a sentence": ["The group chose plan B.", "Work began."],
    "a capital behind a word with one": [
        "It chose Option B.",
        "It costs £4m.",
        "He takes Vitamin C.",
        "The rest do not.",
    ],
    "a company's form at the end": ["It bought Kiln Ltd.", "The company let rooms to Tarn & Co.", "In May it closed."],
    "a list cut short at the end": ["It sold toys, etc.", "The council paid (for mills, etc.)", "A mill closed."],
    "abbreviations and initials before a name": [
        "J. Moss of Kiln Ltd. Saltham, Mary B. Anders of St. Helens, No. 4 and others, e.g. The Box.",
        "It cost approx. As much.",
    ],
    "initials behind a word that joins": [
        "The firms are Moyle Windows and J. P. Cassin & Sons.",
        "It was drawn by K. Orr of Saltham.",
        "They weighed options A and B.",
        "Prices rose.",
    ],
    "a capital behind a preposition": ["The rating was raised to B.", "Costs fell."],
    "an initial at the head": ["A. The first option is the best.", "It costs £4m."],
    "decimals and money": ["It cost £1.2 million.", "That is 3.5% more."],
    "a figure at the head of a sentence": ["It opened in 2019.", "57 firms moved in."],
    "a numbered head": ["2.5 The panel notes it.", "2.6 is the next number."],
    "a plain number with a full stop at the head": ["3. Clean air in every street.", "More follows."],
    "things counted within a sentence": [
        "The parts are: 1. Roads and Bridges, 2. Rail, 3. Air and 4. Water.",
        "It won 1.",
        "Two were late.",
    ],
    "a quotation": ["He said “It works.”", "Nobody disagreed."],
    "a bracket": ["It grew (see Table 2.)", "Then it shrank."],
    "a bracket at the head of a sentence": ["It grew.", "(The base is 2019.)"],
    "an ellipsis": ["It grew and grew …", "Then it stopped."],
    "a full stop before a small letter": ["The .co.uk address of approx. forty firms moved."],
    "no punctuation at all": ["Grants awarded by year"],
    "a currency sign at the head": ["It closed.", "£3bn was spent."],
}


@pytest.mark.parametrize("sentences", SENTENCES.values(), ids=SENTENCES.keys())
def test_text_splits_into_its_sentences(sentences):
    text = " ".join(sentences)
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_blank_text_has_no_sentences(text):
    assert split_sentences(text) == []


def test_offsets_count_from_the_head_of_the_whole_text():
    text = "Not this. Only this one. And this. Not that."
    start, end = text.index("Only"), text.index(" Not that")
    assert [text[first:last] for first, last in split_sentences(text, start=start, end=end)] == [
        "Only this one.",
        "And this.",
    ]


def test_every_character_that_is_not_white_space_belongs_to_a_sentence():
    text = "One. Two?  Three!\nFour (five. six) “seven.” 8. Nine e.g. Ten. J. K. Eleven"
    covered = {index for start, end in split_sentences(text) for index in range(start, end)}
    assert {index for index, character in enumerate(text) if not character.isspace()} <= covered
