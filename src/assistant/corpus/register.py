"""The register of sources: who published what, when, about where.

A field comes from the document's front matter, else from `sources.toml` in the corpus folder, else from the
file's own properties; a date that nobody gave from the document's first lines, and only then from when the file was
made. The fields are described in `corpus/README.md`.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from assistant.corpus.builder import normalise
from assistant.corpus.document import Problem, Source
from assistant.corpus.front import date_on_front
from assistant.corpus.title_page import TitlePage
from assistant.errors import RegisterError

REGISTER_FILE = "sources.toml"
_ISO_DATE = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")
_MAX_ID = 80  # characters: ids are typed by people in filters


class Metadata(BaseModel):
    """The fields a person may give about a source; unknown fields are kept out of the program, not refused."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)

    id: str = ""
    title: str = ""
    publisher: str = ""
    date: str = ""
    kind: str = ""
    geography: tuple[str, ...] = ()
    url: str = ""
    form: str = ""

    @field_validator("id", "title", "publisher", "kind", "url", "form", mode="before")
    @classmethod
    def _text(cls, value: object) -> object:
        return normalise(str(value)) if isinstance(value, str | int | float) else value or ""

    @field_validator("date", mode="before")
    @classmethod
    def _date(cls, value: object) -> object:
        if isinstance(value, datetime.datetime):
            value = value.date()
        text = str(value or "")
        if text and not _ISO_DATE.match(text):
            raise ValueError(f"{text!r} is not a date. Write 2024, 2024-03 or 2024-03-15")
        return text

    @field_validator("geography", mode="before")
    @classmethod
    def _places(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(normalise(place) for place in value.split(",") if place.strip())
        return tuple(normalise(str(place)) for place in value) if isinstance(value, list | tuple) else value or ()


class _Entry(Metadata):
    file: str = Field(min_length=1)


def read_register(corpus: Path) -> dict[str, Metadata]:
    """Return the entries of `sources.toml` by file; an absent register is an empty one.

    Raises:
        RegisterError: the file is not TOML, or a field is wrong; names the line or the entry and field.
    """
    path = corpus / REGISTER_FILE
    if not path.exists():
        return {}
    try:
        text = path.read_text(encoding="utf-8-sig")
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RegisterError(REGISTER_FILE, f"cannot be read: {error}. Mend that line") from error
    tables = content.get("source", [])
    if not isinstance(tables, list):
        raise RegisterError(REGISTER_FILE, "each source stands under a line '[[source]]', with two brackets")
    entries: dict[str, Metadata] = {}
    for number, table in enumerate(tables, 1):
        try:
            entry = _Entry.model_validate(table)
        except ValidationError as error:
            where = f"line {_entry_line(text, number, error)}, source {number}"
            raise RegisterError(REGISTER_FILE, _first_fault(error), where=where) from error
        entries[PurePosixPath(entry.file).as_posix()] = entry
    return entries


def describe_source(
    file: str,
    properties: dict[str, object],
    entry: Metadata | None,
    *,
    has_front_matter: bool,
    lines: Mapping[str, int] | None = None,
    heading: str = "",
    text: str = "",
    page: TitlePage | None = None,
) -> tuple[Source, tuple[Problem, ...]]:
    """Return the source of one file and the warnings about what is not known of it.

    Args:
        file: path inside the corpus, with forward slashes.
        properties: front matter, or the file's own properties; `made` is the date of the file, not of what it says.
        entry: the file's entry in `sources.toml`, if any.
        has_front_matter: whether `properties` were written by a person for this purpose and win over `entry`.
        lines: the line of each property in the file, for messages.
        heading: what the file begins with; its title where nobody gave one.
        text: what the file says; its first lines may tell when it was published.
        page: its title page; the title that the file gives is completed by the subtitle there.

    Raises:
        RegisterError: a field of the front matter is wrong.
    """
    problems: list[Problem] = []
    try:
        own = Metadata.model_validate(properties)
    except ValidationError as error:
        if has_front_matter:
            line = (lines or {}).get(str(error.errors()[0]["loc"][0]))
            raise RegisterError(file, _first_fault(error), where=f"line {line}" if line else "front matter") from error
        own = Metadata()
    registered = entry or Metadata()
    first, second = (own, registered) if has_front_matter else (registered, own)
    known = {name: getattr(first, name) or getattr(second, name) for name in Metadata.model_fields}
    is_given = bool(registered.title or (has_front_matter and own.title))
    known["title"] = known["title"] or heading
    if page and not is_given and known["title"] == page.title:
        known["title"] = page.full_title
    if not known["title"]:
        known["title"] = PurePosixPath(file).stem
        problems.append(
            Problem("no title is known: the file's name is shown instead. Give one in the front matter or sources.toml")
        )
    known["date"] = known["date"] or date_on_front(text, page)
    made = str(properties.get("made") or "")
    if not known["date"] and not made:
        problems.append(
            Problem("no date is known: answers from it cannot show one. Give one in the front matter or sources.toml")
        )
    elif not known["date"]:
        known["date"] = made
        reason = f"its date, {made}, is when the file was made. Give the date of publication in sources.toml"
        problems.append(Problem(reason))
    known["id"] = known["id"] or make_id(file)
    return Source(file=file, **known), tuple(problems)


def make_id(file: str) -> str:
    """Return an id from a path: its folders and stem in lower case, joined by hyphens."""
    path = PurePosixPath(file)
    return _NOT_IN_ID.sub("-", path.with_suffix("").as_posix().lower()).strip("-")[:_MAX_ID] or "document"


def _entry_line(text: str, number: int, error: ValidationError) -> int:
    """Return the line of the faulty field of the `number`th source, or of its head where the field is missing."""
    lines = text.split("\n")
    heads = [index for index, line in enumerate(lines) if re.match(r"\s*\[\[\s*source\s*\]\]", line)]
    if number > len(heads):
        return 1
    field = re.compile(rf"\s*{re.escape(str(error.errors()[0]['loc'][0]))}\s*=")
    following = heads[number] if number < len(heads) else len(lines)
    head = heads[number - 1]
    return next((index for index in range(head, following) if field.match(lines[index])), head) + 1


def _first_fault(error: ValidationError) -> str:
    fault = error.errors()[0]
    name = ".".join(str(part) for part in fault["loc"])
    return f"field '{name}': {fault['msg'].removeprefix('Value error, ')}"
