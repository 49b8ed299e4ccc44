# Generated from the contracts; edit them instead.
"""The version of the package."""

__version__ = "0.1.0+tree5f0a2cd7f05f"
