"""Python names for the names of a vendor. No other module makes or checks names."""

from __future__ import annotations

import keyword
import re
from pkgutil import iter_modules
from types import ModuleType
from typing import TypeVar

from pydantic import BaseModel

from . import runtime
from .problem import Message
from .runtime import errors, operation
from .runtime.client import client, download, options, pages
from .runtime.client.auth import credentials
from .runtime.jsontext.pointer import split
from .runtime.models import base, enums, root, values
from .runtime.validation import contract, detection, report

API = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
CLASS = re.compile(r"[A-Z][A-Za-z0-9]{0,79}")
CODE = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*")
WIRE = re.compile(r"[A-Za-z0-9_$@.:\-]{1,128}")
_PLAIN, _HOLE = r"[A-Za-z0-9_.~:@\-]", r"\{[A-Za-z_][A-Za-z0-9_]*\}"
PATH = re.compile(rf"(/({_PLAIN}+({_HOLE}{_PLAIN}*)?|{_HOLE}{_PLAIN}*))*/?(#[A-Za-z0-9_.\-]+)?")
"""Each segment is plain, or has one parameter with plain text around it: `/invoices/{id}.json`."""
LONGEST_PATH = 2_000

SDK_NAMES = frozenset({"from_json", "to_json", "check", "http", "report"})
"""Names that models of this SDK have or will have; a wire member with such a name gets a trailing underscore."""

_RESERVED = SDK_NAMES | frozenset(dir(BaseModel)) | {"str", "int", "bool", "list", "dict"}
"""Besides: the attributes of pydantic's models, and built-in names in annotations of a model."""

CALL_NAMES = frozenset({"self", "timeout", "max_retries", "deadline", "strict", "client", "auth"})
"""Arguments of every call."""

CONSTRUCTOR_NAMES = options.OPTION_NAMES | {"auth", "aes_key", "options"}
"""Arguments of every client."""


def _classes(module: ModuleType) -> set[str]:
    """The public classes that a module defines."""
    own = {name for name, value in vars(module).items() if getattr(value, "__module__", "") == module.__name__}
    return {name for name in own if CLASS.fullmatch(name) and not isinstance(getattr(module, name), TypeVar)}


_MODULES = (
    client,
    download,
    enums,
    contract,
    credentials,
    detection,
    errors,
    base,
    operation,
    pages,
    report,
    root,
    options,
    values,
)

_CLASSES = frozenset(
    {
        "None",
        "True",
        "False",
        "ABSENT",
        "API",
        "Annotated",
        "Any",
        "Awaitable",
        "BulkReport",
        "Callable",
        "ClassVar",
        "Damage",
        "Decimal",
        "Drift",
        "FailOn",
        "Field",
        "Final",
        "Integer",
        "NEEDED",
        "DecimalNumber",
        "RootModel",
        "Sandbox",
        "Scalar",
        "Tagged",
        "Sequence",
        "Unpack",
        "WorkerDied",
    }
    | {name for module in _MODULES for name in _classes(module)} - {"Receipt"}
)
"""Names that emitted modules use otherwise: of Python, pydantic and the runtime.

`Receipt` is left out: no emitted module uses it, and vendors have receipts.
"""

_OWN = frozenset(module.name for module in iter_modules(runtime.__path__)) | {*runtime.__all__, "runtime", "schemas"}
"""Modules and functions of the emitted package, which APIs stand beside."""

_CLIENT = frozenset({*dir(client.Client), *dir(client.AsyncClient), "date", "datetime"})
"""Attributes of clients, and classes in annotations of a client."""


def field_name(wire: str, said: str | None = None) -> str:
    """`requestId` becomes `request_id`; keywords and names that Python or the SDK needs get a trailing underscore.

    `said` is the name that the contract says in its place (`x-sdk-name`).
    """
    if said is not None:
        return said
    name = snake(wire)
    if not name or name[0].isdigit():
        name = f"field_{name}".rstrip("_")
    return f"{name}_" if name in _RESERVED or keyword.iskeyword(name) else name


def is_wire(wire: str, said: str | None = None) -> bool:
    """Whether a member or parameter can have this name on the wire: a plain one, or any that a contract gives a name in Python.

    Plain names are of ASCII, so that none looks like another. `*` alone stands for any item of a list in pointers.
    """
    is_text = wire.isprintable() and wire == wire.strip() and 1 <= len(wire) <= 128 and wire != "*"
    return bool(WIRE.fullmatch(wire)) or (said is not None and is_text)


def is_field(name: str) -> bool:
    """Whether a contract may say this name for a member or an argument."""
    return field_name(name) == name


def method_name(operation: str) -> str:
    """`ListInvoices` becomes `list_invoices`; attributes of clients get a trailing underscore."""
    name = field_name(operation)
    return f"{name}_" if name in _CLIENT else name


def iterator_name(items: str, name: str | None = None) -> str:
    """The method that iterates over all pages: `/data/invoices` gives `iter_invoices`, unless the contract names it."""
    last = split(items)[-1] if items else ""
    return name or f"iter_{snake(last)}".rstrip("_")


def constant_name(operation: str) -> str:
    """`ListInvoices` becomes `LIST_INVOICES`."""
    return snake(operation).upper()


def code_name(value: str | int) -> str:
    """The name of a code without a row: `VAT` stays, `0` becomes `CODE_0`."""
    name = snake(str(value)).upper()
    return name if CODE.fullmatch(name) else f"CODE_{name}".rstrip("_")


def class_name(api: str) -> str:
    """`my_vendor` becomes `MyVendor`."""
    return "".join(part.capitalize() for part in api.split("_"))


def snake(name: str) -> str:
    """Lower case words joined by underscores; any other character than an ASCII letter or digit ends a word."""
    words = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name)
    words = re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", words)
    return re.sub(r"[^A-Za-z0-9]+", "_", words).strip("_").lower()


def is_class(name: str) -> bool:
    """Whether a component's name can be a class of the emitted package."""
    return bool(CLASS.fullmatch(name)) and name not in _CLASSES and not name.startswith("Async")


def is_operation(name: str) -> bool:
    """Whether an operationId can name a method, a constant beside those of `operations.py`, and its contracts."""
    return is_class(name) and constant_name(name) not in {"API", "OPERATIONS"}


def is_code(name: str) -> bool:
    """Whether a code's name can be a member of an enumeration."""
    return bool(CODE.fullmatch(name)) and name != "UNKNOWN"


def package_name_problem(name: str) -> Message | None:
    """Why the name of a folder can't be a package inside the emitted one."""
    if name in _OWN:
        return f"{name!a} can't be a package name: the emitted package uses it", "choose another name"
    if not API.fullmatch(name) or keyword.iskeyword(name):
        return f"{name!a} can't be a package name", "use lower case words joined by underscores, such as my_vendor"
    if {class_name(name), f"Async{class_name(name)}"} & _CLASSES:
        return f"{name!a} can't be a package name: its client would be a class of the SDK", "choose another name"
    return None


def is_path(path: str) -> bool:
    """Whether a path is plain and not too long for servers: no dot segments, escapes or query."""
    if len(path) > LONGEST_PATH:
        return False
    segments = path.partition("#")[0].split("/")
    return path.startswith("/") and bool(PATH.fullmatch(path)) and "." not in segments and ".." not in segments
