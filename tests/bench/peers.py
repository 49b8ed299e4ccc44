"""Common alternatives for validation, each with the same contract."""

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
import msgspec
import orjson
import yaml
from datamodel_code_generator import DataModelType, InputFileType, generate
from processes import ROOT
from rounds import Call
from samples import Sample


class Unsupported(Exception):
    """A peer can't validate a sample; the message has the reason."""


def build_peer(build: Callable[[Sample], Call], sample: Sample) -> Call:
    """A validation by a peer as a call. Raises Unsupported if it can't be built or rejects the documented sample."""
    call = build(sample)
    try:
        accepted = call()
    except ValueError:
        accepted = False
    if accepted is False:
        raise Unsupported("rejects the documented sample")
    return call


def by_jsonschema_rs(sample: Sample) -> Call:
    """orjson and jsonschema-rs."""
    read, valid = sample.reader(orjson.loads), jsonschema_rs.Draft202012Validator(_schema(sample)).is_valid
    return lambda: valid(read())


def by_jsonschema(sample: Sample) -> Call:
    """json and jsonschema, the reference implementation in Python."""
    read, valid = sample.reader(json.loads), jsonschema.Draft202012Validator(_schema(sample)).is_valid
    return lambda: valid(read())


def by_fastjsonschema(sample: Sample) -> Call:
    """json and code compiled by fastjsonschema, which treats the schema as draft 7."""
    try:
        validate = fastjsonschema.compile(_schema(sample))
    except fastjsonschema.JsonSchemaDefinitionException as error:
        raise Unsupported(f"can't compile the schema: {error}") from None
    read = sample.reader(json.loads)
    return lambda: validate(read())


def by_plain_models(sample: Sample) -> Call:
    """datamodel-code-generator's models with default options. Encoded members stay text."""
    return partial(_reply(sample, DataModelType.PydanticV2BaseModel).model_validate_json, sample.raw)


def by_msgspec(sample: Sample) -> Call:
    """The same models as Structs of msgspec, which does not look for broken UTF-8 itself."""
    raw, read = sample.raw, msgspec.json.Decoder(_reply(sample, DataModelType.MsgspecStruct)).decode

    def call() -> object:
        raw.decode()
        return read(raw)

    return call


PEERS: dict[str, Callable[[Sample], Call]] = {
    "orjson + jsonschema-rs": by_jsonschema_rs,
    "json + jsonschema": by_jsonschema,
    "json + fastjsonschema": by_fastjsonschema,
    "datamodel-code-generator models": by_plain_models,
    "the same as msgspec Structs, and a UTF-8 check": by_msgspec,
}


def _schema(sample: Sample) -> dict[str, Any]:
    return sample.contract.schema("compatible")


def _reply(sample: Sample, kind: DataModelType) -> Any:
    """The model of a response. Raises Unsupported."""
    if sample.encoded:
        raise Unsupported("does not decode encoded members")
    contract = yaml.safe_load((ROOT / "schemas" / sample.api / "openapi.yaml").read_text())
    return getattr(_plain_models(sample.api, kind), _reply_name(contract, sample.operation))


def _reply_name(contract: dict[str, Any], operation: str) -> str:
    """Component name of the successful response."""
    calls = (call for path in contract["paths"].values() for call in path.values() if isinstance(call, dict))
    found = next(call for call in calls if call.get("operationId") == operation)
    reference: str = found["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
    return reference.rpartition("/")[2]


@cache
def _plain_models(api: str, kind: DataModelType) -> ModuleType:
    name = f"plain_{api}_{kind.name}"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"{name}.py")
        with warnings.catch_warnings(action="ignore"):
            source = ROOT / "schemas" / api / "openapi.yaml"
            generate(source, input_file_type=InputFileType.OpenAPI, output=file, output_model_type=kind)
        spec = importlib.util.spec_from_file_location(name, file)
        assert spec is not None
        assert spec.loader is not None
        module = sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return module
