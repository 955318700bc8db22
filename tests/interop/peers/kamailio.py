"""Kamailio: a registrar and proxy with two accounts, over UDP, TCP and TLS."""

import dataclasses
import os
import pathlib
import re
import signal
import subprocess

from harness.process import Process
from harness.station import PASSWORD
from harness.world import SERVER, World
from peers.certificates import Identity

MODULES = ["tls", "tm", "sl", "rr", "pv", "maxfwd", "usrloc", "registrar", "textops", "siputils",
           "auth", "nathelper", "ctl", "stun"]  # fmt: skip

# Phones are reached over the connection that they opened, which phones with TLS depend on.
CONFIG = """#!KAMAILIO
debug=2
log_stderror=yes
children=1
tcp_children=1
auto_aliases=no
dns=no
rev_dns=no
enable_tls=yes
tcp_crlf_ping={pongs}
listen=udp:{at}:5060
listen=tcp:{at}:5060
listen=tls:{at}:5061
mpath="/usr/lib/x86_64-linux-gnu/kamailio/modules/"
{modules}
modparam("tls", "config", "{folder}/tls.cfg")
modparam("auth", "algorithm", "{algorithm}")
modparam("usrloc", "db_mode", 0)
modparam("ctl", "binrpc", "unix:{folder}/control")
modparam("registrar", "max_expires", {longest_s})
modparam("registrar|nathelper", "received_avp", "$avp(received)")

request_route {{
  if (!mf_process_maxfwd_header("10")) {{ sl_send_reply("483", "Too Many Hops"); exit; }}
  if (is_method("CANCEL")) {{ if (t_check_trans()) t_relay(); exit; }}
  if (has_totag()) {{
    if (loose_route()) {{ handle_ruri_alias(); set_contact_alias(); t_relay(); exit; }}
    if (is_method("ACK")) {{ if (t_check_trans()) t_relay(); exit; }}
    sl_send_reply("404", "Not Here"); exit;
  }}
  force_rport();
  t_check_trans();
  if (is_method("OPTIONS")) {{ sl_send_reply("200", "OK"); exit; }}
  if (!($fU =~ "^[123]00$")) {{ sl_send_reply("404", "Not Found"); exit; }}
  if (is_method("REGISTER")) {{
    if (!pv_www_authenticate("door", "{password}", "0")) {{ www_challenge("door", "1"); exit; }}
    fix_nated_register();
    save("location");
    exit;
  }}
  if (!pv_proxy_authenticate("door", "{password}", "0")) {{ proxy_challenge("door", "1"); exit; }}
  consume_credentials();
  record_route();
  if (!lookup("location")) {{ sl_send_reply("404", "Not Found"); exit; }}
  set_contact_alias();
  t_relay();
}}

onreply_route {{
  if (is_present_hf("Contact")) set_contact_alias();
  return(1);
}}
"""

TLS = """[server:default]
method = TLSv1.2+
{clients}
private_key = {identity.key}
certificate = {identity.certificate}
"""

ANY_CLIENT = "verify_certificate = no\nrequire_certificate = no"
KNOWN_CLIENTS = "verify_certificate = yes\nrequire_certificate = yes\nca_list = {authority}"


@dataclasses.dataclass
class Kamailio:
    """Knows 100 (the station), 200 and 300, each with the station's password."""

    world: World
    identity: Identity
    algorithm: str = "MD5"
    at: str = SERVER
    longest_s: int = 300  # that a registration lasts
    answers_pings: bool = True  # by TCP and TLS
    clients_from: Identity | None = None  # who signs the certificates that phones must show
    starts: int = 0
    process: Process | None = None

    def folder(self) -> pathlib.Path:
        return self.world.folder / f"kamailio-{self.starts}"

    def start(self) -> None:
        self.starts += 1
        folder = self.folder()
        modules = "\n".join(f'loadmodule "{name}.so"' for name in MODULES)
        config = CONFIG.format(
            at=self.at, modules=modules, folder=folder, algorithm=self.algorithm,
            password=PASSWORD, longest_s=self.longest_s,
            pongs="yes" if self.answers_pings else "no",
        )  # fmt: skip
        signer = self.clients_from
        clients = KNOWN_CLIENTS.format(authority=signer.certificate) if signer else ANY_CLIENT
        tls = TLS.format(identity=self.identity, clients=clients)
        self.world.write(f"{folder.name}/tls.cfg", tls)
        file = self.world.write(f"{folder.name}/kamailio.cfg", config)
        self.process = self.world.start(
            folder.name, self.at, "kamailio", "-DD", "-E", "-f", file, "-Y", folder,
            "-P", folder / "pid", "-m", "32", "-M", "4",
        )  # fmt: skip
        for protocol, port in (("udp", 5060), ("tcp", 5060), ("tcp", 5061)):
            self.world.wait_until_listening(self.process, protocol, self.at, port)

    def stop(self) -> None:
        assert self.process
        self.process.terminate()

    def die(self) -> None:
        """SIGKILL to all its processes, so that none says goodbye."""
        assert self.process
        self.signal(signal.SIGKILL)
        self.process.kill()

    def freeze(self) -> None:
        """It is there, and says nothing."""
        self.signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.signal(signal.SIGCONT)

    def signal(self, what: signal.Signals) -> None:
        assert self.process
        main = self.process.process.pid
        for pid in (main, *descendants(main)):
            os.kill(pid, what)

    def registered(self) -> list[str]:
        """The accounts that have a phone."""
        return re.findall(r"AoR: (\S+)", self.location())

    def contacts(self) -> list[str]:
        """Where the phones of all accounts are reached."""
        return re.findall(r"Address: (\S+)", self.location())

    def location(self) -> str:
        command = ["kamcmd", "-s", f"unix:{self.folder()}/control", "ul.dump"]
        return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def descendants(pid: int) -> list[int]:
    children = pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    return [it for child in map(int, children) for it in (child, *descendants(child))]


def port(transport: str) -> int:
    return 5061 if transport == "TLS" else 5060
