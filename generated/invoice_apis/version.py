"""The version of the package.

Generated; edit the contracts instead.
"""

__version__ = "0.1.0"
