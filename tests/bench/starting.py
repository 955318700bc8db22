"""From exec to registered, beside baresip with the same registrar; and a station at rest."""

import pathlib
import statistics
import tempfile
import time
from collections.abc import Callable

from peers import Baresip, Peer
from registrar import PASSWORD, USER, Registrar
from whole_station import WholeStation

SETTLED_S = 5.0


def account(registrar: Registrar) -> list[str]:
    return [
        "sip.enabled=true", "sip.transport=udp", f"sip.server_address=127.0.0.1:{registrar.port}",
        f"sip.username={USER}", f"sip.password={PASSWORD}", "sip.extension=201",
    ]  # fmt: skip


class RegisteringBaresip(Baresip):
    def account(self) -> str:
        return f"<sip:{USER}@127.0.0.1:{self.registrar_port}>;auth_pass={PASSWORD};regint=3600"

    def __init__(self, folder: pathlib.Path, registrar: Registrar) -> None:
        self.registrar_port = registrar.port
        super().__init__(folder)


def starts(make: Callable[[pathlib.Path, Registrar], Peer], count: int) -> dict:
    """The first one finds an empty folder: a station makes its certificate there."""
    took = []
    registrar = Registrar()
    with tempfile.TemporaryDirectory(prefix="portero-bench-") as folder:
        for _ in range(count + 1):
            peer = make(pathlib.Path(folder), registrar)
            try:
                took.append((registrar.await_registration() - peer.started) * 1e3)
            finally:
                peer.stop()
    first, *later = (round(one, 1) for one in took)
    return {"first_ms": first, "p50_ms": round(statistics.median(later), 1), "max_ms": max(later)}


def registering(build: pathlib.Path, count: int) -> dict:
    return {
        "portero-station": starts(
            lambda folder, registrar: WholeStation(build, folder, account(registrar)), count
        ),
        "baresip": starts(RegisteringBaresip, count),
    }


def at_rest(peer: Peer, seconds: float) -> dict:
    time.sleep(SETTLED_S)
    cpu, began = peer.cpu_s(), time.monotonic()
    time.sleep(seconds)
    spent = (peer.cpu_s() - cpu) / (time.monotonic() - began)
    return {
        "rss_mib": round(peer.rss_kib() / 1024, 2),
        "anonymous_mib": round(peer.anonymous_kib() / 1024, 2),
        "cpu_percent": round(spent * 100, 3),
    }


def resting(build: pathlib.Path, seconds: float) -> dict:
    """With console, pages and the processes of relay and media; those apart."""
    registrar = Registrar()
    found = {}
    makers = {
        "portero-station": lambda folder: WholeStation(build, folder, account(registrar)),
        "baresip": lambda folder: RegisteringBaresip(folder, registrar),
    }
    for name, make in makers.items():
        with tempfile.TemporaryDirectory(prefix="portero-bench-") as folder:
            peer = make(pathlib.Path(folder))
            try:
                registrar.await_registration()
                found[name] = at_rest(peer, seconds)
            finally:
                peer.stop()
    return found
