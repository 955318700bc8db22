"""The time of day of a station and its processes, which the run sets.

The kernel has no namespace for CLOCK_REALTIME: libfaketime stands before it, in every process of
the station, and reads a file at each look. The clock that never runs back stays as it is, and so do
the times of files that were written before.
"""

import datetime
import json
import pathlib

from harness.process import Process

LIBRARY = "/usr/$LIB/faketime/libfaketime.so.1"  # as Debian's `faketime` names it
YEAR_S = 365 * 86400


class Clock:
    def __init__(self, folder: pathlib.Path):
        self.file = folder / "clock"
        self.set(0)

    def set(self, seconds: int) -> None:
        """So many after the true time."""
        self.is_wrong = seconds != 0
        new = self.file.with_suffix(".new")
        new.write_text(f"{seconds:+d}\n")
        new.rename(self.file)

    def environment(self) -> dict[str, str]:
        return {
            "LD_PRELOAD": LIBRARY, "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_NO_CACHE": "1", "FAKETIME_DONT_FAKE_MONOTONIC": "1", "NO_FAKE_STAT": "1",
            "FAKETIME_DISABLE_SHM": "1",
        }  # fmt: skip


def is_back(process: Process, message: str) -> bool:
    """Whether it wrote the last of these messages a year ago, by its own clock."""
    lines = [json.loads(line) for line in process.lines if f'"msg":"{message}"' in line]
    told = datetime.datetime.fromisoformat(lines[-1]["ts"].replace("Z", "+00:00"))
    return (datetime.datetime.now(datetime.UTC) - told).total_seconds() > YEAR_S - 3600
