"""HTTP: messages, connections, and the effects that a call asks its driver for."""
