"""Validators that users would put together by hand, each over the same contract."""

from __future__ import annotations

import importlib.util
import json
import sys
import tempfile
import warnings
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any

import fastjsonschema
import jsonschema
import jsonschema_rs
import orjson
import yaml
from datamodel_code_generator import InputFileType, generate
from processes import ROOT
from rounds import Call
from samples import Sample


class Unfit(Exception):
    """A peer that gives no verdict on a sample; the message says why."""


def fit(build: Callable[[Sample], Call], sample: Sample) -> Call:
    """The peer's verdict as a call. Raises Unfit where it can't be built or does not accept the documented sample."""
    call = build(sample)
    try:
        accepted = call()
    except ValueError:
        accepted = False
    if accepted is False:
        raise Unfit("refuses the documented sample")
    return call


def by_jsonschema_rs(sample: Sample) -> Call:
    """orjson, then jsonschema-rs, by hand."""
    read, valid = sample.opened(orjson.loads), jsonschema_rs.Draft202012Validator(_schema(sample)).is_valid
    return lambda: valid(read())


def by_jsonschema(sample: Sample) -> Call:
    """The standard library's reader, then the reference implementation in Python."""
    read, valid = sample.opened(json.loads), jsonschema.Draft202012Validator(_schema(sample)).is_valid
    return lambda: valid(read())


def by_fastjsonschema(sample: Sample) -> Call:
    """The standard library's reader, then code compiled from the schema, which it takes for one of draft 7."""
    try:
        validate = fastjsonschema.compile(_schema(sample))
    except fastjsonschema.JsonSchemaDefinitionException as error:
        raise Unfit(f"can't compile the schema: {error}") from None
    read = sample.opened(json.loads)
    return lambda: validate(read())


def by_plain_models(sample: Sample) -> Call:
    """datamodel-code-generator's models with its default options; what is encoded stays plain text to them."""
    if sample.encoded:
        raise Unfit("does not open encoded members")
    contract = yaml.safe_load((ROOT / "schemas" / sample.api / "openapi.yaml").read_text())
    model = getattr(_plain_models(sample.api), _reply_name(contract, sample.operation))
    return partial(model.model_validate_json, sample.raw)


PEERS: dict[str, Callable[[Sample], Call]] = {
    "orjson + jsonschema-rs": by_jsonschema_rs,
    "json + jsonschema": by_jsonschema,
    "json + fastjsonschema": by_fastjsonschema,
    "datamodel-code-generator models": by_plain_models,
}


def _schema(sample: Sample) -> dict[str, Any]:
    return sample.contract.schema("compatible")


def _reply_name(contract: dict[str, Any], operation: str) -> str:
    """The name of the component that a successful call returns."""
    calls = (call for path in contract["paths"].values() for call in path.values() if isinstance(call, dict))
    found = next(call for call in calls if call.get("operationId") == operation)
    reference: str = found["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
    return reference.rpartition("/")[2]


@cache
def _plain_models(api: str) -> ModuleType:
    name = f"plain_{api}"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"{name}.py")
        with warnings.catch_warnings(action="ignore"):
            generate(ROOT / "schemas" / api / "openapi.yaml", input_file_type=InputFileType.OpenAPI, output=file)
        spec = importlib.util.spec_from_file_location(name, file)
        assert spec is not None
        assert spec.loader is not None
        module = sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return module
