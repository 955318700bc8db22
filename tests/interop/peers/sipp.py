"""SIPp: plays a scenario of tests/interop/sipp/ to its end, or fails."""

import pathlib
import re

from harness.process import Process
from harness.waiting import PATIENCE_S, expect
from harness.world import PHONE, STATION, World

SCENARIOS = pathlib.Path(__file__).resolve().parent.parent / "sipp"
TRANSPORTS = {"UDP": "u1", "TCP": "t1"}
SIP_PORT = 5060
RTP_PORT = 6000
# The three forms of hold, as an address and a direction of the offer.
HOLD = {
    "sendonly": ("[media_ip]", "sendonly"),
    "inactive": ("[media_ip]", "inactive"),
    "c=0.0.0.0": ("0.0.0.0", "sendrecv"),
}


class Sipp:
    """A SIPp that waits for a call (answers) or places one."""

    def __init__(self, world: World, scenario: str, transport: str, waits: bool,
                 at: str = PHONE, to: str = STATION, once: bool = True, service: str = "200",
                 patience_s: float = 30, plain: bool = False, name: str = "", port: int = SIP_PORT,
                 **blanks: str):  # fmt: skip
        """With `plain`, a message that comes again is a message, and nothing is sent again. Not
        `once`, the scenario is played with everybody who comes, for ever."""
        self.name = f"sipp-{name or scenario}-{at}"
        self.messages = world.folder / f"{self.name}.messages.log"
        words = [
            "sipp", "-sf", world.write(f"{self.name}.xml", filled(scenario, blanks)),
            *(["-m", "1"] if once else ["-deadcall_wait", "0"]), "-nostdin",
            "-t", TRANSPORTS[transport], "-i", at, "-p", str(port),
            "-mi", at, "-mp", str(RTP_PORT), "-s", service,
            "-timeout", f"{patience_s:g}s", "-timeout_error",
            "-trace_msg", "-message_file", self.messages,
            "-trace_err", "-error_file", world.folder / f"{self.name}.errors.log",
        ]  # fmt: skip
        if plain:
            words += ["-nr"]
        self.process: Process = world.start(
            self.name, at, *words, *([] if waits else [f"{to}:{SIP_PORT}"])
        )
        if waits:
            world.wait_until_listening(self.process, transport.lower(), at, port)

    def succeeds(self, within: float = PATIENCE_S) -> None:
        status = self.process.wait_for_end(within)
        expect(status == 0, f"{self.name} ended with {status}")

    def text(self) -> str:
        """All messages so far."""
        if not self.messages.is_file():
            return ""
        return self.messages.read_text("utf-8", "replace").replace("\r", "")

    def received(self, pattern: str) -> int:
        """How many messages with this first line (a pattern) came, repeated ones too."""
        return len(re.findall(rf"message received [^\n]*\n\n{pattern}", self.text()))


def filled(scenario: str, blanks: dict[str, str]) -> str:
    """The scenario with the [words] replaced that SIPp itself does not know."""
    text = (SCENARIOS / f"{scenario}.xml").read_text("utf-8")
    for name, value in blanks.items():
        assert f"[{name}]" in text, name
        text = text.replace(f"[{name}]", value)
    return text


def answering(world: World, scenario: str, transport: str, **more: object) -> Sipp:
    return Sipp(world, scenario, transport, waits=True, **more)


def calling(world: World, scenario: str, transport: str, **more: object) -> Sipp:
    return Sipp(world, scenario, transport, waits=False, **more)


def address(transport: str, at: str = PHONE, user: str = "200") -> str:
    """What the station calls to reach a SIPp that waits."""
    return f"sip:{user}@{at}:{SIP_PORT};transport={transport.lower()}"
