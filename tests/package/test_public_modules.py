"""Exported classes name a public module, so that reprs, tracebacks and pickles are stable."""

from __future__ import annotations

import importlib
import inspect
import io
import pickle
from pathlib import Path
from typing import Any

import invoice_apis as ia
import pytest
from support.emitted import payloads, reply_class
from support.emitted_python import APIS

MODULES = ["invoice_apis", "invoice_apis.types", "invoice_apis.testing", *(f"invoice_apis.{api}" for api in APIS)]
PUBLIC_CLASSES = (Path(__file__).parent / "public_classes.txt").read_text(encoding="utf-8").split()
"""Where pickles of earlier versions look for classes. Add a line for a new class; when one moves, the old line stays."""
NEED_EXTRAS = {
    "invoice_apis.sandbox": "h11",
    "invoice_apis.arrow": "pyarrow",
    "invoice_apis.jsonschema": "jsonschema",
}


def exported(module: str) -> list[tuple[str, type]]:
    """The classes in `__all__`."""
    if needed := NEED_EXTRAS.get(module):
        pytest.importorskip(needed)
    found = importlib.import_module(module)
    values = [(name, getattr(found, name)) for name in found.__all__]
    return [(name, value) for name, value in values if inspect.isclass(value)]


@pytest.mark.parametrize("module", [*MODULES, *NEED_EXTRAS])
def test_exported_classes_name_a_public_module(module: str) -> None:
    for _, value in exported(module):
        assert is_public(value), f"{value.__module__}.{value.__name__}: not in public_classes.txt"
        assert getattr(importlib.import_module(value.__module__), value.__name__) is value
        assert pickle.loads(pickle.dumps(value)) is value
        assert "._" not in repr(value)


def is_public(value: type) -> bool:
    """Whether the module of a class is one that CONTRIBUTING.md promises to keep."""
    package, _, module = value.__module__.rpartition(".")
    if package in {f"invoice_apis.{api}" for api in APIS}:
        return module in ("client", "codes", "models")
    return f"{value.__module__}.{value.__name__}" in PUBLIC_CLASSES


@pytest.mark.parametrize("path", PUBLIC_CLASSES)
def test_a_class_of_an_earlier_version_is_still_importable(path: str) -> None:
    module, _, name = path.rpartition(".")
    assert inspect.isclass(getattr(importlib.import_module(module), name))


@pytest.mark.parametrize("module", [*MODULES, *NEED_EXTRAS])
def test_dir_lists_what_is_exported(module: str) -> None:
    exported(module)  # skips without the extra
    found = importlib.import_module(module)
    assert {*found.__all__} <= {*dir(found)}


def report() -> ia.Report:
    found = next(payload for payload in payloads("cases") if payload.is_bad)
    return found.contract.check(found.raw)


def instances() -> list[Any]:
    """An instance of every exported exception and report."""
    receipt = importlib.import_module("invoice_apis.receipt").Receipt(fetched=1, pages=1)
    return [
        ia.InvoiceApisError("x"),
        ia.ConfigurationError("x"),
        ia.InvalidRequest(report()),
        ia.ApiError(429, "Throttling", "too many calls", "id", True, 1.5),
        ia.InvalidResponse(report(), 200, "id"),
        ia.IncompletePages(report(), receipt),
        ia.TransportError("x", retryable=False),
        ia.WorkerDied(),
        report(),
        report().findings[0],
        bulk_report(),
        fit(),
    ]


def bulk_report() -> ia.BulkReport:
    found = next(payload for payload in payloads("samples") if payload.contract.direction == "response")
    return found.contract.check_lines(io.BytesIO(found.raw.replace(b"\n", b" ")))


def fit() -> ia.Fit:
    found = next(payload for payload in payloads("samples") if payload.contract.direction == "response")
    return ia.detect(found.raw)[0]


def test_exceptions_and_reports_survive_pickling() -> None:
    for instance in instances():
        survives_pickling(instance)


def survives_pickling(instance: Any) -> None:
    copy = pickle.loads(pickle.dumps(instance))
    assert type(copy) is type(instance)
    assert repr(copy) == repr(instance)
    if isinstance(instance, Exception):
        assert str(copy) == str(instance)
        assert copy.args == instance.args
        names = vars(instance).keys()
        assert {name: repr(getattr(copy, name)) for name in names} == {
            name: repr(getattr(instance, name)) for name in names
        }


def test_every_exported_exception_and_report_is_tried() -> None:
    wanted = {
        value
        for _, value in exported("invoice_apis")
        if issubclass(value, Exception) or value.__name__ in ("Report", "Finding", "BulkReport", "Fit")
    }
    assert wanted == {type(instance) for instance in instances()}


def test_replies_survive_pickling() -> None:
    for payload in payloads("samples"):
        if payload.contract.direction == "response":
            reply = reply_class(payload.contract).from_json(payload.raw)
            copy = pickle.loads(pickle.dumps(reply))
            assert copy == reply
            assert copy.to_json() == reply.to_json()
