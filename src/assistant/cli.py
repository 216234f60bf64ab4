"""The command line: parses, calls the library, renders. Heavy imports wait until a command needs them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from assistant.errors import AssistantError
from assistant.evaluation.cli import register
from assistant.feedback_cli import register as register_feedback
from assistant.settings import Settings, load_settings
from assistant.users_cli import register as register_users

if TYPE_CHECKING:
    from assistant.indexing.build import BuildReport
    from assistant.indexing.embedding import Embedder

app = typer.Typer(
    name="assistant",
    help="Answers questions from a body of reports, in their words, with citations that open the exact place.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

CorpusOption = Annotated[Path | None, typer.Option("--corpus", help="Folder with the documents. [default: corpus]")]
IndexOption = Annotated[Path | None, typer.Option("--index", help="Folder with the index. [default: index]")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


@app.command()
def index(
    corpus: CorpusOption = None,
    index: IndexOption = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Embed and index everything anew.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Check the current generation instead.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="List the generations instead.")] = False,
    rollback: Annotated[bool, typer.Option("--rollback", help="Go back to the generation before.")] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on: index again when files of the corpus change. Ctrl-C ends it.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Build the index, or bring it up to date with the corpus."""
    from assistant.terminal import print_build

    if check + list_ + rollback + rebuild + watch > 1:
        raise typer.BadParameter("Give one of --rebuild, --check, --list, --rollback and --watch.")
    with translated_errors():
        if check or list_ or rollback:
            _look_after(_settings(corpus, index), check=check, rollback=rollback)
            return
        if watch:
            _watch(_settings(corpus, index), as_json=as_json)
            return
        report = _build(_settings(corpus, index), rebuild=rebuild, quiet=as_json)
        if as_json:
            print_json(_as_record(report))
        else:
            print_build(report)
    if report.manifest.skipped and report.changed:
        raise typer.Exit(3)


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in quotation marks.")] = None,
    batch: Annotated[
        Path | None, typer.Option("--batch", help="JSON lines with id, question, optional history and filters.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", help="Where the answers to --batch go, as JSON lines.")
    ] = None,
    corpus: CorpusOption = None,
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
    with translated_errors():
        settings = _settings(corpus, index)
        if batch is not None:
            failed = _ask_batch(settings, batch, output, question, explain=explain)
            raise typer.Exit(1 if failed else 0)
        if question is None:
            raise typer.BadParameter(
                'Give a question in quotation marks, or --batch FILE. Example: assistant ask "What is the LHCA?"'
            )
        from assistant.assistant import Assistant, check_question
        from assistant.schema import Filters
        from assistant.terminal import print_answer

        check_question(question, limit=settings.max_question_characters)
        with Assistant.open(settings) as assistant:
            answer = assistant.ask(question, filters=Filters(documents=tuple(document or ())))
        if as_json:
            print_json(answer.to_record(explain=explain))
        else:
            print_answer(answer, explain=explain)


@app.command()
def documents(index: IndexOption = None, as_json: JsonOption = False) -> None:
    """List what is indexed."""
    from assistant.assistant import check_index, summarise
    from assistant.indexing.store import PassageStore
    from assistant.terminal import print_documents

    with translated_errors():
        store = PassageStore(check_index(_settings(None, index)))
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

    with translated_errors():
        folder = check_index(_settings(None, index))
        store = PassageStore(folder)
        found = find_conflicts([store.document(source.id) for source, _, _ in store.sources()])
        store.close()
        report = markdown_report(found, generation=folder.name)
        if output is not None:
            output.write_text(report, encoding="utf-8")
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
        settings = _settings(corpus, index, host=host, port=port, access=access)

        def bring_up_to_date() -> None:
            report = _build(settings, rebuild=False, quiet=False)
            if report.changed:
                print_build(report)

        serve_web(settings, open_browser=open_browser, allow_remote=allow_remote, prepare=bring_up_to_date)


def _look_after(settings: Settings, *, check: bool, rollback: bool) -> None:
    """Check the current generation, go back to the one before, or list them."""
    from assistant.assistant import check_index
    from assistant.indexing.check import check_generation
    from assistant.indexing.generation import list_generations, roll_back
    from assistant.terminal import print_checked, print_generations

    if rollback:
        roll_back(settings.index)
    folder = check_index(settings)
    if check:
        problems = check_generation(folder)
        print_checked(folder.name, problems, settings.index)
        raise typer.Exit(1 if problems else 0)
    print_generations(list_generations(settings.index), folder.name)


def _watch(settings: Settings, *, as_json: bool) -> None:
    """Index and index again until Ctrl-C; with JSON a line for each build, or for the error it ended with."""
    from functools import cache

    from assistant.indexing.embedding import SentenceTransformerEmbedder
    from assistant.terminal import print_build, print_error, print_watching
    from assistant.watching import watch_corpus

    def tell(outcome: BuildReport | Exception) -> None:
        if as_json:
            record = {"error": str(outcome)} if isinstance(outcome, Exception) else _as_record(outcome)
            sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
            sys.stdout.flush()
        elif isinstance(outcome, Exception):
            print_error(str(outcome))
        else:
            print_build(outcome)

    make_embedder = cache(lambda: SentenceTransformerEmbedder(settings.embedding_model))  # kept for the next build
    if not as_json:
        print_watching(settings.corpus)
    try:
        watch_corpus(
            settings.corpus,
            lambda: _build(settings, rebuild=False, quiet=as_json, make_embedder=make_embedder),
            tell,
        )
    except KeyboardInterrupt:
        return


def _as_record(report: BuildReport) -> dict[str, Any]:
    done = {"changed": report.changed, "embedded": report.embedded, "seconds": round(report.seconds, 2)}
    return {**report.manifest.model_dump(mode="json"), **done}


def _settings(corpus: Path | None, index: Path | None, **others: Any) -> Settings:
    return load_settings(corpus=corpus, index=index, **others)


def _build(
    settings: Settings, *, rebuild: bool, quiet: bool, make_embedder: Callable[[], Embedder] | None = None
) -> BuildReport:
    from assistant.indexing.build import build_index
    from assistant.indexing.embedding import SentenceTransformerEmbedder
    from assistant.terminal import build_progress

    with build_progress(quiet=quiet) as progress:
        return build_index(
            settings.corpus,
            settings.index,
            make_embedder or (lambda: SentenceTransformerEmbedder(settings.embedding_model)),
            embedding_model=settings.embedding_model,
            vector_store=settings.vector_store,
            rebuild=rebuild,
            progress=progress,
        )


def _ask_batch(settings: Settings, batch: Path, output: Path | None, question: str | None, *, explain: bool) -> int:
    """Answer a file of questions; return how many lines could not be answered."""
    from assistant.assistant import Assistant
    from assistant.batch import answer_lines
    from assistant.terminal import batch_progress, print_error

    if question is not None:
        raise typer.BadParameter("Give a question or --batch, not both.")
    if output is None:
        raise typer.BadParameter("--batch needs --output FILE for the answers.")
    if not batch.is_file():
        raise typer.BadParameter(f"There is no file '{batch}'. Give a file of JSON lines.")
    failed = 0
    lines = batch.read_bytes().splitlines()
    with (
        Assistant.open(settings) as assistant,
        output.open("w", encoding="utf-8") as stream,
        batch_progress(len(lines)) as advance,
    ):
        for outcome in answer_lines(assistant, lines):
            if outcome.answer is not None:
                stream.write(json.dumps(outcome.answer.to_record(explain=explain), ensure_ascii=False) + "\n")
            if outcome.error is not None:
                failed += 1
                print_error(f"{batch}, line {outcome.line}: {outcome.error}")
            advance()
    if failed:
        print_error(f"{failed} of {len(lines)} lines were not answered; the others are in {output}.")
    return failed


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
