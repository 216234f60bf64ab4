"""The file of users: what is kept, what is refused, and the commands that write it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from typer.testing import CliRunner

from assistant import users
from assistant.cli import app
from assistant.errors import UsageError
from assistant.users import Role, Users, add_user, load_users, password_is_right, remove_user, set_password

GOOD, OTHER = "correct horse battery", "staple violet tundra"


@pytest.fixture(autouse=True)
def _quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(users, "_hasher", lambda: hasher)
    users._hash_of_nobody.cache_clear()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "users.json"


def test_a_password_is_kept_as_an_argon2id_hash_only_its_owner_may_read(path):
    add_user(path, " Ada ", Role.administrator, GOOD)
    account = load_users(path)["ada"]
    assert account.role is Role.administrator
    assert account.password.startswith("$argon2id$")
    assert GOOD not in path.read_text()
    assert GOOD not in repr(account)
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o077 == 0


def test_the_right_password_opens_and_no_other(path):
    add_user(path, "ada", Role.reader, GOOD)
    account = load_users(path)["ada"]
    assert password_is_right(account, GOOD)
    assert not password_is_right(account, OTHER)
    assert not password_is_right(account, "x" * 100_000)
    assert not password_is_right(None, "nobody has this password")
    assert not password_is_right(account.model_copy(update={"password": "not a hash"}), GOOD)


@pytest.mark.parametrize(
    ("name", "password", "reason"),
    [
        ("ada", "short", "has 5 characters"),
        ("ada", "x" * 257, "has 257 characters"),
        ("ada", "Ada-2026-summer", "holds the name"),
        ("bob", "aaaaaaaaaaaaaa", "few different characters"),
        ("", GOOD, "cannot be the name"),
        ("a b", GOOD, "cannot be the name"),
        ("../ada", GOOD, "cannot be the name"),
        ("x" * 65, GOOD, "cannot be the name"),
    ],
)
def test_what_will_not_do_is_refused_and_nothing_is_written(path, name, password, reason):
    with pytest.raises(UsageError, match=reason):
        add_user(path, name, Role.reader, password)
    assert not path.exists()


def test_a_name_is_taken_once_and_without_regard_to_case(path):
    add_user(path, "ada", Role.reader, GOOD)
    with pytest.raises(UsageError, match="users password ada"):
        add_user(path, "ADA", Role.reader, OTHER)


def test_a_person_is_given_another_password_or_removed(path):
    add_user(path, "ada", Role.reader, GOOD)
    set_password(path, "Ada", OTHER)
    assert password_is_right(load_users(path)["ada"], OTHER)
    remove_user(path, "ada")
    assert load_users(path) == {}
    with pytest.raises(UsageError, match="There is no user 'ada'"):
        remove_user(path, "ada")


@pytest.mark.parametrize("content", ["", "{", '{"format": 2}', '{"format": 1, "users": [{"name": "ada"}]}'])
def test_a_damaged_file_is_told_without_what_is_in_it(path, content):
    path.write_text(content)
    with pytest.raises(UsageError, match="is damaged"):
        load_users(path)


def test_a_changed_file_is_read_again(path):
    known = Users(path)
    assert known.find("ada") is None
    add_user(path, "ada", Role.reader, GOOD)
    assert known.find("Ada") is not None
    path.unlink()
    assert known.find("ada") is None


def run(*arguments: str, typed: str = ""):
    return CliRunner().invoke(app, ["users", *arguments], input=typed)


def test_people_are_added_listed_and_removed_on_the_command_line(path):
    added = run("add", "Ada", "--role", "administrator", "--users", str(path), typed=f"{GOOD}\n{GOOD}\n")
    assert added.exit_code == 0, added.output
    assert "Added 'ada' as administrator" in added.output
    assert GOOD not in added.output
    assert "ada  administrator" in run("list", "--users", str(path)).output
    assert run("password", "ada", "--users", str(path), typed=f"{OTHER}\n{OTHER}\n").exit_code == 0
    assert run("remove", "ada", "--users", str(path)).exit_code == 0
    assert json.loads(path.read_text())["users"] == []
    assert "There is nobody" in run("list", "--users", str(path)).output


def test_an_error_comes_before_the_password_is_asked_for(path):
    add_user(path, "ada", Role.reader, GOOD)
    again = run("add", "ada", "--users", str(path))
    assert again.exit_code == 1
    assert "Password" not in again.output
    nobody = run("password", "nobody", "--users", str(path))
    assert nobody.exit_code == 1
    assert "There is no user 'nobody'" in nobody.output
    assert "Password" not in nobody.output
