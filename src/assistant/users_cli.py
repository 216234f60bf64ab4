"""The commands `users add`, `users list`, `users password` and `users remove`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.users import Role

NameArgument = Annotated[str, typer.Argument(help="The name to sign in with.")]
FileOption = Annotated[
    Path | None, typer.Option("--users", help="The users file. [default: ASSISTANT_USERS, else users.json]")
]


def register(app: typer.Typer) -> None:
    """Add the commands to an application."""
    users = typer.Typer(no_args_is_help=True, help="Say who may use the chat (see docs/access.md).")
    users.command("add")(add)
    users.command("list")(list_)
    users.command("password")(password)
    users.command("remove")(remove)
    app.add_typer(users, name="users")


def add(
    name: NameArgument,
    role: Annotated[Role, typer.Option("--role", help="What the person may do.")] = Role.reader,
    users: FileOption = None,
) -> None:
    """Add a person; asks for the password."""
    from assistant.cli import translated_errors
    from assistant.users import add_user, new_name

    with translated_errors():
        path = _file(users)
        cleaned = new_name(path, name)
        add_user(path, cleaned, role, _ask_password())
        typer.echo(f"Added '{cleaned}' as {role} to {path}. Passwords are asked for with ASSISTANT_ACCESS=users.")


def list_(users: FileOption = None) -> None:
    """List who may use the chat, and as what."""
    from assistant.cli import translated_errors
    from assistant.users import load_users

    with translated_errors():
        accounts = load_users(_file(users))
        for account in accounts.values():
            typer.echo(f"{account.name}  {account.role}")
        if not accounts:
            typer.echo(f"There is nobody in {_file(users)} yet: assistant users add NAME --role administrator")


def password(name: NameArgument, users: FileOption = None) -> None:
    """Give a person another password; asks for it."""
    from assistant.cli import translated_errors
    from assistant.users import known_name, set_password

    with translated_errors():
        path = _file(users)
        kept = known_name(path, name)
        set_password(path, kept, _ask_password())
        typer.echo(f"'{kept}' signs in with the new password from now on.")


def remove(name: NameArgument, users: FileOption = None) -> None:
    """Remove a person; who is signed in is signed out."""
    from assistant.cli import translated_errors
    from assistant.users import remove_user

    with translated_errors():
        remove_user(_file(users), name)
        typer.echo(f"Removed '{name}'.")


def _file(given: Path | None) -> Path:
    from assistant.settings import load_settings

    return load_settings(users=given).users


def _ask_password() -> str:
    return str(typer.prompt("Password", hide_input=True, confirmation_prompt="The same again"))
