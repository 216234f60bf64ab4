"""The commands `evaluate`, `facts check` and `facts import`. Heavy imports wait until a command needs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assistant.evaluation.agreement import JudgeReport
    from assistant.evaluation.facts import KnownFact
    from assistant.evaluation.gate import GateResult
    from assistant.evaluation.metrics import Result
    from assistant.evaluation.records import Run
    from assistant.settings import Settings

FACTS = Path("eval/known_facts.yaml")
THRESHOLDS = "thresholds.toml"
BASELINE = "baseline.json"
"""Thresholds and baseline lie beside the known facts."""

FactsOption = Annotated[Path, typer.Option("--facts", help="The known facts.")]
CorpusOption = Annotated[Path | None, typer.Option("--corpus", help="Folder with the documents. [default: corpus]")]
IndexOption = Annotated[Path | None, typer.Option("--index", help="Folder with the index. [default: index]")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


def register(app: typer.Typer) -> None:
    """Add the commands to an application."""
    app.command()(evaluate)
    facts = typer.Typer(no_args_is_help=True, help="Check known facts, or take them from a spreadsheet.")
    facts.command("check")(check)
    facts.command("import")(import_)
    app.add_typer(facts, name="facts")


def evaluate(
    facts: FactsOption = FACTS,
    corpus: CorpusOption = None,
    index: IndexOption = None,
    gate: Annotated[bool, typer.Option("--gate", help="Fail (exit 1) if a release may not go out.")] = False,
    accept: Annotated[bool, typer.Option("--accept", help="Make today's outcomes the baseline.")] = False,
    elsewhere: Annotated[
        Path | None,
        typer.Option(
            "--elsewhere",
            metavar="REPORT.JSON",
            help="With --accept: a run on another kind of processor; what passes on both is accepted.",
        ),
    ] = None,
    failures: Annotated[
        bool, typer.Option("--failures", help="Print each open fact that does not pass, and why.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", help="Folder for report.html, junit.xml and report.json.")
    ] = None,
    rescore: Annotated[
        Path | None, typer.Option("--rescore", help="Score a report.json again without asking anything.")
    ] = None,
    compare: Annotated[
        tuple[Path, Path] | None,
        typer.Option("--compare", metavar="A B", help="Compare two settings files (.toml, .env) or report.json files."),
    ] = None,
    squad: Annotated[
        Path | None, typer.Option("--squad", help="Score the reader on a file in SQuAD's format instead.")
    ] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Questions taken from --squad.")] = None,
    judge: Annotated[
        bool, typer.Option("--judge", help="Ask a language model too (ASSISTANT_JUDGE); it never fails the gate.")
    ] = False,
    judge_runs: Annotated[int, typer.Option("--judge-runs", min=2, help="How often it judges each answer.")] = 2,
    as_json: JsonOption = False,
) -> None:
    """Ask the known facts' questions and score the answers."""
    from assistant.cli import translated_errors

    if elsewhere and not accept:
        raise typer.BadParameter("goes with --accept: it changes nothing else.", param_hint="--elsewhere")
    with translated_errors():
        settings = _settings(corpus, index)
        if squad is not None:
            _score_reader(settings, squad, limit, as_json=as_json)
        elif compare is not None:
            _compare(facts, settings, compare, as_json=as_json)
        else:
            passed = _evaluate(
                facts,
                settings,
                rescore,
                gate=gate,
                accept=accept,
                elsewhere=elsewhere,
                failures=failures,
                output=output,
                judge_runs=judge_runs if judge else 0,
                as_json=as_json,
            )
            raise typer.Exit(0 if passed else 1)


def check(facts: FactsOption = FACTS, corpus: CorpusOption = None, as_json: JsonOption = False) -> None:
    """Check that known facts are well formed and that the corpus says what they say."""
    from assistant.cli import print_json, translated_errors
    from assistant.corpus.load import LoadReport, load_corpus
    from assistant.evaluation.check import check_facts
    from assistant.evaluation.facts import load_facts
    from assistant.evaluation.summary import check_summary, console

    with translated_errors():
        loaded = load_facts(facts)
        report = check_facts(loaded, list(load_corpus(_settings(corpus, None).corpus, LoadReport())))
        if as_json:
            print_json(
                {
                    "facts": len(loaded),
                    "problems": [vars(problem) for problem in report.problems],
                    "answerable": report.answerable,
                    "unanswerable": report.unanswerable,
                    "low_overlap": report.low_overlap,
                    "overlaps": dict(report.overlaps),
                }
            )
        else:
            terminal = console()
            for problem in report.problems:
                terminal.print(str(problem), markup=False, soft_wrap=True)
            terminal.print(check_summary(report))
    raise typer.Exit(1 if report.problems else 0)


def import_(
    spreadsheet: Annotated[Path, typer.Argument(help="A .csv or .xlsx file; eval/README.md names its columns.")],
    facts: Annotated[Path, typer.Option("--facts", help="The file that the facts are added to.")] = FACTS,
) -> None:
    """Add the known facts of a spreadsheet to the file of known facts."""
    from assistant.cli import translated_errors
    from assistant.evaluation.importing import append_facts, import_facts
    from assistant.evaluation.summary import console

    with translated_errors():
        imported = import_facts(spreadsheet)
        append_facts(facts, imported)
        count = f"{len(imported)} fact{'' if len(imported) == 1 else 's'}"
        console().print(f'{count} added to {facts}. Run "assistant facts check" next.', markup=False)


def _settings(corpus: Path | None, index: Path | None) -> Settings:
    from assistant.settings import load_settings

    return load_settings(corpus=corpus, index=index)


def _evaluate(
    facts: Path,
    settings: Settings,
    rescore: Path | None,
    *,
    gate: bool,
    accept: bool,
    elsewhere: Path | None,
    failures: bool,
    output: Path | None,
    judge_runs: int,
    as_json: bool,
) -> bool:
    """Run or load, score, report; return whether the gate, where asked for, is passed."""
    from assistant.cli import print_json
    from assistant.evaluation import summary
    from assistant.evaluation.facts import load_facts
    from assistant.evaluation.gate import write_baseline
    from assistant.evaluation.metrics import score_run
    from assistant.evaluation.records import load_run
    from assistant.evaluation.report import report_record, write_reports

    known = load_facts(facts)
    gated = _gate_of(facts) if gate else None
    judge = _judge_of(settings, judge_runs) if judge_runs else None
    run = load_run(rescore) if rescore else _run(known, settings)
    results = score_run(known, run)
    verdict = gated(results) if gated else None
    judged = judge(results) if judge else None
    written = write_reports(output, results, run, verdict, judged) if output else []
    if as_json:
        print_json(report_record(results, run, verdict, judged, whole=False))
    else:
        terminal = summary.console()
        if failures:
            terminal.print(summary.failures_summary(results))
        terminal.print(summary.results_summary(results, run))
        if judged:
            terminal.print(summary.judge_summary(judged))
        if verdict:
            terminal.print(summary.gate_summary(verdict))
        for path in written:
            terminal.print(f"Written: {path}", markup=False)
    if accept:
        there = score_run(known, load_run(elsewhere)) if elsewhere else ()
        write_baseline(facts.parent / BASELINE, results, there)
    return accept or verdict is None or verdict.passed


def _gate_of(facts: Path) -> Callable[[Sequence[Result]], GateResult]:
    """Return the gate beside the known facts; its files are read now, so that a fault in them shows before the run."""
    from assistant.evaluation.gate import check_gate, load_baseline
    from assistant.evaluation.thresholds import load_thresholds

    baseline, thresholds = load_baseline(facts.parent / BASELINE), load_thresholds(facts.parent / THRESHOLDS)
    return lambda results: check_gate(results, baseline, thresholds)


def _judge_of(settings: Settings, runs: int) -> Callable[[Sequence[Result]], JudgeReport]:
    """Return the judge that the settings name; it is loaded now, so that a fault in them shows before the run."""
    from assistant.evaluation.judge import judge_answers, load_judge

    model = load_judge(settings.judge, settings.judge_options)

    def judge(results: Sequence[Result]) -> JudgeReport:
        with _progress("Judgements", runs * len(results)) as progress:
            return judge_answers(results, model, name=settings.judge, runs=runs, progress=progress)

    return judge


def _run(known: Sequence[KnownFact], settings: Settings) -> Run:
    from assistant.assistant import Assistant
    from assistant.evaluation.run import run_facts

    shown = {name: str(value) for name, value in settings.model_dump().items()}
    with Assistant.open(settings) as assistant, _progress("Questions", len(known)) as progress:
        return run_facts(known, assistant, settings=shown, progress=progress)


def _compare(facts: Path, settings: Settings, pair: tuple[Path, Path], *, as_json: bool) -> None:
    from assistant.cli import print_json
    from assistant.evaluation import summary
    from assistant.evaluation.compare import compare
    from assistant.evaluation.facts import load_facts
    from assistant.evaluation.metrics import score_run

    known = load_facts(facts)
    first, second = (score_run(known, _run_of(path, known, settings)) for path in pair)
    comparison = compare(first, second)
    if as_json:
        only = {"only_first": comparison.only_first, "only_second": comparison.only_second}
        ids = {name: [difference.fact for difference in differences] for name, differences in only.items()}
        print_json({"both": comparison.both, "neither": comparison.neither, **ids, "p_value": comparison.p_value})
    else:
        summary.console().print(summary.comparison_summary(comparison, str(pair[0]), str(pair[1])))


def _run_of(path: Path, known: Sequence[KnownFact], settings: Settings) -> Run:
    """Return a saved run, or run the facts with the settings of a file on the index of `settings`."""
    from assistant.evaluation.records import load_run
    from assistant.evaluation.variants import read_settings

    return load_run(path) if path.suffix == ".json" else _run(known, read_settings(path, settings))


def _score_reader(settings: Settings, squad: Path, limit: int | None, *, as_json: bool) -> None:
    from dataclasses import asdict

    from assistant.cli import print_json
    from assistant.errors import EvaluationError
    from assistant.evaluation import summary
    from assistant.evaluation.squad import evaluate_reader, load_squad
    from assistant.reading.select import select_reader

    questions = load_squad(squad, limit=limit)
    reader = select_reader(settings.reader)
    if reader is None:
        raise EvaluationError(
            "There is no reader to score: the setting 'reader' is 'none'. Set ASSISTANT_READER=default."
        )
    with _progress("Questions", len(questions)) as progress:
        report = evaluate_reader(reader, questions, progress=progress)
    if as_json:
        print_json(asdict(report))
    else:
        summary.console().print(summary.squad_summary(report))


@contextmanager
def _progress(title: str, total: int) -> Iterator[Callable[[int], None]]:
    """Show a bar on standard error while something runs; nothing where that is not a terminal."""
    from rich.console import Console
    from rich.progress import Progress

    terminal = Console(stderr=True)
    with Progress(console=terminal, transient=True, disable=not terminal.is_terminal) as bar:
        task = bar.add_task(title, total=total)
        yield lambda done: bar.update(task, completed=done)
