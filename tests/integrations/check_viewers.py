"""Swagger UI, Redoc and Scalar show every member of the published OpenAPI documents, in Chromium and without the internet."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from integrations.conftest import Windows

ROOT = Path(__file__).parents[2]
PUBLISHED = ROOT / "generated" / "openapi"
PACKAGES = ROOT / ".node-projects" / "viewers"
FILES = {
    "swagger-ui.js": "swagger-ui-dist/package/swagger-ui-bundle.js",
    "swagger-ui.css": "swagger-ui-dist/package/swagger-ui.css",
    "redoc.js": "redoc/package/bundles/redoc.standalone.js",
    "scalar.js": "@scalar/api-reference/package/dist/browser/standalone.js",
}
LOGO = b"https://cdn.redoc.ly/redoc/logo-mini.svg"
"""Redoc asks for its maker's logo, whatever the document; here it gets an empty picture."""
VIEWERS = {
    "swagger-ui": """<link rel="stylesheet" href="swagger-ui.css"><script src="swagger-ui.js"></script><script>
        SwaggerUIBundle({url: "FILE", dom_id: "#app", docExpansion: "full", defaultModelRendering: "model",
        defaultModelExpandDepth: 50, defaultModelsExpandDepth: 50, validatorUrl: null})</script>""",
    "redoc": """<script src="redoc.js"></script><script>
        Redoc.init("FILE", {schemasExpansionLevel: "all", expandResponses: "all", disableSearch: true},
        document.getElementById("app"))</script>""",
    "scalar": """<script src="scalar.js"></script><script>
        Scalar.createApiReference("#app", {url: "FILE", withDefaultFonts: false, telemetry: false,
        expandAllModelSections: true, expandAllResponses: true, expandAllSchemaProperties: true})</script>""",
}
DOCUMENTS = ("kingdee_invoice.en", "kingdee_invoice.zh", "huawei_bssintl.zh", "alibaba_bss.en")
SHOWN = "(texts) => texts.filter(text => !document.body.textContent.includes(text))"
pytestmark = pytest.mark.skipif(not PACKAGES.is_dir(), reason="the viewers are not there: npm was not")


class Handler(BaseHTTPRequestHandler):
    """Serves the viewers' files, the documents, and a page `/<viewer>/<document>.html` for each pair."""

    pages: ClassVar[dict[str, str]] = {}

    def do_GET(self) -> None:
        name = self.path.rpartition("/")[2]
        viewer = self.path.split("/")[1]
        if name in FILES:
            content = (PACKAGES / FILES[name]).read_bytes().replace(LOGO, b"data:,")
        elif name.endswith(".json"):
            content = (PUBLISHED / name).read_bytes()
        else:
            script = VIEWERS[viewer].replace("FILE", name.replace(".html", ".json"))
            head = "<!doctype html><meta charset=utf-8><link rel=icon href='data:,'><title>t</title>"
            content = f"{head}<body><div id=app></div>{script}".encode()
        self.send_response(200)
        kind = {"js": "text/javascript", "css": "text/css", "json": "application/json"}.get(name.rpartition(".")[2])
        self.send_header("Content-Type", kind or "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    served = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{served.server_port}"
    served.shutdown()
    served.server_close()


def members(value: Any) -> Iterator[str]:
    """The names of all members and parameters in a document."""
    if isinstance(value, dict):
        yield from value["properties"] if isinstance(value.get("properties"), dict) else ()
        yield from (parameter["name"] for parameter in value.get("parameters", ()))
        for name, part in value.items():
            yield from members(part) if name not in ("examples", "example") else ()
    elif isinstance(value, list):
        for part in value:
            yield from members(part)


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("viewer", VIEWERS)
def test_a_viewer_shows_every_member_and_title(viewer: str, document: str, server: str, windows: Windows) -> None:
    written = json.loads((PUBLISHED / f"{document}.json").read_bytes())
    wanted = [*dict.fromkeys(members(written)), written["info"]["title"]]
    assert len(wanted) > 20
    page = windows.open(f"{server}/{viewer}/{document}.html")
    page.wait_for_function(f"(texts) => ({SHOWN})(texts).length === 0", arg=wanted, timeout=60_000)
    assert page.evaluate(SHOWN, [*wanted, "a member that is not there"]) == ["a member that is not there"]
