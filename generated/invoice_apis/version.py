# Generated from the contracts; edit them instead.
"""The version of the package."""

__version__ = "0.1.0+treed04764de5c0c"
