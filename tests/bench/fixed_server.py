"""A server with one fixed response, as fast as plain sockets allow: `fixed_server.py FILE`.

Prints its URL for each line of standard input, keeps connections open, and ends with its input.
"""

from __future__ import annotations

import socket
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
LENGTH = b"content-length:"


def main(file: str) -> None:
    """Serve until the input ends."""
    body = Path(file).read_bytes()
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listening:
        threading.Thread(target=_accept, args=(listening, HEAD % len(body) + body), daemon=True).start()
        for _ in sys.stdin:
            print("http://{}:{}".format(*listening.getsockname()), flush=True)


def _accept(listening: socket.socket, response: bytes) -> None:
    while True:
        connection, _ = listening.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=_serve, args=(connection, response), daemon=True).start()


def _serve(connection: socket.socket, response: bytes) -> None:
    with suppress(ConnectionError), connection, connection.makefile("rb") as requests:
        while (length := _length(requests)) is not None:
            requests.read(length)
            connection.sendall(response)


def _length(requests: BinaryIO) -> int | None:
    """Length of the next request's body; None if the client has disconnected."""
    length = 0
    while line := requests.readline():
        if line == b"\r\n":
            return length
        if line.lower().startswith(LENGTH):
            length = int(line[len(LENGTH) :])
    return None


if __name__ == "__main__":
    main(*sys.argv[1:])
