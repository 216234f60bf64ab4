"""What the command line prints: answers, reports and progress, by Rich, in as few as 80 columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from assistant.answering.gaps import not_named
from assistant.corpus.builder import normalise
from assistant.english.counts import count_of
from assistant.indexing.generation import rebuild_command
from assistant.schema import NOT_FOUND, NOT_ORIGINAL, Answer, AnswerStatus, Citation, Statement, doubt

if TYPE_CHECKING:
    from pathlib import Path

    from assistant.documents import DocumentSummary
    from assistant.indexing.build import BuildReport
    from assistant.indexing.generation import Manifest

console = Console(highlight=False, soft_wrap=False)
_errors = Console(stderr=True, highlight=False)
_QUOTE_WORDS = 60  # words of a quote shown under an answer in a terminal; the record has all of it


def print_error(message: str) -> None:
    """Print a message to standard error, unbroken: a command in it can be copied."""
    _errors.print(Text(message), soft_wrap=True)


def print_answer(answer: Answer, *, explain: bool = False) -> None:
    """Print an answer with its numbered citations."""
    console.print()
    if answer.standalone_question != answer.question:
        console.print(Text(f"Understood as: {_clean(answer.standalone_question)}", style="dim"))
    if answer.status is AnswerStatus.answered:
        if unsure := doubt(answer):
            console.print(Text(unsure, style="yellow"))
            console.print()
        for statement in answer.statements:
            console.print(_statement(statement))
            console.print()
        for question in answer.unanswered:
            console.print(Text(_clean(f"{NOT_FOUND} {question}"), style="yellow"))
            console.print()
        console.print(Text("Sources", style="bold"))
        for citation in answer.citations:
            _print_citation(citation)
    else:
        console.print(
            Text(_lines(answer.text), style="yellow" if answer.status is AnswerStatus.insufficient_evidence else "")
        )
        if answer.closest:
            console.print()
            console.print(Text("Closest evidence, not an answer", style="bold"))
            for citation in answer.closest:
                _print_citation(citation, lacks=not_named(answer.standalone_question, citation))
    if "total" in answer.timings_ms:
        seconds = answer.timings_ms["total"] / 1000
        shown = f"confidence {answer.confidence:.0%} · {answer.engine} · index {answer.generation} · {seconds:.2f} s"
        console.print(Text(shown, style="dim"))
    if explain:
        _print_considered(answer)


def _statement(statement: Statement) -> Text:
    text = Text()
    if statement.context:
        text.append(f"{_clean(statement.context)} ", style="dim")
    first, last = statement.exact or (0, 0)
    text.append(_lines(statement.text[:first]))
    text.append(_lines(statement.text[first:last]), style="bold")
    text.append(_lines(statement.text[last:]))
    text.append("".join(f" [{number}]" for number in statement.citations), style="cyan")
    if statement.calculated:
        text.append(f" (calculated: {_clean(statement.calculated)})", style="dim")
    return text


def _print_citation(citation: Citation, lacks: Sequence[str] = ()) -> None:
    head = Text(f"[{citation.number}] ", style="cyan")
    head.append(_clean(citation.title), style="default")
    if citation.date:
        head.append(f" ({citation.date})")
    console.print(head)
    console.print(Padding(Text(_clean(f"{citation.locator.describe()} · {citation.file}"), style="dim"), (0, 0, 0, 4)))
    if citation.is_digest:
        console.print(Padding(Text(NOT_ORIGINAL, style="dim"), (0, 0, 0, 4)))
    if citation.locator.table and citation.locator.table != citation.locator.table_name:
        console.print(Padding(Text(_clean(citation.locator.table), style="dim"), (0, 0, 0, 4)))
    words = citation.quote.split()
    quote = " ".join(words[:_QUOTE_WORDS]) + (" …" if len(words) > _QUOTE_WORDS else "")
    console.print(Padding(Text(f"“{_clean(quote)}”"), (0, 0, 0 if lacks else 1, 4)))
    if lacks:
        console.print(Padding(Text(f"Does not name {_clean(', '.join(lacks))}.", style="yellow"), (0, 0, 1, 4)))


def _print_considered(answer: Answer) -> None:
    console.print()
    console.print(Text("Passages considered", style="bold"))
    for rank, entry in enumerate(answer.retrieved, 1):
        scores = "  ".join(f"{name} {value:.2f}" for name, value in entry.scores.items())
        console.print(Text(f"{rank:>2}  {scores}  {entry.file}: {_clean(entry.locator.describe())}", style="dim"))


def print_documents(summaries: Sequence[DocumentSummary]) -> None:
    """Print what is indexed, a line or two a document."""
    for summary in summaries:
        console.print(Text(_clean(summary.title), style="bold"))
        facts = [
            summary.id,
            " and ".join([summary.file, *summary.also_in]),
            summary.date or "no date",
            summary.publisher or "no publisher",
        ]
        facts += [count_of(summary.pages, "page")] if summary.pages else []
        facts += [count_of(summary.passages, "passage")]
        console.print(Padding(Text(_clean(" · ".join(facts)), style="dim"), (0, 0, 0, 4)))
    passages = sum(summary.passages for summary in summaries)
    console.print(Text(f"{count_of(len(summaries), 'document')}, {count_of(passages, 'passage')}"))


def print_build(report: BuildReport) -> None:
    """Print what a build did."""
    manifest = report.manifest
    if not report.changed:
        console.print(Text(f"Nothing has changed: {_counts(manifest)}. {report.seconds:.1f} s"))
        _print_skipped(manifest)
        return
    table = Table.grid(padding=(0, 2))
    table.add_row("Documents", str(len(manifest.documents)))
    table.add_row("Passages", f"{manifest.passages} ({report.embedded} embedded now)")
    pages = sum(document.pages for document in manifest.documents)
    by_ocr = sum(document.ocr_pages for document in manifest.documents)
    unread = sum(document.unread_pages for document in manifest.documents)
    if pages or unread:
        parts = [f"{pages} read", f"{by_ocr} of them by OCR" if by_ocr else "", f"{unread} not read" if unread else ""]
        table.add_row("Pages", ", ".join(part for part in parts if part))
    table.add_row("Skipped", str(len(manifest.skipped)))
    table.add_row("Seconds", f"{report.seconds:.1f}")
    console.print(table)
    _print_skipped(manifest)
    for file, message in manifest.warnings:
        console.print(Text(f"warning  {_clean(file)}: {_clean(message)}", style="yellow"))


def _counts(manifest: Manifest) -> str:
    return f"{count_of(len(manifest.documents), 'document')}, {count_of(manifest.passages, 'passage')}"


def _print_skipped(manifest: Manifest) -> None:
    for file, reason in manifest.skipped:
        console.print(Text(f"skipped  {_clean(file)}: {_clean(reason)}", style="red"))


def print_watching(corpus: Path) -> None:
    """Print that the corpus is being watched, and how to end that."""
    console.print(Text(f"Watching '{corpus}'. Ctrl-C ends it."), soft_wrap=True)


def print_generations(manifests: Sequence[Manifest], current: str) -> None:
    """Print the generations, newest first, with a star at the one that answers."""
    for manifest in manifests:
        mark = "*" if manifest.generation == current else " "
        console.print(Text(f"{mark} {manifest.generation}  {manifest.created:%Y-%m-%d %H:%M} UTC  {_counts(manifest)}"))


def print_checked(generation: str, problems: Sequence[str], index: Path) -> None:
    """Print what is wrong with a generation, and the command that mends it."""
    for problem in problems:
        console.print(Text(problem, style="red"))
    if problems:
        console.print(Text(f"{generation}: {count_of(len(problems), 'fault')}. {rebuild_command(index)}"))
    else:
        console.print(Text(f"{generation}: no fault found."))


@contextmanager
def build_progress(*, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """Show a bar for documents and one for passages while a build runs."""
    with _progress(disable=quiet) as progress:
        bars = {}

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in bars:
                bars[stage] = progress.add_task(stage, total=total)
            progress.update(bars[stage], completed=done, total=total)

        yield tell


@contextmanager
def batch_progress(total: int) -> Iterator[Callable[[], None]]:
    """Show a bar while a batch of questions is answered."""
    with _progress() as progress:
        task = progress.add_task("questions", total=total)
        yield lambda: progress.advance(task)


def _progress(*, disable: bool = False) -> Progress:
    columns = (
        TextColumn("{task.description:<10}"),
        BarColumn(bar_width=None),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=_errors, disable=disable)


def _clean(text: str) -> str:
    """Return `text` on one line, without characters that could steer a terminal."""
    return normalise(text)


def _lines(text: str) -> str:
    """Return `text` with its line breaks and outer spaces kept and everything else made harmless."""
    inner = "\n".join(normalise(line) for line in text.split("\n"))
    leading = " " if text[:1] == " " else ""
    trailing = " " if text[-1:] == " " and len(text) > 1 else ""
    return f"{leading}{inner}{trailing}"
