"""The people who may use the web app: a file with their names, roles and hashed passwords."""

from __future__ import annotations

import os
import re
import tempfile
import threading
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.errors import UsageError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

MIN_PASSWORD = 12
"""Characters; NIST SP 800-63B asks for 8 at least, for a password that nothing else accompanies 15."""
MAX_PASSWORD = 256
"""Characters: hashing is slow on purpose, so nobody may make it slower."""
_NAME = re.compile(r"[a-z0-9][a-z0-9._@-]{0,63}")


class Role(StrEnum):
    """What a person may do."""

    reader = "reader"
    """Ask, read the evidence, see what is indexed and how good it is."""
    administrator = "administrator"
    """All of that, and change the evidence base."""


@dataclass(frozen=True)
class User:
    """A person who uses the web app; the name is empty where nobody is asked for one."""

    name: str
    role: Role

    @property
    def is_administrator(self) -> bool:
        """Whether this person may change the evidence base."""
        return self.role is Role.administrator


STRANGER = User("", Role.reader)
"""Who a request comes from where nothing has said so: somebody with the fewest rights."""


class Account(BaseModel):
    """One person in the file."""

    model_config = ConfigDict(frozen=True)

    name: str
    role: Role
    password: str = Field(repr=False)
    """Argon2id hash with its own salt and parameters, in PHC format."""


class _File(BaseModel):
    format: Literal[1] = 1
    users: tuple[Account, ...] = ()


def load_users(path: Path) -> dict[str, Account]:
    """Return the accounts of a file by name; an absent file has none.

    Raises:
        UsageError: the file cannot be read, or is not a file of users.
    """
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise UsageError(f"The users file '{path}' cannot be read: {error.strerror}.") from error
    try:
        return {account.name: account for account in _File.model_validate_json(content).users}
    except ValidationError as error:
        fault = error.errors(include_input=False)[0]
        place = ".".join(str(part) for part in fault["loc"])
        raise UsageError(
            f"The users file '{path}' is damaged{f' at {place}' if place else ''}: {fault['msg']}. "
            'Mend it, or delete it and begin again with "assistant users add".'
        ) from error


def add_user(path: Path, name: str, role: Role, password: str) -> None:
    """Add a person to the file.

    Raises:
        UsageError: the name is taken or not a name, or the password will not do.
    """
    name = new_name(path, name)
    account = Account(name=name, role=role, password=hash_password(name, password))
    _write(path, {**load_users(path), name: account})


def new_name(path: Path, name: str) -> str:
    """Return a name as it is kept, for somebody who is not in the file yet.

    Raises:
        UsageError: the name is taken or not a name.
    """
    cleaned = clean_name(name)
    if cleaned in load_users(path):
        raise UsageError(
            f"There is a user '{cleaned}' already. To change the password: assistant users password {cleaned}"
        )
    return cleaned


def known_name(path: Path, name: str) -> str:
    """Return a name as it is kept, for somebody who is in the file.

    Raises:
        UsageError: there is no such person.
    """
    return _existing(load_users(path), name, path).name


def set_password(path: Path, name: str, password: str) -> None:
    """Give a person another password; who is signed in with the old one has to sign in again.

    Raises:
        UsageError: there is no such person, or the password will not do.
    """
    known = load_users(path)
    account = _existing(known, name, path)
    _write(path, {**known, account.name: account.model_copy(update={"password": hash_password(name, password)})})


def remove_user(path: Path, name: str) -> None:
    """Remove a person from the file; who is signed in is signed out.

    Raises:
        UsageError: there is no such person.
    """
    known = load_users(path)
    account = _existing(known, name, path)
    _write(path, {other: entry for other, entry in known.items() if other != account.name})


def clean_name(name: str) -> str:
    """Return a name as it is kept, in lower case.

    Raises:
        UsageError: it is not a name.
    """
    cleaned = name.strip().lower()
    if not _NAME.fullmatch(cleaned):
        raise UsageError(
            f"'{name}' cannot be the name of a user. Names have up to 64 letters (a to z), digits and . _ @ -"
        )
    return cleaned


def hash_password(name: str, password: str) -> str:
    """Return the hash of a new password.

    Raises:
        UsageError: it is too short, too long, or the name.
    """
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise UsageError(
            f"The password has {len(password)} characters; between {MIN_PASSWORD} and {MAX_PASSWORD} will do. "
            "Three words that do not belong together make a good one."
        )
    if name.strip().lower() in password.lower() or len(set(password)) < MIN_PASSWORD // 2:
        raise UsageError("The password is too easy to guess: it holds the name, or few different characters.")
    return _hasher().hash(password)


def password_is_right(account: Account | None, password: str) -> bool:
    """Tell whether a password is the account's; as slow for no account, so that names cannot be found out."""
    from argon2.exceptions import Argon2Error, InvalidHashError

    if len(password) > MAX_PASSWORD:
        return False
    try:
        return _hasher().verify(account.password if account else _hash_of_nobody(), password) and account is not None
    except (Argon2Error, InvalidHashError):
        return False


class Users:
    """The accounts of a file, read again whenever the file changes; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._seen: tuple[int, int, int] | None = None
        self._accounts: dict[str, Account] = {}

    def find(self, name: str) -> Account | None:
        """Return the account with this name, if there is one.

        Raises:
            UsageError: the file is damaged.
        """
        with self._lock:
            seen = self._look()
            if seen != self._seen:
                self._accounts = load_users(self._path)
                self._seen = seen
            return self._accounts.get(name.strip().lower())

    def _look(self) -> tuple[int, int, int] | None:
        try:
            about = self._path.stat()
        except FileNotFoundError:
            return None
        return about.st_mtime_ns, about.st_size, about.st_ino


def _existing(known: dict[str, Account], name: str, path: Path) -> Account:
    account = known.get(name.strip().lower())
    if account is None:
        raise UsageError(f"There is no user '{name}' in '{path}'. \"assistant users list\" names them.")
    return account


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()  # RFC 9106's second choice, for machines with little memory: 64 MiB, 3 passes


@cache
def _hash_of_nobody() -> str:
    return _hasher().hash("nobody has this password")


def _write(path: Path, accounts: dict[str, Account]) -> None:
    """Write the file whole or not at all, readable by its owner only."""
    content = _File(users=tuple(accounts[name] for name in sorted(accounts))).model_dump_json(indent=2)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # which nobody else may read
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(f"{content}\n")
            Path(aside).replace(path)
        except BaseException:
            Path(aside).unlink()
            raise
    except OSError as error:
        raise UsageError(f"The users file '{path}' cannot be written: {error.strerror}.") from error
