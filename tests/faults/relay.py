#!/usr/bin/env python3
"""Kills and stops the station and its relay process in the middle of an opening.

A caller on the loopback presses 0 at a real portero-station, whose door relay is the simulated
line. The line's record tells what happened: one opening for each command, none at a start, and
whatever was killed or stopped, the line is back within its hold time + 100 ms (ARCHITECTURE.md,
invariant 2).
"""

import argparse
import contextlib
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator

sys.path.append(str(pathlib.Path(__file__).parent.parent / "bench"))
from sip_client import Phone, header  # noqa: E402

PATIENCE_S = 20.0
HOLD_S = 1.0
AFTER_HOLD_S = 0.1


class Failed(Exception):
    """What was not as it must be, in words."""


def expect(truth: bool, words: str) -> None:
    if not truth:
        raise Failed(words)


def until(look: Callable[[], object], words: str) -> object:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.002)
    raise Failed(f"not within {PATIENCE_S:.0f} s: {words}")


class Station:
    """portero-station with a port that the kernel chose."""

    def __init__(self, program: pathlib.Path, folder: pathlib.Path) -> None:
        self.record = folder / "line.jsonl"
        self.log = folder / f"station-{time.monotonic_ns()}.log"
        command = [program, "--control-socket", folder / "station.sock", "--simulated-media"]
        command += ["--sip-listen", "127.0.0.1:0", "--log-format", "json"]
        command += ["--state", folder / "state"]
        command += ["--relay", f"simulated:{self.record}"]
        for setting in ("sip.enabled=true", "sip.direct_calls=true", "sip.audio=pcmu_8000",
                        "sip.video=false", f"access.relay_pulse_s={HOLD_S:.0f}"):  # fmt: skip
            command += ["--set", setting]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [str(word) for word in command], stdin=subprocess.DEVNULL, stderr=log
            )
        self.port = int(self.logged("listening")["at"].rpartition(":")[2])
        self.logged("relay ready")

    def logged(self, message: str) -> dict:
        """The first log line with this message."""

        def look() -> dict | None:
            expect(self.process.poll() is None, f"the station ended: {self.log.read_text()}")
            # A line that is being written has no end yet.
            lines = self.log.read_text().rpartition("\n")[0].splitlines()
            # What is said before the log is open is plain text.
            entries = [json.loads(line) for line in lines if line.startswith("{")]
            return next((entry for entry in entries if entry["msg"] == message), None)

        return until(look, f"the station logs '{message}'")

    def relay(self) -> int:
        """The process that holds the line."""
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        for pid in children.read_text().split():
            with contextlib.suppress(OSError):
                if pathlib.Path(f"/proc/{pid}/comm").read_text().strip() == "portero-relay":
                    return int(pid)
        raise Failed("the station has no portero-relay")

    def movements(self) -> list[dict]:
        if not self.record.exists():
            return []
        text = self.record.read_text().rpartition("\n")[0]
        return [json.loads(line) for line in text.splitlines()]

    def openings(self) -> int:
        return sum(movement["open"] for movement in self.movements())

    def is_open(self) -> bool:
        movements = self.movements()
        return bool(movements) and movements[-1]["open"]

    def longest_open_s(self) -> float:
        longest, opened = 0.0, None
        for movement in self.movements():
            if movement["open"] and opened is None:
                opened = movement["at_us"]
            elif not movement["open"] and opened is not None:
                longest, opened = max(longest, (movement["at_us"] - opened) / 1e6), None
        return float("inf") if opened is not None else longest

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


class Operator:
    """Calls the station, which answers by itself, and presses keys."""

    def __init__(self, station: Station) -> None:
        self.phone = Phone()
        self.port = station.port
        self.number = 1
        to = f"<sip:bench@127.0.0.1:{self.port}>"
        self.send("INVITE", to, self.phone.offer())
        self.to = header(self.phone.receive("SIP/2.0 200")[0], "To")
        self.send("ACK", self.to)

    def send(self, method: str, to: str, body: str = "") -> None:
        message = self.phone.request(method, self.port, 1, self.number, to, body)
        if method == "INFO":
            message = message.replace(b"application/sdp", b"application/dtmf-relay")
        self.phone.socket.sendto(message, ("127.0.0.1", self.port))

    def presses_0(self) -> None:
        self.number += 1
        self.send("INFO", self.to, "Signal=0\r\nDuration=160\r\n")


def opened(station: Station) -> Operator:
    expect(station.openings() == 0, "the line moved before anybody asked")
    operator = Operator(station)
    operator.presses_0()
    until(station.is_open, "the door opens")
    return operator


def fell_back(station: Station) -> None:
    until(lambda: not station.is_open(), "the line falls back")
    took = station.longest_open_s()
    expect(took <= HOLD_S + AFTER_HOLD_S, f"the line was open for {took:.3f} s")
    expect(station.openings() == 1, f"it opened {station.openings()} times for one command")


def nothing_happens(station: Station) -> None:
    opened(station)
    fell_back(station)
    took = station.longest_open_s()
    expect(took >= HOLD_S - 0.001, f"the line was open for {took:.3f} s only")


def station_killed(station: Station) -> None:
    opened(station)
    station.signal(signal.SIGKILL)
    fell_back(station)


def station_stopped(station: Station) -> None:
    opened(station)
    station.signal(signal.SIGSTOP)
    fell_back(station)
    station.signal(signal.SIGCONT)


def station_ended(station: Station) -> None:
    """Asked to end it goes on for as long as the call does; asked twice it ends at once."""
    opened(station)
    station.signal(signal.SIGTERM)
    station.signal(signal.SIGINT)
    until(lambda: station.process.poll() is not None, "the station ends")
    fell_back(station)


def relay_killed(station: Station) -> None:
    operator = opened(station)
    first = station.relay()
    os.kill(first, signal.SIGKILL)
    fell_back(station)
    until(lambda: station.logged("portero-relay ended, and begins again"), "the station notices")
    operator.presses_0()
    until(station.is_open, "the door opens again")
    expect(station.openings() == 2, "one opening for each command")
    expect(station.relay() != first, "by another process")


def relay_stopped(station: Station) -> None:
    opened(station)
    os.kill(station.relay(), signal.SIGSTOP)
    fell_back(station)


def relay_stopped_before(station: Station) -> None:
    """A command to a stopped process is told of as lost, and never carried out later."""
    operator = Operator(station)
    first = station.relay()
    os.kill(first, signal.SIGSTOP)
    operator.presses_0()
    station.logged("portero-relay is killed")
    station.logged("relay stayed")
    until(lambda: sum(not one["open"] for one in station.movements()) == 2, "another one closes it")
    expect(station.openings() == 0, "a lost command was carried out")


FAULTS = [nothing_happens, station_killed, station_stopped, station_ended, relay_killed,
          relay_stopped, relay_stopped_before]  # fmt: skip


@contextlib.contextmanager
def station_in(folder: pathlib.Path, program: pathlib.Path) -> Iterator[Station]:
    station = Station(program, folder)
    try:
        yield station
    except Exception:
        print(station.log.read_text(), *station.movements(), sep="\n", file=sys.stderr)
        raise
    finally:
        station.end()


def play(fault: Callable[[Station], None], program: pathlib.Path) -> None:
    with tempfile.TemporaryDirectory(prefix="portero-faults-") as name:
        folder = pathlib.Path(name)
        with station_in(folder, program) as station:
            fault(station)
            before = station.openings()
        # The next life of the station: the door stays shut.
        with station_in(folder, program) as station:
            expect(not station.is_open(), "it is open after the start")
            expect(station.openings() == before, "a start opened the door")
            took = station.longest_open_s()
            expect(took <= HOLD_S + AFTER_HOLD_S, f"the line was open for {took:.3f} s")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("station", type=pathlib.Path, help="the program portero-station")
    parser.add_argument("--only", metavar="NAME", help="one fault")
    arguments = parser.parse_args()
    for fault in FAULTS:
        if arguments.only in (None, fault.__name__):
            try:
                play(fault, arguments.station)
            except Failed as failed:
                print(f"{fault.__name__}: {failed}")
                return 1
            print(f"{fault.__name__}: the line fell back, and opened for commands alone")
    return 0


if __name__ == "__main__":
    sys.exit(main())
