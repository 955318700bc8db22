"""Certificates made by OpenSSL for one case."""

import dataclasses
import pathlib
import subprocess

from harness.world import World

KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]


@dataclasses.dataclass(frozen=True)
class Identity:
    certificate: pathlib.Path
    key: pathlib.Path

    def pem(self) -> str:
        return self.certificate.read_text("ascii")

    def key_pem(self) -> str:
        return self.key.read_text("ascii")

    def fingerprint(self) -> str:
        """SHA-256, with colons."""
        command = ["openssl", "x509", "-in", self.certificate, "-noout", "-fingerprint", "-sha256"]
        done = subprocess.run(command, capture_output=True, check=True, text=True)
        return done.stdout.strip().partition("=")[2]


def openssl(*words: str | pathlib.Path) -> None:
    done = subprocess.run(["openssl", *words], capture_output=True, check=False, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"openssl {words}: {done.stderr}")


def paths(world: World, name: str) -> Identity:
    return Identity(world.folder / f"{name}.pem", world.folder / f"{name}.key")


def authority(world: World, name: str = "authority") -> Identity:
    made = paths(world, name)
    openssl("req", "-x509", *KEY, "-keyout", made.key, "-out", made.certificate, "-days", "2",
            "-subj", f"/CN={name}", "-addext", "keyUsage=critical,keyCertSign")  # fmt: skip
    return made


def self_signed(world: World, host: str, name: str = "self-signed") -> Identity:
    made = paths(world, name)
    openssl("req", "-x509", *KEY, "-keyout", made.key, "-out", made.certificate, "-days", "2",
            "-subj", f"/CN={host}", "-addext", f"subjectAltName={alternative(host)}")  # fmt: skip
    return made


def signed_by(
    signer: Identity, world: World, host: str, name: str = "server", expired: bool = False,
    more: str = "",
) -> Identity:  # fmt: skip
    made = paths(world, name)
    request = world.folder / f"{name}.csr"
    openssl("req", "-new", *KEY, "-keyout", made.key, "-out", request, "-subj", f"/CN={host}")
    extensions = world.write(f"{name}.ext", f"subjectAltName={alternative(host)}{more}\n")
    words = ["-req", "-in", request, "-CA", signer.certificate, "-CAkey", signer.key,
             "-CAcreateserial", "-extfile", extensions, "-out", made.certificate]  # fmt: skip
    openssl("x509", *words, "-days", "-1" if expired else "2")
    return made


def alternative(host: str) -> str:
    return f"IP:{host}" if host.replace(".", "").isdigit() else f"DNS:{host}"
