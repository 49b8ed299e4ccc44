"""Read data files of the package: contracts, schemas and documented samples."""

from __future__ import annotations

import pkgutil

PACKAGE = __name__.rpartition(".")[0]
"""The import name of the package."""


def read_resource(name: str) -> bytes:
    """The content of a data file, by its path in the package. Raises LookupError when it is missing."""
    data = pkgutil.get_data(PACKAGE, name)
    if data is None:
        raise LookupError(f"the package {PACKAGE} lacks its file {name}")
    return data
