"""What a question names and a passage does not: said beside closest evidence, lest it be taken for the answer."""

from __future__ import annotations

from assistant.answering.question import PHRASE, YEAR
from assistant.conversation.openers import opens_as_name
from assistant.conversation.years import with_plain_years
from assistant.english.possessives import without_possessive
from assistant.indexing.acronyms import levelled
from assistant.indexing.lexical import analyse, content_terms
from assistant.schema import Citation


def not_named(question: str, citation: Citation) -> tuple[str, ...]:
    """Return the names and years of a question that a citation's passage, heading and source do not give.

    A figure for Leeds is no answer about Bradford, and one of 2019 none about 2021.
    """
    locator = citation.locator
    around = (citation.title, citation.publisher, citation.date, locator.heading, locator.table, locator.row)
    text = with_plain_years(" ".join([citation.passage, *(part for part in around if part)]))
    question = with_plain_years(question)
    terms, words = frozenset(analyse(text)), f" {levelled(text)} "
    missing = []
    for match in PHRASE.finditer(question):
        first, _, rest = match.group().partition(" ")
        name = match.group() if match.start() or opens_as_name(first) else rest
        name = without_possessive(name)
        parts = frozenset(content_terms(name))
        if not parts <= terms and f" {levelled(name)} " not in words:
            missing.append(name)
    missing += [year for year in YEAR.findall(question) if year not in text]
    return tuple(dict.fromkeys(missing))
