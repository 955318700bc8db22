#!/usr/bin/env python3
"""From a touch on the screen to the INVITE on the wire, beside baresip's from its command, and
prints JSON. To be run in a network of its own (tests/interop/apart.py): the screen can be touched
by everybody there."""

import json
import pathlib
import socket
import subprocess
import sys
import tempfile
import time

from finger import Finger
from peers import Baresip, free_port
from sip import dialling, spread
from sip_client import Phone
from whole_station import WholeStation

# A touch sooner after another means the same.
BETWEEN_S = 1.05
WARM_UP = 5


def touching(station: WholeStation, finger: Finger, phone: Phone, touches: int) -> list[float]:
    took = []
    for number in range(touches + WARM_UP):
        begun = finger.touch()
        came = phone.await_invite()
        if number >= WARM_UP:
            took.append(came - begun)
        time.sleep(max(0.0, begun + BETWEEN_S - time.perf_counter()))
    if station.process.poll() is not None:
        raise RuntimeError("the station ended")
    return took


def of_the_station(build: pathlib.Path, touches: int) -> dict[str, float]:
    phone, screen = Phone(), free_port(socket.SOCK_STREAM)
    settings = ["sip.enabled=true", "sip.direct_calls=true"]
    settings += [f"sip.extension=sip:bench@127.0.0.1:{phone.port}"]
    words = ["--display-platform", f"vnc:size=320x480:port={screen}"]
    with tempfile.TemporaryDirectory(prefix="portero-bench-") as folder:
        station = WholeStation(build, pathlib.Path(folder), settings, *words)
        try:
            station.logged("ready", logger="display")
            finger = Finger(screen)
            return spread(touching(station, finger, phone, touches))
        finally:
            station.stop()
            phone.close()


def of_baresip(calls: int) -> dict[str, float]:
    phone = Phone()
    with tempfile.TemporaryDirectory(prefix="portero-bench-") as folder:
        peer = Baresip(pathlib.Path(folder))
        try:
            while not phone.is_answered(peer.port):
                pass
            return dialling(peer, phone, calls)
        finally:
            peer.stop()
            phone.close()


def main() -> None:
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    build, touches = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    result = {"portero-station": of_the_station(build, touches), "baresip": of_baresip(touches)}
    print(json.dumps(result))


if __name__ == "__main__":
    main()
