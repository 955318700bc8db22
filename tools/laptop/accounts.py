"""The SIP accounts of ./run, with passwords drawn at the first start."""

import dataclasses
import json
import os
import pathlib
import secrets

STATION = "100"
PHONES = ("201", "202", "203")  # the button calls the first


@dataclasses.dataclass
class Accounts:
    passwords: dict[str, str]

    @staticmethod
    def kept_in(file: pathlib.Path) -> "Accounts":
        if file.exists():
            return Accounts(json.loads(file.read_text()))
        # Short enough to be typed on a phone's keypad.
        drawn = {name: f"{secrets.randbelow(10**10):010}" for name in (STATION, *PHONES)}
        unfinished = file.with_suffix(".new")
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as output:
            json.dump(drawn, output)
            output.flush()
            os.fsync(output.fileno())
        unfinished.rename(file)
        return Accounts(drawn)
