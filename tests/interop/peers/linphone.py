"""Linphone: linphonec, told what to do by what is typed."""

from harness.station import PASSWORD
from harness.world import PHONE, SERVER, World
from peers.certificates import Identity

CONFIG = """[sip]
sip_port={udp}
sip_tcp_port={tcp}
sip_tls_port={tls}
use_ipv6=0
root_ca={ca}
media_encryption={encryption}
use_info={info}
use_rfc2833={events}

[rtp]
audio_rtp_port=7078
video_rtp_port=9078

[video]
enabled={video}
capture={video}
display={video}
automatically_accept={video}
automatically_initiate={video}
{codecs}"""

CODECS = (("opus", 48000, 2), ("speex", 8000, 1), ("speex", 16000, 1), ("speex", 32000, 1),
          ("PCMU", 8000, 1), ("PCMA", 8000, 1), ("GSM", 8000, 1), ("G722", 8000, 1))  # fmt: skip


def codecs(only: str | None) -> str:
    """Its sections: all are on, or this one alone."""
    sections = []
    for number, (mime, rate, channels) in enumerate(CODECS):
        enabled = int(only in (None, f"{mime}/{rate}"))
        sections.append(f"[audio_codec_{number}]\nmime={mime}\nrate={rate}\n"
                        f"channels={channels}\nenabled={enabled}\n")  # fmt: skip
    return "\n".join(sections)


# At the case's Kamailio, by TLS.
ACCOUNT = """
[proxy_0]
reg_proxy=<sip:{server}:5061;transport=tls>
reg_identity=sip:{user}@{server}
reg_expires=60
reg_sendregister=1

[auth_info_0]
username={user}
passwd={password}
realm=door
"""
BY_CHANCE = -1  # a port of the kernel's choice


class Linphone:
    """Answers by itself; sound comes from and goes to files."""

    def __init__(self, world: World, transport: str, at: str = PHONE, video: bool = False,
                 codec: str | None = None, encryption: str = "none", keys_by_info: bool = False,
                 user: str = "", signer: Identity | None = None):  # fmt: skip
        """With a user, and who signed Kamailio's certificate, it has an account there by TLS."""
        ports = {"udp": 0, "tcp": 0, "tls": 0}
        ports[transport.lower()] = BY_CHANCE if user else 5060
        folder = world.folder / "linphone"
        config = CONFIG.format(
            **ports, video=int(video), encryption=encryption, codecs=codecs(codec),
            info=int(keys_by_info), events=int(not keys_by_info),
            ca=signer.certificate if signer else "",
        )  # fmt: skip
        if user:
            config += ACCOUNT.format(server=SERVER, user=user, password=PASSWORD)
        file = world.write("linphone/linphonerc", config)
        (folder / ".local/share/linphone").mkdir(parents=True)  # it does not make it by itself
        self.log = folder / "linphone.log"
        # Without a terminal, linphonec prints when its buffer is full.
        self.process = world.start(
            "linphone", at, "stdbuf", "-oL", "linphonec", "-c", file, "-d", "6", "-l", self.log,
            "-S", *(("-C", "-D") if video else ()), HOME=str(folder),
        )  # fmt: skip
        if not user:
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
        """A key of the keypad, as an RTP event or by INFO."""
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
