#!/usr/bin/env python3
"""A name server for the names of one zone file: A, SRV and NAPTR over UDP, each living for 1 s.

usage: name_server.py ADDRESS FILE [TYPE...]: what is asked of these types is never answered."""

import json
import socket
import struct
import sys

TYPES = {"A": 1, "AAAA": 28, "NAPTR": 35, "SRV": 33}
TTL_S = 1
NAME_ERROR = 3
ANSWER_AUTHORITATIVE = 0x8400


def encoded(name: str) -> bytes:
    labels = [label.encode("ascii") for label in name.split(".") if label]
    return b"".join(bytes([len(label)]) + label for label in labels) + b"\0"


def text(value: str) -> bytes:
    return bytes([len(value)]) + value.encode("ascii")


def data(kind: str, values: list) -> bytes:
    if kind == "A":
        return socket.inet_aton(values[0])
    if kind == "SRV":
        priority, weight, port, target = values
        return struct.pack("!3H", priority, weight, port) + encoded(target)
    order, preference, flags, service, replacement = values
    head = struct.pack("!2H", order, preference)
    return head + text(flags) + text(service) + text("") + encoded(replacement)


def question(message: bytes) -> tuple[str, int, bytes]:
    """(name, type, the question as it came)."""
    labels, at = [], 12
    while message[at]:
        labels.append(message[at + 1 : at + 1 + message[at]].decode("ascii").lower())
        at += 1 + message[at]
    return ".".join(labels), struct.unpack_from("!H", message, at + 1)[0], message[12 : at + 5]


def answer(message: bytes, zone: dict[str, list]) -> bytes:
    name, wanted, asked = question(message)
    records = [record for record in zone.get(name, []) if TYPES[record[0]] == wanted]
    flags = ANSWER_AUTHORITATIVE | (0 if name in zone else NAME_ERROR)
    parts = [message[:2], struct.pack("!5H", flags, 1, len(records), 0, 0), asked]
    for kind, *values in records:
        rest = data(kind, values)
        parts += [b"\xc0\x0c", struct.pack("!HHIH", wanted, 1, TTL_S, len(rest)), rest]
    print(f"{name} {wanted}: {records}", flush=True)
    return b"".join(parts)


def main() -> int:
    address, file, *names_of_ignored = sys.argv[1:]
    ignored = {TYPES[name] for name in names_of_ignored}
    with open(file, encoding="utf-8") as opened:
        zone = json.load(opened)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind((address, 53))
        while True:
            message, source = server.recvfrom(4096)
            if question(message)[1] not in ignored:
                server.sendto(answer(message, zone), source)


if __name__ == "__main__":
    sys.exit(main())
