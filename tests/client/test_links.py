"""Addresses of next pages: those of the same server are followed, with the query that they have; no other ones."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invoice_apis.client.links import Link, next_of, origin, resolve

BASE, PATH = "https://api.example.com/v1", "/v1/invoices"


@pytest.mark.parametrize(
    ("address", "path", "query"),
    [
        ("https://api.example.com/v1/invoices?page=2", "/v1/invoices", (("page", "2"),)),
        ("https://API.example.com:443/v1/invoices?page=2", "/v1/invoices", (("page", "2"),)),
        ("//api.example.com/other?page=2", "/other", (("page", "2"),)),
        ("/v2/invoices?a=%C3%A4%26&b=c+d&a=", "/v2/invoices", (("a", "ä&"), ("b", "c d"), ("a", ""))),
        ("?cursor=x%2Fy", "/v1/invoices", (("cursor", "x/y"),)),
        ("more?cursor=1#there", "/v1/more", (("cursor", "1"),)),
        (" /v1/invoices \n", "/v1/invoices", ()),
        (
            "/v1/[a]|b^c/ä%C3%A4%2f%zz 1%?f[x]=1|2&q=ä b%7C%zz",
            "/v1/%5Ba%5D%7Cb%5Ec/%C3%A4%C3%A4%2f%25zz%201%25",
            (("f[x]", "1|2"), ("q", "ä b|%zz")),
        ),
        ("?ids[]=1&ids[]=2", "/v1/invoices", (("ids[]", "1"), ("ids[]", "2"))),
        ('/v1/"<{`}>"', "/v1/%22%3C%7B%60%7D%3E%22", ()),
        ("?cursor=%0A", "/v1/invoices", (("cursor", "\n"),)),
    ],
)
def test_an_address_of_the_same_server_is_followed(address: str, path: str, query: tuple[tuple[str, str], ...]) -> None:
    assert resolve(BASE, PATH, address) == Link(path, query)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("https://evil.example.net/v1/invoices", "another server, evil.example.net"),
        ("//evil.example.net/v1", "another server, evil.example.net"),
        ("\\\\evil.example.net/v1", "not a URL"),
        ("http://api.example.com/v1", "an address with http:// of this server, which is called with https://"),
        ("http://api.example.com:80/v1", "an address with http:// of this server"),
        ("http://evil.example.net/v1", "another server, evil.example.net"),
        ("http://user@api.example.com/v1", "another server, api.example.com"),
        ("https://api.example.com:8443/v1", "another server, api.example.com:8443"),
        ("https://api.example.com@evil.example.net/", "another server, evil.example.net"),
        ("https://user:pass@api.example.com/", "another server, api.example.com"),
        ("https://api.example.com.evil.example.net/", "another server, api.example.com.evil.example.net"),
        ("javascript:alert(1)", "another server"),
        ("file:///etc/passwd", "another server"),
        ("https://\x1b[31m/", "not a URL"),
        ("https://api.example.com:99999/", "not a URL"),
        ("https://[::1/", "not a URL"),
        ("/v1/in\nvoices", "not a URL: it contains a control character or line break"),
        ("?cursor=a\tb", "not a URL: it contains a control character or line break"),
        ("/v1/\udc80", "not a URL"),
        ("/v1?a=\udc80", "not a URL"),
        ("/v1\\..\\x", "not a URL"),
        ("/v1?a=%FF", "not a URL"),
        ("/" + "a" * 9_000, "not a URL"),
        ("/" + "ä" * 2_000, "not a URL"),
    ],
)
def test_no_other_address_is_followed_and_the_reason_says_so(address: str, reason: str) -> None:
    found = resolve(BASE, PATH, address)
    assert isinstance(found, str)
    assert reason in found
    assert found.isprintable()


@given(st.text(max_size=40), st.sampled_from(["", "https://", "//", "/", "?", "https://api.example.com", "https:"]))
def test_whatever_a_service_writes_the_request_goes_to_its_own_server(text: str, before: str) -> None:
    found = resolve(BASE, PATH, before + text)
    if isinstance(found, Link):
        assert re.fullmatch(r"(?:[A-Za-z0-9\-._~:/!$&'()*+,;=@]|%[0-9A-Fa-f]{2})*", found.path)
        sent = urlsplit(origin(BASE) + found.path)
        assert (sent.scheme, sent.netloc) == ("https", "api.example.com")
        assert found.path == "" or found.path.startswith("/")


def test_a_path_that_is_encoded_stays_as_it_is() -> None:
    for path in ("/v1/a%2Fb%c3%A4!$&'()*+,;=:@-._~", "/v1/%5B%7c%25"):
        assert resolve(BASE, PATH, path) == Link(path, ())


@given(st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), max_size=4))
def test_the_query_of_an_address_is_kept(pairs: list[tuple[str, str]]) -> None:
    from urllib.parse import urlencode

    pairs = [pair for pair in pairs if pair != ("", "")]
    found = resolve(BASE, PATH, f"?{urlencode(pairs)}")
    assert isinstance(found, Link)
    assert list(found.query) == parse_qsl(urlencode(pairs), keep_blank_values=True) == pairs


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ('<https://a.example/x?p=2>; rel="next"', "https://a.example/x?p=2"),
        ('<?p=1>; rel="prev", <?p=3>; title="a, b"; rel="next"', "?p=3"),
        ('<?p=1>;rel=first,<?p=3>;REL="last NEXT"', "?p=3"),
        ('<?a=1,2>; rel=next; type="x"', "?a=1,2"),
        ('<?p=1>; rel="prev"', None),
        ('<?p=1>; title="rel=next; rel=next"', None),
        ("", None),
        ("<", None),
    ],
)
def test_a_header_names_the_next_page(header: str, target: str | None) -> None:
    assert next_of(header) == target


def test_a_long_header_takes_no_long_time() -> None:
    for header in ("<a>;" * 30_000, "<a>; " + " " * 100_000, '<a>; x="' * 20_000, "<" * 100_000):
        assert next_of(header) is None
