# Generated from the contracts; edit them instead.
"""The version of the package."""

__version__ = "0.1.0+tree0e9a05cdd6d8"
