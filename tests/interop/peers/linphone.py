"""Linphone: linphonec, told what to do by what is typed."""

from harness.world import PHONE, World

CONFIG = """[sip]
sip_port={udp}
sip_tcp_port={tcp}
sip_tls_port=0
use_ipv6=0
media_encryption=none

[rtp]
audio_rtp_port=7078
"""


class Linphone:
    """Answers by itself; sound comes from and goes to files."""

    def __init__(self, world: World, transport: str, at: str = PHONE):
        ports = {"udp": 0, "tcp": 0, transport.lower(): 5060}
        folder = world.folder / "linphone"
        file = world.write("linphone/linphonerc", CONFIG.format(**ports))
        (folder / ".local/share/linphone").mkdir(parents=True)  # it does not make it by itself
        self.log = folder / "linphone.log"
        # Without a terminal, linphonec prints when its buffer is full.
        self.process = world.start(
            "linphone", at, "stdbuf", "-oL", "linphonec", "-c", file, "-d", "6", "-l", self.log,
            "-S", HOME=str(folder),
        )  # fmt: skip
        world.wait_until_listening(self.process, transport.lower(), at, 5060)
        self.type("soundcard use files")
        self.type("autoanswer enable")

    def type(self, line: str) -> None:
        self.process.type(line)

    def call(self, address: str) -> None:
        self.type(f"call {address}")

    def hang_up(self) -> None:
        self.type("terminate")

    def press(self, key: str) -> None:
        """A key of the keypad, as an RTP event."""
        self.type(key)

    def hold(self) -> None:
        self.type("pause")
        self.process.wait_for_line("is now paused")

    def resume(self) -> None:
        self.type("resume")

    def wait_for_call(self) -> None:
        self.process.wait_for_line("Media streams established")

    def wait_for_end(self) -> None:
        self.process.wait_for_line("Call 1 with .* ended")
