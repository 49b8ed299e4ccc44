"""The vendors' own SDKs, unchanged, and our clients against the sandbox, side by side. `make interop` runs it.

A sandbox that believes only our own signatures would prove nothing; the vendors' SDKs are the second witness. The exit
code is 1 when anything is not as it is expected here.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

TOPICS = ("agreement", "silence")
SDKS = ("huaweicloudsdkbssintl", "alibabacloud_bssopenapi20171214")


def main() -> int:
    """Print each table as soon as it is made."""
    print("; ".join(f"{sdk} {version(sdk)}" for sdk in SDKS), flush=True)
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        _seclude(Path(folder))
        for topic in TOPICS:
            for text, lines in import_module(topic).tables():
                print(f"\n{text}", flush=True)
                wrong += sum(bool(line.wrong) for line in lines)
    print(f"\n{wrong} lines are wrong" if wrong else "\nall as expected")
    return 1 if wrong else 0


def _seclude(home: Path) -> None:
    """One SDK writes into the home folder, the other obeys proxies but not NO_PROXY, and both write to the logs."""
    os.environ["HOME"] = str(home)
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]
    logging.disable()


if __name__ == "__main__":
    sys.exit(main())
