#!/usr/bin/env python3
"""An operator's key sends the credential to the panel, and the panel's LED answers.

A caller on the loopback presses 0 at a real portero-station without a relay. Its wires to the panel
are simulated: their record holds what a panel reads in their edges. Nothing is sent before anybody
asked, each press sends one card, and a process that is killed is replaced and told of.
"""

import argparse
import contextlib
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator

from relay import Failed, Operator, expect, until

# H10301: facility 17, card 4711, with an even parity before and an odd one behind.
BITS = "10001000100010010011001111"


class Station:
    """portero-station with a port that the kernel chose, and a panel at its wires."""

    def __init__(self, program: pathlib.Path, folder: pathlib.Path, feedback_s: int) -> None:
        self.record = folder / "cards.jsonl"
        self.led = folder / "led"
        self.control = folder / "station.sock"
        self.log = folder / "station.log"
        command = [program, "--control-socket", self.control, "--simulated-media",
                   "--sip-listen", "127.0.0.1:0", "--log-format", "json",
                   "--state", folder / "state", "--wiegand-d0", f"simulated:{self.record}",
                   "--panel-led", f"simulated:{self.led}"]  # fmt: skip
        for setting in ("sip.enabled=true", "sip.direct_calls=true", "sip.audio=pcmu_8000",
                        "sip.video=false", "access.relay_enabled=false",
                        "access.credential_enabled=true", "access.facility_id=17",
                        "access.card_id=4711", "access.feedback_from_panel=true",
                        f"access.feedback_timeout_s={feedback_s}"):  # fmt: skip
            command += ["--set", setting]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [str(word) for word in command], stdin=subprocess.DEVNULL, stderr=log
            )
        self.port = int(self.logged("sip", "listening")["at"].rpartition(":")[2])
        self.logged("panel", "ready")

    def lines(self, logger: str, message: str) -> list[dict]:
        expect(self.process.poll() is None, f"the station ended: {self.log.read_text()}")
        whole = self.log.read_text().rpartition("\n")[0].splitlines()
        entries = [json.loads(line) for line in whole if line.startswith("{")]
        return [one for one in entries if (one["logger"], one["msg"]) == (logger, message)]

    def logged(self, logger: str, message: str, times: int = 1) -> dict:
        words = f"the log says {times} times '{logger}: {message}'"
        until(lambda: len(self.lines(logger, message)) >= times, words)
        return self.lines(logger, message)[times - 1]

    def panel(self) -> int:
        """The process that sends."""
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        for pid in children.read_text().split():
            with contextlib.suppress(OSError):
                if pathlib.Path(f"/proc/{pid}/comm").read_text().strip() == "portero-panel":
                    return int(pid)
        raise Failed("the station has no portero-panel")

    def cards(self) -> list[dict]:
        if not self.record.exists():
            return []
        text = self.record.read_text().rpartition("\n")[0]
        return [json.loads(line) for line in text.splitlines()]

    def reads(self, number: int) -> dict:
        until(lambda: len(self.cards()) >= number, f"the panel reads card {number}")
        expect(len(self.cards()) == number, f"it reads {self.cards()}")
        return self.cards()[-1]

    def status(self) -> dict:
        with socket.socket(socket.AF_UNIX) as asking:
            asking.connect(str(self.control))
            asking.sendall(b'{"do":"status"}\n')
            return json.loads(asking.makefile().readline())["status"]

    def comes_to(self, state: str) -> None:
        until(lambda: self.status()["state"] == state, f"the screen says {state}")

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


def led_grants(station: Station) -> None:
    """Arrows 6 to 8: key, card, LED, access granted."""
    expect(station.cards() == [], "a card was sent before anybody asked")
    operator = Operator(station)
    operator.presses_0()
    station.comes_to("access_pending")
    card = station.reads(1)
    expect(card["bits"] == BITS and card["length"] == 26, f"the panel reads {card}")
    expect(card["width_us"][0] >= 50 and card["interval_us"][0] >= 2000, f"it came as {card}")
    station.led.write_text("1")
    station.comes_to("access_granted")
    panel = station.status()["panel"]
    sent = panel["last_sent"]["card"]
    expect(panel["led_active"] and sent["hex"] == card["hex"], f"status: {panel}")
    expect(not any(one["open"] for one in station.status()["door"]["movements"]), "the relay moved")
    print(f"one card of 26 bits: {json.dumps(card)}")


def dark_panel_denies(station: Station) -> None:
    Operator(station).presses_0()
    station.reads(1)
    station.comes_to("access_denied")


def killed_is_told(station: Station) -> None:
    operator = Operator(station)
    first = station.panel()
    os.kill(first, signal.SIGSTOP)
    operator.presses_0()
    station.comes_to("access_pending")
    os.kill(first, signal.SIGKILL)
    station.comes_to("access_denied")
    station.logged("door", "not opened")
    station.logged("panel", "ready", times=2)
    expect(station.panel() != first, "it is the same process")
    expect(station.cards() == [], "a lost credential was sent later")
    operator.presses_0()
    station.reads(1)


# Each with the time that the panel has to answer: long, unless it shall pass.
CASES = {led_grants: 30, dark_panel_denies: 2, killed_is_told: 30}


@contextlib.contextmanager
def station_in(folder: pathlib.Path, program: pathlib.Path, feedback_s: int) -> Iterator[Station]:
    station = Station(program, folder, feedback_s)
    try:
        yield station
    except Exception:
        print(station.log.read_text(), *station.cards(), sep="\n", file=sys.stderr)
        raise
    finally:
        station.end()


def play(case: Callable[[Station], None], program: pathlib.Path) -> None:
    with tempfile.TemporaryDirectory(prefix="portero-panel-") as name:
        with station_in(pathlib.Path(name), program, CASES[case]) as station:
            case(station)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("station", type=pathlib.Path, help="the program portero-station")
    parser.add_argument("--only", metavar="NAME", help="one case")
    arguments = parser.parse_args()
    for case in CASES:
        if arguments.only in (None, case.__name__):
            begun = time.monotonic()
            try:
                play(case, arguments.station)
            except Failed as failed:
                print(f"{case.__name__}: {failed}")
                return 1
            print(f"{case.__name__}: as it must be, {time.monotonic() - begun:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
