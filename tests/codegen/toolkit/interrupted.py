"""Run in a process of its own: the command, stopped at a chosen moment of its work on the disk.

`python interrupted.py EVENT MARK NUMBER HOW ARGUMENTS…` stops at the NUMBER-th audit event EVENT (`os.rename`, `open`) whose first
argument holds MARK: `kill` as a power cut, `terminate` as a shutdown, `fail` as a full disk, `interrupt` as Ctrl-C.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
from typing import Any

from invoice_codegen.cli import main

SIGNALS = {"kill": signal.SIGKILL, "terminate": signal.SIGTERM}


def arm(event: str, mark: str, number: int, how: str) -> None:
    left = number

    def stop(happened: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        if happened != event or mark not in f"{arguments[0]}{arguments[1]}":
            return
        left -= 1
        if left == 0 and how in SIGNALS:
            os.kill(os.getpid(), SIGNALS[how])
        elif left == 0:
            raise KeyboardInterrupt if how == "interrupt" else OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    sys.addaudithook(stop)


if __name__ == "__main__":
    arm(sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4])
    main(sys.argv[5:])
