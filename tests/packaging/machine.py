"""A fresh Debian 12 with systemd, in a container with a network of its own."""

import os
import pathlib
import signal
import subprocess
import time
from collections.abc import Callable

MIRROR = "http://deb.debian.org/debian"
PATIENCE_S = 120.0
PLACE = "/packages"  # within, where the packages of the build are
NEEDED = ("debootstrap", "systemd-nspawn")


class Failed(Exception):
    """What was not as it must be, in words."""


def expect(truth: object, words: str) -> None:
    if not truth:
        raise Failed(words)


def until(look: Callable[[], object], words: str, within_s: float = PATIENCE_S) -> object:
    end = time.monotonic() + within_s
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.1)
    raise Failed(f"not within {within_s:.0f} s: {words}")


def debootstrap(root: pathlib.Path) -> None:
    words = ["debootstrap", "--variant=minbase", "--include=systemd,systemd-sysv,dbus"]
    subprocess.run([*words, "bookworm", str(root), MIRROR], check=True, stdout=subprocess.DEVNULL)


class Machine:
    def __init__(self, root: pathlib.Path, packages: pathlib.Path) -> None:
        self.root = root
        self.packages = packages
        self.boots = 0
        self.nspawn: subprocess.Popen | None = None

    def _words(self) -> list[str]:
        words = ["systemd-nspawn", "--quiet", f"--directory={self.root}", "--register=no"]
        words.append("--setenv=DEBIAN_FRONTEND=noninteractive")
        words += [f"--bind-ro={self.packages}:{PLACE}", "--link-journal=no"]
        # Where systemd does not run outside, nobody makes a scope for us.
        return words if pathlib.Path("/run/systemd/system").is_dir() else [*words, "--keep-unit"]

    def before_boot(self, *words: str) -> None:
        """Nothing of it runs yet; it has our network."""
        done = subprocess.run([*self._words(), "--pipe", *words], capture_output=True, text=True)
        expect(done.returncode == 0, f"{' '.join(words)}: {done.stdout}{done.stderr}")

    def boot(self) -> None:
        self.boots += 1
        words = [*self._words(), "--private-network", "--console=pipe", "--boot"]
        with (self.root.parent / f"boot-{self.boots}.log").open("wb") as log:
            self.nspawn = subprocess.Popen(
                words, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
            )
        until(self._is_up, "the machine is up")

    def _is_up(self) -> bool:
        assert self.nspawn
        expect(self.nspawn.poll() is None, "systemd-nspawn ended")
        # A unit of Debian that fails in a container says nothing of ours.
        return bool(self._leader()) and self.run("systemctl is-system-running").stdout.strip() in (
            "running", "degraded",
        )  # fmt: skip

    def _leader(self) -> int | None:
        assert self.nspawn
        of = pathlib.Path(f"/proc/{self.nspawn.pid}/task/{self.nspawn.pid}/children")
        children = of.read_text().split()
        return int(children[0]) if children else None

    def run(self, line: str) -> subprocess.CompletedProcess[str]:
        """A line of shell on the running machine, as root."""
        leader = self._leader()
        expect(leader, "the machine has ended")
        words = ["nsenter", f"--target={leader}", "--mount", "--uts", "--ipc", "--net", "--pid"]
        words += ["--root", "--wd"]
        clean = ["env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8"]
        clean += ["DEBIAN_FRONTEND=noninteractive", "SYSTEMD_PAGER=", "SYSTEMD_COLORS=0"]
        command = [*words, *clean, "sh", "-c", line]
        return subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )

    def does(self, line: str) -> str:
        """What it prints; it must succeed."""
        done = self.run(line)
        expect(done.returncode == 0, f"{line}: {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout.strip()

    def network(self) -> list[str]:
        """What to put before a command of ours that shall have its network."""
        return ["nsenter", f"--target={self._leader()}", "--net"]

    def end(self) -> None:
        if not self.nspawn or self.nspawn.poll() is not None:
            return
        leader = self._leader()
        if leader:
            os.kill(leader, signal.SIGRTMIN + 4)  # systemd(1): poweroff
        try:
            self.nspawn.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.nspawn.kill()
            self.nspawn.wait()
            raise Failed("the machine does not power off") from None

    def log(self) -> str:
        line = "journalctl --no-pager -o short-precise -u portero-station | tail -60"
        return self.run(line).stdout
