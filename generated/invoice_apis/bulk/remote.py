"""Sources that are named by a URL, such as `https://host/a.ndjson` or `zip://a.json::archive.zip`, by way of `fsspec`.

A URL may hold credentials: user, password, or a signature in its query. Nobody sees it as it was given: names, messages and
reports have `masked(url)`, and texts of libraries have no part of what that hides.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Collection, Iterator
from typing import Any
from urllib.parse import unquote

from ..errors import ConfigurationError
from ..i18n.message import Message
from ..i18n.printable import escape_unprintable, shown
from ..validation.messages import MASKED

_URL = re.compile(r"[a-z][a-z0-9+.-]*(?=://|::)", re.IGNORECASE)
_QUERY = re.compile(r"[?#]")
_USER_IN_TEXT = re.compile(r"(?<=://)[^/\s'\"?#]*@")
_QUERY_IN_TEXT = re.compile(r"(://[^\s'\"?#]*)([?#])[^\s'\"]*?(?=::|[\s'\"]|\Z)")
_WORD = re.compile(r"\w+")
_MAGIC = re.compile(r"[*?\[]")
HTTP = ("http", "https")
CHAINED = ("zip", "tar", "libarchive", "simplecache", "filecache", "blockcache", "cached")
"""Protocols of archives and caches, whose URLs go on with the URL or path of another file after `::`."""
WITHOUT_USER = ("file", "local", "zip", "tar", "libarchive")
"""Protocols of paths: an `@` in these is part of a name."""
LEAST = 3
"""Characters of a part of a credential that is looked for in texts of libraries."""
CONNECT, READ = 30, 120
"""Seconds until a connection is there, and between two parts of what is read. A whole archive may take hours."""
MISSING = Message("the file does not exist")


class RemoteError(OSError):
    """What a URL names can't be opened or read; the argument is a `Message`."""

    def __reduce__(self) -> tuple[type[RemoteError], tuple[Any, ...]]:
        return type(self), self.args


def is_url(name: str) -> bool:
    """Whether a name that is no local file is a URL, or a chain of URLs."""
    return _URL.match(name) is not None


def masked(text: str) -> str:
    """A URL or a text with URLs, without user, password, query and fragment: these may be credentials."""
    if is_url(text):
        return escape_unprintable("::".join(_masked_link(link)[0] for link in _links(text)))
    return escape_unprintable(_QUERY_IN_TEXT.sub(r"\1\2***", _USER_IN_TEXT.sub("***@", text)))


def _links(url: str) -> Iterator[str]:
    """The parts of a chain of URLs. In a URL that opens no other file `::` means nothing."""
    while _protocol(url) in CHAINED and "::" in url:
        first, _, url = url.partition("::")
        yield first
    yield url


def _masked_link(link: str) -> tuple[str, list[str]]:
    """A URL of a chain without what may be credentials, and these. A password may hold any character, as it was given."""
    protocol, separator, rest = link.partition("://")
    if not separator:
        return link, []
    user, at, place = ("", "", rest) if protocol.lower() in WITHOUT_USER else rest.rpartition("@")
    if at and _QUERY.search(user):  # a password, or a query with an address in it
        return f"{protocol}://***", [rest]
    own = f"{protocol}://***@" if at else f"{protocol}://"
    start = _QUERY.search(place)
    if start is None:
        return own + place, [user]
    return f"{own}{place[: start.end()]}***", [user, place[start.end() :]]


def open_url(url: str) -> io.BufferedReader:
    """Open what a URL names. It is read as it comes, in little memory.

    Raises:
        RemoteError: It can't be opened; while it is read, the same for a broken connection.
        ConfigurationError: A library is missing.
    """
    system, path = _system(url)
    # In one request: without the length of the file there is no request for that.
    options = {"block_size": 0, "size": 1} if _protocol(url) in HTTP else {}
    return io.BufferedReader(_Stream(_guarded(url, lambda: system.open(path, "rb", **options)), system, url))


def urls(url: str, suffixes: Collection[str], problems: list[Message]) -> list[str]:
    """The files that a URL, a pattern or a folder names, where the file system can list them."""
    name = shown(masked(url))
    try:
        if _protocol(url) in HTTP:
            _system(url)
            return [url]
        system, path = _system(url)
        found = _guarded(url, lambda: _files(system, path, suffixes))
    except RemoteError as error:
        problems.append(Message("{name}: {reason}", name=name, reason=error.args[0]))
        return []
    if not found:
        problems.append(Message("{name}: no file matches", name=name))
    return [url if each == path else _url_of(url, system, each) for each in found]


def _files(system: Any, path: str, suffixes: Collection[str]) -> list[str]:
    if not _MAGIC.search(path) and not system.isdir(path):
        if not system.exists(path):
            raise FileNotFoundError
        return [path]
    if _MAGIC.search(path) and not system.exists(path):
        return sorted(each for each in system.glob(path) if not system.isdir(each))
    names = (each for each in system.find(path) if each.lower().endswith(tuple(suffixes)))
    return sorted(each for each in names if not each.rpartition("/")[2].startswith("."))


def _url_of(url: str, system: Any, path: str) -> str:
    """The URL of a file that was found by another one."""
    first, chain, rest = url.partition("::")
    return f"{first.partition('://')[0]}://{path.lstrip('/')}::{rest}" if chain else str(system.unstrip_protocol(path))


def _protocol(url: str) -> str:
    found = _URL.match(url)
    return found[0].lower() if found else ""


def _system(url: str) -> tuple[Any, str]:
    """The file system of a URL, and the path in it."""
    try:
        import fsspec
    except ImportError:
        raise ConfigurationError(
            Message("{name} needs the extra: pip install 'invoice-apis[remote]'", name=shown(masked(url)))
        ) from None
    try:
        if (protocol := _protocol(url)) in HTTP:  # not a chain, whatever its query holds
            return _guarded(url, lambda: fsspec.filesystem(protocol, **_http_options())), url
        options = {name: _http_options() for name in HTTP if f"{name}://" in url.lower()}
        found: tuple[Any, str] = _guarded(url, lambda: fsspec.core.url_to_fs(url, **options))
    except ImportError as error:
        reason = _without_credentials(url, str(error))
        raise ConfigurationError(Message("{name}: {reason}", name=shown(masked(url)), reason=reason)) from None
    return found


def _http_options() -> dict[str, Any]:
    """Timeouts of HTTP for each step, not for the whole, and proxies of the environment."""
    import aiohttp

    timeout = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT, sock_read=READ)
    return {"client_kwargs": {"timeout": timeout, "trust_env": True}}


def _guarded(url: str, action: Callable[[], Any]) -> Any:
    """Do something with a library, which may raise anything. Raises RemoteError, and ImportError for a missing library."""
    try:
        return action()
    except (ImportError, MemoryError, RemoteError):
        raise
    except FileNotFoundError:
        raise RemoteError(MISSING) from None
    except Exception as error:
        raise RemoteError(_reason(url, error)) from None


_REASONS = {
    "FSTimeoutError": Message("the server does not answer"),
    "TimeoutError": Message("the server does not answer"),
    "TooManyRedirects": Message("the server redirects without end"),
    "ClientPayloadError": Message("the connection broke"),
    "ServerDisconnectedError": Message("the connection broke"),
    "InvalidURL": Message("the URL is not valid"),
    "IsADirectoryError": Message("this is a folder"),
}
"""Why a file system failed, by the name of a class of exceptions."""
_NO_RANGES = Message("the server sends no parts of a file, as an archive needs: download it, and name the file")


def _reason(url: str, error: Exception) -> Message:
    """Why a file system failed, in few words and without credentials."""
    for kind in type(error).__mro__:
        if kind.__name__ in _REASONS:
            return _REASONS[kind.__name__]
    if isinstance(status := getattr(error, "status", None), int):
        return Message("the server answered with HTTP status {status}", status=status)
    if inner := getattr(error, "os_error", None):
        return Message(
            "no connection: {reason}", reason=_without_credentials(url, inner.strerror or type(inner).__name__)
        )
    text = str(getattr(error, "strerror", None) or error)
    if "range requests" in text or "seek streaming" in text:
        return _NO_RANGES
    if text.startswith("Protocol not known"):
        return Message("Protocol not known: {protocol}", protocol=_without_credentials(url, text.rpartition(": ")[2]))
    return Message("{kind}: {reason}", kind=type(error).__name__, reason=_without_credentials(url, text))


def _without_credentials(url: str, text: str) -> str | Message:
    """What a library says, unless it holds a part of what is hidden of the URL."""
    hidden = []
    for link in _links(url):
        shown_link, own = _masked_link(link)
        text = text.replace(link, shown_link)
        hidden += own
    words = {word for part in hidden for each in (part, unquote(part)) for word in (each, *_WORD.findall(each))}
    text = " ".join(masked(text).split())[:200]
    return (
        MASKED if any(len(word) >= LEAST and word in each for word in words for each in (text, unquote(text))) else text
    )


class _Stream(io.RawIOBase):
    """Reads a file of a library; whatever that raises is a RemoteError."""

    def __init__(self, file: Any, system: Any, url: str) -> None:
        self._file, self._url = file, url
        self._system = system  # an archive closes its file when it is collected

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read a block."""
        data: bytes = _guarded(self._url, lambda: self._file.read(len(buffer)))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        """Close the file."""
        if not self.closed:
            _guarded(self._url, self._file.close)
        super().close()
