"""A program of a case: what it prints is kept, and it ends with the case."""

import pathlib
import re
import subprocess
import threading
import time

from harness.waiting import PATIENCE_S, Failed, until


class Process:
    """Started at once; stopped by the world that it belongs to."""

    def __init__(self, name: str, command: list[str], environment: dict[str, str],
                 folder: pathlib.Path):  # fmt: skip
        self.name = name
        self.start = time.monotonic()
        self.printed: list[tuple[float, str]] = []
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, errors="replace", env=environment, cwd=folder,
        )  # fmt: skip
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            if line.strip():
                self.printed.append((time.monotonic() - self.start, line.rstrip()))

    @property
    def lines(self) -> list[str]:
        return [line for _, line in list(self.printed)]

    def matches(self, pattern: str) -> list[re.Match[str]]:
        return [hit for line in self.lines if (hit := re.search(pattern, line))]

    def type(self, line: str) -> None:
        """A line to its standard input."""
        assert self.process.stdin
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def wait_for_line(self, pattern: str, times: int = 1, within: float = PATIENCE_S) -> None:
        def look() -> bool:
            if len(self.matches(pattern)) >= times:
                return True
            if self.process.poll() is not None and not self.reader.is_alive():
                raise Failed(f"{self.name} ended with {self.process.returncode} before '{pattern}'")
            return False

        until(look, f"{self.name} prints '{pattern}'", within)

    def wait_for_end(self, within: float = PATIENCE_S) -> int:
        """Its exit status, when it has ended by itself."""
        try:
            status = self.process.wait(within)
        except subprocess.TimeoutExpired:
            raise Failed(f"not within {within:g} s: {self.name} ends") from None
        self.reader.join(1)
        return status

    def terminate(self, within: float = PATIENCE_S) -> int:
        """Asks it to end, and returns its exit status."""
        self.process.terminate()
        return self.wait_for_end(within)

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.reader.join(1)

    def report(self) -> str:
        """All that it printed, with seconds since its start."""
        status = self.process.poll()
        ended = "still running" if status is None else f"ended with {status}"
        lines = [f"---- {self.name} ({ended})"]
        lines += [f"{at:7.3f}  {line}" for at, line in list(self.printed)]
        return "\n".join(lines)
