"""A SIP phone on a desk, by UDP: it rings, is answered, presses keys and hangs up."""

import itertools
import os
import re
import socket
import threading
import time

FIRST_REPEAT_S = 0.5  # RFC 3261's T1
GIVES_UP_S = 3.5


def header(message: str, name: str) -> str:
    found = re.search(rf"^{name}:[ \t]*(.*?)\r$", message, re.I | re.M)
    return found[1] if found else ""


class Desk:
    def __init__(self, address: str, tell=lambda _: None):
        """`tell` is told of what comes and goes, for the timeline."""
        self.address, self.tell = address, tell
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind((address, 0))
        self.socket.settimeout(0.05)
        self.port = self.socket.getsockname()[1]
        self.numbers = itertools.count(1)
        self.lock = threading.RLock()
        self.forget()
        threading.Thread(target=self._serve, daemon=True).start()

    @property
    def uri(self) -> str:
        return f"sip:desk@{self.address}:{self.port}"

    def forget(self) -> None:
        """Whatever call there was, nobody here knows of it."""
        with self.lock:
            self.invite, self.source, self.tag = "", ("", 0), ""
            self.ringing = self.talking = False
            self.repeated: dict[str, tuple[bytes, float, float]] = {}

    def answer(self) -> None:
        with self.lock:
            if self.ringing:
                self.ringing, self.talking = False, True
                self._reply(self.invite, "200 OK", self._sdp())
                self._repeat("200", self._last, self.source)

    def press_0(self) -> None:
        self._request("INFO", "Signal=0\r\nDuration=160\r\n")

    def hang_up(self) -> None:
        with self.lock:
            if self.ringing:
                self._reply(self.invite, "486 Busy Here")
            elif self.talking:
                self._request("BYE")
            self.ringing = self.talking = False

    def _serve(self) -> None:
        while True:
            try:
                data, source = self.socket.recvfrom(65536)
            except TimeoutError:
                data = b""
            except OSError:
                time.sleep(0.05)  # a cable that is out refuses what we sent
                continue
            with self.lock:
                if data:
                    self._take(data.decode(), source)
                self._send_again()

    def _take(self, text: str, source: tuple[str, int]) -> None:
        first = text.partition("\r\n")[0]
        self.tell(f"the phone gets: {first}")
        if first.startswith("SIP/2.0"):
            self.repeated.pop(header(text, "CSeq"), None)
            return
        method = first.partition(" ")[0]
        ours = header(text, "Call-ID") == header(self.invite, "Call-ID") and self.invite
        if method == "ACK":
            self.repeated.pop("200", None)
        elif method == "INVITE" and not ours:
            self._rings(text, source)
        elif method == "INVITE" and text == self.invite:
            self._send(self._last)
        elif method in ("INVITE", "UPDATE"):
            self._reply(text, "200 OK", self._sdp(), source)
        elif method == "CANCEL":
            self._reply(text, "200 OK", "", source)
            if self.ringing and ours:
                self.ringing = False
                self._reply(self.invite, "487 Request Terminated")
        else:
            if method == "BYE" and ours:
                self.ringing = self.talking = False
            self._reply(text, "200 OK", "", source)

    def _rings(self, invite: str, source: tuple[str, int]) -> None:
        self.forget()
        self.invite, self.source, self.tag = invite, source, os.urandom(4).hex()
        self.ringing = True
        self._reply(invite, "180 Ringing")

    def _sdp(self) -> str:
        return ("v=0\r\no=- 1 1 IN IP4 {0}\r\ns=-\r\nc=IN IP4 {0}\r\nt=0 0\r\n"
                "m=audio 9 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\n").format(self.address)  # fmt: skip

    def _reply(self, request: str, status: str, body: str = "", to=None) -> None:
        tagged = header(request, "To")
        if "tag=" not in tagged:
            tagged += f";tag={self.tag or '1'}"
        lines = [f"SIP/2.0 {status}"]
        lines += [f"Via: {via}" for via in re.findall(r"^Via:[ \t]*(.*?)\r$", request, re.I | re.M)]
        lines += [f"{name}: {header(request, name)}" for name in ("From", "Call-ID", "CSeq")]
        lines += [f"To: {tagged}", f"Contact: <{self.uri}>"]
        self._send(self._written(lines, body), to or self.source)

    def _request(self, method: str, body: str = "") -> None:
        with self.lock:
            if not self.invite:
                return
            number = next(self.numbers)
            there = re.search(r"<([^>]*)>", header(self.invite, "Contact"))
            lines = [
                f"{method} {there[1] if there else ''} SIP/2.0",
                f"Via: SIP/2.0/UDP {self.address}:{self.port};branch=z9hG4bK{os.urandom(6).hex()}",
                "Max-Forwards: 70", f"From: {header(self.invite, 'To')};tag={self.tag}",
                f"To: {header(self.invite, 'From')}", f"Call-ID: {header(self.invite, 'Call-ID')}",
                f"CSeq: {number} {method}", f"Contact: <{self.uri}>",
            ]  # fmt: skip
            message = self._written(lines, body, "application/dtmf-relay")
            self._send(message, self.source)
            self._repeat(f"{number} {method}", message, self.source)

    def _written(self, lines: list[str], body: str, kind: str = "application/sdp") -> bytes:
        typed = [f"Content-Type: {kind}"] if body else []
        return "\r\n".join([*lines, *typed, f"Content-Length: {len(body)}", "", body]).encode()

    def _send(self, message: bytes, to: tuple[str, int] | None = None) -> None:
        if message.startswith(b"SIP/2.0"):
            self._last = message
        self.tell("the phone sends: " + message.partition(b"\r")[0].decode())
        try:
            self.socket.sendto(message, to or self.source)
        except OSError:
            return  # a cable that is out

    def _repeat(self, name: str, message: bytes, to: tuple[str, int]) -> None:
        now = time.monotonic()
        self.repeated[name] = (message, now + FIRST_REPEAT_S, now + GIVES_UP_S)

    def _send_again(self) -> None:
        now = time.monotonic()
        for name, (message, at, last) in list(self.repeated.items()):
            if now > last:
                del self.repeated[name]
            elif now > at:
                self._send(message, self.source)
                self.repeated[name] = (message, now + FIRST_REPEAT_S, last)
