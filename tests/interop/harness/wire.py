"""What goes over the cable of one host, with the kernel's time of each packet."""

import dataclasses
import socket
import struct
import threading
import time

from harness.waiting import PATIENCE_S, expect, until
from harness.world import World

ETH_P_ALL = 3
SO_TIMESTAMPNS = 35
KEEP = 20_000  # packets: minutes of a call


@dataclasses.dataclass(frozen=True)
class Packet:
    at: float  # seconds since 1970
    source: tuple[str, int]
    target: tuple[str, int]
    payload: bytes

    @property
    def is_rtp(self) -> bool:
        """RFC 5761: no RTCP, no STUN, no DTLS, no SIP."""
        data = self.payload
        return len(data) >= 12 and data[0] >> 6 == 2 and not 192 <= data[1] <= 223

    @property
    def is_stun_success(self) -> bool:
        return self.payload[:2] == b"\x01\x01" and self.payload[4:8] == b"\x21\x12\xa4\x42"


class Wire:
    """UDP over IPv4 to and from a host, from now on. The host must be there."""

    def __init__(self, world: World, host: str):
        number = host.rpartition(".")[2]
        self.socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
        self.socket.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8 << 20)
        self.socket.bind((f"cable{number}", 0))
        self.packets: list[Packet] = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        while True:
            frame, notes, _, _ = self.socket.recvmsg(65536, 128)
            packet = parsed(frame, time_in(notes))
            if packet and len(self.packets) < KEEP:
                self.packets.append(packet)

    def rtp(self, source: str, source_port: int | None = None, since: float = 0) -> list[Packet]:
        return [
            packet for packet in list(self.packets)
            if packet.is_rtp and packet.at >= since and packet.source[0] == source
            and source_port in (None, packet.source[1])
        ]  # fmt: skip

    def ports(self, source: str) -> list[int]:
        """From where RTP has come, the one that came first before the others."""
        return list(dict.fromkeys(packet.source[1] for packet in self.rtp(source)))

    def wait_for_rtp(self, source: str, port: int, since: float, within: float) -> float:
        """Seconds until the first packet after a moment."""
        found = until(lambda: self.rtp(source, port, since), f"RTP from port {port}", PATIENCE_S)
        took = found[0].at - since
        expect(took <= within, f"RTP from port {port} came only after {took:.2f} s")
        return took

    def wait_for_silence(self, source: str, port: int, quiet_s: float = 0.5) -> None:
        def look() -> bool:
            last = self.rtp(source, port)[-1:]
            return not last or time.time() - last[0].at > quiet_s

        until(look, f"no more RTP from port {port}")


def time_in(notes: list[tuple[int, int, bytes]]) -> float:
    for level, kind, data in notes:
        if level == socket.SOL_SOCKET and kind == SO_TIMESTAMPNS:
            seconds, nanoseconds = struct.unpack("ll", data)
            return seconds + nanoseconds / 1e9
    return time.time()


def parsed(frame: bytes, at: float) -> Packet | None:
    if len(frame) < 42 or frame[12:14] != b"\x08\x00" or frame[23] != socket.IPPROTO_UDP:
        return None
    udp = 14 + (frame[14] & 0x0F) * 4
    source_port, target_port, length = struct.unpack_from(">HHH", frame, udp)
    addresses = [socket.inet_ntoa(frame[begin : begin + 4]) for begin in (26, 30)]
    return Packet(at, (addresses[0], source_port), (addresses[1], target_port),
                  frame[udp + 8 : udp + length])  # fmt: skip
