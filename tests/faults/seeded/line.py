"""What a door line may do: open for who asked, once for each, and fall back in time."""

import dataclasses
import json
import pathlib

from harness.waiting import Failed, expect

HOLD_S = 1.0
AFTER_HOLD_S = 0.1
TOO_OLD_S = 5.0  # a command that waited so long opens nothing


@dataclasses.dataclass
class Asked:
    """Somebody asked for the door."""

    at: float  # time.monotonic(), which is the clock of the record
    how: str
    told: str = ""  # the code of the answer, where there was one


class Line:
    """The record of the simulated relay."""

    def __init__(self, record: pathlib.Path):
        self.record = record

    def movements(self) -> list[dict]:
        if not self.record.exists():
            return []
        # A line that is being written has no end yet.
        text = self.record.read_text("utf-8").rpartition("\n")[0]
        return [json.loads(line) for line in text.splitlines()]

    def is_open(self) -> bool:
        movements = self.movements()
        return bool(movements) and movements[-1]["open"]

    def openings(self) -> list[float]:
        return [one["at_us"] / 1e6 for one in self.movements() if one["open"]]


def check(movements: list[dict], asked: list[Asked], after_hold_s: float = AFTER_HOLD_S) -> None:
    """Raises where the line did what it must not."""
    falls_back_in_time(movements, after_hold_s)
    left = sorted(asked, key=lambda one: one.at)
    for movement in movements:
        if movement["open"]:
            at = movement["at_us"] / 1e6
            why = next((one for one in left if one.at <= at <= one.at + TOO_OLD_S), None)
            if why is None:
                raise Failed(f"the line opened at {at:.3f}, and nobody had asked")
            left.remove(why)
    unopened = [one for one in left if one.told == "opened"]
    expect(not unopened, f"'opened' was told, and the line stayed: {unopened}")


def falls_back_in_time(movements: list[dict], after_hold_s: float) -> None:
    opened = None
    for movement in movements:
        at = movement["at_us"] / 1e6
        if movement["open"]:
            opened = at if opened is None else opened
        elif opened is not None:
            expect(at - opened <= HOLD_S + after_hold_s, f"open for {at - opened:.3f} s")
            opened = None
    expect(opened is None, "the line is open at the end")
