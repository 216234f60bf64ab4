"""Whether the evidence writes a word with a capital is told from the sentences that use it."""

from __future__ import annotations

import pytest

from assistant.english.capitals import Capitals

TEXTS = [
    "Areas and depths\nThe lots cover two areas, and Areas fund a third.",
    "A talk by Dr Achterberg was held. In all areas Achterberg led.",
    "Lead: Lowndes; Arrival: late",
    "The arrival is at nine.",
]


def times(word: str) -> int:
    using = [at for at, text in enumerate(TEXTS) if word in text.lower()]
    return Capitals(lambda _: using, lambda ordinals: [TEXTS[at] for at in ordinals]).times_a_name(word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("achterberg", 2),
        ("areas", 0),  # more often it has none
        ("lowndes", 1),  # only in a table, and always with one
        ("arrival", 0),
        ("unheard", 0),
    ],
)
def test_a_name_has_its_capital_inside_sentences(word, expected):
    assert times(word) == expected


NAMES = [
    "The Carrow Launchpad opened in May. The Carrow Launchpad has twelve members.",
    "The Investment Zone is worth £9m. The Carrow Launchpad and the Investment Zone share an office.",
    "The Investment Zone has a board.",
    "Carrow and the Wold has 40 clinics, more than any other part of Carrow and the Wold had.",
    "Jobs in Carrow and the Wold grew; those of Carrow alone did not.",
]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Carrow Launchpad", "Investment Zone", True),
        ("Carrow", "Wold", False),  # the second never stands alone
        ("Carrow Launchpad", "Harbour Fund", False),  # nothing is known of the second
        ("Of", "It", False),
    ],
)
def test_two_names_are_two_where_each_mostly_stands_alone(one, other, expected):
    def using(word):
        return [at for at, text in enumerate(NAMES) if word in text.lower()]

    assert Capitals(using, lambda ordinals: [NAMES[at] for at in ordinals]).stand_apart(one, other) is expected


WRITTEN = [
    "Seafood in Skarness is landed at the Corbel quay. Corbel has cranes and the harbour a Lantern road.",
    "Quillworth: two berths",
    "Annual Budget\nFigures.\nAnnual Budget\nMore. The work of the Lending Hub, with the Lending Hub's own staff.",
    "The healthtech cluster was launched as the Healthtech Cluster.",
    "The work of the Northern Skarness Trust grew. All are in the Northern Skarness Trust now.",
    "The Halifax Skarness Board met. The Halifax Skarness Board chose. A Clean Halifax Plan and a Clean Halifax Plan.",
    "Lands of the CRKL grew. The CRKL has three teams.",
    "Funding Of Spinfirms\nHelp for spin-firms: a spin-firm may ask twice.",
    "It was opened by Mayor Orla Quillbrack. It pleased Mayor Orla Quillbrack.",
    "In Skarness Harbour Works began. Of all Skarness harbour works, a quay was first; Skarness harbour works go on.",
]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("who runs the lending hub", "who runs the Lending Hub"),  # of common words alone
        ("Who runs lending hubs", "Who runs lending hubs"),
        ("when did each Pern lending hub open", "when did each Pern lending hub open"),  # with a capital another name
        ("the annual budget", "the annual budget"),  # a name in headings only
        ("landings at skarness?", "landings at Skarness?"),
        ("who runs corbel quay", "who runs Corbel quay"),  # rare, and only a name inside sentences
        ("berths in quillworth", "berths in Quillworth"),  # no word of the dictionary, and only at a beginning
        ("the healthtech cluster", "the healthtech cluster"),
        ("a road to the harbour", "a road to the harbour"),  # common words are no names
        ("mail info@skarness.org", "mail info@skarness.org"),
        ("unheard of", "unheard of"),
        ("who leads the northern skarness trust", "who leads the Northern Skarness Trust"),
        ("the northern trust of skarness", "the northern trust of Skarness"),
        ("skarness harbour works", "Skarness harbour works"),  # mostly without capitals
        ("the Halifax skarness board", "the Halifax Skarness board"),  # a thing of a place
        ("the clean Halifax plan", "the Clean Halifax Plan"),
        ("lands of the crkl", "lands of the CRKL"),
        ("when did orla quillbrack open it", "when did Orla Quillbrack open it"),  # without her title
        ("help for spinfirms", "help for spinfirms"),  # with a hyphen it is no name
    ],
)
def test_a_name_that_was_typed_without_its_capital_gets_it(typed, expected):
    def using(word):
        return [at for at, text in enumerate(WRITTEN) if word in text.lower().replace("-", "")]

    assert Capitals(using, lambda ordinals: [WRITTEN[at] for at in ordinals]).restored(typed) == expected
