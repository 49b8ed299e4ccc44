"""Proxies of the environment."""

from __future__ import annotations

import base64
import socket
import sys
import traceback

import invoice_apis as ia
import pytest
from invoice_apis.client.http.proxy import proxy_for
from support.calling import Kind
from support.service import CannedResponse, ScriptedServer

from .raw_http import echo, failure, sent


@pytest.mark.parametrize(
    ("base", "direct_for", "proxy"),
    [
        ("https://service.test:8443/x", "service.test:8443", None),
        ("https://service.test:8443/x", "service.test:9443", "http://proxy.test:3128"),
        ("https://service.test", "other.test, service.test:443", None),
        ("https://a.service.test", ".service.test", None),
        ("https://[::1]:8443", "[::1]:8443", None),
        ("https://[::1]:8443", "::1", None),
        ("https://service.test", "", "http://proxy.test:3128"),
        ("https://service.test", "*", None),
        ("https://a.service.test", "*.service.test", None),
        ("https://service.test", "*.service.test", "http://proxy.test:3128"),
        ("https://aservice.test", "*.service.test", "http://proxy.test:3128"),
        ("https://10.1.2.3:8443", "localhost, 10.0.0.0/8", None),
        ("https://11.1.2.3", "10.0.0.0/8", "http://proxy.test:3128"),
        ("https://[fd00::1]", "fd00::/8", None),
        ("https://[fe00::1]", "[fd00::]/8", "http://proxy.test:3128"),
        ("https://[::ffff:10.1.2.3]", "10.0.0.0/8", None),
        ("https://service.test", "10.0.0.0/8, 300.0.0.0/8, /8, *.", "http://proxy.test:3128"),
        ("http://service.test", "", None),
    ],
)
def test_no_proxy_may_name_a_port(
    base: str, direct_for: str, proxy: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "proxy.test:3128")
    monkeypatch.setenv("NO_PROXY", direct_for)
    assert proxy_for(base) == (None if proxy is None else (proxy, "HTTPS_PROXY"))


def test_a_proxy_may_have_no_scheme(service: ScriptedServer, kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", service.url.removeprefix("http://"))
    service.respond_by(echo)
    assert sent(kind, "http://service.invalid", path="/a").body == b"http://service.invalid/a"


def test_the_user_of_a_proxy_url_is_sent(service: ScriptedServer, kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", service.url.replace("://", "://someone:p%40ss@"))
    service.respond_by(lambda seen: CannedResponse(body=seen.headers["proxy-authorization"].encode()))
    assert sent(kind, "http://service.invalid").body == b"Basic " + base64.b64encode(b"someone:p@ss")


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("ftp://PASSWORD", "its scheme is not one of http, https, socks5, socks5h"),
        ("socks4://PASSWORD", "its scheme is not one of http, https, socks5, socks5h"),
        ("http://", "it has no host"),
        ("http://PASSWORD:x", "host or port is not valid"),
        ("http://[::1", "host or port is not valid"),
    ],
)
@pytest.mark.parametrize("variable", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_an_invalid_proxy_url_is_reported(
    kind: Kind, address: str, reason: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, address)
    message = f"the proxy of {variable} can't be used: {reason}"
    with pytest.raises(ia.ConfigurationError, match=f"^{message}$") as raised:
        sent(kind, "http://service.test")
    assert "PASSWORD" not in "".join(traceback.format_exception(raised.value))


def test_a_proxy_that_requires_authentication_is_not_retried(
    service: ScriptedServer, kind: Kind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", service.url)
    service.respond_with(CannedResponse(407))
    error = failure(kind, "https://service.invalid")
    expected = "the proxy of HTTPS_PROXY rejected the request with HTTP 407 (ProxyError)"
    assert str(error) == f"{expected}; it wants a user and a password in its URL"
    assert not error.retryable


def test_a_socks_proxy_says_what_it_needs(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://user:PASSWORD@proxy.test:1080")
    # As if it were not there, even where it is.
    monkeypatch.setitem(sys.modules, "socksio", None)
    with pytest.raises(ia.ConfigurationError, match=r"httpx2\[socks\]") as raised:
        sent(kind, "https://service.test")
    assert "PASSWORD" not in str(raised.value)


def test_a_proxy_that_does_not_answer_is_named(kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        monkeypatch.setenv("HTTPS_PROXY", f"http://user:PASSWORD@127.0.0.1:{bound.getsockname()[1]}")
        error = failure(kind, "https://service.invalid")
    assert str(error).endswith("; the connection goes through the proxy of HTTPS_PROXY")
    assert "PASSWORD" not in str(error)
