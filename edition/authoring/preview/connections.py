"""Connections: how many there are at once, and how long each may take.

A client that sends, or takes, a byte now and then would hold a connection for ever, and a few
dozen of them would shut the page out. So a request has a time in all, and where there is no room
for a new connection, the one goes that has been the slowest.
"""

from __future__ import annotations

import socket
import time
from contextlib import suppress
from threading import Lock


class Connections:
    """At most `most`, each of which may take `seconds` from its beginning to its end, but for
    what is our own work."""

    def __init__(self, most: int, seconds: float) -> None:
        self._most, self._seconds = most, seconds
        self._lock = Lock()
        #: When each must be through; and whether its request has arrived.
        self._open: dict[socket.socket, tuple[bool, float]] = {}

    def add(self, connection: socket.socket) -> None:
        """Count a new one. Where there are too many, one goes: the oldest whose request has not
        arrived, else the oldest."""
        with self._lock:
            while len(self._open) >= self._most:
                self._end(min(self._open, key=lambda each: self._open[each]))
            self._open[connection] = (False, time.monotonic() + self._seconds)

    def arrived(self, connection: socket.socket) -> None:
        """The request is here, and is being answered."""
        with self._lock:
            if connection in self._open:
                self._open[connection] = (True, self._open[connection][1])

    def waits(self, connection: socket.socket) -> None:
        """The client waits for us, for the outcome of its request or for news: without end."""
        with self._lock:
            if connection in self._open:
                self._open[connection] = (True, float("inf"))

    def remove(self, connection: socket.socket) -> None:
        """It has ended."""
        with self._lock:
            self._open.pop(connection, None)

    def end_late_ones(self) -> None:
        """End those whose time is up."""
        now = time.monotonic()
        with self._lock:
            for connection in [each for each, (_, end) in self._open.items() if end < now]:
                self._end(connection)

    def _end(self, connection: socket.socket) -> None:
        # Its thread, which waits for it, finds it ended, and closes it.
        del self._open[connection]
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
