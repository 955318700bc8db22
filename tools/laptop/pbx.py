"""Kamailio as the PBX of one station and its phones: each extension may have several phones."""

import pathlib
import shutil

from accounts import Accounts
from network import free_port, listens
from program import Failed, Program

MODULES = ("tm", "sl", "rr", "pv", "maxfwd", "usrloc", "registrar", "textops", "siputils", "auth",
           "nathelper", "stun")  # fmt: skip

CONFIG = """#!KAMAILIO
debug=1
log_stderror=yes
children=2
tcp_children=2
auto_aliases=no
dns=no
rev_dns=no
listen=udp:{at}:{port}
listen=tcp:{at}:{port}
mpath="{modules_folder}"
{modules}
modparam("usrloc", "db_mode", 0)
modparam("registrar", "max_expires", 600)
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
  $var(password) = "";
{passwords}
  if ($var(password) == "") {{ sl_send_reply("404", "Not Found"); exit; }}
  if (is_method("REGISTER")) {{
    if (!pv_www_authenticate("portero", "$var(password)", "0")) {{
      www_challenge("portero", "1"); exit;
    }}
    fix_nated_register();
    save("location");
    exit;
  }}
  if (!pv_proxy_authenticate("portero", "$var(password)", "0")) {{
    proxy_challenge("portero", "1"); exit;
  }}
  consume_credentials();
  record_route();
  if (!lookup("location")) {{ sl_send_reply("480", "Temporarily Unavailable"); exit; }}
  set_contact_alias();
  t_relay();
}}

onreply_route {{
  if (is_present_hf("Contact")) set_contact_alias();
  return(1);
}}
"""


class Pbx:
    def __init__(self, folder: pathlib.Path, address: str, accounts: Accounts):
        self.folder = folder
        self.address = address
        self.port = free_port(address, 5060)
        self.accounts = accounts
        self.program: Program | None = None

    @property
    def server(self) -> str:
        return f"{self.address}:{self.port}"

    def start(self) -> Program:
        program = shutil.which("kamailio") or shutil.which("kamailio", path="/usr/sbin")
        if program is None:
            raise Failed("kamailio is not installed; tools/setup.sh installs it")
        self.folder.mkdir(mode=0o700, exist_ok=True)
        config = self.folder / "kamailio.cfg"
        config.unlink(missing_ok=True)
        config.touch(mode=0o600)
        config.write_text(self.config())
        self.program = Program(
            "kamailio",
            [program, "-DD", "-E", "-f", str(config), "-Y", str(self.folder),
             "-P", str(self.folder / "pid"), "-m", "32", "-M", "4"],
            self.folder / "log",
        )  # fmt: skip
        return self.program

    def wait_until_it_listens(self) -> None:
        assert self.program
        self.program.wait_until(
            lambda: listens(self.address, self.port), f"Kamailio at {self.server}"
        )

    def config(self) -> str:
        passwords = "\n".join(
            f'  if ($fU == "{name}") $var(password) = "{password}";'
            for name, password in self.accounts.passwords.items()
        )
        folders = sorted(pathlib.Path("/usr/lib").glob("*/kamailio/modules"))
        if not folders:
            raise Failed("Kamailio's modules are not below /usr/lib; install it again")
        return CONFIG.format(
            at=self.address, port=self.port, modules_folder=folders[0], passwords=passwords,
            modules="\n".join(f'loadmodule "{name}.so"' for name in MODULES),
        )  # fmt: skip
