# Generated from the contracts; edit them instead.
"""The version of the package."""

__version__ = "0.1.0+treedb97eb41e561"
