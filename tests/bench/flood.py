#!/usr/bin/env python3
"""4,000 calls at 300 a second, each answered, acknowledged and ended or refused, and prints JSON:
what memory they took while they came, and 40 s after the last one.

Exits with 1 where the memory did not come back, or a call got no answer.
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
FIRST_CALL = 10_000  # no number of those that warm up
# A datagram can get lost when the machine is busy with others.
T1_S = 0.5
# Nothing comes any more after such a silence.
QUIET_S = 2.0
# What the allocator keeps of pages that are still in part used.
ALLOWED_GROWTH = 1.10


def answer(phone: Phone, port: int, data: bytes) -> tuple[str, int]:
    """Goes on with the call that a response is about; says what became of it, and its number."""
    text = data.decode()
    number = int(header(text, "Call-ID").rsplit("-", 1)[1])
    if header(text, "CSeq") != "1 INVITE" or text.startswith("SIP/2.0 1"):
        return "other", number
    to = header(text, "To")
    if not text.startswith("SIP/2.0 200"):
        phone.socket.sendto(phone.ack_of_refusal(port, number, to), ("127.0.0.1", port))
        return "refused", number
    phone.socket.sendto(phone.request("ACK", port, number, 1, to), ("127.0.0.1", port))
    phone.socket.sendto(phone.request("BYE", port, number, 2, to), ("127.0.0.1", port))
    return "answered", number


def waiting(source: socket.socket) -> Iterator[bytes]:
    source.setblocking(False)
    try:
        while True:
            yield source.recv(65536)
    except BlockingIOError:
        source.setblocking(True)


def invite(station: Portero, phone: Phone, number: int) -> None:
    to = f"<sip:bench@127.0.0.1:{station.port}>"
    request = phone.request("INVITE", station.port, number, 1, to, phone.offer())
    phone.socket.sendto(request, ("127.0.0.1", station.port))


def flood(station: Portero, phones: list[Phone], calls: int, rate: float) -> dict[str, int]:
    told: dict[int, str] = {}  # what became of each call: an answer may come again
    again: dict[int, float] = {}  # when those without an answer are sent once more
    peak = sent = 0
    begun = last = time.monotonic()
    sockets = {phone.socket: phone for phone in phones}
    while sent < calls or time.monotonic() < last + QUIET_S:
        now = time.monotonic()
        due = min(calls, int((now - begun) * rate) + 1)
        late = [number for number, when in again.items() if when < now]
        for number in [*range(sent, due), *late]:
            invite(station, phones[number % len(phones)], FIRST_CALL + number)
            again[number] = now + T1_S
        sent = due
        heard = select.select(list(sockets), [], [], 0.001)[0]
        for ready in heard:
            for data in waiting(ready):
                outcome, number = answer(sockets[ready], station.port, data)
                if outcome != "other" and number >= FIRST_CALL:
                    told.setdefault(number, outcome)
                    again.pop(number - FIRST_CALL, None)
        last = time.monotonic() if heard or sent < calls else last
        peak = max(peak, station.rss_kib())
    answered = list(told.values()).count("answered")
    return {"answered": answered, "refused": len(told) - answered, "peak_rss_kib": peak}


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
            all_told = result["answered"] + result["refused"] == calls
            result["each_was_told"] = result["answered"] > 0 and all_told
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
    return 0 if result["back"] and result["each_was_told"] else 1


if __name__ == "__main__":
    raise SystemExit(main())
