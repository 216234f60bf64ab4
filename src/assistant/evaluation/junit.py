"""Writes results as JUnit XML, one case a fact, for whatever shows test results."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.etree import ElementTree

from assistant.evaluation.metrics import Result

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def junit_xml(results: Sequence[Result], *, blocking: Sequence[str] = ()) -> str:
    """Return JUnit XML: a failure for each fact that does not pass, an error for each that raised one.

    Args:
        results: what to write.
        blocking: reasons why the gate fails that belong to no single fact; a case of their own.
    """
    failed = [result for result in results if result.outcome.answer is not None and not result.score.passed]
    errors = [result for result in results if result.outcome.answer is None]
    seconds = sum(result.outcome.milliseconds for result in results) / 1000
    count = len(results) + bool(blocking)
    totals = {
        "tests": str(count),
        "failures": str(len(failed) + bool(blocking)),
        "errors": str(len(errors)),
        "time": f"{seconds:.3f}",
    }
    root = ElementTree.Element("testsuites", totals)
    suite = ElementTree.SubElement(root, "testsuite", {"name": "known facts", **totals})
    for result in results:
        _case(suite, result)
    if blocking:
        case = ElementTree.SubElement(suite, "testcase", {"classname": "known_facts.gate", "name": "gate", "time": "0"})
        ElementTree.SubElement(case, "failure", {"message": _clean(blocking[0])}).text = _clean("\n".join(blocking))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def _case(suite: ElementTree.Element, result: Result) -> None:
    fact, answer = result.fact, result.outcome.answer
    attributes = {
        "classname": f"known_facts.{fact.kind}",
        "name": fact.id,
        "time": f"{result.outcome.milliseconds / 1000:.3f}",
    }
    case = ElementTree.SubElement(suite, "testcase", attributes)
    if result.score.passed:
        return
    kind = "failure" if answer else "error"
    reasons = "; ".join(result.score.reasons)
    got = f"{answer.status}: {answer.text}" if answer else result.outcome.error
    expected = fact.answer or f"no answer: {fact.why_unanswerable}"
    detail = f"Question: {fact.question}\nExpected: {expected}\nGot: {got}\nWhy: {reasons}"
    ElementTree.SubElement(case, kind, {"message": _clean(reasons)}).text = _clean(detail)


def _clean(text: str) -> str:
    """Return `text` without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", text)
