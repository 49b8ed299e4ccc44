"""Reference count of the users of a connection pool."""

from __future__ import annotations

import threading

from ...errors import ConfigurationError


class Lease:
    """Counts the requests in progress, so that a pool is closed after the last one and never during one.

    A socket closed by one thread while another waits on it may be reused for the next connection of the process.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._count = 0
        self.is_closed = False

    def acquire(self) -> None:
        """Begin a request. Raises ConfigurationError once closed."""
        with self._lock:
            if self.is_closed:
                raise ConfigurationError("the client is closed; create a new one")
            self._count += 1

    def release(self) -> bool:
        """End a request. True if the pool must be closed now: the lease is closed and this was the last user."""
        with self._lock:
            self._count -= 1
            return self.is_closed and not self._count

    def close(self) -> bool:
        """Refuse further requests. True if the pool must be closed now: it has no user."""
        with self._lock:
            is_first, self.is_closed = not self.is_closed, True
            return is_first and not self._count
