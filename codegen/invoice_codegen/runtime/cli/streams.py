"""Standard streams that a shell has closed (`<&-`, `>&-`, `2>&-`): Python has None for them."""

from __future__ import annotations

import os
import sys

from ..i18n.message import Message
from .exit_codes import USAGE_ERROR
from .language import locale_language


def open_closed_streams() -> None:
    """Open the null device in the place of closed streams, so that no other file gets their descriptors.

    Without standard error, problems go nowhere, as with `2>/dev/null`. Without standard input, reading `-` is an error.
    Without standard output the program ends.
    """
    has_output = sys.stdout is not None
    for stream, flags in ((sys.stdin, os.O_RDONLY), (sys.stdout, os.O_WRONLY), (sys.stderr, os.O_WRONLY)):
        if stream is None:
            os.open(os.devnull, flags)  # the lowest free descriptor is that of the stream
    if sys.stderr is None:
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
    if not has_output:
        sys.stderr.write(f"invoice-apis: {Message('standard output is closed').text(locale_language())}\n")
        sys.exit(USAGE_ERROR)
