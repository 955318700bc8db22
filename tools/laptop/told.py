"""What ./run prints once everything runs."""

import shutil
import subprocess
import sys

from accounts import PHONES, Accounts
from pbx import Pbx
from station import Station

# As the media process names what it takes where there is nothing real.
SIMULATED = (
    ("test pattern", "a test picture with a clock (no camera was found)"),
    ("synthetic", "synthetic speech (no microphone was found)"),
    ("none", "none was found: what operators say is not heard here"),
)


def in_words(device: str) -> str:
    return next((words for name, words in SIMULATED if device.startswith(name)), device)


def qr_code(text: str) -> str:
    """For a terminal; empty where qrencode is not installed."""
    program = shutil.which("qrencode")
    if program is None:
        return ""
    kind = "ANSIUTF8" if sys.stdout.isatty() else "UTF8"  # with colours, or those of whoever looks
    command = [program, "-t", kind, "-m", "4"]  # less margin is not scanned
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    return done.stdout


def console_lines(station: Station) -> list[str]:
    told = station.told("console")["console"]
    code = told.get("claim_code")
    link = told["address"] + (f"/#claim={code}" if code else "")
    lines = ["The web console, also on a phone in this network:", "", f"  {link}", ""]
    if code:
        lines.append("The link sets the console's password, once.")
    lines += [
        "The browser warns, because the station made its certificate itself. This is its",
        "fingerprint (SHA-256), which the browser shows under the certificate's details:",
        f"  {told['fingerprint'][:47]}",
        f"  {told['fingerprint'][48:]}",
    ]
    return lines


def phone_lines(pbx: Pbx, accounts: Accounts) -> list[str]:
    lines = [
        "A SIP phone (Linphone, baresip, a desk phone) registers with:",
        "",
        f"  server {pbx.server}, UDP or TCP",
    ]
    for name in PHONES:
        calls = "   the button calls it" if name == PHONES[0] else ""
        lines.append(f"  username {name}, password {accounts.passwords[name]}{calls}")
    lines += ["", "Key 0 opens the door in a call. The account as a QR code:"]
    address = f"sip:{PHONES[0]}:{accounts.passwords[PHONES[0]]}@{pbx.server}"
    code = qr_code(address)
    return [*lines, *(code.splitlines() if code else [f"  {address}"])]


def device_lines(station: Station) -> list[str]:
    lines = ["What is real here:", ""]
    for device, name in station.devices().items():
        lines.append(f"  {device:<12} {in_words(name)}")
    lines.append(f"  {'screen':<12} drawn as at a door; the console shows it on Status")
    lines.append(f"  {'relay':<12} simulated; each movement is a line of {station.relay_record}")
    lines.append(f"  {'panel':<12} simulated, once Access control sends a credential:")
    lines.append(f"  {'':<12} each card is a line of {station.card_record}; the LED goes on by")
    lines.append(f"  {'':<12} echo 1 > {station.panel_led}, and off by echo 0")
    lines.append(f"  {'':<12} by OSDP, what the panel did is in {station.panel_record}")
    return lines


def tell_how_to_use_it(station: Station, pbx: Pbx, accounts: Accounts) -> None:
    parts = [console_lines(station), phone_lines(pbx, accounts), device_lines(station)]
    for part in parts:
        print("\n".join(["", *part]))
    print("\nOpen the console, go to Answer, be ready to answer, and touch the screen on Status.")
    print(f"Logs are in {station.data}. Ctrl-C stops everything.", flush=True)
