"""Run in a process of its own: a program that uses the emitted package of the document desk.

`python -I document_desk_user.py FOLDER`; FOLDER holds `invoice_apis`.
"""

from __future__ import annotations

import asyncio
import gzip
import importlib
import os
import pickle
import resource
import signal
import stat
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path
from typing import Any

import httpx2
import pytest

PDF = b"%PDF-1.7 " + bytes(range(256)) * 50


def service(*responses: httpx2.Response) -> Any:
    """A client of a service that gives these answers, one after the other; and the requests that it got."""
    left = list(responses)
    transport = httpx2.MockTransport(lambda request: (requests.append(request), left.pop(0))[1])
    return api.DocumentDesk(base_url="https://documents.example.com", transport=transport, backoff=0)


def answer(
    content: bytes, media_type: str | None = "application/pdf", status: int = 200, **headers: str
) -> httpx2.Response:
    kind = {} if media_type is None else {"Content-Type": media_type}
    named = {name.replace("_", "-"): text for name, text in headers.items()}
    return httpx2.Response(status, content=content, headers={**kind, **named})


def fetched(response: httpx2.Response) -> Any:
    with service(response) as desk:
        return desk.fetch_invoice(number="R-1")


def refused(response: httpx2.Response) -> Any:
    with service(response) as desk, pytest.raises(ia.InvoiceApisError) as caught:
        desk.fetch_invoice(number="R-1", max_retries=0)
    return caught.value


def the_sandbox_serves_valid_documents() -> None:
    with sandbox() as box, api.DocumentDesk(base_url=box.url) as desk:
        invoice, table = desk.fetch_invoice(number="R-1"), desk.fetch_table()
        assert (invoice.content_type, invoice.filename) == ("application/pdf", "FetchInvoice.pdf")
        assert (table.content_type, table.content.splitlines()[0]) == ("text/csv", b"number,amount")
    start = int(invoice.content.rsplit(b"startxref", 1)[1].split()[0])
    assert invoice.content[start:].startswith(b"xref")
    places = [int(line.split()[0]) for line in invoice.content[start:].splitlines()[3:8]]
    assert [invoice.content[place:].split()[:3] for place in places] == [[b"%d" % n, b"0", b"obj"] for n in range(1, 6)]
    png = importlib.import_module("invoice_apis.sandbox.documents").document("image/png", "x")[0]
    assert zlib.crc32(png[37:51]) == int.from_bytes(png[51:55], "big")


async def the_async_client_does_the_same() -> None:
    with sandbox(faults=["500=1"]) as box:
        async with api.AsyncDocumentDesk(base_url=box.url, backoff=0) as desk:
            assert (await desk.fetch_invoice(number="R-1")).content.startswith(b"%PDF-")
        assert len(box.requests) == 2, "it is retried as usual"


def every_byte_comes() -> None:
    document = fetched(answer(PDF))
    assert document.content == PDF
    assert requests[-1].headers["Accept"] == "application/pdf, image/png, application/json"
    assert (document.http.status, document.headers["content-TYPE"]) == (200, "application/pdf")
    assert "PDF-1.7" not in repr(document)
    assert pickle.loads(pickle.dumps(document)) == document
    assert fetched(answer(gzip.compress(PDF), content_encoding="gzip")).content == PDF
    for other in (None, "application/octet-stream", "text/plain", "image/png"):
        assert fetched(answer(PDF, other)).content == PDF
    assert fetched(answer(b"", status=202)) is None
    assert fetched(answer(b"\n\0", status=200)).content == b"\n\0"


def names_are_suggestions() -> None:
    for header, name in (
        ('attachment; filename="R-1.pdf"', "R-1.pdf"),
        ("attachment; filename=R-1.pdf", "R-1.pdf"),
        ("attachment; filename*=UTF-8''%E5%8F%91%E7%A5%A8.pdf", "发票.pdf"),
        ('attachment; filename="../../etc/passwd"', "passwd"),
        ('attachment; filename="C:\\\\Windows\\\\evil.exe"', "evil.exe"),
        ('attachment; filename="..."', None),
        ('attachment; filename="/"', None),
        ('attachment; filename="a|b"', None),
        (f'attachment; filename="{"x" * 500}"', None),
        ("inline", None),
        ("", None),
    ):
        found = fetched(answer(PDF, content_disposition=header)).filename
        assert found == name, (header, found)
    for header in (
        "attachment; filename*=nonsense''%FF",
        "''",
        ";;=",
        "attachment; filename*0*=%ff; filename*2=b",
        '"',
    ):
        named = fetched(answer(PDF, content_disposition=header)).filename
        assert named is None or "/" not in named


def it_is_saved_whole_or_not_at_all() -> None:
    folder = Path(tempfile.mkdtemp())
    document = fetched(answer(PDF, content_disposition='attachment; filename="other.pdf"'))
    target = folder / "invoice.pdf"
    target.write_bytes(b"old")
    target.chmod(0o640)
    assert document.save(target) == target
    assert document.save(str(target)) == target
    assert (target.read_bytes(), stat.S_IMODE(target.stat().st_mode)) == (PDF, 0o640)
    assert os.listdir(folder) == ["invoice.pdf"], "nothing is left, and nothing has the name that the service suggests"
    smallest, largest = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, largest))
    with pytest.raises(OSError, match="large"):
        fetched(answer(PDF * 2)).save(target)
    resource.setrlimit(resource.RLIMIT_FSIZE, (smallest, largest))
    assert (target.read_bytes(), os.listdir(folder)) == (PDF, ["invoice.pdf"])
    for wrong in (folder, folder / "missing" / "invoice.pdf"):
        with pytest.raises((IsADirectoryError, FileNotFoundError)) as caught:
            document.save(wrong)
        assert caught.value.filename == str(wrong)
    assert type(document) is ia.Download
    assert os.listdir(folder) == ["invoice.pdf"]


def what_is_no_document_is_an_error() -> None:
    error = refused(answer(b'{"code": "no-invoice", "message": "No invoice."}', "application/json", 404))
    assert isinstance(error, ia.ApiError)
    assert (error.status, error.code, error.failure.code) == (404, "no-invoice", "no-invoice")
    error = refused(answer(b'{"code": "no-invoice", "message": "No invoice."}', "application/json;charset=utf-8", 200))
    assert isinstance(error, ia.ApiError)
    assert (error.status, error.code, error.message) == (200, "no-invoice", "No invoice.")
    for response in (
        answer(b'{"number": "R-1"}', "application/json"),
        answer(b"<html><title>Log in</title></html>", "text/html"),
        answer(b"<Error/>", "application/xml"),
        answer(PDF[:4], "application/pdf", 206),
        answer(b""),
    ):
        error = refused(response)
        assert isinstance(error, ia.InvalidResponse), error
        assert "documented: application/pdf, image/png" in str(error)
    assert "Log in" in str(refused(answer(b"<html><title>Log in</title></html>", "text/html")))


def the_command_writes_the_document() -> None:
    folder = Path(tempfile.mkdtemp())
    with sandbox() as box:
        command = [sys.executable, "-m", "invoice_apis", "call", "document_desk", "FetchInvoice"]
        options = ["--base-url", box.url, "--number", "R-1", "--output", str(folder / "a.pdf")]
        environment = {**os.environ, "PYTHONPATH": sys.argv[1]}
        subprocess.run([*command, *options], check=True, timeout=60, env=environment)
    assert (folder / "a.pdf").read_bytes().endswith(b"%%EOF\n")


def sandbox(**options: Any) -> Any:
    return importlib.import_module("invoice_apis.sandbox").Sandbox(**options)


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])
    ia = importlib.import_module("invoice_apis")
    api = importlib.import_module("invoice_apis.document_desk")
    requests: list[httpx2.Request] = []
    the_sandbox_serves_valid_documents()
    asyncio.run(the_async_client_does_the_same())
    every_byte_comes()
    names_are_suggestions()
    it_is_saved_whole_or_not_at_all()
    what_is_no_document_is_an_error()
    the_command_writes_the_document()
