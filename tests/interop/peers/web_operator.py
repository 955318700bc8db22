"""An operator at the web console, as far as HTTP goes: no page, no picture, no sound."""

import hashlib
import http.client
import json
import os
import ssl
import threading
import time
import urllib.parse
from typing import NamedTuple

from harness.waiting import PATIENCE_S, Failed, expect, until

PASSWORD = "correct horse battery"

# What a browser offers: the picture one way, sound both ways. Nobody is at its ICE.
OFFER = """v=0
o=- 1 2 IN IP4 127.0.0.1
s=-
t=0 0
a=group:BUNDLE 0 1
m=audio 9 UDP/TLS/RTP/SAVPF 111
c=IN IP4 0.0.0.0
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuvwx
a=fingerprint:sha-256 {fingerprint}
a=setup:actpass
a=mid:0
a=sendrecv
a=rtcp-mux
a=rtpmap:111 opus/48000/2
a=fmtp:111 minptime=10;useinbandfec=1
m=video 9 UDP/TLS/RTP/SAVPF 96
c=IN IP4 0.0.0.0
a=ice-ufrag:abcd
a=ice-pwd:abcdefghijklmnopqrstuvwx
a=fingerprint:sha-256 {fingerprint}
a=setup:actpass
a=mid:1
a=recvonly
a=rtcp-mux
a=rtpmap:96 VP8/90000
a=rtcp-fb:96 nack pli
"""


class Answer(NamedTuple):
    status: int
    body: str
    location: str | None

    def json(self) -> dict:
        return json.loads(self.body)


class WebOperator:
    """Whoever knows the station's password, in one browser."""

    def __init__(self, address: str, fingerprint: str, name: str = "Dana"):
        where = urllib.parse.urlsplit(address)
        assert where.hostname and where.port
        self.at = (where.hostname, where.port)
        self.fingerprint = fingerprint.replace(":", "").lower()
        self.name = name
        self.cookie = ""

    def connect(self, within: float = PATIENCE_S) -> http.client.HTTPSConnection:
        """To the station that showed this fingerprint, and to no other."""
        trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        connection = http.client.HTTPSConnection(*self.at, timeout=within, context=trusting)
        connection.connect()
        shown = hashlib.sha256(connection.sock.getpeercert(binary_form=True)).hexdigest()
        expect(shown == self.fingerprint, "the station shows another certificate")
        return connection

    def ask(
        self, method: str, path: str, body: object = None, within: float = PATIENCE_S
    ) -> Answer:
        """One request. Texts are offers, all else is JSON."""
        headers = {"Cookie": self.cookie, "Connection": "close"}
        if body is not None:
            headers["Content-Type"] = "application/" + ("sdp" if isinstance(body, str) else "json")
            body = body if isinstance(body, str) else json.dumps(body)
        connection = self.connect(within)
        try:
            connection.request(method, path, body, headers)
            told = connection.getresponse()
            if cookie := told.getheader("Set-Cookie"):
                self.cookie = cookie.partition(";")[0]
            text = told.read().decode(errors="replace")  # a picture is none
            return Answer(told.status, text, told.getheader("Location"))
        finally:
            connection.close()

    def must(self, status: int, method: str, path: str, body: object = None) -> Answer:
        told = self.ask(method, path, body)
        expect(told.status == status, f"{method} {path}: {told.status} {told.body}")
        return told

    def claim(self, code: str) -> None:
        """Sets the console's first password."""
        self.must(204, "POST", "/api/v1/claim", {"code": code, "password": PASSWORD})

    def sign_in(self) -> None:
        self.must(204, "POST", "/api/v1/session", {"password": PASSWORD})

    def is_there(self) -> bool:
        try:
            return self.ask("GET", "/livez", within=1.0).status == 204
        except (OSError, http.client.HTTPException):
            return False

    def status(self) -> dict:
        return self.must(200, "GET", "/api/v1/status").json()["status"]

    def press(self) -> None:
        """The call button, which the console has, too."""
        self.must(204, "POST", "/api/v1/button")

    def hang_up(self) -> Answer:
        return self.ask("POST", "/api/v1/hang_up")

    def join(self, intent: str) -> int:
        """To watch or to talk; gives the viewer."""
        fingerprint = ":".join(f"{byte:02X}" for byte in os.urandom(32))
        path = f"/api/v1/whep?name={self.name}&intent={intent}"
        offer = OFFER.format(fingerprint=fingerprint).replace("\n", "\r\n")
        told = self.must(201, "POST", path, offer)
        expect("a=fingerprint" in told.body, f"no answer: {told.body}")
        assert told.location
        return int(told.location.rpartition("/")[2])

    def answer(self, viewer: int) -> Answer:
        return self.ask("POST", f"/api/v1/whep/{viewer}/answer")

    def leave(self, viewer: int) -> Answer:
        return self.ask("DELETE", f"/api/v1/whep/{viewer}")

    def click(self, status: dict) -> dict:
        """What the unlock button asks, at the time of the station that told this status."""
        command = os.urandom(16).hex()
        return {"command": command, "run": status["run"], "issued_ms": status["now_ms"]}

    def unlock(self, click: dict, **more: object) -> dict:
        return self.must(200, "POST", f"/api/v1/unlock?name={self.name}", click | more).json()

    def on_duty(self) -> "Duty":
        return Duty(self)


class Duty:
    """An open page of the console that rings, and what it was told."""

    def __init__(self, operator: WebOperator):
        self.told: list[tuple[str, dict]] = []
        self.connection = operator.connect()
        path = f"/api/v1/live?name={operator.name}&duty=1"
        self.connection.request("GET", path, headers={"Cookie": operator.cookie})
        self.stream = self.connection.getresponse()
        expect(self.stream.status == 200, f"GET {path}: {self.stream.status}")
        # The next line may be a beat away.
        if self.connection.sock:
            self.connection.sock.settimeout(None)
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        name = ""
        try:
            for line in self.stream:
                text = line.decode().rstrip()
                if text.startswith("event: "):
                    name = text.removeprefix("event: ")
                elif text.startswith("data: "):
                    self.told.append((name, json.loads(text.removeprefix("data: "))))
        except (OSError, ValueError, http.client.HTTPException, AttributeError):
            return  # closed by either side

    def wait_for_status(self, holds, what: str, within: float = PATIENCE_S) -> dict:
        """The first status so far that is like this."""
        look = lambda: next((it for it in self._all("status") if holds(it)), None)  # noqa: E731
        return until(look, f"the page is told: {what}", within)

    def wait_for_viewer(self, viewer: int, code: str, within: float = PATIENCE_S) -> dict:
        """Told that this viewer is gone, and why."""

        def look() -> dict | None:
            gone = [it for it in self._all("viewer")
                    if it["viewer"] == viewer and it["state"] == "gone"]  # fmt: skip
            if gone and gone[0]["code"] != code:
                raise Failed(f"the viewer is gone for another reason: {gone[0]}")
            return gone[0] if gone else None

        return until(look, f"the page is told: viewer {viewer} is gone, {code}", within)

    def _all(self, name: str) -> list[dict]:
        return [data for told, data in list(self.told) if told == name]

    def leave(self) -> None:
        self.connection.close()
