"""As much of a SIP phone over UDP as it takes to measure others: calls them, and is called."""

import itertools
import os
import re
import socket
import time

PATIENCE_S = 5.0


def header(message: str, name: str) -> str:
    found = re.search(rf"^{name}:[ \t]*(.*?)\r$", message, re.I | re.M)
    if not found:
        raise ValueError(f"no {name} in:\n{message}")
    return found[1]


class Phone:
    def __init__(self, address: str = "127.0.0.1") -> None:
        self.address = address
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind((address, 0))
        self.socket.settimeout(PATIENCE_S)
        self.port = self.socket.getsockname()[1]
        self.numbers = itertools.count(1)
        self.run = os.urandom(4).hex()

    def close(self) -> None:
        self.socket.close()

    def receive(self, begins: str) -> tuple[str, tuple[str, int]]:
        """The next message that begins like that; others are passed over."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            data, source = self.socket.recvfrom(65536)
            text = data.decode()
            if text.startswith(begins):
                return text, source
        raise TimeoutError(f"nothing that begins with {begins!r} came")

    def call(self, port: int) -> float:
        """One call that is answered by itself and ended by us; seconds from INVITE to 200."""
        number = next(self.numbers)
        to = f"<sip:bench@127.0.0.1:{port}>"
        invite = self.request("INVITE", port, number, 1, to, self.offer())
        begun = time.perf_counter()
        self.socket.sendto(invite, ("127.0.0.1", port))
        ok, _ = self.receive("SIP/2.0 200")
        took = time.perf_counter() - begun
        to = header(ok, "To")
        self.socket.sendto(self.request("ACK", port, number, 1, to), ("127.0.0.1", port))
        self.socket.sendto(self.request("BYE", port, number, 2, to), ("127.0.0.1", port))
        self.receive("SIP/2.0 200")
        return took

    def offer(self) -> str:
        return (
            "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\n"
            f"c=IN IP4 {self.address}\r\nt=0 0\r\nm=audio {self.port} RTP/AVP 0\r\n"
            "a=rtpmap:0 PCMU/8000\r\n"
        )

    def is_answered(self, port: int) -> bool:
        """Whether somebody takes OPTIONS there, soon."""
        to = f"<sip:bench@127.0.0.1:{port}>"
        self.socket.settimeout(0.005)
        try:
            self.socket.sendto(
                self.request("OPTIONS", port, next(self.numbers), 1, to), ("127.0.0.1", port)
            )
            self.receive("SIP/2.0 ")
            return True
        except OSError:
            return False
        finally:
            self.socket.settimeout(PATIENCE_S)

    def await_invite(self) -> float:
        """When the next INVITE came, which is refused then."""
        invite, source = self.receive("INVITE ")
        came = time.perf_counter()
        copied = [f"{name}: {header(invite, name)}" for name in ("Via", "From", "Call-ID", "CSeq")]
        busy = ["SIP/2.0 486 Busy Here", *copied, f"To: {header(invite, 'To')};tag=b"]
        self.socket.sendto("\r\n".join([*busy, "Content-Length: 0", "", ""]).encode(), source)
        self.receive("ACK ")
        return came

    def ack_of_refusal(self, port: int, call: int, to: str) -> bytes:
        """Of the INVITE's own transaction: with its branch."""
        ack = self.request("ACK", port, call, 1, to).decode()
        return ack.replace(f"-{call}-1a;", f"-{call}-1;").encode()

    def request(
        self, method: str, port: int, call: int, number: int, to: str, body: str = ""
    ) -> bytes:
        branch = f"z9hG4bK{self.run}-{call}-{number}{'a' if method == 'ACK' else ''}"
        lines = [
            f"{method} sip:bench@127.0.0.1:{port} SIP/2.0",
            f"Via: SIP/2.0/UDP {self.address}:{self.port};branch={branch};rport",
            "Max-Forwards: 70",
            f"From: <sip:caller@{self.address}:{self.port}>;tag=f{call}",
            f"To: {to}",
            f"Call-ID: {self.run}-{call}",
            f"CSeq: {number} {method}",
            f"Contact: <sip:caller@{self.address}:{self.port}>",
        ]
        if body:
            lines.append("Content-Type: application/sdp")
        lines += [f"Content-Length: {len(body)}", "", body]
        return "\r\n".join(lines).encode()
