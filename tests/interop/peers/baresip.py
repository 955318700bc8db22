"""baresip: a phone that is told what to do over its control port."""

import json
import pathlib
import socket

from harness.station import PASSWORD
from harness.waiting import PATIENCE_S, READY_WITHIN_S, expect, until
from harness.world import PHONE, SERVER, World
from peers.certificates import Identity
from peers.kamailio import port

CONTROL_PORT = 4444

CONFIG = """sip_listen {sip_at}:5060
sip_cafile {ca}
net_interface {interface}
audio_source {source}
ausrc_srate 48000
ausrc_channels {channels}
audio_player aufile,{folder}/heard.wav
audio_alert aufile,{folder}/alert.wav
auplay_srate 48000
auplay_channels 1
rtp_ports 20000-20100
rtp_timeout 0
redial_attempts 0
statmode_default off
module_path /usr/lib/baresip/modules
module g711.so
module g722.so
module gsm.so
module opus.so
module srtp.so
module sndfile.so
snd_path {folder}
module ausine.so
module aufile.so
module_tmp uuid.so
module_tmp account.so
module_app menu.so
module_app ctrl_tcp.so
ctrl_tcp_listen {at}:4444
"""


# It shows what it receives to nobody, and saves pictures of it. Its own camera is off: a station
# takes no picture.
VIDEO = """module vp8.so
module avcodec.so
module swscale.so
module fakevideo.so
module snapshot.so
video_source fakevideo,nil
video_display fakevideo,nil
"""


class Baresip:
    """One account, answering by itself unless it is told to ring."""

    def __init__(self, world: World, account: str, at: str = PHONE, name: str = "baresip",
                 ca: pathlib.Path | str = "", video: bool = False,
                 source: str = "ausine,440", ice: bool = False, ipv6: str = "",
                 trace: bool = False):  # fmt: skip
        """With `ipv6`, it speaks SIP at this address; with `trace`, it prints its messages."""
        folder = world.folder / name
        sip_at, interface = (f"[{ipv6}]", ipv6) if ipv6 else (at, at)
        config = CONFIG.format(at=at, sip_at=sip_at, interface=interface, folder=folder, ca=ca,
                               source=source,
                               channels=1 if source.startswith("aufile") else 2)  # fmt: skip
        config += VIDEO if video else ""
        config += "module ice.so\n" if ice else ""
        # It makes a key of RSA while it starts, which takes long on a busy machine.
        config += "module dtls_srtp.so\n" if "dtls_srtp" in account else ""
        world.write(f"{name}/config", config)
        world.write(f"{name}/accounts", account + "\n")
        world.write(f"{name}/contacts", "")
        options = ["-v", "-s"] if trace else ["-v"]
        self.process = world.start(name, at, "baresip", *options, "-f", folder)
        self.process.wait_for_line("baresip is ready", within=READY_WITHIN_S)
        world.wait_until_listening(self.process, "tcp", at, CONTROL_PORT)
        self.connection = socket.create_connection((at, CONTROL_PORT), timeout=PATIENCE_S)
        self.buffer = b""
        self.events: list[str] = []

    def wait_for_registration(self) -> None:
        self.process.wait_for_line(r"\{0/.*\} 200 OK")

    def call(self, address: str) -> None:
        self.do("dial", address)

    def accept(self) -> None:
        """Answers the call that rings."""
        self.do("accept")

    def hang_up(self) -> None:
        """Ends the call; while it rings, refuses it with 486."""
        self.do("hangup")

    def press(self, key: str) -> None:
        """A key of the keypad, as an RTP event."""
        self.do("sndcode", key)

    def hold(self) -> None:
        self.do("hold")

    def resume(self) -> None:
        self.do("resume")

    def wait_for_ringing(self) -> None:
        self.wait_for_event("CALL_INCOMING")

    def wait_for_call(self) -> None:
        self.wait_for_event("CALL_ESTABLISHED")

    def wait_for_end(self) -> None:
        self.wait_for_event("CALL_CLOSED")

    def do(self, command: str, parameters: str = "") -> None:
        """One of the commands of baresip's menu."""
        text = json.dumps({"command": command, "params": parameters}).encode()
        self.connection.sendall(b"%d:%s," % (len(text), text))
        while True:
            message = self._receive()
            if message.get("response"):
                expect(message["ok"], f"baresip refuses {command} {parameters}: {message}")
                return
            self.events.append(message["type"])

    def _receive(self) -> dict:
        """The next netstring of JSON."""
        while True:
            length, colon, rest = self.buffer.partition(b":")
            if colon and len(rest) > int(length):
                self.buffer = rest[int(length) + 1 :]
                return json.loads(rest[: int(length)])
            more = self.connection.recv(65536)
            expect(more, "baresip closed its control connection")
            self.buffer += more

    def wait_for_event(self, event: str, within: float = PATIENCE_S) -> None:
        """CALL_ESTABLISHED, CALL_CLOSED, CALL_RINGING ... since the last wait for the same."""

        def look() -> bool:
            while event not in self.events:
                self.connection.settimeout(0.05)
                try:
                    self.events.append(self._receive().get("type", ""))
                except TimeoutError:
                    return False
                finally:
                    self.connection.settimeout(PATIENCE_S)
            self.events = self.events[self.events.index(event) + 1 :]
            return True

        until(look, f"baresip tells {event}", within)


def registered(world: World, user: str, over: str, signer: Identity, at: str = PHONE,
               answers: str = "auto", trace: bool = False,
               video: bool = False) -> Baresip:  # fmt: skip
    """A phone with an account at the case's Kamailio."""
    account = (
        f"<sip:{user}@{SERVER}:{port(over)};transport={over.lower()}>;auth_pass={PASSWORD}"
        f";regint=60;answermode={answers}"
    )
    phone = Baresip(world, account, at, f"baresip-{user}", signer.certificate, video,
                    trace=trace)  # fmt: skip
    phone.wait_for_registration()
    return phone
