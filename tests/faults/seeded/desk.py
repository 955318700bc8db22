"""A SIP phone on a desk, by UDP: it rings, is answered, calls, holds, presses keys, hangs up."""

import itertools
import os
import socket
import threading
import time

from seeded.sip import Dialog, contact, header, reply, sdp, written

FIRST_REPEAT_S = 0.5  # RFC 3261's T1
GIVES_UP_S = 3.5


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
            self.dialog: Dialog | None = None
            self.ringing = self.talking = False
            self.repeated: dict[str, tuple[bytes, float, float]] = {}

    def answer(self) -> None:
        with self.lock:
            if self.ringing:
                self.ringing, self.talking = False, True
                self._reply(self.invite, "200 OK", sdp(self.address))
                self._repeat("200", self._last, self.source)

    def call(self, there: str, port: int = 5060) -> None:
        """It is talking as soon as that has answered."""
        with self.lock:
            self.forget()
            self.source = (there, port)
            uri = f"sip:door@{there}:{port}"
            local = f"<{self.uri}>;tag={os.urandom(4).hex()}"
            self.dialog = Dialog(os.urandom(8).hex(), local, f"<{uri}>", uri, self.source)
            self._request("INVITE", sdp(self.address))

    def hold(self) -> None:
        self._request("INVITE", sdp(self.address, "sendonly"))

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
            self._answered(text)
            return
        method = first.partition(" ")[0]
        ours = self.dialog and header(text, "Call-ID") == self.dialog.call_id
        if method == "ACK":
            self.repeated.pop("200", None)
        elif method == "INVITE" and not ours:
            self._rings(text, source)
        elif method == "INVITE" and text == self.invite:
            self._send(self._last)
        elif method in ("INVITE", "UPDATE"):
            self._reply(text, "200 OK", sdp(self.address), source)
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
        local = f"{header(invite, 'To')};tag={self.tag}"
        self.dialog = Dialog(header(invite, "Call-ID"), local, header(invite, "From"),
                             contact(invite), source)  # fmt: skip
        self.ringing = True
        self._reply(invite, "180 Ringing")

    def _answered(self, text: str) -> None:
        """What we asked."""
        number, _, method = header(text, "CSeq").partition(" ")
        self.repeated.pop(f"{number} {method}", None)
        ours = self.dialog and header(text, "Call-ID") == self.dialog.call_id
        if method == "INVITE" and ours and text.startswith("SIP/2.0 2"):
            self.dialog.remote, self.dialog.target = header(text, "To"), contact(text)
            self.talking = True
            self._send(self._written("ACK", number))

    def _reply(self, request: str, status: str, body: str = "", to=None) -> None:
        self._send(reply(request, status, self.tag, self.uri, body), to or self.source)

    def _request(self, method: str, body: str = "") -> None:
        with self.lock:
            if self.dialog:
                number = str(next(self.numbers))
                message = self._written(method, number, body)
                self._send(message, self.dialog.at)
                self._repeat(f"{number} {method}", message, self.dialog.at)

    def _written(self, method: str, number: str, body: str = "") -> bytes:
        """A request in the call that goes on."""
        assert self.dialog
        lines = [
            f"{method} {self.dialog.target} SIP/2.0",
            f"Via: SIP/2.0/UDP {self.address}:{self.port};branch=z9hG4bK{os.urandom(6).hex()}",
            "Max-Forwards: 70", f"From: {self.dialog.local}", f"To: {self.dialog.remote}",
            f"Call-ID: {self.dialog.call_id}", f"CSeq: {number} {method}",
            f"Contact: <{self.uri}>",
        ]  # fmt: skip
        return written(lines, body)

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
