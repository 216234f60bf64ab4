"""Seconds from the start of a new process to its first answer, and of the quick commands."""

import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import machine

ROUNDS = 5
COMMANDS = {
    "--help": ["--help"],
    "documents": ["documents"],
    "ask, first answer": ["ask", "What is the Leeds Health and Care Academy?"],
}


def main() -> None:
    """Print the median of each command."""
    program = str(Path(sys.executable).with_name("assistant"))
    print(machine.describe())
    for name, arguments in COMMANDS.items():
        seconds = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            subprocess.run([program, *arguments], check=True, capture_output=True)
            seconds.append(time.perf_counter() - begun)
        print(f"{name:20} median {median(seconds):5.2f} s   slowest {max(seconds):5.2f} s")


if __name__ == "__main__":
    main()
