"""Different spellings of one thing meet in the lexical index."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.indexing.lexical import LexicalIndex, analyse, content_terms, plain, stem

FINDS = [
    ("health-tech", "A healthtech cluster."),
    ("health-tech", "A health-tech cluster."),
    ("health-tech", "A health tech cluster."),
    ("health tech", "A healthtech cluster."),
    ("health tech", "A health-tech cluster."),
    ("healthtech", "A health-tech cluster."),
    ("Health‑Tech", "A health–tech cluster."),
    ("company", "Fifty companies."),
    ("companies", "A company."),
    ("organisation", "Two organizations."),
    ("organize", "They organise it."),
    ("analyse", "It was analyzed."),
    ("center", "A centre of excellence."),
    ("centers", "The centre."),
    ("program", "The programme."),
    ("labor", "A labour market."),
    ("£1.2 million", "It cost £1.2m."),
    ("£1.2m", "It cost £1.2 million."),
    ("£3 billion", "A turnover of £3bn."),
    ("16,000", "It employs 16000 people."),
    ("16000", "It employs 16,000 people."),
    ("Côte", "The Cote study."),
    ("R&D", "Spending on r&d."),
    ("partner's", "A partner."),
    ("partner’s", "A partner."),
    ("St James' Hospital", "The hospital of St James."),
]


@pytest.mark.parametrize(("asked", "written"), FINDS)
def test_a_question_finds_another_spelling(asked, written):
    index = LexicalIndex.build(["Nothing of the kind stands here.", written, "Some words about weather."])
    scores = index.scores(asked)
    assert int(np.argmax(scores)) == 1
    assert scores[1] > 0


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("2020", "In 2024."),
        ("£1.2 million", "It cost £12 million."),
        ("16,000", "It employs 16 people, 000 of them abroad."),
        ("1.5", "In 15 places."),
        ("care", "Healthcare."),
    ],
)
def test_a_different_figure_or_word_is_not_found(asked, written):
    index = LexicalIndex.build([written, "Some words about weather."])
    assert index.scores(asked)[0] == 0


@pytest.mark.parametrize(
    ("text", "levelled"),
    [
        ("£1.2 Million", "£1.2m"),
        ("16,000 people", "16000 people"),
        ("1,234,567", "1234567"),
        ("Café – naïve", "cafe - naive"),
        ("3 bn and 4 thousand", "3bn and 4k"),
        ("5, 600", "5, 600"),
    ],
)
def test_plain_text_is_level(text, levelled):
    assert plain(text) == levelled


def test_stop_words_carry_no_topic():
    assert analyse("what is the of and to") == []
    assert content_terms("How many companies are there in the city?") == [stem("companies"), stem("city")]


def test_a_compound_adds_its_closed_form_once_analysed_but_is_asked_about_once():
    assert analyse("health-tech") == ["health", "tech", "healthtech"]
    assert content_terms("health-tech") == ["health", "tech"]


@pytest.mark.parametrize("question", ["", "the of and", "zzz", "???", "中文", "\x00"])
def test_a_question_without_known_words_scores_zero_everywhere(question):
    index = LexicalIndex.build(["One passage.", "Another passage."])
    assert index.scores(question).tolist() == [0.0, 0.0]


def test_rare_terms_weigh_more_than_common_ones_and_unknown_ones_most():
    index = LexicalIndex.build(["leeds port", "leeds road", "leeds rail"])
    assert index.weight("leed") < index.weight("port") < index.weight("unknown")


def test_a_saved_index_scores_as_before(tmp_path):
    texts = ["Health-tech firms.", "A port authority.", "Firms in the port."]
    built = LexicalIndex.build(texts)
    built.save(tmp_path / "lexical")
    loaded = LexicalIndex.load(tmp_path / "lexical", size=3)
    assert len(loaded) == 3
    np.testing.assert_array_equal(loaded.scores("firms of the port"), built.scores("firms of the port"))


@pytest.mark.parametrize("texts", [["Отчёт о порте", "中文"], ["the of and"], ["…"]])
def test_passages_without_a_word_it_knows_can_be_indexed(texts, tmp_path):
    LexicalIndex.build(texts).save(tmp_path / "lexical")
    index = LexicalIndex.load(tmp_path / "lexical", size=len(texts))
    assert index.scores("report about the port").tolist() == [0.0] * len(texts)
