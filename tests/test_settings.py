"""Settings come from the caller, else the environment, else `.env`, else they are what the defaults say."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.settings import Settings, load_settings


def test_the_defaults_need_nothing():
    settings = load_settings()
    assert (settings.corpus, settings.index) == (Path("corpus"), Path("index"))
    assert (settings.embedding_model, settings.reader, settings.host) == ("all-MiniLM-L6-v2", "default", "127.0.0.1")


def test_the_environment_is_read_and_the_caller_wins(monkeypatch):
    monkeypatch.setenv("ASSISTANT_CORPUS", "elsewhere")
    monkeypatch.setenv("ASSISTANT_PORT", "1234")
    assert load_settings(corpus=None).corpus == Path("elsewhere")
    assert load_settings(corpus=Path("here")).corpus == Path("here")
    assert load_settings().port == 1234


def test_a_file_of_settings_is_read(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text("ASSISTANT_READER=none\nOTHER=x\n")
    monkeypatch.setitem(Settings.model_config, "env_file", str(tmp_path / ".env"))
    assert load_settings().reader == "none"


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("port", "many", "Input should be a valid integer"),
        ("port", 70000, "Input should be less than or equal to 65535"),
        ("max_question_characters", 0, "Input should be greater than or equal to 1"),
    ],
)
def test_a_value_that_cannot_be_is_named(name, value, reason):
    with pytest.raises(UsageError) as raised:
        load_settings(**{name: value})
    assert str(raised.value).startswith(f"The setting ASSISTANT_{name.upper()} is '{value}': {reason}")
    assert str(raised.value).endswith("Correct it on the command line, in the environment or in .env.")


def test_settings_do_not_change():
    with pytest.raises(ValueError, match="frozen"):
        load_settings().port = 1
