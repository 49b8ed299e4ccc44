"""The emitted package: cost of imports, public names, documentation of members."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import invoice_apis as ia
import pytest
from invoice_apis.client.client import AsyncClient, Client
from invoice_apis.models.base import Model
from support.emitted import ROOT, SCHEMAS

PACKAGE = Path(ia.__file__).parent
APIS = sorted({contract.api for contract in ia.contracts()})
EMITTED = ("__init__.py", "client.py", "codes.py", "models.py", "operations.py")
HTTP = {"httpcore2", "httpx2", "httpx", "requests", "aiohttp", "urllib3", "http.client"}


def modules_after(statement: str) -> set[str]:
    code = f"import sys; {statement}; print('\\n'.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    assert not done.stderr
    return set(done.stdout.split())


def test_the_package_costs_no_pydantic_and_no_http_library() -> None:
    loaded = modules_after("import invoice_apis; invoice_apis.contracts()")
    assert not loaded & (HTTP | {"pydantic", "pydantic_core", "jsonschema_rs", "orjson", "jiter"})


def test_validating_costs_no_pydantic() -> None:
    loaded = modules_after("import invoice_apis; invoice_apis.contracts()[0].check(b'{}')")
    assert not loaded & (HTTP | {"pydantic", "pydantic_core"})


@pytest.mark.parametrize("api", APIS)
def test_models_cost_no_http_library_and_give_no_warning(api: str) -> None:
    module = importlib.import_module(f"invoice_apis.{api}")
    model = next(name for name in module.__all__ if issubclass(getattr(module, name), Model))
    loaded = modules_after(f"from invoice_apis.{api} import {model}")
    assert "pydantic" in loaded
    assert not loaded & HTTP


def test_connections_cost_no_httpx2_and_no_event_loop() -> None:
    loaded = modules_after("import invoice_apis.client.http.pool")
    assert "httpcore2" in loaded
    assert not loaded & {"httpx2", "asyncio"}


@pytest.mark.parametrize("api", APIS)
def test_clients_are_imported_without_models_and_http_library(api: str) -> None:
    module = importlib.import_module(f"invoice_apis.{api}")
    clients = [name for name in module.__all__ if issubclass(getattr(module, name), (Client, AsyncClient))]
    assert len(clients) == 2
    loaded = modules_after(f"from invoice_apis.{api} import {', '.join(clients)}")
    assert not loaded & (HTTP | {"pydantic", "pydantic_core", "jsonschema_rs"})


def test_the_public_names_are_these() -> None:
    assert set(ia.__all__) == {
        *("BulkReport", "Contract", "Finding", "Fit", "Report", "WorkerDied", "contract", "contracts", "detect"),
        *("AccessKey", "AccessToken", "AppLogin", "Attempt", "ClientCredentials", "IamToken", "UserPassword"),
        *("InvoiceApisError", "ApiError", "ConfigurationError", "InvalidRequest", "InvalidResponse"),
        *("IncompletePages", "TransportError", "native", "Download"),
    }
    for api in APIS:
        module = importlib.import_module(f"invoice_apis.{api}")
        assert all(hasattr(module, name) for name in module.__all__)
        parts = [importlib.import_module(f"invoice_apis.{api}.{part}") for part in ("client", "codes", "models")]
        own = {name for part in parts for name, value in vars(part).items() if _is_of(value, part)}
        assert own == set(module.__all__)
        with pytest.raises(AttributeError, match="nothing"):
            _ = module.nothing


def _is_of(value: Any, module: ModuleType) -> bool:
    return isinstance(value, type) and value.__module__ == module.__name__


def test_what_models_are_made_of_can_be_imported() -> None:
    types = importlib.import_module("invoice_apis.types")
    assert {"Model", "Reply", "SensitiveText", "DecimalText", "DateTimeText", "OpenIntEnum"} <= set(types.__all__)
    assert all(hasattr(types, name) for name in types.__all__)


def test_contracts_are_found_by_id() -> None:
    ids = [contract.id for contract in ia.contracts()]
    assert ids == sorted(ids)
    for contract in ia.contracts():
        assert ia.contract(contract.id) is contract
        assert contract.id == (
            f"{contract.api}/{contract.operation}.{contract.direction}" if contract.operation else contract.id
        )
    with pytest.raises(LookupError, match=r"unknown contract 'nobody/Nothing.response'; "):
        ia.contract("nobody/Nothing.response")


def test_schemas_are_self_contained_and_fresh_at_each_call() -> None:
    for contract in ia.contracts():
        for profile in ("documented", "compatible"):
            schema = contract.schema(profile)
            assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
            assert schema["$id"].endswith(f":{profile}")
            assert "$ref" not in str(schema)
            schema.clear()
            assert contract.schema(profile)
    with pytest.raises(ValueError, match="documented"):
        ia.contracts()[0].schema("strict")  # type: ignore[arg-type]


@pytest.mark.parametrize("api", APIS)
def test_every_class_and_member_is_documented(api: str) -> None:
    """Attribute docstrings are what an editor shows."""
    tree = ast.parse((PACKAGE / api / "models.py").read_text(encoding="utf-8"))
    for model in (node for node in tree.body if isinstance(node, ast.ClassDef)):
        assert ast.get_docstring(model), model.name
        for member, after in zip(model.body, [*model.body[1:], None], strict=True):
            if isinstance(member, ast.AnnAssign) and "ClassVar" not in ast.unparse(member.annotation):
                assert isinstance(after, ast.Expr), f"{model.name}: {ast.unparse(member)}"


def test_nothing_of_the_toolkit_is_imported() -> None:
    for file in PACKAGE.rglob("*.py"):
        assert "invoice_codegen" not in file.read_text(encoding="utf-8")


def test_the_runtime_is_a_copy_byte_for_byte() -> None:
    source = ROOT / "codegen" / "invoice_codegen" / "runtime"
    files = {file.relative_to(source): file.read_bytes() for file in source.rglob("*.py")}
    del files[Path("version.py")]  # the emitted package has its own
    emitted = {Path("version.py"), *(Path(api) / name for api in APIS for name in EMITTED)}
    copies = {file.relative_to(PACKAGE): file.read_bytes() for file in PACKAGE.rglob("*.py")}
    assert {path: copies[path] for path in copies.keys() - emitted} == files


def test_no_provider_is_named_in_python() -> None:
    """Names of providers stand in contracts and in files emitted from them, nowhere else."""
    words = {word for folder in SCHEMAS.iterdir() if folder.is_dir() for word in folder.name.split("_")}
    words -= {"invoice", *["a", "my", "new", "our", "the", "api", "vendor"]}  # as in the names of drafts: my_vendor
    found = [
        f"{file.name}: {word}"
        for file in (ROOT / "codegen").rglob("*.py")
        for word in words
        if re.search(
            word if len(word) > 3 else rf"(?<![a-z]){word}(?![a-z])", file.read_text(encoding="utf-8"), re.IGNORECASE
        )
    ]
    assert not found
