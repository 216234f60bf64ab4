"""Takes known facts from a spreadsheet, CSV or Excel, and writes them as YAML."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from assistant.errors import EvaluationError, reason
from assistant.evaluation.facts import FIELDS, KnownFact, load_facts, parse_facts
from assistant.evaluation.records import write_text

_GROUPS = ("must_include", "may_include")
_NUMBERED = re.compile(r"^(evidence|history)(?:_(\d+))?_(document|locator|words|question|answer)$")
_PARTS = {"evidence": ("document", "locator", "words"), "history": ("question", "answer")}
_PLAIN = tuple(name for name in FIELDS if name not in ("evidence", "history"))
_YES = {"yes": "true", "y": "true", "x": "true", "1": "true", "no": "false", "n": "false", "0": "false"}
_MAX_ROWS = 10_000  # a sheet with more is not a list of known facts


def import_facts(path: Path) -> list[KnownFact]:
    """Return the known facts in a spreadsheet: a row each, columns named as the fields.

    Groups of `must_include` and `may_include` are apart by `;`, accepted spellings by `|`. Evidence is in the columns
    `evidence_document`, `evidence_locator`, `evidence_words`, a second piece in `evidence_2_document` and so on;
    history in `history_question`, `history_answer`, `history_2_question` and so on.
    Of an Excel file the first sheet is read.

    Raises:
        EvaluationError: the file cannot be read, a column is unknown or a fact is malformed; names row and column.
    """
    readers = {".csv": _read_csv, ".xlsx": _read_xlsx}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise EvaluationError(f"'{path}' is neither a .csv nor a .xlsx file. Save the spreadsheet as one of them.")
    if not path.is_file():
        raise EvaluationError(f"There is no file '{path}'. Name the spreadsheet, as .csv or .xlsx.")
    try:
        rows = [(number, row) for number, row in reader(path) if any(row)]
    except EvaluationError:
        raise
    except Exception as error:
        raise EvaluationError(
            f"Could not read the spreadsheet at '{path}': {reason(error)}. Save it again as .xlsx or .csv."
        ) from error
    if len(rows) < 2:
        raise EvaluationError(f"'{path}' holds no facts: its first row names the fields, each row after it is a fact.")
    columns = _columns(rows[0][1], path)
    faults: list[str] = []
    facts: list[KnownFact] = []
    for number, row in rows[1:]:
        try:
            facts.append(KnownFact(**_values(columns, row), file=str(path), line=number))
        except ValidationError as error:
            faults.extend(_fault(path, number, fault) for fault in error.errors())
    ids = [fact.id for fact in facts]
    faults += [
        f"{path}, row {fact.line}, column 'id': '{fact.id}' is in more than one row"
        for fact in facts
        if ids.count(fact.id) > 1
    ]
    if faults:
        raise EvaluationError("\n".join(faults[:20]))
    return facts


def append_facts(path: Path, facts: Sequence[KnownFact]) -> None:
    """Add facts at the end of a YAML file, which keeps what is in it to the letter; the file is made where absent.

    Raises:
        EvaluationError: an id is taken, or the file is malformed.
    """
    before = ""
    if path.exists():
        taken = {fact.id for fact in load_facts(path)}
        repeated = sorted(taken & {fact.id for fact in facts})
        if repeated:
            raise EvaluationError(
                f"{path}, field 'id': {', '.join(repeated)} taken already. Nothing was added; give other ids."
            )
        before = path.read_text(encoding="utf-8").rstrip("\n") + "\n\n"
    text = before + dump_facts(facts)
    parse_facts(text, str(path))
    write_text(path, text)


def dump_facts(facts: Sequence[KnownFact]) -> str:
    """Return facts as YAML, fields in their order, empty optional ones left out."""
    return "\n".join(
        yaml.dump([_plain(fact)], Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=110) for fact in facts
    )


class _Dumper(yaml.SafeDumper):
    """Writes groups of spellings on one line each, and what could be read as something else in quotation marks."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


class _Inline(list[str]):
    """A list that is written on one line."""


_Dumper.add_representer(
    _Inline, lambda dumper, value: dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=True)
)


def _plain(fact: KnownFact) -> dict[str, Any]:
    values = fact.model_dump(mode="json", exclude_defaults=True)
    for name in _GROUPS:
        if name in values:
            values[name] = [_Inline(group) for group in values[name]]
    if "must_not_include" in values:
        values["must_not_include"] = _Inline(values["must_not_include"])
    return {name: values[name] for name in FIELDS if name in values}


def _columns(header: Sequence[str], path: Path) -> list[str]:
    names = [re.sub(r"[\s-]+", "_", cell.strip().lower()) for cell in header]
    for position, name in enumerate(names, 1):
        if name and name not in _PLAIN and not _NUMBERED.match(name):
            known = ", ".join([*_PLAIN, *(f"{field}_{part}" for field, parts in _PARTS.items() for part in parts)])
            raise EvaluationError(
                f"{path}, column {position}: there is no field '{header[position - 1]}'. The columns are {known}."
            )
        if name and name in names[: position - 1]:
            raise EvaluationError(f"{path}, column {position}: '{name}' is there twice. Keep one.")
    return names


def _values(columns: Sequence[str], row: Sequence[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    several: dict[str, dict[int, dict[str, str]]] = {}
    for name, cell in zip(columns, row, strict=False):
        if not name or not cell:
            continue
        numbered = _NUMBERED.match(name)
        if numbered:
            several.setdefault(numbered[1], {}).setdefault(int(numbered[2] or 1), {})[numbered[3]] = cell
        elif name in _GROUPS:
            values[name] = [
                [part.strip() for part in group.split("|") if part.strip()]
                for group in cell.split(";")
                if group.strip()
            ]
        elif name == "must_not_include":
            values[name] = [part.strip() for part in cell.split(";") if part.strip()]
        else:
            values[name] = _YES.get(cell.lower(), cell) if name == "smoke" else cell
    for name, entries in several.items():
        values[name] = [entries[number] for number in sorted(entries)]
    return values


def _fault(path: Path, row: int, fault: Mapping[str, Any]) -> str:
    message = str(fault["msg"]).removeprefix("Value error, ")
    column = "_".join(str(part) for part in fault["loc"] if not isinstance(part, int))
    found = f", found {fault['input']!r}" if fault["type"] in ("enum", "literal_error", "bool_parsing") else ""
    return f"{path}, row {row}, {f'column {column!r}: ' if column else ''}{message}{found}"


def _read_csv(path: Path) -> Iterator[tuple[int, list[str]]]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")  # what Excel writes on Windows when asked for plain CSV
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for row in reader:
        yield reader.line_num, [cell.strip() for cell in row]


def _read_xlsx(path: Path) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook

    workbook = load_workbook(path, read_only=True, data_only=True)
    try:
        sheet = workbook.worksheets[0]
        for number, row in enumerate(_cells(sheet.iter_rows()), 1):
            if number > _MAX_ROWS:
                raise EvaluationError(f"'{path}' has more than {_MAX_ROWS} rows. Split it.")
            yield number, row
    finally:
        workbook.close()


def _cells(rows: Iterable[Sequence[Any]]) -> Iterator[list[str]]:
    for row in rows:
        yield [_cell(cell.value, str(getattr(cell, "number_format", "") or "")) for cell in row]


def _cell(value: object, number_format: str) -> str:
    """Return a cell as its sheet shows it: 250 for 250.0, 25% for 0.25 in percentage format, a date in words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime | datetime.date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, int | float) and "%" in number_format:
        return f"{round(value * 100, 6):g}%"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
