#!/usr/bin/env python3
"""Measures portero-station beside baresip, in one run on one machine, and prints JSON.

The client is the same for both and its own time is in every figure, so that the ratios say less
than the truth where Portero is slower and where it is faster. Exits with 1 where calls left
descriptors or threads behind.
"""

import argparse
import json
import pathlib
import platform
import statistics
import tempfile
import time

from peers import Baresip, Peer, Portero
from sip_client import Phone

WARM_UP_CALLS = 50
# A station answers a source with 503 that has 512 transactions open, each for 32 s, two a call; it
# holds 3,072 of strangers in all.
CALLS_OF_A_SOURCE = 200
CALLS_AT_ONCE = 1200
# Then its memory is level: of 20,400 calls in a row, it grew in the first 8,400, and in the 12,000
# after them by nothing (CONTRIBUTING.md).
WARM_UP_CALLS_OF_GROWTH = 8 * CALLS_AT_ONCE
TRANSACTION_S = 33.0


def spread(seconds: list[float]) -> dict[str, float]:
    """In milliseconds."""
    cuts = statistics.quantiles(seconds, n=100)
    return {"p50_ms": round(cuts[49] * 1e3, 3), "p99_ms": round(cuts[98] * 1e3, 3)}


def until_it_answers(peer: Peer, phone: Phone) -> float:
    while not phone.is_answered(peer.port):
        if peer.process.poll() is not None:
            raise RuntimeError(f"{peer.name} ended: exit status {peer.process.returncode}")
    return time.perf_counter() - peer.started


def dialling(peer: Peer, phone: Phone, calls: int) -> dict[str, float]:
    peer.connect()
    took = []
    for number in range(calls + WARM_UP_CALLS):
        begun = time.perf_counter()
        peer.dial(phone.port)
        came = phone.await_invite()
        peer.told()
        if number >= WARM_UP_CALLS:
            took.append(came - begun)
    return spread(took)


def calls(peer: Peer, count: int) -> list[float]:
    """From as many sources as it takes, with a rest where nobody has room for more."""
    took: list[float] = []
    for source in range((count + CALLS_OF_A_SOURCE - 1) // CALLS_OF_A_SOURCE):
        if source and source * CALLS_OF_A_SOURCE % CALLS_AT_ONCE < CALLS_OF_A_SOURCE:
            time.sleep(TRANSACTION_S)
        phone = Phone(f"127.1.{source // 250}.{source % 250 + 1}")
        for _ in range(min(CALLS_OF_A_SOURCE, count - len(took))):
            took.append(phone.call(peer.port))
        phone.close()
    return took


def measure(peer: Peer, phone: Phone, arguments: argparse.Namespace) -> dict:
    figures: dict = {"up_ms": round(until_it_answers(peer, phone) * 1e3, 1)}
    cpu, began = peer.cpu_s(), time.monotonic()
    time.sleep(arguments.idle_s)
    figures["idle_cpu_percent"] = round((peer.cpu_s() - cpu) / (time.monotonic() - began) * 100, 3)
    figures["idle_rss_kib"] = peer.rss_kib()
    figures["command_to_invite"] = dialling(peer, phone, arguments.dials)
    calls(peer, WARM_UP_CALLS)
    cpu = peer.cpu_s()
    answers = calls(peer, arguments.calls)
    figures["invite_to_200"] = spread(answers)
    figures["cpu_per_call_us"] = round((peer.cpu_s() - cpu) / arguments.calls * 1e6, 1)
    return figures


def at_rest(peer: Peer) -> tuple[int, int, int]:
    """Memory, descriptors and threads, when it keeps nothing of its calls any more."""
    time.sleep(TRANSACTION_S)
    return peer.rss_kib(), peer.descriptors(), peer.threads()


def growth(peer: Peer, count: int) -> dict:
    """Beside what it has when it is warm: tables have grown, and what little it keeps lies
    scattered over as many pages as it ever will. Looked at whenever it has rested, so that a growth
    which goes on shows."""
    time.sleep(TRANSACTION_S)
    calls(peer, WARM_UP_CALLS_OF_GROWTH)
    before, descriptors, threads = at_rest(peer)
    rested = []
    while (done := len(rested) * CALLS_AT_ONCE) < count:
        calls(peer, min(CALLS_AT_ONCE, count - done))
        rested.append(at_rest(peer))
    after, descriptors_after, threads_after = rested[-1]
    return {
        "calls": count,
        "before_kib": before,
        "rested_kib": [rss for rss, _, _ in rested],
        "after_kib": after,
        "percent": round((after - before) / before * 100, 2),
        "descriptors_left": descriptors_after - descriptors,
        "threads_left": threads_after - threads,
    }


def ratios(ours: dict, theirs: dict) -> dict[str, float]:
    def ratio(*path: str) -> float:
        left, right = ours, theirs
        for step in path:
            left, right = left[step], right[step]
        return round(left / right, 2) if right else float("nan")

    return {
        "command_to_invite_p50": ratio("command_to_invite", "p50_ms"),
        "command_to_invite_p99": ratio("command_to_invite", "p99_ms"),
        "invite_to_200_p50": ratio("invite_to_200", "p50_ms"),
        "invite_to_200_p99": ratio("invite_to_200", "p99_ms"),
        "cpu_per_call": ratio("cpu_per_call_us"),
        "idle_rss": ratio("idle_rss_kib"),
    }


def run(arguments: argparse.Namespace) -> dict:
    result: dict = {"machine": platform.machine()}
    with tempfile.TemporaryDirectory() as folder:
        for make in (
            lambda: Portero(arguments.station, pathlib.Path(folder)),
            lambda: Baresip(pathlib.Path(folder)),
        ):
            phone, peer = Phone(), make()
            try:
                result[peer.name] = measure(peer, phone, arguments)
                if isinstance(peer, Portero):
                    result[peer.name]["growth"] = growth(peer, arguments.growth_calls)
            finally:
                peer.stop()
                phone.close()
    result["ratios"] = ratios(result[Portero.name], result[Baresip.name])
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("station", type=pathlib.Path, help="portero-station, as it is shipped")
    parser.add_argument("--calls", type=int, default=1000)
    parser.add_argument("--dials", type=int, default=300)
    parser.add_argument("--growth-calls", type=int, default=10000)
    parser.add_argument("--idle-s", type=float, default=10.0)
    result = run(parser.parse_args())
    print(json.dumps(result, indent=2))
    grown = result[Portero.name]["growth"]
    return 0 if grown["descriptors_left"] == 0 and grown["threads_left"] == 0 else 1


if __name__ == "__main__":
    raise SystemExit(main())
