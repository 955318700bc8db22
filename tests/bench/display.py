#!/usr/bin/env python3
"""Measures portero-display on Qt's offscreen platform: JSON on stdout.

Goals: the first picture 300 ms after its start, 60 MiB of memory, 1 % of a core while it waits.
With --gate, briefly. Exits with 1 where a figure is beyond its goal.
"""

import argparse
import base64
import json
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import time

PATIENCE_S = 20.0
STARTS, SECONDS = 10, 5.0
BRIEFLY = (5, 2.0)
FIRST_PICTURE_MS, MEMORY_MIB, WAITING_CPU_PERCENT = 300, 60, 1
DIMMED_AFTER_MS = 30_000
CONTACTS, PHOTO_SIDE = 100, 256
ALL_SCREENS = ["offline", "access_granted", "busy", "disabled", "no_answer", "waiting"]


# Grey, in colours, of the largest side that is allowed: the tables of ITU-T T.81, annex B, with one
# code each, which says that the block is as the one before and that nothing follows.
def grey_jpeg() -> bytes:
    def segment(marker: int, body: bytes) -> bytes:
        return bytes([0xFF, marker]) + (len(body) + 2).to_bytes(2, "big") + body

    one_code = bytes([1] + [0] * 15 + [0])
    side = PHOTO_SIDE.to_bytes(2, "big")
    bits = 3 * 2 * (PHOTO_SIDE // 8) ** 2
    return (
        bytes([0xFF, 0xD8])
        + segment(0xDB, bytes([0]) + bytes([16]) * 64)
        + segment(0xC0, bytes([8]) + side + side + bytes([3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]))
        + segment(0xC4, bytes([0x00]) + one_code)
        + segment(0xC4, bytes([0x10]) + one_code)
        + segment(0xDA, bytes([3, 1, 0, 2, 0, 3, 0, 0, 63, 0]))
        + bytes(bits // 8)
        + bytes([0xFF, 0xD9])
    )


class Display:
    def __init__(self, program: str, layout: str):
        self.layout = layout
        self.socket, theirs = socket.socketpair()
        self.socket.settimeout(PATIENCE_S)
        began = time.monotonic()
        self.process = subprocess.Popen(
            [program, "--socket", str(theirs.fileno()), "--platform", "offscreen"],
            pass_fds=[theirs.fileno()],
            stderr=subprocess.DEVNULL,
        )
        theirs.close()
        self.configure([])
        self.show("waiting")
        with self.socket.makefile() as lines:
            while "ready" not in (line := lines.readline()):
                if not line:
                    raise SystemExit("portero-display ended before its first picture")
        self.first_picture_ms = round((time.monotonic() - began) * 1000, 1)

    def say(self, what: str, **fields) -> None:
        self.socket.sendall((json.dumps({what: fields}) + "\n").encode())

    def configure(self, contacts: list[str]) -> None:
        self.say("configure", layout=self.layout, language="german", reduced_motion=False,
                 station_name="North Gate", help_line="", setup=None,
                 contacts=contacts)  # fmt: skip

    def show(self, screen: str, elapsed_ms: int = 0) -> None:
        self.say("show", screen=screen, outage=None, elapsed_ms=elapsed_ms)

    # Touches beside the list, at its initials, show all of it, as fast as no finger can.
    def list_with_photos(self) -> None:
        contacts = [f"{chr(65 + i % 25)} {i}" for i in range(CONTACTS)]
        self.configure(contacts)
        jpeg = base64.b64encode(grey_jpeg()).decode()
        for contact in contacts:
            self.say("contact_photo", contact=contact, jpeg=jpeg)
        self.show("directory", 1000)
        for y in range(240, 1000, 20):
            self.say("touch", x_permille=950, y_permille=y)
            time.sleep(0.005)
        self.say("take_picture")
        with self.socket.makefile() as lines:
            while "picture_taken" not in (line := lines.readline()):
                if not line:
                    raise SystemExit("portero-display ended before it listed photos")

    def memory_mib(self) -> float:
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        kib = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return round(int(kib.split()[1]) / 1024, 1)

    def cpu_s(self) -> float:
        stat = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii")
        fields = stat.rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def cpu_percent(self, screen: str, seconds: float, elapsed_ms: int = 0) -> float:
        self.show(screen, elapsed_ms)
        time.sleep(0.3)
        before, began = self.cpu_s(), time.monotonic()
        time.sleep(seconds)
        return round(100 * (self.cpu_s() - before) / (time.monotonic() - began), 2)

    def close(self) -> None:
        self.socket.close()
        self.process.wait()


def measured(program: str, layout: str, starts: int, seconds: float) -> dict:
    firsts = []
    for _ in range(starts):
        display = Display(program, layout)
        firsts.append(display.first_picture_ms)
        display.close()
    display = Display(program, layout)
    found = {
        "first_picture_ms": {"p50": statistics.median(firsts), "max": max(firsts)},
        "memory_mib": display.memory_mib(),
        "cpu_percent": {
            screen: display.cpu_percent(screen, seconds)
            for screen in ("waiting", "ringing", "in_call")
        }
        | {"dimmed": display.cpu_percent("waiting", seconds, DIMMED_AFTER_MS)},
    }
    for screen in ALL_SCREENS * 50:
        display.show(screen)
        time.sleep(0.01)
    found["memory_after_300_screens_mib"] = display.memory_mib()
    display.list_with_photos()
    found["memory_with_100_photos_mib"] = display.memory_mib()
    display.close()
    return found


def beyond(found: dict) -> list[str]:
    figures = (
        ("first picture, ms", found["first_picture_ms"]["p50"], FIRST_PICTURE_MS),
        ("memory, MiB", found["memory_after_300_screens_mib"], MEMORY_MIB),
        ("memory with photos, MiB", found["memory_with_100_photos_mib"], MEMORY_MIB),
        ("CPU while it waits, %", found["cpu_percent"]["waiting"], WAITING_CPU_PERCENT),
        ("CPU while it is dimmed, %", found["cpu_percent"]["dimmed"], WAITING_CPU_PERCENT),
    )
    return [f"{what}: {figure} of {goal}" for what, figure, goal in figures if figure > goal]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("program", help="portero-display")
    parser.add_argument("--gate", action="store_true", help="briefly, for ./test release")
    words = parser.parse_args()
    starts, seconds = BRIEFLY if words.gate else (STARTS, SECONDS)
    found = {
        layout: measured(words.program, layout, starts, seconds)
        for layout in ("full_size", "mullion")
    }
    print(json.dumps(found, indent=2))
    wrong = [f"{layout}: {one}" for layout, its in found.items() for one in beyond(its)]
    for one in wrong:
        print(f"beyond its goal: {one}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
