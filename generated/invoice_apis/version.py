# Generated from the contracts; edit them instead.
"""The version of the package."""

__version__ = "0.1.0+treed4ab45e6f007"
