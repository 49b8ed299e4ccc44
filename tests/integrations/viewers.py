"""`python -m integrations.viewers FOLDER`: unpack the pinned npm packages that show OpenAPI documents in a browser.

Their bundles need nothing else, so what the packages depend on is not installed.
"""

from __future__ import annotations

import sys
from pathlib import Path

from corpus.packages import unpack

VIEWERS = {
    "@scalar/api-reference@1.76.0": "f1821c173d387d3dd4722215b946ad9aec3610f177616f0a312e4eb159b9c378",
    "redoc@2.5.4": "44922df4d0eb45c1b066c09ec251e6bd9bd7ded16bc69e87613337b9d911a56e",
    "swagger-ui-dist@5.35.0": "1b8e891893404ea4c3558b6a87e2a3e494e7eedba41168c2ece5800a391a6ea6",
}
"""Each with the hash of its archive."""

if __name__ == "__main__":
    unpack(VIEWERS, Path(sys.argv[1]))
