"""Which files names stand for, and what is read from them."""

from __future__ import annotations

import glob
import gzip
import io
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from invoice_apis import ConfigurationError
from invoice_apis.bulk.sources import BrokenArchive, Source, expand

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

LINES = b"".join(b'{"number": %d}\n' % number for number in range(100_000))
COMPRESS = {"gzip": gzip.compress, "zstd": zstd.compress}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(*names: str, content: bytes = b"{}") -> None:
    for name in names:
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(content)


def found(*names: str, is_lines: bool | None = None) -> list[str]:
    sources, problems = expand(names, is_lines)
    assert problems == []
    return [source.name for source in sources]


def test_names_come_as_given_and_those_of_folders_and_patterns_sorted() -> None:
    put("b.json", "a.json", "in/2.json", "in/10.jsonl", "in/deep/1.ndjson.gz", "in/deep/x.JSON.zst", "in/notes.txt")
    assert found("b.json", "in", "a.json") == [
        "b.json",
        "in/10.jsonl",
        "in/2.json",
        "in/deep/1.ndjson.gz",
        "in/deep/x.JSON.zst",
        "a.json",
    ]
    assert found("*.json") == ["a.json", "b.json"]
    assert found("in/*.txt") == ["in/notes.txt"], "a pattern is taken at its word"
    assert found("in/**/*.json*") == ["in/10.jsonl", "in/2.json"], "suffixes are compared as they are written"
    assert found("i*") == found("in"), "a folder that a pattern stands for is a folder"
    assert found(".") == ["a.json", "b.json", *found("in")]


def test_a_file_with_the_name_of_a_pattern_is_that_file() -> None:
    put("a[1].json", "a1.json")
    assert found("a[1].json") == ["a[1].json"]


def test_the_same_file_is_met_once() -> None:
    put("in/a.json")
    os.symlink("a.json", "in/link.json")
    assert found("in/link.json", "in/a.json", "in", "./in/*.json", "-", "-") == ["in/link.json", "-"]


def test_links_to_folders_are_not_followed_round_and_round() -> None:
    put("in/a.json", "in/b/c.json")
    os.symlink("..", "in/b/up")
    os.symlink("nowhere", "in/b/broken.json")
    assert found("in") == ["in/a.json", "in/b/c.json"]
    assert found("in/**/*.json")[-2:] == ["in/b/broken.json", "in/b/c.json"]
    assert found("in/**/a.json") == ["in/a.json"]


def test_patterns_do_not_follow_links_to_folders_round_and_round() -> None:
    put("in/d/x.json", "other/y.json", "in/.hidden/z.json")
    os.symlink("../other", "in/other")
    assert found("in/**/*.json") == ["in/d/x.json"]
    os.symlink(".", "in/d/again")
    os.symlink(".", "in/d/and-again")
    assert found("in/**/*.json") == found("./**/in/**/*.json") == ["in/d/x.json"]
    assert found("in/*/*.json") == ["in/d/x.json", "in/other/y.json"], "only two stars do not follow links"
    assert found("in/**/*/y.json") == ["in/other/y.json"]


@pytest.mark.parametrize(
    "pattern",
    [
        "**",
        "**/*.json",
        "a/**",
        "**/b/**/*",
        "a/**/**/[xy].json",
        "*/**/?.json",
        "**/.h/*",
        ".h/**/*.json",
        "**/",
        "a**",
    ],
)
@pytest.mark.parametrize("absolute", [False, True])
def test_without_links_patterns_stand_for_what_they_do_in_the_library(
    pattern: str, absolute: bool, folder: Path
) -> None:
    put("x.json", "a/y.json", "a/b/x.json", "a/b/c[1]/z.json", "a/b/.h/x.json", ".h/x.json", ".h/a/x.json", "a/n.txt")
    pattern = os.path.join(glob.escape(str(folder)), pattern) if absolute else pattern
    files = {path for path in glob.glob(pattern, recursive=True) if os.path.isfile(path)}
    folders = [path for path in glob.glob(pattern, recursive=True) if os.path.isdir(path)]
    below = {name for path in folders for name in found(path)}
    assert {os.path.normpath(name) for name in found(pattern)} == {os.path.normpath(name) for name in files | below}


def test_folders_give_neither_hidden_files_nor_what_is_no_file() -> None:
    put("in/a.json", "in/.hidden.json", "in/.git/b.json")
    os.mkfifo("in/pipe.json")
    os.mkdir("in/folder.json")
    assert found("in") == ["in/a.json"]


@pytest.mark.parametrize("name", ["nowhere.json", "*.json", "empty", ""])
def test_names_without_files_are_problems(name: str) -> None:
    os.mkdir("empty")
    sources, problems = expand([name])
    assert sources == []
    assert len(problems) == 1
    assert problems[0].startswith(name)


@pytest.mark.parametrize(
    ("name", "is_lines"),
    [
        ("a.json", False),
        ("a.ndjson", True),
        ("a.JSONL", True),
        ("a.ndjson.gz", True),
        ("a.jsonl.zst", True),
        ("a.gz", False),
    ],
)
def test_ndjson_is_chosen_by_suffix_or_option(name: str, is_lines: bool) -> None:
    put(name)
    assert expand([name])[0][0].is_lines == is_lines
    assert expand([name, "-"], True)[0][0].is_lines
    assert not expand([name, "-"], is_lines=False)[0][0].is_lines
    assert [source.is_lines for source in expand(["-"], True)[0]] == [True]


def read(source: Source) -> bytes:
    with source.open() as file:
        return b"".join(iter(lambda: file.read(50_000), b""))


@pytest.mark.parametrize("kind", COMPRESS)
def test_compression_is_recognised_by_content(kind: str) -> None:
    compressed = COMPRESS[kind](LINES)
    put("plain.gz", content=LINES)
    put("packed.json", content=compressed)
    put("parts.json", content=COMPRESS[kind](LINES[:999]) + COMPRESS[kind](LINES[999:]))
    sources = expand(["plain.gz", "packed.json", "parts.json"])[0]
    assert [source.is_plain for source in sources] == [True, False, False]
    assert [read(source) == LINES for source in sources] == [True, True, True]


@pytest.mark.parametrize("kind", COMPRESS)
def test_what_precedes_a_damage_is_read(kind: str) -> None:
    compressed = COMPRESS[kind](LINES) + COMPRESS[kind](LINES)
    put("cut.json", content=compressed[:-20])
    put("damaged.json", content=compressed[:-300] + bytes(200) + compressed[-100:])
    for source in expand(["cut.json", "damaged.json"])[0]:
        chunks: list[bytes] = []
        with source.open() as file, pytest.raises(BrokenArchive, match=kind):
            chunks.extend(iter(lambda: file.read(50_000), b""))
        assert b"".join(chunks).startswith(LINES), "what follows a damage may be anything until its check sum is read"


@pytest.mark.parametrize("pack", [bytes, *COMPRESS.values()])
def test_standard_input_is_a_stream(pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    reader, writer = os.pipe()
    with os.fdopen(reader, "r") as stdin, os.fdopen(writer, "wb") as pipe:
        monkeypatch.setattr(sys, "stdin", stdin)
        pipe.write(pack(b"[1]\n"))
        pipe.flush() if pack is bytes else pipe.close()  # the reader must not wait for more than there is
        with Source("-", None, True).open() as file:
            assert file.read(4) == b"[1]\n"


def test_pipes_are_streams(folder: Path) -> None:
    put("a.json")
    os.mkfifo("pipe")
    pipe = os.open("pipe", os.O_RDWR)
    os.write(pipe, b"[1]")
    (source,) = expand(["pipe"])[0]
    assert not source.is_plain
    with source.open() as file:
        assert file.read(3) == b"[1]"
    os.close(pipe)


def test_what_can_not_be_opened_is_an_error_of_the_system() -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.json")
        (source,) = expand(["socket.json"])[0]
        assert not source.is_plain
        with pytest.raises(OSError, match="socket"):
            source.open()


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("backports", "backports.zstd", "compression.zstd"):
        monkeypatch.setitem(sys.modules, name, None)
    put("a.json", content=zstd.compress(b"{}"))
    with pytest.raises(ConfigurationError, match=r"invoice-apis\[zstd\]"):
        expand(["a.json"])[0][0].open()


def test_names_are_shown_without_what_turns_or_controls_a_terminal() -> None:
    name = "a\u202eb\x1b.json"
    put(name)
    (source,) = expand([name])[0]
    assert source.name == "a\\u202eb\\u001b.json"
    assert read(source) == b"{}"
    raw = os.fsdecode(b"not-utf-8-\xff.json")
    put(raw)
    assert found(raw) == ["not-utf-8-\\udcff.json"]


def test_reading_line_by_line_works(folder: Path) -> None:
    put("a.json", content=gzip.compress(LINES))
    with expand(["a.json"])[0][0].open() as file:
        assert next(io.BufferedReader(file)) == b'{"number": 0}\n'  # type: ignore[type-var]
