"""The programs that are measured: each a process of its own with nothing to do but SIP."""

import json
import os
import pathlib
import socket
import subprocess
import time

PAGE_BYTES = 4096


def free_port(kind: socket.SocketKind) -> int:
    with socket.socket(socket.AF_INET, kind) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Peer:
    """A process, and what the kernel knows of it."""

    def __init__(
        self, command: list[str], log: pathlib.Path, keep: tuple[int, ...] = (),
        environment: dict[str, str] | None = None,
    ) -> None:  # fmt: skip
        self.started = time.perf_counter()
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
                pass_fds=keep, env=os.environ | (environment or {}),
            )  # fmt: skip

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=30)

    def cpu_s(self) -> float:
        """Of all its threads, exact to a nanosecond."""
        tasks = pathlib.Path(f"/proc/{self.process.pid}/task").iterdir()
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9

    def rss_kib(self) -> int:
        statm = pathlib.Path(f"/proc/{self.process.pid}/statm").read_text()
        return int(statm.split()[1]) * PAGE_BYTES // 1024

    def anonymous_kib(self) -> int:
        """What is of no file: nobody else has it, and it cannot be read again."""
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.partition("RssAnon:")[2].split()[0])

    def descriptors(self) -> int:
        return len(list(pathlib.Path(f"/proc/{self.process.pid}/fd").iterdir()))

    def threads(self) -> int:
        return len(list(pathlib.Path(f"/proc/{self.process.pid}/task").iterdir()))


class Portero(Peer):
    name = "portero-station"

    def __init__(self, program: pathlib.Path, folder: pathlib.Path) -> None:
        self.port = free_port(socket.SOCK_DGRAM)
        self.control = folder / "station.sock"
        settings = ["sip.enabled=true", "sip.direct_calls=true", "sip.audio=pcmu_8000"]
        settings += ["sip.video=false"]
        command = [str(program), "--control-socket", str(self.control), "--simulated-media"]
        command += ["--state", str(folder / "state")]
        command += ["--sip-listen", f"127.0.0.1:{self.port}"]
        command += [word for setting in settings for word in ("--set", setting)]
        super().__init__(command, folder / "portero.log")

    def connect(self) -> None:
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(str(self.control))

    def dial(self, port: int) -> None:
        request = {"do": "call", "extension": f"127.0.0.1:{port}"}
        self.socket.sendall(json.dumps(request).encode() + b"\n")

    def told(self) -> None:
        """The answer to dial()."""
        answer = json.loads(self.socket.recv(65536))
        if answer != {"done": True}:
            raise RuntimeError(f"portero-station refuses to dial: {answer}")


class Baresip(Peer):
    name = "baresip"

    def __init__(self, folder: pathlib.Path) -> None:
        self.port = free_port(socket.SOCK_DGRAM)
        self.control = free_port(socket.SOCK_STREAM)
        # No sound device and no picture: then it does signaling alone, as the other does.
        lines = [f"sip_listen 127.0.0.1:{self.port}", "module_path /usr/lib/baresip/modules"]
        lines += ["module g711.so", "module_app account.so", "module_app menu.so"]
        lines += ["module ctrl_tcp.so", f"ctrl_tcp_listen 127.0.0.1:{self.control}"]
        lines += ["call_max_calls 64", "net_interface 127.0.0.1"]
        (folder / "config").write_text("\n".join(lines) + "\n")
        (folder / "accounts").write_text(self.account() + "\n")
        (folder / "contacts").write_text("")
        super().__init__(["baresip", "-f", str(folder)], folder / "baresip.log")

    def account(self) -> str:
        return "<sip:bench@127.0.0.1>;regint=0;answermode=auto;audio_codecs=PCMU"

    def connect(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self.control))

    def dial(self, port: int) -> None:
        command = json.dumps({"command": "dial", "params": f"sip:bench@127.0.0.1:{port}"})
        self.socket.sendall(f"{len(command)}:{command},".encode())

    def told(self) -> None:
        """Whatever it says of the call."""
        self.socket.setblocking(False)
        try:
            while self.socket.recv(65536):
                pass
        except BlockingIOError:
            pass
        self.socket.setblocking(True)
