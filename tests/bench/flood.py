#!/usr/bin/env python3
"""4,000 calls at 300 a second, each answered, acknowledged and ended or refused, and prints JSON:
what memory they took while they came, and 40 s after the last one.

Exits with 1 where the memory did not come back.
"""

import argparse
import json
import pathlib
import select
import socket
import tempfile
import time
from collections.abc import Iterator

from peers import Portero
from sip_client import Phone, header

SOURCES = 8
WARM_UP_CALLS = 200
TRANSACTION_S = 40.0
# Nothing comes any more after such a silence.
QUIET_S = 2.0
# What the allocator keeps of pages that are still in part used.
ALLOWED_GROWTH = 1.10


def answer(phone: Phone, port: int, data: bytes) -> str:
    """Goes on with the call that a response is about; says what became of it."""
    text = data.decode()
    if header(text, "CSeq") != "1 INVITE" or text.startswith("SIP/2.0 1"):
        return "other"
    number = int(header(text, "Call-ID").rsplit("-", 1)[1])
    to = header(text, "To")
    if not text.startswith("SIP/2.0 200"):
        phone.socket.sendto(phone.ack_of_refusal(port, number, to), ("127.0.0.1", port))
        return "refused"
    phone.socket.sendto(phone.request("ACK", port, number, 1, to), ("127.0.0.1", port))
    phone.socket.sendto(phone.request("BYE", port, number, 2, to), ("127.0.0.1", port))
    return "answered"


def waiting(source: socket.socket) -> Iterator[bytes]:
    source.setblocking(False)
    try:
        while True:
            yield source.recv(65536)
    except BlockingIOError:
        source.setblocking(True)


def flood(station: Portero, phones: list[Phone], calls: int, rate: float) -> dict[str, int]:
    outcomes = {"answered": 0, "refused": 0, "other": 0, "peak_rss_kib": 0}
    begun, sent = time.monotonic(), 0
    last = begun
    sockets = {phone.socket: phone for phone in phones}
    while sent < calls or time.monotonic() < last + QUIET_S:
        due = min(calls, int((time.monotonic() - begun) * rate) + 1)
        for number in range(sent, due):
            phone = phones[number % len(phones)]
            to = f"<sip:bench@127.0.0.1:{station.port}>"
            invite = phone.request("INVITE", station.port, number, 1, to, phone.offer())
            phone.socket.sendto(invite, ("127.0.0.1", station.port))
        sent = due
        heard = select.select(list(sockets), [], [], 0.001)[0]
        for ready in heard:
            for data in waiting(ready):
                outcomes[answer(sockets[ready], station.port, data)] += 1
        last = time.monotonic() if heard or sent < calls else last
        outcomes["peak_rss_kib"] = max(outcomes["peak_rss_kib"], station.rss_kib())
    return outcomes


def run(program: pathlib.Path, calls: int, rate: float) -> dict:
    with tempfile.TemporaryDirectory() as folder:
        station = Portero(program, pathlib.Path(folder))
        phones = [Phone(f"127.2.0.{source + 1}") for source in range(SOURCES)]
        try:
            while not phones[0].is_answered(station.port):
                pass
            for _ in range(WARM_UP_CALLS):
                phones[0].call(station.port)
            time.sleep(TRANSACTION_S)
            before = station.rss_kib()
            result: dict = {"calls": calls, "rate": rate, "before_kib": before}
            result |= flood(station, phones, calls, rate)
            time.sleep(TRANSACTION_S)
            result["after_kib"] = station.rss_kib()
            result["back"] = result["after_kib"] <= before * ALLOWED_GROWTH
            return result
        finally:
            station.stop()
            for phone in phones:
                phone.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("station", type=pathlib.Path, help="portero-station, as it is shipped")
    parser.add_argument("--calls", type=int, default=4000)
    parser.add_argument("--rate", type=float, default=300.0)
    arguments = parser.parse_args()
    result = run(arguments.station, arguments.calls, arguments.rate)
    print(json.dumps(result, indent=2))
    return 0 if result["back"] else 1


if __name__ == "__main__":
    raise SystemExit(main())
