"""Many people asking at the same time for a minute: seconds to the answer, errors, refusals for overload, memory.

Speaks to the chat as its page does: a question joins Gradio's queue, its outcome arrives on the event stream.
"""

import argparse
import asyncio
import json
import os
import re
import secrets
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import httpx
import machine
import numpy as np
import psutil
import yaml

SERVE = (
    "import sys; from pathlib import Path; from assistant.settings import Settings; from assistant.web import serve; "
    "serve(Settings(corpus=Path(sys.argv[1]), index=Path(sys.argv[2]), port=0), open_browser=False)"
)
WAIT_SECONDS = 300
"""A question without an answer by then is an error."""


class Person:
    """One session of the chat."""

    def __init__(self, client: httpx.AsyncClient, config: dict, outcomes: Counter[str]) -> None:
        self.client = client
        self.asking = next(one for one in config["dependencies"] if "evidenceFilters" in str(one.get("js")))
        self.restarting = _clicked(config, "restart")
        self.session = secrets.token_hex(6)
        self.outcomes = outcomes
        self.seconds: list[float] = []

    async def ask_until(self, stop: float, questions: list[str], think: float, conversation: int) -> None:
        """Ask one question after the other, and begin a new conversation after so many of them."""
        rng = np.random.default_rng(int(self.session, 16))
        await asyncio.sleep(rng.uniform(0, max(think, 1)))
        while time.monotonic() < stop:
            begun = time.monotonic()
            outcome = await self.ask(str(rng.choice(questions)))
            self.outcomes[outcome] += 1
            if outcome == "answered":
                self.seconds.append(time.monotonic() - begun)
            if len(self.seconds) % conversation == 0:
                await self.send(self.restarting, [None])
            await asyncio.sleep(rng.uniform(0.5, 1.5) * think)

    async def ask(self, question: str) -> str:
        """Ask one question; return what came of it."""
        return await self.send(self.asking, [question, *[None] * (len(self.asking["inputs"]) - 1)])

    async def send(self, dependency: dict, data: list[str | None]) -> str:
        """Send an event of the page; return what came of it."""
        sent = {
            "data": data,
            "fn_index": dependency["id"],
            "session_hash": self.session,
            "event_data": None,
            "trigger_id": None,
        }
        try:
            joined = await self.client.post("/gradio_api/queue/join", json=sent)
            if joined.status_code in (429, 503):
                return "refused politely"
            joined.raise_for_status()
            return await self.listen(joined.json()["event_id"])
        except (httpx.HTTPError, KeyError, ValueError) as error:
            return f"error: {type(error).__name__}"

    async def listen(self, event: str) -> str:
        """Read the event stream up to the end of an event."""
        shown = ""
        async with self.client.stream(
            "GET", "/gradio_api/queue/data", params={"session_hash": self.session}, timeout=WAIT_SECONDS
        ) as stream:
            async for line in stream.aiter_lines():
                message = json.loads(line[5:]) if line.startswith("data:") else {}
                if message.get("event_id") not in (None, event):
                    continue
                shown = line if "data-outcome=" in line else shown
                if message.get("msg") == "process_completed":
                    return outcome_of(message, shown)
                if message.get("msg") in ("queue_full", "unexpected_error"):
                    return "refused politely" if message["msg"] == "queue_full" else "error: unexpected"
        return "error: stream ended"


def _clicked(config: dict, name: str) -> dict:
    """Return what happens when the button of a name is clicked."""
    button = next(one["id"] for one in config["components"] if one["props"].get("elem_id") == name)
    return next(one for one in config["dependencies"] if [button, "click"] in map(list, one["targets"]))


def outcome_of(message: dict, shown: str) -> str:
    """Return in a word what a finished event brought."""
    if not message.get("success"):
        told = json.dumps(message.get("output", {}))
        return "refused politely" if "full" in told.lower() else "error: not successful"
    return (
        "answered"
        if re.search(r'data-outcome=\\?"(answered|insufficient_evidence|out_of_scope)', shown)
        else "error: none"
    )


async def run(address: str, options: argparse.Namespace, process: psutil.Process | None) -> None:
    """Let people ask, and print what they saw."""
    questions = [fact["question"] for fact in yaml.safe_load(options.facts.read_text(encoding="utf-8"))]
    limits = httpx.Limits(max_connections=4 * options.people)
    async with httpx.AsyncClient(base_url=address, limits=limits, timeout=WAIT_SECONDS) as client:
        config = (await client.get("/config")).json()
        outcomes: Counter[str] = Counter()
        people = [Person(client, config, outcomes) for _ in range(options.people)]
        memory = [process.memory_info().rss / 2**20] if process else []
        stop = time.monotonic() + options.seconds
        asking = (stop, questions, options.think, options.conversation)
        tasks = [asyncio.create_task(one.ask_until(*asking)) for one in people]
        while process and time.monotonic() < stop:
            await asyncio.sleep(min(5, options.seconds))
            memory.append(process.memory_info().rss / 2**20)
        await asyncio.gather(*tasks)
    seconds = [value for one in people for value in one.seconds]
    print(machine.describe())
    print(f"{options.people} people for {options.seconds:.0f} s, about {options.think:.0f} s between questions")
    print(", ".join(f"{name} {count}" for name, count in sorted(outcomes.items())))
    if seconds:
        p50, p95, p99 = np.percentile(seconds, [50, 95, 99])
        print(f"to the answer: median {p50:.2f} s, p95 {p95:.2f} s, p99 {p99:.2f} s")
    if memory:
        print("memory of the server, MiB: " + ", ".join(f"{value:.0f}" for value in memory))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument(
        "--think", type=float, default=10, help="Seconds a person reads before asking again, on average."
    )
    parser.add_argument("--conversation", type=int, default=6, help="Questions until a new conversation.")
    parser.add_argument("--facts", type=Path, default=Path("eval/known_facts.yaml"))
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--index", type=Path, default=Path("index"))
    options = parser.parse_args()
    environment = {**os.environ, "ASSISTANT_REQUESTS_PER_MINUTE": "1000000"}  # all these people are one address
    server = subprocess.Popen(
        [sys.executable, "-c", SERVE, options.corpus, options.index], stdout=subprocess.PIPE, text=True, env=environment
    )
    try:
        assert server.stdout is not None
        address = next((match[0] for line in server.stdout if (match := re.search(r"http://\S+", line))), None)
        if address is None:
            sys.exit("The chat did not start; the reason is above.")
        asyncio.run(run(address, options, psutil.Process(server.pid)))
    finally:
        server.terminate()
        server.wait(60)


if __name__ == "__main__":
    main()
