"""How people are called in British English."""

from __future__ import annotations

TITLES = tuple(
    "Dr Prof Professor Sir Dame Mr Mrs Ms Lord Lady Baroness Baron Cllr Councillor Rev Mayor Minister Chancellor Judge"
    " Bishop Captain Colonel Superintendent Inspector Sergeant Constable".split()
)
"""What stands in front of a person's name; each may have a full stop behind it."""
