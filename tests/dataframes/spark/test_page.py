"""The page on Spark: its examples run as they stand, and print what the page shows."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from support.documentation import REFRESH, SPARK, differences, examples
from support.reader import Reader


def test_the_page_is_true(tmp_path: Path) -> None:
    local = {name: os.environ[name] for name in ("JAVA_HOME", "PIP_FIND_LINKS") if name in os.environ}
    reader = Reader(tmp_path, Path(sys.executable).parent, True, ("-I",), SPARK_LOCAL_IP="127.0.0.1", **local)
    found = differences(SPARK, reader.read(examples(SPARK)))
    assert not found, f"{found}\n{REFRESH}"
