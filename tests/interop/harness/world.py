"""What a case lives in: one folder and one network of its own, and the processes in them."""

import os
import pathlib
import socket
import subprocess
from collections.abc import Callable

from harness.apart import own_places
from harness.process import Process
from harness.waiting import READY_WITHIN_S, Failed, until

# Hosts of a case; 2001:db8::1 is the station's other address, and so on.
STATION = "192.0.2.1"
SERVER = "192.0.2.2"
PHONE = "192.0.2.3"
OTHER = "192.0.2.4"
NAME_SERVER = "192.0.2.53"
STATION_IPV6 = "2001:db8::1"
PHONE_IPV6 = "2001:db8::3"
ROUTER = "192.0.2.254"  # where the case itself runs
ROUTER_MAC = "02:00:00:00:00:fe"


def ip(*steps: str) -> None:
    subprocess.run(["ip", "-batch", "-"], input="\n".join(steps), text=True, check=True)


def ip_in(host: str, *steps: str) -> None:
    command = ["ip", "-n", host, "-batch", "-"]
    subprocess.run(command, input="\n".join(steps), text=True, check=True)


def make_network() -> None:
    """In namespaces that are new: a switch without hosts."""
    own_places()
    # A switch without an address of its own takes the lowest of its cables', and takes another one
    # when a host comes: whoever talks to the case then loses it for seconds.
    ip("link set lo up", f"link add switch address {ROUTER_MAC} type bridge",
       "link set switch addrgenmode none up",
       f"address add {ROUTER}/24 dev switch")  # fmt: skip


def make_host(address: str) -> str:
    """A network namespace with one cable to the switch; its name."""
    number = address.rpartition(".")[2]
    name = f"host{number}"
    ip(f"netns add {name}",
       f"link add cable{number} type veth peer name eth0 netns {name}",
       f"link set cable{number} master switch addrgenmode none up")  # fmt: skip
    ip_in(name, "link set lo up", "link set eth0 addrgenmode none up",
          f"address add {address}/24 dev eth0",
          f"address add 2001:db8::{number}/64 dev eth0 nodad",
          f"route add default via {ROUTER}")  # fmt: skip
    # The kernel says so some time later, and a station registers anew when its network changes.
    until(lambda: is_up(name), f"the cable of {name} is up")
    return name


def pull_cable(address: str) -> None:
    """The host at the other end is gone, and nobody is told."""
    ip(f"link set cable{address.rpartition('.')[2]} nomaster")


def plug_cable(address: str) -> None:
    ip(f"link set cable{address.rpartition('.')[2]} master switch")


def is_up(host: str) -> bool:
    command = ["ip", "-n", host, "-oneline", "link", "show", "eth0"]
    return " state UP " in subprocess.run(command, capture_output=True, text=True).stdout


def in_hex(address: str) -> str:
    """As /proc/net writes it."""
    packed = socket.inet_pton(socket.AF_INET6 if ":" in address else socket.AF_INET, address)
    words = [packed[at : at + 4][::-1] for at in range(0, len(packed), 4)]
    return b"".join(words).hex().upper()


def listening(process: Process, protocol: str, address: str, port: int) -> bool:
    """Whether a socket of its host is bound here (udp) or listens here (tcp)."""
    wanted = {f"{in_hex(host)}:{port:04X}" for host in (address, "0.0.0.0", "::")}
    for table in (protocol, f"{protocol}6"):
        path = pathlib.Path(f"/proc/{process.process.pid}/net/{table}")
        for line in path.read_text("ascii").splitlines()[1:]:
            fields = line.split()
            if fields[1] in wanted and (protocol == "udp" or fields[3] == "0A"):
                return True
    return False


class World:
    def __init__(self, folder: pathlib.Path, programs: pathlib.Path):
        self.folder = folder
        self.programs = programs  # where Portero was built
        self.hosts: dict[str, str] = {}
        self.processes: list[Process] = []
        self.notes: list[str] = []  # what helps to understand a failure
        self.endings: list[Callable[[], None]] = []  # what must end well, in this order

    def host(self, address: str) -> str:
        if address not in self.hosts:
            self.hosts[address] = make_host(address)
        return self.hosts[address]

    def start(
        self, name: str, at: str, *command: str | pathlib.Path, **environment: str
    ) -> Process:
        words = ["ip", "netns", "exec", self.host(at), *(str(word) for word in command)]
        process = Process(name, words, os.environ | environment, self.folder)
        self.processes.append(process)
        return process

    def write(self, name: str, text: str) -> pathlib.Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def wait_until_listening(
        self, process: Process, protocol: str, address: str, port: int
    ) -> None:
        def look() -> bool:
            if process.process.poll() is not None:
                raise Failed(f"{process.name} ended with {process.process.returncode}")
            return listening(process, protocol, address, port)

        until(look, f"{process.name} listens at {address}:{port} ({protocol})", READY_WITHIN_S)

    def note(self, text: str) -> None:
        self.notes.append(text)

    def end_well(self) -> None:
        for ending in self.endings:
            ending()

    def stop(self) -> None:
        """Ends what still runs."""
        for process in self.processes:
            process.kill()

    def report(self) -> str:
        parts = [process.report() for process in self.processes]
        for path in sorted(self.folder.rglob("*.log")):
            parts.append(f"---- {path.name}\n{path.read_text('utf-8', 'replace')}")
        return "\n".join(parts + self.notes)
