"""A client of the Language Server Protocol: opens texts and asks what an editor asks."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Self

MARK = "@@"
"""Where the cursor stands in a text."""


class LanguageServer:
    """A server in a process of its own, spoken to by standard input and output."""

    def __init__(self, *command: str | Path, settings: dict[str, Any], folder: Path) -> None:
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._settings, self._last, self._opened = settings, 0, 0
        self._diagnostics: dict[str, list[Any]] = {}
        root = folder.resolve().as_uri()
        capabilities = {"workspace": {"configuration": True, "workspaceFolders": True}}
        folders = [{"uri": root, "name": folder.name}]
        self.ask("initialize", processId=None, rootUri=root, workspaceFolders=folders, capabilities=capabilities)
        self._send({"method": "initialized", "params": {}})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.communicate()

    def diagnostics(self, file: Path, text: str | None = None) -> list[str]:
        """What the server finds in a file, or in another text in its place: `line: message`."""
        uri = self._open(file, file.read_text("utf-8") if text is None else text)
        while uri not in self._diagnostics:
            self._receive()
        return [f"{each['range']['start']['line'] + 1}: {each['message']}" for each in self._diagnostics[uri]]

    def completions(self, file: Path, text: str) -> dict[str, Any]:
        """What the server proposes at the mark, by label."""
        found = self._at("textDocument/completion", file, text)
        return {item["label"]: item for item in (found["items"] if isinstance(found, dict) else found)}

    def hover(self, file: Path, text: str) -> str:
        """What the server shows for the word at the mark."""
        contents = self._at("textDocument/hover", file, text)["contents"]
        return str(contents["value"])

    def ask(self, method: str, **params: Any) -> Any:
        """Send a request and return its result."""
        self._last += 1
        self._send({"id": self._last, "method": method, "params": params})
        while (message := self._receive()).get("id") != self._last or "method" in message:
            pass
        assert "error" not in message, message
        return message["result"]

    def _at(self, method: str, file: Path, text: str) -> Any:
        before, after = text.split(MARK)
        uri = self._open(file, before + after)
        position = {"line": before.count("\n"), "character": len(before.rpartition("\n")[2])}
        return self.ask(method, textDocument={"uri": uri}, position=position)

    def _open(self, file: Path, text: str) -> str:
        """Open a text under a name of its own, beside the file, so that what is found there is found in it."""
        self._opened += 1
        uri = file.resolve().with_name(f"{self._opened}-{file.name}").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        return uri

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        """The next message. Answers what the server asks itself, and keeps diagnostics."""
        stream = self._process.stdout
        assert stream is not None
        length = 0
        while line := stream.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the server has ended"
        message: dict[str, Any] = json.loads(stream.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "method" in message and "id" in message:
            items = message["params"].get("items", []) if isinstance(message.get("params"), dict) else []
            result = [self._settings.get(item.get("section")) for item in items] if items else None
            self._send({"id": message["id"], "result": result})
        return message
