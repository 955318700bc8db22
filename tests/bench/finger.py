"""A finger on the screen: Qt's platform 'vnc' takes it over the network (RFC 6143)."""

import socket
import struct
import time

PATIENCE_S = 20.0
POINTER = 5


class Finger:
    def __init__(self, port: int) -> None:
        self.socket = self.connected(port)
        self.take(12)
        self.socket.sendall(b"RFB 003.003\n")
        (security,) = struct.unpack("!I", self.take(4))
        if security != 1:
            raise RuntimeError(f"the screen wants security {security}")
        self.socket.sendall(b"\x01")
        self.width, self.height = struct.unpack("!HH", self.take(4))
        self.take(struct.unpack("!16xI", self.take(20))[0])

    @staticmethod
    def connected(port: int) -> socket.socket:
        end = time.monotonic() + PATIENCE_S
        while True:
            try:
                found = socket.create_connection(("127.0.0.1", port))
            except ConnectionRefusedError:
                if time.monotonic() > end:
                    raise
                time.sleep(0.02)
                continue
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            found.settimeout(PATIENCE_S)
            return found

    def take(self, count: int) -> bytes:
        data = b""
        while len(data) < count:
            if not (piece := self.socket.recv(count - len(data))):
                raise RuntimeError("the screen has gone")
            data += piece
        return data

    def touch(self) -> float:
        """When it was sent. In the middle of the screen; then the finger goes up again."""
        place = (self.width // 2, self.height // 2)
        begun = time.perf_counter()
        self.socket.sendall(struct.pack("!BBHH", POINTER, 1, *place))
        self.socket.sendall(struct.pack("!BBHH", POINTER, 0, *place))
        return begun

    def close(self) -> None:
        self.socket.close()
