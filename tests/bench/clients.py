"""The clients that are compared: ours, a bare HTTP client, the vendor's SDK, and what another generator makes."""

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
"""The interpreter that has the vendors' SDKs."""


@dataclass(frozen=True, slots=True)
class Served:
    """An API that all clients can call, and how we want to compare with its vendor's SDK."""

    api: str
    sample: Path
    aim: float
    bare: str
    """What the bare client does."""


@dataclass(frozen=True, slots=True)
class Client:
    """One client; `role` is the last part of its names in `callers.py`."""

    role: str
    name: str
    python: Path = Path(sys.executable)

    @property
    def is_here(self) -> bool:
        """Whether its interpreter is installed."""
        return self.python.exists()

    def words(self, api: str, kind: str, in_flight: int, url: str) -> list[str]:
        """The command that runs it; `kind` is "" for blocking calls, "_async" for others."""
        return [str(self.python), str(CALLER), f"{api}_{self.role}{kind}", str(in_flight), url]


SERVED = (
    Served(
        "huawei_bssintl",
        ROOT / "schemas/huawei_bssintl/samples/ListInvoices.response.en.json",
        0.5,
        "GET with query",
    ),
    Served(
        "alibaba_bss",
        ROOT / "schemas/alibaba_bss/samples/QueryInvoicingCustomerList.response.json",
        1,
        "POST without body",
    ),
)


def clients(served: Served) -> tuple[Client, Client, Client, Client]:
    """The bare client, ours, the other generator's, the vendor's SDK."""
    return (
        Client("bare", f"httpx2 alone, {served.bare}"),
        Client("ours", "ours"),
        Client("generated", "datamodel-codegen --generate-client, signs nothing"),
        Client("official", "the vendor's SDK", VENDORS),
    )


@contextmanager
def generated() -> Iterator[Path]:
    """A folder to import the other generator's clients from."""
    with tempfile.TemporaryDirectory() as folder:
        for served in SERVED:
            _generate(served.api, Path(folder))
        yield Path(folder)


def _generate(api: str, folder: Path) -> None:
    models, client = f"{api}_models", f"{api}_client"
    words = [BIN / "datamodel-codegen", "--input", ROOT / "schemas" / api / "openapi.yaml"]
    words += ["--input-file-type", "openapi", "--output-model-type", "pydantic_v2.BaseModel"]
    words += ["--output", folder / f"{models}.py", "--client-model-package", models]
    words += ["--generate-client", "httpx2", "--client-output", folder / client, "--client-package", client]
    subprocess.run(words, check=True, capture_output=True)
