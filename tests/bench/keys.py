"""A SIP phone in a call with the station that presses keys as RTP events (RFC 4733)."""

import re
import socket
import struct
import time

from sip_client import Phone, header

EVENTS = 101
PCMU_SILENCE = b"\xff" * 160
PACKET_S = 0.02
UPDATES = 5
ENDS = 3


class KeyPhone(Phone):
    """Calls the station, which answers by itself."""

    def __init__(self, port: int) -> None:
        super().__init__()
        self.sound = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.sound.bind((self.address, 0))
        self.to = f"<sip:bench@127.0.0.1:{port}>"
        self.socket.sendto(
            self.request("INVITE", port, 1, 1, self.to, self.offer()), ("127.0.0.1", port)
        )
        answer, _ = self.receive("SIP/2.0 200")
        self.to = header(answer, "To")
        self.socket.sendto(self.request("ACK", port, 1, 1, self.to), ("127.0.0.1", port))
        found = re.search(r"^m=audio (\d+) ", answer, re.M)
        if not found:
            raise RuntimeError(f"no sound in the answer:\n{answer}")
        self.sound_at = ("127.0.0.1", int(found[1]))
        self.number = self.time = 0

    def offer(self) -> str:
        port = self.sound.getsockname()[1]
        plain = super().offer().replace(f"audio {self.port} RTP", f"audio {port} RTP")
        return plain.replace("AVP 0", f"AVP 0 {EVENTS}") + (
            f"a=rtpmap:{EVENTS} telephone-event/8000\r\na=fmtp:{EVENTS} 0-15\r\n"
        )

    def packet(self, kind: int, stamp: int, body: bytes, marked: bool = False) -> None:
        head = struct.pack("!BBHII", 0x80, kind | marked << 7, self.number & 0xFFFF, stamp, 0xB0B)
        self.sound.sendto(head + body, self.sound_at)
        self.number += 1

    def silence(self, seconds: float) -> None:
        for _ in range(round(seconds / PACKET_S)):
            self.packet(0, self.time, PCMU_SILENCE)
            self.time += 160
            time.sleep(PACKET_S)

    def press(self, key: int) -> int:
        """When its first packet was sent, in microseconds of the monotonic clock."""
        stamp = self.time
        begun = time.monotonic_ns() // 1000
        for update in range(UPDATES + ENDS):
            over = update >= UPDATES
            lasted = 160 * (min(update, UPDATES) + 1)
            self.packet(EVENTS, stamp, struct.pack("!BBH", key, over << 7 | 10, lasted), not update)
            if not over:
                time.sleep(PACKET_S)
        self.time += 160 * (UPDATES + 1)
        return begun

    def hang_up(self, port: int) -> None:
        self.socket.sendto(self.request("BYE", port, 1, 2, self.to), ("127.0.0.1", port))
