"""The vendors' own SDKs, unchanged, and our clients against the sandbox. `make interop` runs it.

The SDKs are an independent check of the sandbox's signatures. The exit code is 1 if any outcome differs from the
expected one.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

TOPICS = ("agreement", "error_reporting")
SDKS = ("huaweicloudsdkbssintl", "alibabacloud_bssopenapi20171214")


def main() -> int:
    """Print each table as soon as it is complete."""
    print("; ".join(f"{sdk} {version(sdk)}" for sdk in SDKS), flush=True)
    mismatches = 0
    with tempfile.TemporaryDirectory() as folder:
        _isolate(Path(folder))
        for topic in TOPICS:
            for text, rows in import_module(topic).tables():
                print(f"\n{text}", flush=True)
                mismatches += sum(bool(row.mismatch) for row in rows)
    print(f"\n{mismatches} rows differ" if mismatches else "\nall as expected")
    return 1 if mismatches else 0


def _isolate(home: Path) -> None:
    """One SDK writes into the home directory, the other ignores NO_PROXY, and both write logs."""
    os.environ["HOME"] = str(home)
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]
    logging.disable()


if __name__ == "__main__":
    sys.exit(main())
