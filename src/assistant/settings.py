"""Settings: from the environment (`ASSISTANT_…`), a `.env` file, or the caller; described in the README."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.errors import UsageError
from assistant.indexing.vector_store import VectorStoreName


class Settings(BaseSettings):
    """Everything that can be set; each field's environment variable is `ASSISTANT_` and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="ASSISTANT_", env_file=".env", extra="ignore", frozen=True)

    corpus: Path = Field(default=Path("corpus"), description="Folder with the evidence base.")
    index: Path = Field(default=Path("index"), description="Folder with the index generations.")
    embedding_model: str = Field(
        default="all-MiniLM-L6-v2",
        description="Name or path of a sentence-transformers model; the default's weights come with a Python package.",
    )
    vector_store: VectorStoreName = Field(
        default="file",
        description="What finds the nearest vectors: 'file' or 'chroma' (docs/adr/0006 says when to choose which).",
    )
    reader: str = Field(
        default="default",
        description="Path of a reader model, 'default' for the one that ships, 'none' to choose by shared words.",
    )
    host: str = Field(default="127.0.0.1", description="Address the web app listens on.")
    port: int = Field(default=7860, ge=0, le=65535, description="Port the web app listens on; 0 takes a free one.")
    hosts: str = Field(
        default="",
        description="Names the web app is reached by, separated by commas, beside those of this machine.",
    )
    access: Literal["none", "users", "proxy"] = Field(
        default="none",
        description="Who may use the web app: 'none' asks nobody, 'users' asks for a password, "
        "'proxy' believes the header of a trusted proxy (docs/access.md).",
    )
    users: Path = Field(default=Path("users.json"), description="File of 'assistant users', for access 'users'.")
    session_hours: int = Field(default=12, ge=1, le=720, description="Hours until a person has to sign in again.")
    proxy: str = Field(
        default="",
        description="Addresses or networks of trusted proxies, separated by commas; headers of others are ignored.",
    )
    user_header: str = Field(
        default="X-Remote-User", min_length=1, description="Header with the person's name, for access 'proxy'."
    )
    administrators: str = Field(
        default="", description="Names of the administrators, separated by commas, for access 'proxy'."
    )
    max_question_characters: int = Field(default=2000, ge=1, description="Longer questions are refused.")
    max_upload_megabytes: int = Field(default=50, ge=1, le=2000, description="Larger files are not added.")
    max_queue: int = Field(default=64, ge=1, description="Questions that may wait; more are told to come back.")
    requests_per_minute: int = Field(
        default=60, ge=1, description="Questions and changes a person may send in a minute; pages, ten times as many."
    )
    reports: Path = Field(
        default=Path("reports"), description="Folder of 'assistant evaluate --output', for the page Quality."
    )
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
