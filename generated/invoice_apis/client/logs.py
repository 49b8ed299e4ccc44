"""Logging that the environment turns on: `INVOICE_APIS_LOG=debug`."""

from __future__ import annotations

import logging
import os

from ..errors import ConfigurationError
from ..i18n.message import Message
from ..i18n.suggest import unknown_name

VARIABLE = "INVOICE_APIS_LOG"
LEVELS = ("debug", "info", "warning", "error")
log = logging.getLogger("invoice_apis")


def log_to_stderr() -> None:
    """Log to standard error from the level in the environment on; without one nothing changes.

    Where the program has set up logging itself, its handlers get the messages, and none is added.

    Raises:
        ConfigurationError: The level is unknown.
    """
    level = os.environ.get(VARIABLE, "").lower()
    if not level:
        return
    if level not in LEVELS:
        raise ConfigurationError(f"{VARIABLE}: {unknown_name(Message('level'), level, LEVELS)}")
    log.setLevel(level.upper())
    if not log.hasHandlers():
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
        log.addHandler(handler)
