"""Running a program in a network, with mounts and process ids of its own, which end with it."""

import os
import pathlib
import subprocess

# As ctest knows it (SKIP_RETURN_CODE).
SKIPPED = 77
IN_A_CHROOT = """skipped: / is no mount point here, as in a plain chroot, where no program can be
given mounts of its own. To play the cases: mount --bind ROOT ROOT before chroot ROOT"""
NEEDED = """cannot make a network namespace: run as root, or allow user namespaces
(sysctl kernel.unprivileged_userns_clone=1)"""


def unshared() -> list[str]:
    """What to put before the words of a command."""
    words = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"]
    return words if os.geteuid() == 0 else [*words, "--user", "--map-root-user"]


def in_a_plain_chroot() -> bool:
    mounts = pathlib.Path("/proc/self/mountinfo").read_text(encoding="utf-8")
    return all(line.split()[4] != "/" for line in mounts.splitlines())


def can_be_apart() -> bool:
    return subprocess.run([*unshared(), "true"], check=False).returncode == 0


def own_places() -> None:
    """Within: names of network namespaces are kept in /run."""
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/run"], check=True)
