"""As much of a registrar as it takes to say when somebody has registered with a password."""

import hashlib
import queue
import re
import socket
import threading
import time

from sip_client import header

USER, PASSWORD, REALM, NONCE = "bench", "open-sesame", "bench", "b1946ac92492d234"
PATIENCE_S = 10.0


def md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


def proves_password(request: str) -> bool:
    """RFC 2617, section 3.2.2."""
    try:
        given = dict(re.findall(r'(\w+)="?([^",]*)"?', header(request, "Authorization")))
    except ValueError:
        return False
    proof = md5(f"REGISTER:{given['uri']}")
    parts = [NONCE, given["nc"], given["cnonce"], "auth"] if "qop" in given else [NONCE]
    secret = md5(f"{USER}:{REALM}:{PASSWORD}")
    return given["response"] == md5(":".join([secret, *parts, proof]))


class Registrar:
    """Answers whoever comes, in a thread of its own."""

    def __init__(self) -> None:
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.registered: queue.Queue[float] = queue.Queue()
        threading.Thread(target=self._serve, daemon=True).start()

    def await_registration(self) -> float:
        """When the answer to the next request that proved the password was sent."""
        return self.registered.get(timeout=PATIENCE_S)

    def _serve(self) -> None:
        while True:
            data, source = self.socket.recvfrom(65536)
            request = data.decode(errors="replace")
            if not request.startswith("REGISTER "):
                continue
            good = proves_password(request)
            self.socket.sendto(answer(request, good), source)
            if good and not re.search(r"expires[=:] *0\b", request, re.I):
                self.registered.put(time.perf_counter())


def answer(request: str, good: bool) -> bytes:
    lines = ["SIP/2.0 200 OK" if good else "SIP/2.0 401 Unauthorized"]
    lines += [f"{name}: {header(request, name)}" for name in ("Via", "From", "Call-ID", "CSeq")]
    lines.append(f"To: {header(request, 'To')};tag=r")
    if good:
        contact = header(request, "Contact").partition(">")[0]
        lines.append(f"Contact: {contact}>;expires=3600")
    else:
        challenge = f'Digest realm="{REALM}", nonce="{NONCE}", algorithm=MD5, qop="auth"'
        lines.append(f"WWW-Authenticate: {challenge}")
    return "\r\n".join([*lines, "Content-Length: 0", "", ""]).encode()
