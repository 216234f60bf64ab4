"""Sessions end when they should, and passwords cannot be tried without end."""

from __future__ import annotations

from assistant.web import sessions
from assistant.web.sessions import ATTEMPTS_A_NAME, ATTEMPTS_AN_ADDRESS, ATTEMPTS_WINDOW, Attempts, Sessions


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_session_is_found_until_its_time_is_over():
    clock = Clock()
    known = Sessions(60, clock=clock)
    token = known.start("ada", "stamp")
    assert known.find(token) == ("ada", "stamp")
    assert known.find("") is None
    assert known.find(token + "x") is None
    clock.now = 60
    assert known.find(token) is None


def test_a_session_can_be_ended_and_ending_none_is_no_fault():
    known = Sessions(60)
    token, other = known.start("ada", ""), known.start("ada", "")
    assert token != other
    known.end(token)
    known.end("never given")
    assert known.find(token) is None
    assert known.find(other)


def test_sessions_do_not_fill_the_memory(monkeypatch):
    monkeypatch.setattr(sessions, "MAX_SESSIONS", 3)
    known = Sessions(60)
    tokens = [known.start(str(number), "") for number in range(5)]
    assert [bool(known.find(token)) for token in tokens] == [False, False, True, True, True]


def test_a_name_is_closed_to_an_address_after_some_failed_attempts():
    clock = Clock()
    tried = Attempts(clock=clock)
    for _ in range(ATTEMPTS_A_NAME):
        assert tried.wait_seconds("1.1.1.1", "ada") == 0
        tried.note("1.1.1.1", "ada")
    assert tried.wait_seconds("1.1.1.1", "ada") == ATTEMPTS_WINDOW
    assert tried.wait_seconds("1.1.1.1", "bob") == 0
    assert tried.wait_seconds("2.2.2.2", "ada") == 0
    clock.now = ATTEMPTS_WINDOW
    assert tried.wait_seconds("1.1.1.1", "ada") == 0


def test_an_address_that_tries_many_names_is_closed():
    tried = Attempts()
    for number in range(ATTEMPTS_AN_ADDRESS):
        tried.note("1.1.1.1", str(number))
    assert tried.wait_seconds("1.1.1.1", "ada") > 0


def test_a_right_password_makes_the_failed_attempts_forgotten():
    tried = Attempts()
    for _ in range(ATTEMPTS_A_NAME):
        tried.note("1.1.1.1", "ada")
    tried.forget("1.1.1.1", "ada")
    assert tried.wait_seconds("1.1.1.1", "ada") == 0
