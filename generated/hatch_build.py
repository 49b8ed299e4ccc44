"""Builds the scanner, a small C module, where a C compiler is; without one the package works without it, only slower.

`INVOICE_APIS_NATIVE=0` leaves the scanner out: the wheel is then the same for every platform.
"""

import os
import shutil
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PACKAGE = "invoice_apis.scanner"
SOURCE = Path("invoice_apis", "scanner", "_scanner.c")
LOWEST = (3, 11)
"""The lowest Python: the module uses only what every later Python has, too (its limited API)."""


class ScannerBuildHook(BuildHookInterface[Any]):
    """Adds the compiled scanner to a wheel, or puts it beside its source for an editable installation."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before each build."""
        if self.target_name != "wheel":
            return
        if version == "editable":
            for old in Path(self.root, SOURCE).parent.glob("_scanner.*[od]"):  # *.so and *.pyd, of another version
                old.unlink()
        if os.environ.get("INVOICE_APIS_NATIVE") == "0":
            return
        self._folder = Path(tempfile.mkdtemp())
        try:
            compiled = _compile(Path(self.root, SOURCE), self._folder)
        except Exception as error:  # whatever is wrong with the compiler, the package works without the scanner
            self.app.display_warning(f"The scanner was not built, so validation is slower: {str(error)[:200]}")
            return
        if version == "editable":
            place = Path(self.root, SOURCE).with_name(compiled.name)
            shutil.copy2(compiled, place.with_suffix(".new"))
            os.replace(place.with_suffix(".new"), place)  # processes that use the old one go on with it
            return
        build_data["pure_python"] = False
        build_data["tag"] = f"cp{LOWEST[0]}{LOWEST[1]}-abi3-{_platform()}"
        build_data["force_include"][str(compiled)] = str(SOURCE.with_name(compiled.name))

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Called by hatchling after each build."""
        shutil.rmtree(getattr(self, "_folder", ""), ignore_errors=True)


def _compile(source: Path, folder: Path) -> Path:
    from setuptools import Distribution, Extension  # type: ignore[import-untyped]
    from setuptools.command.build_ext import build_ext  # type: ignore[import-untyped]

    module = Extension(
        f"{PACKAGE}.{source.stem}",
        [str(source)],
        py_limited_api=True,
        extra_compile_args=["-g0"] if os.name == "posix" else [],  # debug symbols hold paths of this machine
    )
    command = build_ext(Distribution({"ext_modules": [module]}))
    command.build_lib, command.build_temp = str(folder), str(folder / "temporary")
    command.ensure_finalized()
    command.run()
    return Path(command.get_outputs()[0])


def _platform() -> str:
    return sysconfig.get_platform().replace("-", "_").replace(".", "_")
