"""The compared clients: ours, a bare HTTP client, the vendor's SDK, and those of another generator."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from processes import BIN, ROOT

ABSENT = "not installed here: `make interop` gets it"
CALLER = Path(__file__).with_name("callers.py")
VENDORS = ROOT / ".venv-interop" / "bin" / "python"
"""Interpreter with the vendors' SDKs."""


@dataclass(frozen=True, slots=True)
class ServedApi:
    """An API that all clients can call. `aim` is the target ratio to the vendor's SDK."""

    name: str
    sample: Path
    aim: float
    bare: str
    """Description of the bare client's request."""


@dataclass(frozen=True, slots=True)
class Client:
    """A client. `role` is the last part of its function names in `callers.py`."""

    role: str
    name: str
    python: Path = Path(sys.executable)

    @property
    def is_installed(self) -> bool:
        """Whether its interpreter is installed."""
        return self.python.exists()

    def command(self, api: str, kind: str, in_flight: int, url: str) -> list[str]:
        """Command to run it. `kind` is "" for blocking calls, "_async" otherwise."""
        return [str(self.python), str(CALLER), f"{api}_{self.role}{kind}", str(in_flight), url]


SERVED = (
    ServedApi(
        "huawei_bssintl",
        ROOT / "schemas/huawei_bssintl/samples/ListInvoices.response.en.json",
        0.5,
        "GET with query",
    ),
    ServedApi(
        "alibaba_bss",
        ROOT / "schemas/alibaba_bss/samples/QueryInvoicingCustomerList.response.json",
        1,
        "POST without body",
    ),
)


def clients(api: ServedApi) -> tuple[Client, Client, Client, Client]:
    """The bare client, ours, that of the other generator, the vendor's SDK."""
    return (
        Client("bare", f"httpx2 alone, {api.bare}"),
        Client("ours", "ours"),
        Client("generated", "datamodel-codegen --generate-client, signs nothing"),
        Client("official", "the vendor's SDK", VENDORS),
    )


@contextmanager
def generated() -> Iterator[Path]:
    """Directory with the clients of the other generator."""
    with tempfile.TemporaryDirectory() as folder:
        for api in SERVED:
            _generate(api.name, Path(folder))
        yield Path(folder)


def _generate(api: str, folder: Path) -> None:
    models, client = f"{api}_models", f"{api}_client"
    command = [BIN / "datamodel-codegen", "--input", ROOT / "schemas" / api / "openapi.yaml"]
    command += ["--input-file-type", "openapi", "--output-model-type", "pydantic_v2.BaseModel"]
    command += ["--output", folder / f"{models}.py", "--client-model-package", models]
    command += ["--generate-client", "httpx2", "--client-output", folder / client, "--client-package", client]
    subprocess.run(command, check=True, capture_output=True)
