"""Settings: from the environment (`ASSISTANT_…`), a `.env` file, or the caller; described in the README."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import UsageError


class Settings(BaseSettings):
    """Everything that can be set; each field's environment variable is `ASSISTANT_` and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", env_file=".env", extra="ignore", frozen=True)

    corpus: Path = Field(default=Path("corpus"), description="Folder with the evidence base.")
    index: Path = Field(default=Path("index"), description="Folder with the index generations.")
    embedding_model: str = Field(
        default="all-MiniLM-L6-v2",
        description="Name or path of a sentence-transformers model; the default's weights come with a Python package.",
    )
    reader: str = Field(
        default="default",
        description="Path of a reader model, 'default' for the one that ships, 'none' to choose by shared words.",
    )
    host: str = Field(default="127.0.0.1", description="Address the web app listens on.")
    port: int = Field(default=7860, ge=0, le=65535, description="Port the web app listens on; 0 takes a free one.")
    max_question_characters: int = Field(default=2000, ge=1, description="Longer questions are refused.")
    judge: str = Field(
        default="none",
        description="Language model for 'assistant evaluate --judge': a LlamaIndex LLM as 'package.module:ClassName'.",
    )
    judge_options: str = Field(
        default="{}",
        exclude=True,  # it may hold a key: reports show the other settings
        repr=False,
        description="The judge's keyword arguments, as a JSON object; never written into a report.",
    )


def load_settings(**given: Any) -> Settings:
    """Return the settings with these fields given by the caller; those that are None come from outside.

    Raises:
        UsageError: a value cannot be; names the setting, the value and what is wrong with it.
    """
    try:
        return Settings(**{name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        fault = error.errors()[0]
        raise UsageError(
            f"The setting ASSISTANT_{str(fault['loc'][0]).upper()} is '{fault['input']}': {fault['msg']}. "
            "Correct it on the command line, in the environment or in .env."
        ) from error
