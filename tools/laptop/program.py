"""A program that runs beside others, and what it printed."""

import os
import pathlib
import signal
import subprocess
import threading
import time
from collections.abc import Callable

PATIENCE_S = 20.0
GOODBYE_S = 25.0  # a station lets its call end


class Failed(Exception):
    """What happened, in a sentence."""


class Program:
    """Apart from the terminal's Ctrl-C: whoever started it ends it."""

    def __init__(self, name: str, command: list[str], log: pathlib.Path, environment=None):
        self.name = name
        self.log = log
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                env=environment, start_new_session=True,
            )  # fmt: skip

    def must_run(self) -> None:
        if self.process.poll() is not None:
            last = "\n".join(self.lines()[-5:])
            raise Failed(
                f"{self.name} ended with {self.process.returncode}; its last lines:\n{last}"
            )

    def lines(self) -> list[str]:
        return self.log.read_text(errors="replace").splitlines()

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE_S
        while not holds():
            self.must_run()
            if time.monotonic() > end:
                raise Failed(f"{what} did not come about in {PATIENCE_S:g} s; see {self.log}")
            time.sleep(0.02)


def stop_all(programs: list[Program], at_once: threading.Event) -> None:
    """All are asked at once, and once more if that is wished; who does not end in time is ended."""
    ask_to_end(programs)
    asked_again = False
    end = time.monotonic() + GOODBYE_S
    while any(program.process.poll() is None for program in programs):
        if at_once.wait(0.05) and not asked_again:
            asked_again = True
            ask_to_end(programs)
        if time.monotonic() > end:
            kill(programs)
        time.sleep(0.02)


def ask_to_end(programs: list[Program]) -> None:
    for program in reversed(programs):
        if program.process.poll() is None:
            program.process.send_signal(signal.SIGTERM)


def kill(programs: list[Program]) -> None:
    for program in programs:
        if program.process.poll() is None:
            os.killpg(program.process.pid, signal.SIGKILL)
            program.process.wait()
