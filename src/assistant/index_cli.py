"""The command `index`: builds the index, goes on building it, or looks after its generations."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.settings import Settings, load_settings

if TYPE_CHECKING:
    from assistant.indexing.build import BuildReport
    from assistant.indexing.embedding import Embedder

CorpusOption = Annotated[Path | None, typer.Option("--corpus", help="Folder with the documents. [default: corpus]")]
IndexOption = Annotated[Path | None, typer.Option("--index", help="Folder with the index. [default: index]")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command()(index)


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
    from assistant.cli import print_json, translated_errors
    from assistant.terminal import print_build

    if check + list_ + rollback + rebuild + watch > 1:
        raise typer.BadParameter("Give one of --rebuild, --check, --list, --rollback and --watch.")
    with translated_errors():
        if check or list_ or rollback:
            _look_after(load_settings(corpus=corpus, index=index), check=check, rollback=rollback)
            return
        if watch:
            _watch(load_settings(corpus=corpus, index=index), as_json=as_json)
            return
        report = build(load_settings(corpus=corpus, index=index), rebuild=rebuild, quiet=as_json)
        if as_json:
            print_json(_as_record(report))
        else:
            print_build(report)
    if report.manifest.skipped:
        raise typer.Exit(3)


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
            lambda: build(settings, rebuild=False, quiet=as_json, make_embedder=make_embedder),
            tell,
        )
    except KeyboardInterrupt:
        return


def _as_record(report: BuildReport) -> dict[str, Any]:
    done = {"changed": report.changed, "embedded": report.embedded, "seconds": round(report.seconds, 2)}
    return {**report.manifest.model_dump(mode="json"), **done}


def build(
    settings: Settings, *, rebuild: bool, quiet: bool, make_embedder: Callable[[], Embedder] | None = None
) -> BuildReport:
    """Bring the index up to date, with a progress bar unless `quiet`; raises as `build_index`."""
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
