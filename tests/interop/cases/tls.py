"""Kamailio with certificates that are right and wrong."""

from harness.case import case
from harness.names import replace
from harness.station import Station, account
from harness.waiting import expect
from harness.world import SERVER, World
from peers.certificates import Identity, authority, self_signed, signed_by
from peers.kamailio import Kamailio

NAME = "pbx.example"


def serve(world: World, identity: Identity) -> None:
    Kamailio(world, identity).start()
    replace(world, "/etc/hosts", f"127.0.0.1 localhost\n{SERVER} {NAME}\n")


def station_of(world: World, host: str = NAME, **verification: object) -> Station:
    return Station(world, account(f"{host}:5061", "TLS", **verification))


def trusting(signer: Identity) -> dict[str, object]:
    return {"tls_verification": "uploaded_ca", "tls_ca": signer.pem()}


def pinning(identity: Identity) -> dict[str, object]:
    return {"tls_verification": "pinned_certificate",
            "tls_pinned_certificate": identity.fingerprint()}  # fmt: skip


def serve_known_clients(world: World, signer: Identity) -> None:
    Kamailio(world, signed_by(signer, world, NAME), clients_from=signer).start()
    replace(world, "/etc/hosts", f"127.0.0.1 localhost\n{SERVER} {NAME}\n")


def refused(station: Station, words: str) -> None:
    reason = station.wait_for_outage("certificate_refused")
    expect(words in reason, f"the status does not say '{words}': {reason}")


@case("Kamailio", "its certificate is from the uploaded CA, for its name", over=("TLS",))
def right_name(world: World, _: str) -> None:
    signer = authority(world)
    serve(world, signed_by(signer, world, NAME))
    station_of(world, **trusting(signer)).wait_for_registration()


@case("Kamailio", "its certificate is from the uploaded CA, for its address", over=("TLS",))
def right_address(world: World, _: str) -> None:
    signer = authority(world)
    serve(world, signed_by(signer, world, SERVER))
    station_of(world, SERVER, **trusting(signer)).wait_for_registration()


@case("Kamailio", "its certificate is for another name: refused", over=("TLS",))
def wrong_name(world: World, _: str) -> None:
    signer = authority(world)
    serve(world, signed_by(signer, world, "other.example"))
    refused(station_of(world, **trusting(signer)), "another name")


@case("Kamailio", "its certificate is for another address: refused", over=("TLS",))
def wrong_address(world: World, _: str) -> None:
    signer = authority(world)
    serve(world, signed_by(signer, world, "192.0.2.77"))
    refused(station_of(world, SERVER, **trusting(signer)), "another name")


@case("Kamailio", "its certificate is from another CA: refused", over=("TLS",))
def wrong_authority(world: World, _: str) -> None:
    ours, theirs = authority(world, "ours"), authority(world, "theirs")
    serve(world, signed_by(theirs, world, NAME))
    refused(station_of(world, **trusting(ours)), "unknown authority")


@case("Kamailio", "its certificate is from a CA that the system does not know: refused",
      over=("TLS",))  # fmt: skip
def unknown_to_the_system(world: World, _: str) -> None:
    serve(world, signed_by(authority(world), world, NAME))
    refused(station_of(world), "unknown authority")


@case("Kamailio", "its certificate has expired: refused", over=("TLS",))
def expired(world: World, _: str) -> None:
    signer = authority(world)
    serve(world, signed_by(signer, world, NAME, expired=True))
    refused(station_of(world, **trusting(signer)), "expired")


@case("Kamailio", "its certificate is signed by itself: refused", over=("TLS",))
def signed_by_itself(world: World, _: str) -> None:
    serve(world, self_signed(world, NAME))
    refused(station_of(world), "signed by itself")


@case("Kamailio", "its certificate is the pinned one", over=("TLS",))
def pinned(world: World, _: str) -> None:
    identity = self_signed(world, NAME)
    serve(world, identity)
    station_of(world, **pinning(identity)).wait_for_registration()


@case("Kamailio", "its certificate is not the pinned one: refused", over=("TLS",))
def not_the_pinned_one(world: World, _: str) -> None:
    serve(world, self_signed(world, NAME))
    other = self_signed(world, NAME, "other")
    refused(station_of(world, **pinning(other)), "not the pinned one")


@case("Kamailio", "its certificate is wrong in every way, verification is off", over=("TLS",))
def not_verified(world: World, _: str) -> None:
    signer = authority(world)
    serve(world, signed_by(signer, world, "other.example", expired=True))
    station_of(world, tls_verification="off").wait_for_registration()


@case("Kamailio", "it demands a certificate of the station, which has one", over=("TLS",))
def with_a_client_certificate(world: World, _: str) -> None:
    signer = authority(world)
    serve_known_clients(world, signer)
    own = signed_by(signer, world, "door", name="door")
    ours = {"tls_client_certificate": own.pem(), "tls_client_key": own.key_pem()}
    station_of(world, **trusting(signer), **ours).wait_for_registration()


@case("Kamailio", "it demands a certificate of the station, which has none: told as such",
      over=("TLS",))  # fmt: skip
def without_a_client_certificate(world: World, _: str) -> None:
    signer = authority(world)
    serve_known_clients(world, signer)
    refused(station_of(world, **trusting(signer)), "we have none")
