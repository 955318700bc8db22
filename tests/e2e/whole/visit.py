"""A visit from the first start to the goodbye, each part with somebody else who answers."""

import dataclasses

from cases.picture import AT_MOST_OLD_MS, sees_the_clock_run
from cases.sound import STATION_HZ, LinphoneTalk, both_hear, wait_for_tone
from harness.station import PASSWORD, USER
from harness.waiting import expect, until
from harness.world import OTHER, SERVER, World
from peers.baresip import Baresip, registered
from peers.certificates import Identity
from peers.kamailio import Kamailio
from peers.linphone import Linphone
from whole.browser import Chromium
from whole.door import Door

OPERATOR_HZ = 800
BARESIP, LINPHONE = "200", "300"
WITH_UNLOCK = ("ringing", "in_call", "access_granted", "in_call", "ended")
IN_WORDS = ("Ready", "Ringing", "In call", "Access granted", "In call", "Call ended", "Ready")


@dataclasses.dataclass
class Visit:
    world: World
    kamailio: Kamailio
    signer: Identity
    door: Door
    console: Chromium

    def set_up(self) -> None:
        told = self.door.console()
        self.console.do("sets_password", told["address"], told["claim_code"])
        self.console.do("fills_intercom", {
            "SIP": True, "Server address": f"{SERVER}:5060", "Transport": "UDP",
            "Username": USER, "Password": PASSWORD, "Extension": BARESIP,
        })  # fmt: skip
        self.console.do("is_registered_at", f"{SERVER}:5060", "UDP")
        self.door.station.wait_for_registration()

    def baresip(self) -> Baresip:
        return registered(self.world, BARESIP, "UDP", self.signer, answers="manual", trace=True,
                          video=True)  # fmt: skip

    def by_baresip(self, phone: Baresip) -> None:
        self.console.do("touches_the_screen")
        phone.wait_for_ringing()
        phone.accept()
        phone.wait_for_call()
        self.door.station.wait_for_state("in_call")
        self.both_hear()
        sees_the_clock_run(self.world, lambda path: phone.do("snapshot_recv", str(path)))
        self.console.do("says_that_the_camera_is_on", True)
        self.opens_by_key(phone)
        self.door.waits_again(*WITH_UNLOCK)
        self.console.do("has_shown", *IN_WORDS)

    def both_hear(self) -> None:
        """In this call, whose recording is the only one from now on."""
        name = f"baresip-{BARESIP}"
        both_hear(self.world, name)
        for recording in (self.world.folder / name).glob("dump-*.wav"):
            recording.unlink()

    def opens_by_key(self, phone: Baresip | Linphone) -> None:
        self.door.is_still_shut()
        phone.press("0")
        self.door.opens_once()
        self.door.station.wait_for_state("access_granted")
        self.console.do("is_green")
        self.console.do("shows", "In call")
        phone.hang_up()

    def linphone(self) -> Linphone:
        phone = Linphone(self.world, "TLS", at=OTHER, user=LINPHONE, signer=self.signer)
        until(lambda: LINPHONE in self.kamailio.registered(), "Linphone registers")
        return phone

    def by_linphone(self, phone: Linphone) -> None:
        self.console.do("fills_intercom", {"Extension": LINPHONE})
        talk = LinphoneTalk(self.world, phone, turn_s=3)
        self.console.do("touches_the_screen")
        phone.wait_for_call()
        self.door.station.wait_for_state("in_call")
        talk.visitor_hears()
        talk.listens(lasts_s=2)
        self.opens_by_key(phone)
        phone.wait_for_end()
        talk.has_heard()
        self.door.waits_again(*WITH_UNLOCK)
        self.console.do("has_shown_but_for", "Ringing", *IN_WORDS)  # Linphone answers at once

    def ring_together(self, phone: Baresip) -> None:
        self.console.do("touches_the_screen")
        phone.wait_for_ringing()
        self.console.do("sees", "Somebody is at the door")
        age_ms = self.console.do("clock_age_ms")
        expect(0 <= age_ms <= AT_MOST_OLD_MS, f"the picture is {age_ms} ms old")

    def phone_wins(self, phone: Baresip) -> None:
        self.console.do("fills_intercom", {"Extension": BARESIP, "Answer in browsers": True})
        self.console.do("is_ready")
        self.ring_together(phone)
        phone.accept()
        phone.wait_for_call()
        self.console.do("sees", f"{BARESIP} answered.")
        self.both_hear()
        phone.hang_up()
        self.door.waits_again("ringing", "in_call", "ended")

    def browser_wins(self, phone: Baresip) -> None:
        answers = lambda: len(phone.process.matches("Call established"))  # noqa: E731
        before = answers()
        self.ring_together(phone)
        self.console.do("presses", "Answer")
        phone.wait_for_end()
        expect(answers() == before, "the phone was in the call, too")
        phone.process.wait_for_line("^CANCEL sip:")
        phone.process.wait_for_line('^Reason: SIP;cause=200;text="Call completed elsewhere"')
        self.console.do("sees", "You talk with the visitor")
        self.console.do("hears", STATION_HZ)
        wait_for_tone("the visitor hears the browser's", lambda: self.door.heard, OPERATOR_HZ, None)
        self.door.is_still_shut()
        self.console.do("presses", "Unlock")
        self.door.opens_once()
        self.console.do("sees", "Unlocked")
        self.door.station.wait_for_state("in_call")
        self.console.do("presses", "End call")
        self.door.waits_again(*WITH_UNLOCK)
