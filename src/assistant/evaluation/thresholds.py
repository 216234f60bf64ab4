"""The limits that totals must keep, read from `eval/thresholds.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import EvaluationError, reason
from assistant.evaluation.metrics import Totals

Share = Annotated[float | None, Field(ge=0, le=1)]
Amount = Annotated[float | None, Field(gt=0)]


class Minimum(BaseModel):
    """Totals that may not be lower (shares, 0 to 1)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    right: Share = None
    cited: Share = None
    grounded: Share = None
    abstained: Share = None
    citation_recall: Share = None
    citation_precision: Share = None
    hit_at_1: Share = None
    hit_at_3: Share = None
    hit_at_5: Share = None
    hit_at_10: Share = None
    reciprocal_rank: Share = None
    ndcg_at_10: Share = None


class Maximum(BaseModel):
    """Totals that may not be higher: shares (0 to 1), words, milliseconds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    wrong: Share = None
    refused: Share = None
    words_p50: Amount = None
    words_p95: Amount = None
    milliseconds_p50: Amount = None
    milliseconds_p95: Amount = None
    milliseconds_p99: Amount = None


class Thresholds(BaseModel):
    """What `eval/thresholds.toml` holds; see eval/README.md."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    minimum: Minimum
    maximum: Maximum = Maximum()


def measured(totals: Totals) -> dict[str, float | None]:
    """Return the totals by the names that thresholds have; None where there is nothing to measure."""
    found = totals.retrieval
    names = {"hit_at_1": "hit@1", "hit_at_3": "hit@3", "hit_at_5": "hit@5", "hit_at_10": "hit@10"}
    names |= {"reciprocal_rank": "reciprocal rank", "ndcg_at_10": "nDCG@10"}
    rates = (totals.right, totals.cited, totals.grounded, totals.abstained, totals.wrong, totals.refused)
    return {
        **dict(
            zip(
                ("right", "cited", "grounded", "abstained", "wrong", "refused"),
                (part.value for part in rates),
                strict=True,
            )
        ),
        "citation_recall": totals.citation_recall,
        "citation_precision": totals.citation_precision,
        **{key: found.get(name) for key, name in names.items()},
        **{f"words_{name}": value for name, value in totals.words.items()},
        **{f"milliseconds_{name}": value for name, value in totals.milliseconds.items()},
    }


def beyond_thresholds(totals: Totals, thresholds: Thresholds) -> Iterator[str]:
    """Yield each total that is beyond its threshold, or that has one and could not be measured."""
    values = measured(totals)
    for name, least in thresholds.minimum.model_dump(exclude_none=True).items():
        value = values.get(name)
        if value is None:
            yield f"{name} could not be measured; it must be at least {least:g}"
        elif value < least:
            yield f"{name} is {value:.3f}; it must be at least {least:g}"
    for name, most in thresholds.maximum.model_dump(exclude_none=True).items():
        value = values.get(name)
        if value is not None and value > most:
            yield (
                f"{name} is {value:g}; it must be at most {most:g}"
                if value > 1
                else f"{name} is {value:.3f}; it must be at most {most:g}"
            )


def load_thresholds(path: Path) -> Thresholds:
    """Return the thresholds of a TOML file.

    Raises:
        EvaluationError: the file is missing or malformed; names the file, the line and the field.
    """
    try:
        source = path.read_text(encoding="utf-8")
        return Thresholds.model_validate(tomllib.loads(source))
    except (OSError, UnicodeDecodeError) as error:
        raise EvaluationError(
            f"Could not read thresholds at '{path}': {reason(error)}. eval/README.md says what is in it."
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise EvaluationError(f"{path}: is not TOML: {error}. Mend that line.") from error
    except ValidationError as error:
        fault = error.errors()[0]
        names = [str(part) for part in fault["loc"]]
        allowed = Minimum if names[0] == "minimum" else Maximum if names[0] == "maximum" else Thresholds
        told = (
            f"no such threshold. There are {', '.join(allowed.model_fields)}"
            if fault["type"] == "extra_forbidden"
            else fault["msg"]
        )
        line = _line_of(source, names[-1])
        raise EvaluationError(
            f"{path}, {f'line {line}, ' if line else ''}field '{'.'.join(names)}': {told}."
        ) from error


def _line_of(source: str, name: str) -> int | None:
    found = (
        number for number, line in enumerate(source.split("\n"), 1) if re.match(rf"\s*\[?{re.escape(name)}\b", line)
    )
    return next(found, None)
