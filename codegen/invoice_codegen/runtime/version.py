"""The version of the package: the emitted package has its own in this file."""

__version__ = "0"
