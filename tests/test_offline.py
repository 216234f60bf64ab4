"""Nothing reaches another machine: the guard of the tests works, and the real engine answers behind it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys

import pytest

from assistant.testing import NetworkBlocked

OUTSIDE = [
    lambda: socket.create_connection(("192.0.2.1", 80), timeout=0.1),
    lambda: socket.create_connection(("example.org", 80), timeout=0.1),
    lambda: socket.getaddrinfo("example.org", 443),
    lambda: socket.gethostbyname("example.org"),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53)),
    lambda: socket.create_connection(("2001:db8::1", 80), timeout=0.1),
]


@pytest.mark.parametrize("reach", OUTSIDE, ids=["address", "name", "look-up", "old look-up", "datagram", "IPv6"])
@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # the refused sockets are left to be collected
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_another_machine_cannot_be_reached(reach):
    with pytest.raises(NetworkBlocked, match="tests reach nothing but this machine"):
        reach()


def test_this_machine_can_be_reached():
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname(), timeout=5) as client,
    ):
        connection, _ = server.accept()
        client.sendall(b"x")
        assert connection.recv(1) == b"x"
        connection.close()


PROGRAM = """
import json, sys
from pathlib import Path
from assistant.testing import network_blocked
with network_blocked():
    from assistant.assistant import Assistant
    from assistant.settings import Settings
    with Assistant.open(Settings(corpus=Path(sys.argv[1]), index=Path(sys.argv[2]))) as assistant:
        answer = assistant.ask("What does Nexus charge small companies for space?")
        print(json.dumps({"retrieved": len(answer.retrieved), **answer.to_record()}))
"""


def test_the_real_engine_answers_without_a_network(real_settings, tmp_path):
    """The kernel takes the network away where it lets us (Linux, user namespaces); the audit hook always does."""
    command = [sys.executable, "-c", PROGRAM, str(real_settings.corpus), str(real_settings.index)]
    alone = ["unshare", "--user", "--map-root-user", "--net"]
    if shutil.which("unshare") and subprocess.run([*alone, "true"], capture_output=True, check=False).returncode == 0:
        command = alone + command
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("ASSISTANT_", "HF_"))}
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=tmp_path, env={**environment, "HOME": str(tmp_path)}, timeout=300
    )
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout.splitlines()[-1])
    assert record["retrieved"] >= 10
    assert record["status"] in ("answered", "insufficient_evidence")
    assert record["citations"] or record["closest"]
