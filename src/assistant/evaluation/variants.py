"""Reads a configuration to compare: a TOML or `.env` file with settings that differ from today's."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.errors import EvaluationError, reason
from assistant.settings import Settings


def read_settings(path: Path, base: Settings) -> Settings:
    """Return `base` with the settings of a file: `reader = "none"` in TOML, `ASSISTANT_READER=none` in a `.env` file.

    Corpus and index stay those of `base`: two configurations are compared on one index.

    Raises:
        EvaluationError: the file cannot be read, or names a setting that does not exist; names the field.
    """
    try:
        text = path.read_text(encoding="utf-8")
        given = tomllib.loads(text) if path.suffix == ".toml" else _environment(text)
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(
            f"Could not read the settings at '{path}': {reason(error)}. Give a .toml, .env or .json file."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise EvaluationError(f"{path}: is not TOML: {error}. Mend that line.") from error
    for name in given:
        if name not in Settings.model_fields:
            raise EvaluationError(
                f"{path}, field '{name}': no such setting. There are {', '.join(Settings.model_fields)}."
            )
    kept = {"corpus": base.corpus, "index": base.index}
    try:
        return Settings(**{**base.model_dump(), **given, **kept})
    except ValidationError as error:
        fault = error.errors()[0]
        raise EvaluationError(f"{path}, field '{fault['loc'][0]}': {fault['msg']}.") from error


def _environment(text: str) -> dict[str, Any]:
    pairs = [line.split("=", 1) for line in text.splitlines() if "=" in line and not line.lstrip().startswith("#")]
    return {name.strip().lower().removeprefix("assistant_"): value.strip().strip("\"'") for name, value in pairs}
