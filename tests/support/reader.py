"""A reader who types the examples of a page into a shell and a Python session, one after the other, in one folder."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from .documentation import ROOT, Example

PORT = "8765"
"""The port that pages write; a free one is used."""
FINDINGS = 1
"""The exit code of a command that found something; others but 0 are failures."""
INSTALLS = ("install", "tools")
UNSHOWN = (*INSTALLS, "server")
"""Words of blocks whose output depends on the machine."""
END = b"\x1e"
_SESSION = """
import sys as _sys, traceback as _traceback
while _size := _sys.stdin.buffer.readline():
    try:
        exec(compile(_sys.stdin.buffer.read(int(_size)), "<example>", "exec"))
        _status = b"0"
    except Exception:
        _traceback.print_exc()
        _status = b"1"
    _sys.stdout.flush()
    _sys.stdout.buffer.write(b"\\x1e" + _status)
    _sys.stdout.flush()
"""
_SHELL = """trap 'echo $? >> "$STATE/codes"' ERR
%s
env -0 > "$STATE/env"; pwd > "$STATE/folder"
"""


class Reader:
    """One reader of one page after another; of the user's own environment only PATH reaches the examples.

    `programs` is the folder whose programs come first. `installs` says whether `install` blocks are run; without, they
    and what needs their programs are skipped. `options` are those of the Python session.
    """

    def __init__(
        self,
        folder: Path,
        programs: Path | None = None,
        installs: bool = False,
        options: Sequence[str] = ("-I", "-W", "error"),
        **environment: str,
    ) -> None:
        others = [path for path in os.environ["PATH"].split(os.pathsep) if not Path(path).is_relative_to(ROOT)]
        path = os.pathsep.join([*([str(programs)] if programs else []), *others])
        known = {"PATH": path, "LANG": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
        pytest = {"PYTEST_ADDOPTS": "-p no:cacheprovider --strict-markers -W error"}
        self.folder, self._env, self._installs = folder, {**known, **pytest, **environment}, installs
        self._options, self._port = options, _free_port()
        self._python: Session | None = None
        self._servers: list[subprocess.Popen[bytes]] = []

    def read(self, page: Sequence[Example]) -> dict[int, str]:
        """What the examples of a page print, by their lines. Raises AssertionError when one fails."""
        outputs: dict[int, str] = {}
        try:
            for example in page:
                if self._installs or example.word not in INSTALLS:
                    output = self._run(example, example.code.replace(PORT, self._port)).replace(self._port, PORT)
                    outputs[example.line] = "" if example.word in UNSHOWN else output
        finally:
            self._finish()
        return outputs

    def _run(self, example: Example, code: str) -> str:
        if example.word.endswith(".py"):
            (self.folder / example.word).write_text(code, encoding="utf-8")
            return ""
        if example.word == "server":
            return self._serve(code)
        if example.language == "sh":
            return self._type(example, code)
        if self._python is None:
            self._python = Session(self.folder, self._options, self._env)
        return self._python.run(example, code)

    def _type(self, example: Example, code: str) -> str:
        """In a shell of its own, with the variables and the folder that the one before ended with."""
        ambient = _ambient() if example.word == "install" else {}
        with tempfile.TemporaryDirectory() as state:
            env = {**ambient, **self._env, "STATE": state}
            command = ["bash", "--noprofile", "--norc", "-c", _SHELL % code]
            done = subprocess.run(command, cwd=self.folder, env=env, capture_output=True, stdin=subprocess.DEVNULL)
            printed = (done.stdout + done.stderr).decode()
            codes = [int(code) for code in _text(state, "codes").split()]
            wanted = set() if example.word in INSTALLS else {FINDINGS}
            assert not done.returncode, f"{example}: exit code {done.returncode}\n{printed}"
            assert wanted.issuperset(codes), f"{example}: exit codes {codes}\n{printed}"
            pairs = (pair.partition("=") for pair in _text(state, "env").split("\0") if pair)
            kept = {name: text for name, _, text in pairs if name not in ambient or name in self._env}
            self._env = {name: text for name, text in kept.items() if name not in ("STATE", "OLDPWD", "SHLVL", "_")}
            self.folder = Path(_text(state, "folder").strip())
        return printed

    def _serve(self, code: str) -> str:
        command = ["bash", "--noprofile", "--norc", "-c", f"exec {code}"]
        server = subprocess.Popen(command, cwd=self.folder, env=self._env, stdout=subprocess.PIPE)
        self._servers.append(server)
        assert server.stdout is not None
        first = server.stdout.readline().decode()
        assert first.startswith('{"url"'), first
        return first

    def _finish(self) -> None:
        """The page is read: Ctrl-C in every terminal, and the end of the session."""
        session, self._python = self._python, None
        servers, self._servers = self._servers, []
        for server in servers:
            server.send_signal(signal.SIGINT)
            server.communicate(timeout=60)
        codes = [*(server.returncode for server in servers), *([session.close()] if session else [])]
        assert not any(codes), f"servers and sessions ended with {codes}"


class Session:
    """A Python interpreter that is given one block after the other."""

    def __init__(self, folder: Path, options: Sequence[str], environment: Mapping[str, str]) -> None:
        python = shutil.which("python", path=environment["PATH"])
        assert python, "no python in this environment"
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the session
        self._process = subprocess.Popen(
            [python, *options, "-c", _SESSION],
            cwd=folder,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
        )

    def run(self, example: Example, code: str) -> str:
        """What a block prints. Raises AssertionError with its traceback."""
        given, printed = self._process.stdin, self._process.stdout
        assert given
        assert printed
        given.write(b"%d\n" % len(code.encode()) + code.encode())
        given.flush()
        output = bytearray()
        while (byte := printed.read(1)) not in (b"", END):
            output += byte
        if not byte or printed.read(1) != b"0":
            self._errors.seek(0)
            raise AssertionError(f"{example}:\n{output.decode()}{self._errors.read().decode()}")
        return output.decode()

    def close(self) -> int:
        """The exit code of the interpreter."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        code = self._process.wait(timeout=60)
        self._process.stdout.close()
        self._errors.close()
        return code


def _ambient() -> dict[str, str]:
    """The environment in which programs are installed: the user's own, without what `make` and Python leave there."""
    left = ("MAKE", "MFLAGS", "PYTHON", "PYTEST", "VIRTUAL_ENV")
    return {name: text for name, text in os.environ.items() if not name.startswith(left)}


def _text(folder: str, name: str) -> str:
    file = Path(folder, name)
    return file.read_text(encoding="utf-8") if file.exists() else ""


def _free_port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])
