"""The command line: parses, calls the library, renders. Heavy imports wait until a command needs them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from assistant import __version__
from assistant.batch_cli import ask_batch
from assistant.english.counts import count_of
from assistant.errors import AssistantError
from assistant.evaluation.cli import register
from assistant.feedback_cli import register as register_feedback
from assistant.index_cli import CorpusOption, IndexOption, JsonOption, build
from assistant.index_cli import register as register_index
from assistant.settings import Settings, load_settings
from assistant.users_cli import register as register_users

app = typer.Typer(
    name="assistant",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"assistant {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """Answers questions from a body of reports, in their words, with citations that open the exact place."""


register_index(app)  # here, so that it comes first in the help


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in quotation marks.")] = None,
    batch: Annotated[
        Path | None, typer.Option("--batch", help="JSON lines with id, question, optional history and filters.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", help="Where the answers to --batch go, as JSON lines.")
    ] = None,
    corpus: Annotated[
        Path | None,
        typer.Option("--corpus", help="Say if the index is not up to date with this folder. It answers all the same."),
    ] = None,
    index: IndexOption = None,
    document: Annotated[
        list[str] | None,
        typer.Option("--document", help="Answer only from this document (id or file name). May be repeated."),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Add the passages that were considered, with their scores.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Answer a question, or a file of questions."""
    _check_asked(question, batch, output, document, as_json=as_json)
    with translated_errors():
        settings = load_settings(corpus=corpus, index=index)
        if batch is not None:
            if corpus is not None:
                _tell_if_behind(settings)
            failed = ask_batch(settings, batch, output, explain=explain)
            raise typer.Exit(1 if failed else 0)
        from assistant.assistant import Assistant, check_question
        from assistant.schema import Filters
        from assistant.terminal import print_answer

        question = question or ""
        check_question(question, limit=settings.max_question_characters)
        if corpus is not None:
            _tell_if_behind(settings)
        with Assistant.open(settings) as assistant:
            answer = assistant.ask(question, filters=Filters(documents=tuple(document or ())))
        if as_json:
            print_json(answer.to_record(explain=explain))
        else:
            print_answer(answer, explain=explain)


@app.command()
def documents(index: IndexOption = None, as_json: JsonOption = False) -> None:
    """List what is indexed."""
    from assistant.assistant import check_index
    from assistant.documents import summarise
    from assistant.indexing.store import PassageStore
    from assistant.terminal import print_documents

    with translated_errors():
        store = PassageStore(check_index(load_settings(index=index)))
        summaries = summarise(store)
        store.close()
        if as_json:
            print_json([asdict(summary) for summary in summaries])
        else:
            print_documents(summaries)


@app.command()
def conflicts(
    index: IndexOption = None,
    output: Annotated[Path | None, typer.Option("--output", help="File for the report, as Markdown.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Report where the evidence gives different figures for one thing."""
    from assistant.assistant import check_index
    from assistant.conflicts.find import find_conflicts
    from assistant.conflicts.report import as_records, markdown_report
    from assistant.indexing.store import PassageStore
    from assistant.output import check_output, write_output
    from assistant.terminal import print_error

    with translated_errors():
        if output is not None:
            check_output(output)
        folder = check_index(load_settings(index=index))
        store = PassageStore(folder)
        found = find_conflicts([store.document(source.id) for source, _, _ in store.sources()])
        store.close()
        report = markdown_report(found, generation=folder.name)
        if output is not None:
            write_output(output, report)
            tell = print_error if as_json else typer.echo
            tell(f"{count_of(len(found), 'conflict')} written to {output}.")
        if as_json:
            print_json(as_records(found))
        elif output is None:
            sys.stdout.write(report)


@app.command()
def serve(
    corpus: CorpusOption = None,
    index: IndexOption = None,
    host: Annotated[str | None, typer.Option("--host", help="Address to listen on. [default: 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option("--port", help="Port to listen on. [default: 7860]")] = None,
    open_browser: Annotated[bool, typer.Option("--open-browser", help="Open the chat in the browser.")] = False,
    access: Annotated[
        str | None, typer.Option("--access", help="Who may use it: none, users or proxy. [default: none]")
    ] = None,
    allow_remote: Annotated[
        bool, typer.Option("--allow-remote", help="Listen on an address that others can reach, without access control.")
    ] = False,
) -> None:
    """Bring the index up to date and start the chat."""
    from assistant.terminal import print_build
    from assistant.web import serve as serve_web

    with translated_errors():
        settings = load_settings(corpus=corpus, index=index, host=host, port=port, access=access)

        def bring_up_to_date() -> None:
            report = build(settings, rebuild=False, quiet=False)
            if report.changed:
                print_build(report)

        serve_web(settings, open_browser=open_browser, allow_remote=allow_remote, prepare=bring_up_to_date)


def _check_asked(
    question: str | None, batch: Path | None, output: Path | None, document: list[str] | None, *, as_json: bool
) -> None:
    """Refuse options that would be left alone: who gives one expects something of it."""
    if batch is None:
        if question is None:
            raise typer.BadParameter(
                'Give a question in quotation marks, or --batch FILE. Example: assistant ask "What is the LHCA?"'
            )
        if output is not None:
            raise typer.BadParameter("--output is for the answers to --batch. To keep one answer: --json > FILE.")
        return
    if question is not None:
        raise typer.BadParameter("Give a question or --batch, not both.")
    if document:
        raise typer.BadParameter("--document is for one question. A line of a batch names its own, in its filters.")
    if as_json:
        raise typer.BadParameter("--json is for one question. The answers to --batch are JSON, in --output.")


def _tell_if_behind(settings: Settings) -> None:
    """Say on standard error where the index was built of another corpus, or of an older state of it."""
    from assistant.assistant import check_index
    from assistant.indexing.fingerprint import corpus_fingerprint
    from assistant.indexing.generation import read_manifest
    from assistant.terminal import print_error

    fingerprint = corpus_fingerprint(settings.corpus)
    if read_manifest(check_index(settings)).corpus_fingerprint != fingerprint:
        print_error(
            f"The index at '{settings.index}' is not up to date with '{settings.corpus}', and answers all the same. "
            f'To bring it up to date: "assistant index --corpus {settings.corpus} --index {settings.index}".'
        )


@contextmanager
def translated_errors() -> Iterator[None]:
    """Turn this package's errors into a message and an exit status; anything else is a fault, with its traceback."""
    try:
        yield
    except AssistantError as error:
        _fail(str(error))
    except BrokenPipeError:
        raise typer.Exit(1) from None
    except OSError as error:
        _fail(f"{error.strerror or error}: '{error.filename}'" if error.filename else str(error))


def _fail(message: str) -> NoReturn:
    from assistant.terminal import print_error

    print_error(message)
    raise typer.Exit(1)


def print_json(value: Any) -> None:
    """Write a value to standard output as JSON."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


register(app)
register_feedback(app)
register_users(app)
