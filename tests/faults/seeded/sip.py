"""SIP messages as text, as far as a phone on a desk needs them."""

import dataclasses
import re


def header(message: str, name: str) -> str:
    found = re.search(rf"^{name}:[ \t]*(.*?)\r$", message, re.I | re.M)
    return found[1] if found else ""


def contact(message: str) -> str:
    found = re.search(r"<([^>]*)>", header(message, "Contact"))
    return found[1] if found else ""


@dataclasses.dataclass
class Dialog:
    """A call as one end knows it."""

    call_id: str
    local: str  # From of what this end sends
    remote: str
    target: str
    at: tuple[str, int]


def sdp(address: str, direction: str = "sendrecv") -> str:
    return ("v=0\r\no=- 1 1 IN IP4 {0}\r\ns=-\r\nc=IN IP4 {0}\r\nt=0 0\r\n"
            "m=audio 9 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na={1}\r\n"
            ).format(address, direction)  # fmt: skip


def written(lines: list[str], body: str = "") -> bytes:
    kind = "application/sdp" if body.startswith("v=") else "application/dtmf-relay"
    typed = [f"Content-Type: {kind}"] if body else []
    return "\r\n".join([*lines, *typed, f"Content-Length: {len(body)}", "", body]).encode()


def reply(request: str, status: str, tag: str, uri: str, body: str = "") -> bytes:
    to = header(request, "To")
    if "tag=" not in to:
        to += f";tag={tag or '1'}"
    lines = [f"SIP/2.0 {status}"]
    lines += [f"Via: {via}" for via in re.findall(r"^Via:[ \t]*(.*?)\r$", request, re.I | re.M)]
    lines += [f"{name}: {header(request, name)}" for name in ("From", "Call-ID", "CSeq")]
    return written([*lines, f"To: {to}", f"Contact: <{uri}>"], body)
