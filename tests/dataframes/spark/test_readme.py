"""Run the Spark example of the READMEs."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_example_runs(readme: str, tmp_path: Path) -> None:
    (code,) = re.findall(r"```python spark\n(.*?)```", (ROOT / readme).read_text(encoding="utf-8"), re.DOTALL)
    local = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1"}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=local, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("99 1\n")
    assert 'found string "none", documented: array' in done.stdout
