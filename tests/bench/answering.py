"""A server that gives the same answer to whatever it is asked, as fast as plain sockets go: `answering.py FILE`.

It tells its address to whoever writes a line, keeps connections open, and ends with its input.
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
    """Answer until the input ends."""
    body = Path(file).read_bytes()
    with socket.create_server(("127.0.0.1", 0), backlog=128) as listening:
        threading.Thread(target=_accepting, args=(listening, HEAD % len(body) + body), daemon=True).start()
        for _ in sys.stdin:
            print("http://{}:{}".format(*listening.getsockname()), flush=True)


def _accepting(listening: socket.socket, answer: bytes) -> None:
    while True:
        connection, _ = listening.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=_answering, args=(connection, answer), daemon=True).start()


def _answering(connection: socket.socket, answer: bytes) -> None:
    with suppress(ConnectionError), connection, connection.makefile("rb") as asked:
        while (length := _length(asked)) is not None:
            asked.read(length)
            connection.sendall(answer)


def _length(asked: BinaryIO) -> int | None:
    """How long the body of the next request is; None when the caller has gone."""
    length = 0
    while line := asked.readline():
        if line == b"\r\n":
            return length
        if line.lower().startswith(LENGTH):
            length = int(line[len(LENGTH) :])
    return None


if __name__ == "__main__":
    main(*sys.argv[1:])
