"""Where this machine is, and which of its ports are free."""

import socket

ANYWHERE_ELSE = ("192.0.2.1", 9)  # RFC 5737: nobody's address; nothing is sent to it


def own_address() -> str:
    """The address that leaves this machine, or the loopback where none does."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(ANYWHERE_ELSE)
        except OSError:
            return "127.0.0.1"
        return probe.getsockname()[0]


def is_free(address: str, port: int) -> bool:
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        with socket.socket(socket.AF_INET, kind) as probe:
            if kind == socket.SOCK_STREAM:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address, port))
            except OSError:
                return False
    return True


def listens(address: str, port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        return probe.connect_ex((address, port)) == 0


def free_port(address: str, first: int, tries: int = 50) -> int:
    """The first one from there on: the usual one where it is free."""
    for port in range(first, first + tries):
        if is_free(address, port):
            return port
    raise OSError(f"no port from {first} to {first + tries - 1} is free at {address}")
