"""How much one person may send in a minute."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from assistant.web.limits import READS_FOR_ONE_ACT, Limits, Rates


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


async def plain(scope, receive, send) -> None:
    await PlainTextResponse(f"path {Request(scope).url.path}")(scope, receive, send)


def test_a_bucket_empties_and_fills_again():
    clock = Clock()
    rates = Rates(6, clock=clock)
    assert [rates.wait_seconds("ada") for _ in range(7)] == [0] * 6 + [10]
    assert rates.wait_seconds("bob") == 0
    clock.now = 10
    assert [rates.wait_seconds("ada"), rates.wait_seconds("ada")] == [0, 10]
    clock.now = 1000
    assert [rates.wait_seconds("ada") for _ in range(7)] == [0] * 6 + [10]


def test_too_many_questions_are_answered_politely_in_the_form_that_the_page_shows():
    client = TestClient(Limits(plain, 2, clock=Clock()))
    answers = [client.post("/gradio_api/queue/join") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[-1].json()["detail"].startswith("That was more than 2 requests within a minute")
    assert answers[-1].headers["retry-after"] == "30"
    assert client.get("/evidence/panel/0-5").status_code == 200


def test_pages_may_be_read_more_often_than_questions_asked():
    client = TestClient(Limits(plain, 1, clock=Clock()))
    statuses = [client.get("/evidence/panel/0-5").status_code for _ in range(READS_FOR_ONE_ACT + 1)]
    assert statuses == [200] * READS_FOR_ONE_ACT + [429]


@pytest.mark.parametrize("path", ["/look/app.css", "/gradio_api/queue/data", "/gradio_api/heartbeat/x", "/assets/a.js"])
def test_the_look_and_the_streams_are_not_counted(path):
    client = TestClient(Limits(plain, 1, clock=Clock()))
    assert {client.get(path).status_code for _ in range(30)} == {200}


def test_stopping_an_answer_is_always_possible():
    client = TestClient(Limits(plain, 1, clock=Clock()))
    assert {client.post("/gradio_api/cancel").status_code for _ in range(5)} == {200}
