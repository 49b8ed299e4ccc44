"""URLs are shown without user, password, query and fragment, and so are texts of libraries about them."""

from __future__ import annotations

from urllib.parse import quote

import invoice_apis as ia
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invoice_apis.bulk.remote import RemoteError, _guarded, masked
from invoice_apis.bulk.sources import remote_source
from support.cli import run

fsspec = pytest.importorskip("fsspec")

CONTRACT = ia.contract("huawei_bssintl/ListInvoices.response")
SECRET = "s3cr3t"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://user:secret@host/x?sig=y", "https://***@host/x?***"),
        ("https://host/x", "https://host/x"),
        ("zip://a.json::https://u:p@h/x.zip?sig=y", "zip://a.json::https://***@h/x.zip?***"),
        ("zip://a?.json::x.zip", "zip://a?***::x.zip"),
        ("can't open 'https://u@h/x?sig=y', sorry", "can't open 'https://***@h/x?***', sorry"),
        ("can't open https://h/x#y", "can't open https://h/x#***"),
        ("http://user:a'b@host/x", "http://***@host/x"),
        ("http://us/er:a@host/x?y", "http://***@host/x?***"),
        ("http://user:a?b@host/x", "http://***"),
        ("http://user:a#b@host/x", "http://***"),
        ("https://host/x?t=a'b&c=\"d e", "https://host/x?***"),
        ("https://host/x?mail=a@b&sig=y", "https://***"),
        ("https://host/x?t=a::b.zip", "https://host/x?***"),
        ("https://host/x#y", "https://host/x#***"),
        ("zip://a.json?b::https://u:p::q@h/x.zip?sig=y::z", "zip://a.json?***::https://***@h/x.zip?***"),
        ("simplecache::https://u@h/x", "simplecache::https://***@h/x"),
        ("file:///a@x/f.ndjson", "file:///a@x/f.ndjson"),
        ("zip://in@ner.json::archive@home.zip", "zip://in@ner.json::archive@home.zip"),
        ("zip://in@ner.json::https://u:p@h/a.zip", "zip://in@ner.json::https://***@h/a.zip"),
    ],
)
def test_a_url_is_masked(text: str, shown: str) -> None:
    assert masked(text) == shown


SECRETS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("@:/?#'\"&= %"), max_size=12).map(
    lambda text: f"{SECRET}{text}{SECRET}"
)
SHAPES = (
    "{secret}@host/a.zip",
    "user:{secret}@host/a.zip",
    "host/a.zip?{secret}",
    "host/a.zip?a=b&t={secret}&c='d'",
    "host/a.zip#{secret}",
    "user:{secret}@host/a.zip?t={secret}#{secret}",
)


@settings(deadline=None)
@given(
    st.sampled_from(("", "zip://a.json::", "zip://*.json::simplecache::", "tar://in/a.json::")),
    st.sampled_from(("http", "https", "HTTPS", "s3", "oss", "ftp")),
    st.sampled_from(SHAPES),
    SECRETS,
)
def test_no_part_of_a_credential_is_left(chain: str, protocol: str, shape: str, secret: str) -> None:
    url = f"{chain}{protocol}://{shape.format(secret=secret)}"
    assert SECRET not in repr(remote_source(url))
    assert masked(url).startswith(f"{chain}{protocol}://")
    assert SECRET not in masked(url)
    for text in (f"can't open {url}", f"no file '{url}'", f"bad value {secret}", repr(quote(url))):
        with pytest.raises(RemoteError) as failed:
            _guarded(url, lambda text=text: open_nothing(text))
        assert SECRET not in str(failed.value.args[0])


def open_nothing(text: str) -> None:
    raise RuntimeError(text)


def test_an_exception_names_the_url() -> None:
    with pytest.raises(OSError, match=r"^memory://\*\*\*@none/a.ndjson: the file does not exist$"):
        CONTRACT.check_lines(f"memory://{SECRET}@none/a.ndjson")


def test_what_a_library_says_is_masked_too(monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"memory://user:{SECRET}@shop/a.ndjson?sig={SECRET}"

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError(f"can't open {url}")

    monkeypatch.setattr(fsspec.core, "url_to_fs", fail)
    printed = run("validate", CONTRACT.id, url).stderr.decode()
    assert "RuntimeError: can't open memory://***@shop/a.ndjson?***" in printed
    assert SECRET not in printed
