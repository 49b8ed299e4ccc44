"""Small made-up APIs, each for a part of the contract language that the three vendors do not need."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from toolkit import branch_desk_user, other_apis_user
from toolkit.case import invoke

OTHERS = Path(__file__).parent / "other_apis"


def test_their_clients_do_what_the_contracts_say(tmp_path: Path) -> None:
    generated = invoke("generate", "--schemas", OTHERS, "--output", tmp_path / "out")
    assert generated.exit_code == 0, generated.stderr
    for user in (other_apis_user, branch_desk_user):
        command = [sys.executable, "-I", "-B", str(user.__file__), str(tmp_path / "out")]
        used = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert used.returncode == 0, used.stderr
