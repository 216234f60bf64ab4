"""Scores one answer against one known fact, by rules, with a reason for each verdict; no language model judges.

A verdict of None means "does not apply": it counts neither for nor against.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.evaluation.evidence import holds
from assistant.evaluation.facts import SEVERAL_PLACES, FactKind, KnownFact
from assistant.evaluation.grounding import ground, repeats_passage, shown_text, statement_faults
from assistant.evaluation.words import contains, count_words, figures, fold, names, tokens
from assistant.schema import Answer, AnswerStatus, Citation, Statement

MAX_WORDS = 100
"""Words an answer to one thing may show: "about 80" (issue A) and a quarter more: one long sentence is no fault."""
MAX_WORDS_OF_SEVERAL = 200
"""The same for a list, a comparison or several things: a list is quoted up to 160 words, with its lead-in."""
_GROUPS_OF_SEVERAL = 3  # a fact with as many groups asks for several things, whatever its kind
_MAX_REFUSAL_WORDS = 60
_REFUSALS = (
    "cannot find",
    "can't find",
    "could not find",
    "couldn't find",
    "cannot answer",
    "can't answer",
    "unable to answer",
    "do not know",
    "don't know",
    "not enough evidence",
    "insufficient evidence",
    "evidence does not",
    "no information about",
)
"""Words of a refusal; an answer that has them, and not from a quote, refuses and answers at once."""


@dataclass(frozen=True)
class Verdict:
    """Whether a rule is met (None: it does not apply), and why."""

    passed: bool | None
    reason: str = ""


NOT_SCORED = Verdict(None)


@dataclass(frozen=True)
class Score:
    """The verdicts on one answer.

    Attributes:
        right: says what must be said, nothing that must not be, in few enough words (answerable facts,
            and false premises that were answered).
        cited: a citation's passage holds the evidence (answered, answerable facts).
        grounded: each statement is cited, its figures and dates are in its quotes, quotes are exact (answered facts).
        abstained: answered if and only if the evidence answers.
        citation_recall, citation_precision: as ALCE (Gao et al. 2023) defines them, support decided by figures and
            names instead of a model; None where nothing was answered.
        words: words shown.
        quote_faults: quotes that are not the stored text at their offsets.
    """

    right: Verdict
    cited: Verdict
    grounded: Verdict
    abstained: Verdict
    citation_recall: float | None = None
    citation_precision: float | None = None
    words: int = 0
    quote_faults: tuple[str, ...] = ()

    @property
    def verdicts(self) -> dict[str, Verdict]:
        """The verdicts by name."""
        return {"right": self.right, "cited": self.cited, "grounded": self.grounded, "abstained": self.abstained}

    @property
    def passed(self) -> bool:
        """Whether every verdict that applies is met."""
        return all(verdict.passed is not False for verdict in self.verdicts.values())

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it did not pass, one reason for each verdict that is not met."""
        return tuple(f"{name}: {verdict.reason}" for name, verdict in self.verdicts.items() if verdict.passed is False)


def score_error(message: str) -> Score:
    """Return the score of a question that raised an error: nothing is met."""
    failed = Verdict(False, f"error: {message}")
    return Score(right=failed, cited=NOT_SCORED, grounded=NOT_SCORED, abstained=failed)


def score(fact: KnownFact, answer: Answer, *, quote_faults: Sequence[str] = ()) -> Score:
    """Return the verdicts on an answer.

    Args:
        fact: what was asked and what is right.
        answer: the record.
        quote_faults: quotes that the run found not to be the stored text at their offsets.
    """
    if answer.status is AnswerStatus.model_error:
        return replace(score_error("the answer's status is model_error"), quote_faults=tuple(quote_faults))
    answered = answer.status is AnswerStatus.answered
    grounded = ground(answer, quote_faults) if answered else []
    recall, precision = citation_quality(answer) if answered else (None, None)
    return Score(
        right=_right(fact, answer) if fact.answerable else _right_on_premise(fact, answer),
        cited=_cited(fact, answer) if answered and fact.answerable else NOT_SCORED,
        grounded=Verdict(not grounded, "; ".join(grounded)) if answered else NOT_SCORED,
        abstained=_abstained(fact, answer),
        citation_recall=recall,
        citation_precision=precision,
        words=count_words(shown_text(answer.text)),
        quote_faults=tuple(quote_faults),
    )


def word_limit(fact: KnownFact) -> int:
    """Return how many words an answer to this fact may show."""
    several = fact.kind in SEVERAL_PLACES or fact.kind is FactKind.list or len(fact.must_include) >= _GROUPS_OF_SEVERAL
    return MAX_WORDS_OF_SEVERAL if several else MAX_WORDS


def _right(fact: KnownFact, answer: Answer) -> Verdict:
    text = shown_text(answer.text)
    if answer.status is not AnswerStatus.answered:
        kept = "; yet its text holds the answer" if text and not _missing(fact.must_include, text) else ""
        return Verdict(False, f"refused ({answer.status}){kept}")
    faults = list(_faults(fact, answer, text, fact.must_include))
    return Verdict(not faults, "; ".join(faults))


def _faults(fact: KnownFact, answer: Answer, text: str, groups: Sequence[tuple[str, ...]]) -> Iterator[str]:
    if not text:
        yield "empty answer"
        return
    said = _without_question(text, fact.question)
    if not _adds_something(said, fact.question):
        yield "only repeats the question"
        return
    refusal = next((phrase for phrase in _REFUSALS if phrase in fold(text)), None)
    if refusal and not any(refusal in fold(citation.quote) for citation in answer.citations):
        yield f"refuses ('{refusal}') and answers at once"
    for group in _missing(groups, said):
        yield f"does not say {' / '.join(group)}"
    for spelling in fact.must_not_include:
        if contains(said, spelling):
            yield f"says '{spelling}'"
    limit, words = word_limit(fact), count_words(text)
    if words > limit:
        yield f"too many words ({words}; at most {limit})"
    if word_limit(fact) == MAX_WORDS and repeats_passage(answer):
        yield "too many words: it repeats a whole passage"


def _missing(groups: Sequence[tuple[str, ...]], text: str) -> list[tuple[str, ...]]:
    return [group for group in groups if not any(contains(text, spelling) for spelling in group)]


def _without_question(text: str, question: str) -> str:
    """Return the answer without a word-for-word repetition of the question, which may hold what must be said."""
    start = fold(text).find(fold(question).rstrip("?. "))
    return text if start < 0 else fold(text).replace(fold(question).rstrip("?. "), " ")


def _adds_something(text: str, question: str) -> bool:
    asked = {token.key for token in tokens(question)}
    return any(token.key not in asked for token in tokens(text))


def _right_on_premise(fact: KnownFact, answer: Answer) -> Verdict:
    """Score an answer to an unanswerable question: only what `may_include` asks can be right."""
    if answer.status is not AnswerStatus.answered:
        return NOT_SCORED
    if not fact.may_include:
        return Verdict(False, "answered what the evidence does not answer")
    faults = list(_faults(fact, answer, shown_text(answer.text), fact.may_include))
    return Verdict(not faults, "; ".join(faults))


def _abstained(fact: KnownFact, answer: Answer) -> Verdict:
    if fact.answerable:
        answered = answer.status is AnswerStatus.answered
        return Verdict(answered, "" if answered else "abstained, though the evidence answers")
    if answer.status is AnswerStatus.answered:
        premise = _right_on_premise(fact, answer)
        return Verdict(bool(premise.passed), "" if premise.passed else premise.reason)
    text = shown_text(answer.text)
    faults = []
    if answer.statements or answer.citations:
        faults.append(
            f"says {answer.status}, yet gives {len(answer.statements)} statements and {len(answer.citations)} citations"
        )
    own = {token.key for token in figures(fact.question)}
    if any(token.key not in own for token in figures(text)):
        faults.append(f"says {answer.status}, yet its text gives figures: '{text}'")
    if count_words(text) > _MAX_REFUSAL_WORDS:
        faults.append(f"says {answer.status} in {count_words(text)} words")
    return Verdict(not faults, "; ".join(faults))


def holds_evidence(document: str, text: str, fact: KnownFact) -> list[int]:
    """Return which pieces of a fact's evidence (by index) a text of a document holds."""
    return [
        index for index, piece in enumerate(fact.evidence) if piece.document == document and holds(text, piece.words)
    ]


def _cited(fact: KnownFact, answer: Answer) -> Verdict:
    if not answer.citations:
        return Verdict(False, "no citation")
    found = {
        index
        for citation in answer.citations
        for text in (citation.quote, citation.passage)
        for index in holds_evidence(citation.document, text, fact)
    }
    if fact.needs_all_evidence and found and len(found) < len(fact.evidence):
        quotes = "\n".join(citation.quote for citation in answer.citations)
        if _missing(fact.must_include, quotes):
            missing = [
                f"{piece.document}, {piece.locator}" for at, piece in enumerate(fact.evidence) if at not in found
            ]
            return Verdict(False, f"no citation holds the evidence of {'; '.join(missing)}")
    if not found:
        return Verdict(False, f"no citation holds the evidence; {_elsewhere(fact, answer.citations)}")
    return Verdict(True)


def _elsewhere(fact: KnownFact, citations: Sequence[Citation]) -> str:
    cited = "; ".join(f"{citation.document}, {citation.locator.describe()}" for citation in citations)
    quotes = "\n".join(citation.quote for citation in citations)
    hint = (
        ", where the accepted words also stand (if it answers too, add it to the evidence)"
        if not _missing(fact.must_include, quotes)
        else ""
    )
    return f"cited: {cited}{hint}"


def citation_quality(answer: Answer) -> tuple[float, float]:
    """Return ALCE's citation recall and precision of an answer, with support decided by figures and names.

    A statement is supported if it has citations, all of them exist, and together they hold its figures and names. A
    citation is needed if removing it leaves the statement without citations or loses a figure or name.
    Recall is the share of supported statements, precision the share of needed citations (Gao et al., 2023, section 4).
    """
    if not answer.statements:
        return 0.0, 0.0
    by_number = {citation.number: citation for citation in answer.citations}
    supported = needed = given = 0
    for statement in answer.statements:
        known = [by_number[number] for number in dict.fromkeys(statement.citations) if number in by_number]
        given += len(statement.citations)
        if len(known) < len(set(statement.citations)) or not _supports(statement, known):
            continue
        supported += 1
        needed += sum(
            not _supports(statement, [other for other in known if other is not citation]) for citation in known
        )
    return supported / len(answer.statements), needed / given if given else 0.0


def _supports(statement: Statement, citations: Sequence[Citation]) -> bool:
    if not citations or statement_faults(statement, citations):
        return False
    quoted = " ".join(f"{citation.quote} {citation.title} {citation.passage}" for citation in citations)
    return all(contains(quoted, name) for name in names(statement.text))
