"""The contracts as OpenAPI documents for readers: valid, without our words, and nothing that a reader needs is lost."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from invoice_codegen import ir
from invoice_codegen.lint.openapi_schema import _validator
from invoice_codegen.pipeline import read_api, read_unverified
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012
from support.emitted import ROOT, SCHEMAS

OTHERS = Path(__file__).parent / "other_apis"
FOLDERS = [*sorted(path for path in SCHEMAS.iterdir() if path.is_dir()), *sorted(OTHERS.iterdir())]
VENDORS = [folder for folder in FOLDERS if folder.parent == SCHEMAS]
LANGS = ("en", "zh")


@cache
def lowered(folder: Path) -> ir.Api:
    api, problems = read_api(folder)
    assert api is not None, problems
    return api


def documents(*folders: Path) -> list[Any]:
    return [pytest.param(folder, lang, id=f"{folder.name}-{lang}") for folder in folders or FOLDERS for lang in LANGS]


def walked(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    """Every value in a document with its place; what is data of a payload is left out."""
    yield place, value
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in inner:
        if name not in ("examples", "enum", "const") or place.endswith("/properties"):
            yield from walked(part, f"{place}/{name}")


def schemas(document: Any) -> Iterator[tuple[str, Any]]:
    for place, value in walked(document):
        if place.endswith("/schema") or place.rpartition("/")[0] == "/components/schemas":
            yield place, value


def validator(document: Any, schema: Any) -> Draft202012Validator:
    resource = Resource.from_contents(document, default_specification=DRAFT202012)
    registry: Registry[Any] = Registry().with_resource("urn:document", resource)
    return Draft202012Validator(schema, registry=registry, _resolver=registry.resolver("urn:document"))


@pytest.mark.parametrize(("folder", "lang"), documents())
def test_a_document_is_valid_and_has_standard_words_only(folder: Path, lang: str) -> None:
    document = json.loads(json.dumps(lowered(folder).published[lang], default=float))
    assert [error.message for error in _validator().iter_errors(document)] == []
    assert [place for place, _ in walked(document) if "/x-sdk" in place] == []
    assert all(path.startswith("/") and not set("#?") & set(path) for path in document.get("paths", {}))
    for _, schema in schemas(document):
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(("folder", "lang"), documents())
def test_references_lead_to_components_and_all_of_these_are_used(folder: Path, lang: str) -> None:
    document = lowered(folder).published[lang]
    used = {value for place, value in walked(document) if place.endswith("/$ref")}
    mapped = {value for place, value in walked(document) if "/discriminator/mapping/" in place}
    known = {f"#/components/schemas/{name}" for name in document.get("components", {}).get("schemas", {})}
    assert used == known
    assert mapped <= known


@pytest.mark.parametrize(("folder", "lang"), documents())
def test_examples_fit_their_schemas(folder: Path, lang: str) -> None:
    document = json.loads(json.dumps(lowered(folder).published[lang], default=float))
    count = 0
    for place, value in walked(document):
        if isinstance(value, dict) and "schema" in value and isinstance(value.get("examples"), dict):
            for example in value["examples"].values():
                errors = [error.message for error in validator(document, value["schema"]).iter_errors(example["value"])]
                assert errors == [], place
                count += 1
    assert bool(count) == bool(lowered(folder).samples)


@pytest.mark.parametrize(("folder", "lang"), documents(*VENDORS))
def test_every_member_code_label_and_ledger_entry_is_there(folder: Path, lang: str) -> None:
    """The site and the terminal show the same data, which is that of the contracts."""
    text = json.dumps(lowered(folder).published[lang], ensure_ascii=False, default=float)
    for contract in lowered(folder).contracts:
        for pointer, member in contract.documentation["members"].items():
            name = pointer.rpartition("/")[2]
            is_group = pointer in ("", "/path", "/query", "/header", "/body")
            assert is_group or name == "*" or f'"{name}"' in text, pointer
            for code in member.get("codes", ()):
                label = code.get("label", {}).get(lang, "")
                assert json.dumps(label, ensure_ascii=False)[1:-1].strip() in text, (pointer, code)
        for id in contract.documentation["ledger"]:
            assert f"{id}: " in text


@pytest.mark.parametrize("folder", VENDORS, ids=lambda folder: folder.name)
def test_titles_and_descriptions_are_in_the_language(folder: Path) -> None:
    en, zh = (lowered(folder).published[lang] for lang in LANGS)
    assert en["info"]["title"] != zh["info"]["title"]
    texts = {place: value for place, value in walked(zh) if place.endswith(("/description", "/title", "/summary"))}
    own = [text for text in texts.values() if re.search("[\u4e00-\u9fff]", text)]
    assert len(own) > 0.9 * len(texts)


def test_text_that_encodes_json_stays_text_and_says_what_it_decodes_to() -> None:
    document = lowered(SCHEMAS / "kingdee_invoice").published["en"]
    operation = document["paths"]["/kapi/app/sim/openApi"]["post"]
    content = operation["responses"]["200"]["content"]["application/json"]
    data = document["components"]["schemas"]["QueryBillInvoicesResponse"]["properties"]["data"]
    assert data["type"] == ["string", "null"]  # null by KD-02
    assert data["contentEncoding"] == "base64"
    assert "| `/*/invoiceList/*/goods/*/goodsName` |" in data["description"]
    wire = content["examples"]["sample"]["value"]["data"]
    decoded = data["contentSchema"]["examples"][0]
    assert json.loads(base64.b64decode(wire)) == json.loads(json.dumps(decoded, default=float))
    assert decoded[0]["billNo"] in data["description"]


def test_numbers_of_samples_keep_their_digits() -> None:
    text = (ROOT / "generated" / "openapi" / "huawei_bssintl.en.json").read_text(encoding="utf-8")
    assert '"invoiceAmount": 102.0,' in text


def test_what_the_ledger_knows_to_come_is_admitted_where_it_comes() -> None:
    mode = lowered(SCHEMAS / "huawei_bssintl").published["en"]["components"]["schemas"]["Invoice"]["properties"][
        "invoiceMode"
    ]
    assert mode["enum"] == ["0", "1"]
    assert "HW-01: " in mode["description"]


RPC = """
openapi: 3.1.0
info: {title: Desk, version: "1"}
x-sdk-source: [{page: Desk}]
servers: [{url: "https://desk.example"}]
paths:
  "/rpc#First":
    post:
      operationId: First
      responses: {"200": {description: Done., content: {application/json: {schema: {$ref: "#/components/schemas/Done"}}}}}
    get:
      operationId: Third
      responses: {"200": {description: Done., content: {application/json: {schema: {$ref: "#/components/schemas/Done"}}}}}
  "/rpc#Second":
    post:
      operationId: Second
      responses: {"200": {description: Done., content: {application/json: {schema: {$ref: "#/components/schemas/Done"}}}}}
components:
  schemas:
    Done: {type: object, required: [ok], properties: {ok: {type: boolean}}}
"""


def test_operations_of_one_url_have_paths_of_their_own(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    for name, text in (("openapi.yaml", RPC), ("documented.yaml", "pages: []\n"), ("ledger.yaml", "[]\n")):
        (folder / name).write_text(text, encoding="utf-8")
    api, problems = read_unverified(folder)
    assert api is not None, problems
    paths = api.published["en"]["paths"]
    assert {path: sorted(item) for path, item in paths.items()} == {"/rpc": ["get", "post"], "/rpc;Second": ["post"]}
    assert "The URL is `/rpc`" in paths["/rpc;Second"]["post"]["description"]
