# Generated from the contracts; edit them instead.
"""The version of the package."""

__version__ = "0.1.0+treef8a45a03b954"
