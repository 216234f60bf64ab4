"""What a figure was measured on."""

import datetime
import os
import platform
import subprocess
from pathlib import Path


def describe() -> str:
    """Return machine, date and commit in one line."""
    asked = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    commit = asked.stdout.strip() or "none"
    name = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        name = names[0].split(":", 1)[1].strip() if names else name
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    python = platform.python_version()
    return f"{name}, {os.cpu_count()} cores{load}, Python {python}, {datetime.date.today()}, commit {commit}"
