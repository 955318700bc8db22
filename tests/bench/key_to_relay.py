"""From the first packet of a key (RFC 4733) to the movement of the line, while ten browsers watch
the door."""

import json
import os
import pathlib
import subprocess
import tempfile
import time

from keys import KeyPhone
from whole_station import WholeStation

VIEWERS = pathlib.Path(__file__).parent / "viewers.mjs"
COUNT = 10
UNLOCK_KEY = 0
BETWEEN_S = 0.1


class Viewers:
    """Ten of them in one Chromium."""

    def __init__(self, station: WholeStation) -> None:
        console = station.ask("console")
        words = ["node", str(VIEWERS), console["address"], console["claim_code"], str(COUNT)]
        self.process = subprocess.Popen(
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout
        if json.loads(self.process.stdout.readline() or "{}") != {"watching": COUNT}:
            raise RuntimeError("the viewers do not see the door")

    def saw(self) -> dict:
        told, _ = self.process.communicate(timeout=60)
        return json.loads(told)


def pressing(station: WholeStation, phone: KeyPhone, presses: int) -> list[int]:
    """In microseconds, each."""
    took = []
    for number in range(presses):
        begun = phone.press(UNLOCK_KEY)
        while len(station.openings()) == number:
            phone.silence(0.02)
        took.append(station.openings()[number] - begun)
        while station.is_open():
            phone.silence(0.1)
        phone.silence(BETWEEN_S)
    return took


def measure(build: pathlib.Path, presses: int) -> dict:
    settings = ["sip.enabled=true", "sip.direct_calls=true", "access.relay_pulse_s=1"]
    with tempfile.TemporaryDirectory(prefix="portero-bench-") as folder:
        station = WholeStation(build, pathlib.Path(folder), settings)
        try:
            station.logged("relay ready")
            station.ask("status")
            viewers = Viewers(station)
            phone = KeyPhone(station.port)
            phone.silence(0.5)
            took = sorted(pressing(station, phone, presses))
            saw = viewers.saw()
            phone.hang_up(station.port)
        finally:
            station.stop()
    return {
        "presses": len(took),
        "p50_ms": took[len(took) // 2] / 1e3,
        "p99_ms": took[len(took) * 99 // 100] / 1e3,
        "max_ms": took[-1] / 1e3,
        "viewers": saw,
        "load": round(os.getloadavg()[0], 1),
    }
