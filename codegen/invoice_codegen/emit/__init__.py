"""Emit the files of the package from the IR."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from .. import ir
from ..contract_json import documentation_json, rest_json, schema_files
from ..output import Tree
from ..package_name import DEFAULT, PackageName
from ..runtime import operation
from ..runtime.jsontext import write
from .clients import client_module, returned
from .codes import codes_module
from .docstrings import Part, chinese
from .format import formatted
from .models import models_module
from .pages import render_pages
from .reference import reference_page
from .render import TEMPLATES, render

RUNTIME = Path(__file__).parent.parent / "runtime"
COPIED = TEMPLATES / "copied"
"""Files at the top of the package that are the same for all contracts."""
SOURCES = {".py", ".pyi", ".c", ".h"}
"""Suffixes of the runtime's files."""


def emit(apis: Sequence[ir.Api], name: PackageName = DEFAULT) -> Tree:
    """Emit all files of the package, by path, as yet without a version."""
    return _files(apis, name) | _copied(name) | versioned("", name)


def versioned(version: str, name: PackageName = DEFAULT) -> Tree:
    """The files that name the version of the package."""
    templates = {"pyproject.toml": "pyproject.toml.jinja", f"{name.module}/version.py": "version.py.jinja"}
    return {path: render(template, name, version=version).encode() for path, template in templates.items()}


def requirements() -> list[str]:
    """The names of the distributions that the package needs, or may need."""
    return re.findall(
        r'"([a-z0-9.-]+)(?:\[[a-z]+\])?>=', (TEMPLATES / "pyproject.toml.jinja").read_text(encoding="utf-8")
    )


def _files(apis: Sequence[ir.Api], name: PackageName) -> Tree:
    """All other files that are made of the contracts."""
    package = name.module
    python = {f"{package}/{api.name}/{file}": text for api in apis for file, text in _api_modules(api).items()}
    texts = {
        **render_pages(apis, name),
        "api.md": reference_page(apis, name),
        f"{package}/py.typed": "",
        f"{package}/contracts.json": json.dumps(
            sorted(contract.id for api in apis for contract in api.contracts if contract.is_public), indent=1
        )
        + "\n",
    }
    tree = {path: formatted(text).encode() for path, text in python.items()} | {
        path: text.encode() for path, text in texts.items()
    }
    for api in apis:
        for contract in api.contracts:
            tree[f"{package}/{api.name}/contracts/{contract.name}.json"] = rest_json(contract)
            tree[f"{package}/{api.name}/contracts/{contract.name}.guide.json"] = documentation_json(contract)
            for file, schema in schema_files(contract):
                tree[f"{package}/schemas/{api.name}/{file}"] = schema
                if contract.is_public:  # for tools that do not install the package
                    tree[f"schemas/{api.name}/{file}"] = schema
        for lang, document in api.published.items():  # for viewers and other generators
            tree[f"openapi/{api.name}.{lang}.json"] = write(document, indent=True) + b"\n"
        for sample in api.samples:
            tree[f"{package}/{api.name}/samples/{sample.name}"] = sample.raw
    return tree


def _api_modules(api: ir.Api) -> dict[str, str]:
    modules = {
        "__init__.py": render("package.py.jinja", api=api, parts=_package_parts(api), **_public(api)),
        "models.py": models_module(api),
        "operations.py": render(
            "operations.py.jinja",
            api=api,
            descriptors=_descriptors(api),
            modelled=_modelled(api),
            has_download=any(operation.descriptor.download for operation in api.operations),
            returned=returned,
        ),
    }
    if api.operations:
        modules["client.py"] = client_module(api)
    return modules | ({"codes.py": codes_module(api)} if api.codes else {})


def _package_parts(api: ir.Api) -> list[Part]:
    """The docstring of a subpackage."""
    return [f"{api.title}, version {api.version}.", api.text.title, api.text.en, chinese(api.text)]


def _public(api: ir.Api) -> dict[str, list[str]]:
    """The public names of a subpackage, by module; without operations there is no client."""
    clients = [f"Async{api.class_name}", api.class_name] if api.operations else []
    codes, models = (sorted(part.name for part in parts) for parts in (api.codes, api.models))
    return {"clients": sorted(clients), "codes": codes, "models": models}


def _modelled(api: ir.Api) -> set[str]:
    """The models in the type annotations of `operations.py`."""
    items = {operation.pages.item for operation in api.operations if operation.pages}
    return items | {operation.descriptor.reply for operation in api.operations if operation.descriptor.reply}


def _descriptors(api: ir.Api) -> tuple[object, ...]:
    """The records in `operations.py`: the service and its operations."""
    servers = tuple(server.descriptor for server in api.servers)
    schemes = tuple(auth.descriptor for auth in api.auths)
    titles = {"en": api.title, "zh": api.text.zh_title}
    title = tuple((lang, text) for lang, text in titles.items() if text)
    service = operation.Api(api.name, servers, schemes, api.values, api.class_name, title)
    return service, tuple(part.descriptor for part in api.operations)


def _copied(name: PackageName) -> Tree:
    """The files that are the same for all contracts, byte for byte but for the name of the package."""
    runtime = (file for file in RUNTIME.rglob("*") if file.suffix in SOURCES)
    files = {f"{name.module}/{file.relative_to(RUNTIME).as_posix()}": file for file in runtime}
    files |= {file.name: file for file in COPIED.iterdir() if file.is_file()}
    return {path: name.put_into(file.read_bytes()) for path, file in files.items()}
