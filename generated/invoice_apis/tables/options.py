"""What a table shows."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from ..i18n.message import Lang, Message, parse_lang
from ..i18n.suggest import unknown_name

Headers = Literal["en", "zh", "wire"]
Sensitive = Literal["mask", "show", "omit"]


class Options(NamedTuple):
    """What the rows of a table are, and what its columns show."""

    lines: bool = False
    """Whether each line of a record has a row of its own."""
    rows: str | None = None
    """Pointer pattern of the list whose items are the records, such as `/data/*/invoiceList`; None: as the contract says."""
    headers: Headers = "wire"
    """Names of columns: titles in English or Chinese, or the names on the wire."""
    lang: Lang = "en"
    """Language of the labels of codes."""
    sensitive: Sensitive = "mask"
    """What happens to sensitive values."""
    unknown: bool = False
    """Whether a column holds undocumented members."""


def check_options(options: Options) -> Options:
    """The options, if each of them is one that there is. Raises ValueError."""
    for what, value, known in (
        (Message("headers"), options.headers, get_args(Headers)),
        (Message("treatment of sensitive values"), options.sensitive, get_args(Sensitive)),
    ):
        if value not in known:
            raise ValueError(unknown_name(what, value, known))
    parse_lang(options.lang)
    return options
