"""Sources by URL: the same findings as of local files, in little memory, and credentials that nobody sees."""

from __future__ import annotations

import base64
import gzip
import io
import pickle
import socket
import subprocess
import sys
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote

import invoice_apis as ia
import pytest
from invoice_apis.bulk.remote import RemoteError, is_url
from invoice_apis.i18n.message import Message
from support.cli import ENVIRONMENT, Ran, run

fsspec = pytest.importorskip("fsspec")
pytest.importorskip("aiohttp")

CONTRACT = ia.contract("huawei_bssintl/ListInvoices.response")
SECRET = "s3cr3t"
LINES = b"\n".join(
    [
        *(CONTRACT.example(seed, wire=True) for seed in range(40)),
        CONTRACT.example(1, drift="new-member", wire=True),
        CONTRACT.example(2, damage="wrong-type", wire=True),
        CONTRACT.example(3, damage="truncated"),
    ]
)
REPLY = CONTRACT.example(5, drift="new-code", wire=True)
FILES = {"a.ndjson": LINES, "b.ndjson.gz": gzip.compress(LINES, mtime=0), "reply.json": REPLY}


class Handler(BaseHTTPRequestHandler):
    """Serves the files; `/broken/` ends within the body, `/private/` wants a user, `/status/NNN` answers so, `/again/`
    redirects to itself."""

    requests: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        *_, folder, name = self.path.partition("?")[0].split("/")
        self.requests.append(f"{self.command} {self.path}")
        user = "Basic " + base64.b64encode(f"user:{SECRET}".encode()).decode()
        if folder == "private" and self.headers["Authorization"] != user:
            return self.send_error(401)
        if folder == "again":
            self.send_response(302)
            self.send_header("Location", self.path)
            self.send_header("Content-Length", "0")
            return self.end_headers()
        if folder == "status":
            return self.send_error(int(name))
        if name not in FILES and name != "all.zip":
            return self.send_error(404)
        self.send_response(200)
        raw = FILES.get(name, b"PK" * 1000)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(raw[: len(raw) // 2 if folder == "broken" else None])
        self.close_connection = True
        return None

    do_HEAD = do_GET

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    own = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=own.serve_forever, daemon=True)
    thread.start()
    yield f"127.0.0.1:{own.server_address[1]}"
    own.shutdown()
    own.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files in a folder, in archives and in fsspec's memory."""
    monkeypatch.chdir(tmp_path)
    memory = fsspec.filesystem("memory")
    with zipfile.ZipFile("all.zip", "w", zipfile.ZIP_DEFLATED) as archive, tarfile.open("all.tar.gz", "w:gz") as tar:
        for name, raw in FILES.items():
            Path(name).write_bytes(raw)
            archive.writestr(f"in/{name}", raw)
            member = tarfile.TarInfo(f"in/{name}")
            member.size = len(raw)
            tar.addfile(member, io.BytesIO(raw))
            memory.pipe(f"/shop/{name}", raw)
    return tmp_path


PLACES = {
    "memory": "memory://shop/{name}",
    "http": "http://{server}/{name}",
    "zip": "zip://in/{name}::all.zip",
    "zip in memory": "zip://in/{name}::memory://all.zip",
    "tar": "tar://in/{name}::all.tar.gz",
}


@pytest.fixture(params=PLACES)
def place(request: pytest.FixtureRequest, server: str, folder: Path) -> str:
    fsspec.filesystem("memory").pipe("/all.zip", (folder / "all.zip").read_bytes())
    return PLACES[request.param].replace("{server}", server)


def renamed(ran: Ran, url: str, name: str) -> tuple[int, bytes, bytes]:
    return ran.returncode, *(text.replace(url.encode(), name.encode()) for text in (ran.stdout, ran.stderr))


@pytest.mark.parametrize("form", ["text", "ndjson"])
@pytest.mark.parametrize("name", FILES)
def test_findings_are_those_of_the_local_file_byte_for_byte(place: str, name: str, form: str) -> None:
    url = place.format(name=name)
    for words in (["validate", CONTRACT.id, "--format", form], ["drift", CONTRACT.id]):
        local, remote = (run(*words, each) for each in (name, url))
        assert local.returncode == (1 if name != "reply.json" or words[0] == "drift" else 0)
        assert renamed(remote, url, name) == (local.returncode, local.stdout, local.stderr)


def test_detect_and_check_lines_take_urls(place: str) -> None:
    assert run("detect", place.format(name="reply.json")).stdout == run("detect", "reply.json").stdout
    local = CONTRACT.check_lines("a.ndjson")
    remote = CONTRACT.check_lines(place.format(name="a.ndjson"), jobs=2, rejects="rejects.ndjson")
    assert (remote.documents, remote.valid) == (local.documents, local.valid) == (43, 41)
    assert str(remote).replace(place.format(name="a.ndjson"), "a.ndjson") == str(local)
    assert len(Path("rejects.ndjson").read_bytes().splitlines()) == 2


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("memory://shop/*.ndjson*", ["memory:///shop/a.ndjson", "memory:///shop/b.ndjson.gz"]),
        ("memory://shop", [f"memory:///shop/{name}" for name in sorted(FILES)]),
        ("zip://in/*.ndjson::all.zip", ["zip://in/a.ndjson::all.zip"]),
        ("zip://::all.zip", [f"zip://in/{name}::all.zip" for name in sorted(FILES)]),
        ("tar://in::all.tar.gz", [f"tar://in/{name}::all.tar.gz" for name in sorted(FILES)]),
    ],
)
def test_patterns_and_folders_are_expanded(pattern: str, names: list[str]) -> None:
    printed = run("validate", CONTRACT.id, pattern, "--format", "ndjson").stdout.decode()
    assert {name for name in names if f'"source":"{name}"' in printed} == set(names)
    assert printed.count('"source":"') == run("validate", CONTRACT.id, *names, "--format", "ndjson").stdout.count(
        b'"source":"'
    )


def test_a_local_file_has_priority(folder: Path) -> None:
    (folder / "memory:" / "shop").mkdir(parents=True)
    (folder / "memory:" / "shop" / "a.ndjson").write_bytes(REPLY)
    assert b"1 document," in run("validate", CONTRACT.id, "memory://shop/a.ndjson").stdout


def test_two_colons_in_a_query_are_no_chain(server: str) -> None:
    assert b"43 documents" in run("validate", CONTRACT.id, f"http://{server}/a.ndjson?t=a::b").stdout


def test_one_request_reads_a_file(server: str) -> None:
    Handler.requests.clear()
    run("validate", CONTRACT.id, f"http://{server}/a.ndjson")
    assert Handler.requests == ["GET /a.ndjson"]


def closed_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@pytest.mark.parametrize("name", ["a.ndjson", "b.ndjson.gz", "reply.json"])
def test_a_stream_that_breaks_is_an_error_and_leaves_nothing_half_written(server: str, name: str, folder: Path) -> None:
    ran = run("validate", CONTRACT.id, f"http://{server}/broken/{name}", "--output", "report.json", "--format", "json")
    assert (ran.returncode, ran.stdout) == (1, b"")
    report = (folder / "report.json").read_text()
    assert '"input"' in report
    assert "can't be read" in report
    assert "the connection broke" in report or name.endswith(".gz"), "gzip data may end before the connection does"
    assert "Traceback" not in ran.stderr.decode()
    assert {path.name for path in folder.iterdir()} == {*FILES, "all.zip", "all.tar.gz", "report.json"}


FAILURES = {
    "missing": ("http://{server}/none.json", "the file does not exist"),
    "forbidden": ("http://{server}/status/403", "the server answered with HTTP status 403"),
    "broken": ("http://{server}/status/500", "the server answered with HTTP status 500"),
    "refused": ("http://127.0.0.1:{closed}/a.json", "no connection: "),
    "no member": ("zip://none.json::all.zip", "the file does not exist"),
    "no archive": ("zip://a.json::none.zip", "the file does not exist"),
    "no zip": ("zip://a.json::a.ndjson", "BadZipFile: File is not a zip file"),
    "nothing matches": ("memory://shop/*.xml", "no file matches"),
    "nothing there": ("memory://none/a.json", "the file does not exist"),
    "unknown": ("gopher://host/a.json", "Protocol not known: gopher"),
    "redirected": ("http://{server}/again/a.json", "the server redirects without end"),
    "no host": ("http://", "the URL is not valid"),
    "a folder": ("zip://", "this is a folder"),
    "no parts": ("zip://in/a.ndjson::http://{server}/all.zip", "the server sends no parts of a file"),
    "no library": ("s3://bucket/a.json", "s3fs"),
}


@pytest.mark.parametrize("way", FAILURES)
def test_a_failure_is_one_clear_line(way: str, server: str) -> None:
    url, reason = FAILURES[way]
    url = url.format(server=server, closed=closed_port())
    ran = run("validate", CONTRACT.id, url)
    printed = (ran.stdout + ran.stderr).decode()
    assert ran.returncode in (1, 2)
    assert reason in printed
    assert url in printed
    assert "Traceback" not in printed
    with pytest.raises((OSError, ia.ConfigurationError), match=r"[a-z]"):
        CONTRACT.check_lines(url)


def test_without_the_extra_it_is_named() -> None:
    code = "import sys; sys.modules['fsspec'] = None; from invoice_apis.cli import main; main()"
    words = [sys.executable, "-c", code, "validate", CONTRACT.id, "memory://shop/a.json"]
    ran = subprocess.run(words, env=ENVIRONMENT, capture_output=True, timeout=60)
    assert ran.returncode == 2
    assert b"memory://shop/a.json needs the extra: pip install 'invoice-apis[remote]'" in ran.stderr


@pytest.mark.parametrize("form", ["text", "json", "ndjson", "sarif", "github"])
def test_credentials_are_never_shown(form: str, server: str, folder: Path) -> None:
    own = f"user:{SECRET}@"
    urls = [
        f"http://{own}{server}/private/a.ndjson?sig={SECRET}",
        f"http://wrong:{SECRET}@{server}/private/a.ndjson",
        f"http://{own}{server}/broken/a.ndjson?a=1&sig={SECRET}",
        f"http://{server}/none.json?sig={SECRET}",
        f"http://{own}127.0.0.1:{closed_port()}/a.json?sig={SECRET}",
        f"zip://a.json::http://{own}{server}/private/none.zip?sig={SECRET}",
        f"gopher://{own}host/a?sig={SECRET}",
    ]
    ran = run("validate", CONTRACT.id, *urls, "--format", form, "--rejects", "rejects.ndjson", "--output", "report")
    written = [(folder / name).read_bytes() for name in ("report", "rejects.ndjson")]
    everything = unquote(b"".join([ran.stdout, ran.stderr, *written]))
    assert "http://***@" in everything
    assert "a.ndjson?***" in everything
    assert SECRET not in everything
    for url in urls:
        try:
            reported = str(CONTRACT.check_lines(url))
        except (OSError, ia.ConfigurationError) as error:
            reported = f"{error!r} {error} {error.__cause__!r}"
        assert reported
        assert SECRET not in reported


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("https://h/x", True),
        ("zip://a::b.zip", True),
        ("a/b.json", False),
        ("C:\\a.json", False),
        ("-", False),
        ("a:b", False),
    ],
)
def test_what_is_a_url(name: str, expected: bool) -> None:
    assert is_url(name) is expected


def test_an_error_survives_pickling() -> None:
    error = pickle.loads(pickle.dumps(RemoteError(Message("the file does not exist"))))
    assert error.args == ("the file does not exist",)
