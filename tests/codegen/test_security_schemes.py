"""Security schemes that none of the vendors' contracts has: emitted clients and the sandbox agree on them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from invoice_codegen.scaffold import start
from toolkit import security_user
from toolkit.case import invoke

TOKEN = """      type: apiKey
      in: header
      name: X-Api-Token
"""
SCHEMES = {
    "toy_bearer": """      type: http
      scheme: bearer
      x-sdk-auth: {scheme: bearer, env: {token: TOY_BEARER}}
""",
    "toy_standard": "      type: http\n      scheme: bearer\n",
    "toy_signed": TOKEN.replace("X-Api-Token", "Authorization")
    + """      x-sdk-auth:
        scheme: tc3-hmac-sha256
        service: toys
        env: {access-key: TOY_KEY, secret-key: TOY_SECRET}
        refusals:
          - {reason: clock, status: 401, code: AuthFailure.SignatureExpire, message: The signature has expired.}
          - {reason: signature, status: 401, code: AuthFailure.SignatureFailure, message: The signature is wrong.}
""",
    "toy_oauth": """      type: oauth2
      flows: {clientCredentials: {tokenUrl: "https://identity.example.com/connect/token", scopes: {things: "", more: ""}}}
      x-sdk-auth: {scheme: client-credentials, env: {client-id: TOY_ID, client-secret: TOY_CLIENT_SECRET}}
""",
    "toy_oauth_path": """      type: oauth2
      flows: {clientCredentials: {tokenUrl: /oauth/token, scopes: {}}}
      x-sdk-auth:
        scheme: client-credentials
        client-auth: body
        env: {client-id: TOY_OTHER_ID, client-secret: TOY_OTHER_SECRET}
""",
    "toy_prefix": TOKEN + "      x-sdk-auth: {scheme: token, prefix: Key, env: {token: TOY_PREFIX}}\n",
}
NAMED = [name for name, scheme in SCHEMES.items() if "env:" in scheme]
CHECKS = ["accepted", "refused", "masked", "rotated", "called"]


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package with the scaffold's API under each scheme."""
    place = tmp_path_factory.mktemp("security")
    for name, scheme in SCHEMES.items():
        api = start(name, place / "schemas")
        header = (re.findall("name: (.+)", scheme) or ["Authorization"])[0]
        for file in (api / "openapi.yaml", api / "documented.yaml"):
            text = re.sub(r"(?<=    ApiToken:\n)(      .*\n)+", lambda _: scheme, file.read_text("utf-8"))  # noqa: B023
            text = text.replace("header/X-Api-Token", f"header/{header}").replace("/v1/things", f"/{name}/things")
            file.write_text(text, "utf-8")
    generated = invoke("generate", "--schemas", place / "schemas", "--output", place / "out")
    assert generated.exit_code == 0, generated.stderr
    return place / "out"


def use(package: Path, check: str, api: str) -> None:
    command = [sys.executable, "-I", "-B", security_user.__file__, str(package), check, api]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("api", "check"), [(api, check) for api in NAMED for check in CHECKS if check != "rotated" or "oauth" not in api]
)
def test_clients_and_sandbox_agree_on_the_scheme(package: Path, api: str, check: str) -> None:
    use(package, check, api)


@pytest.mark.parametrize("api", ["toy_bearer", "toy_prefix", "toy_standard"])
def test_a_token_has_its_prefix(package: Path, api: str) -> None:
    use(package, "sent", api)


@pytest.mark.parametrize("api", ["toy_oauth", "toy_oauth_path"])
def test_a_token_is_shared_and_renewed_after_a_refusal(package: Path, api: str) -> None:
    use(package, "shared", api)


def test_a_signature_expires_and_covers_the_call(package: Path) -> None:
    use(package, "signed", "toy_signed")


@pytest.mark.parametrize("api", NAMED)
def test_the_reference_names_the_scheme(package: Path, api: str) -> None:
    scheme = re.findall(r"scheme: ([a-z0-9-]+)", SCHEMES[api])[-1]
    variables = re.findall("TOY_[A-Z_]+", SCHEMES[api])
    names = ", ".join(f"`{name}`" for name in variables)
    assert f"| `ApiToken` | `{scheme}` | {names} |" in (package / "api.md").read_text("utf-8")
    assert names in (package / "docs" / "clients.md").read_text("utf-8")
