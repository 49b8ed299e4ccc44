# Generated from the contracts; edit them instead.
"""The version of the package."""

__version__ = "0.1.0+tree9c46ffb5587f"
