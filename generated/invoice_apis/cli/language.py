"""The language of messages: `--lang`, or else the locale."""

from __future__ import annotations

import os
from typing import Any

import click

from ..i18n.message import LANGS, Lang
from .click_classes import Choice

_KEY = f"{__name__}.lang"


def locale_language() -> Lang:
    """The language of the locale: the first of LC_ALL, LC_MESSAGES and LANG with a value decides, English by default."""
    name = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "zh" if name.lower().startswith("zh") else "en"


def language() -> Lang:
    """The language of the running command."""
    context = click.get_current_context(silent=True)
    chosen: Lang | None = context.meta.get(_KEY) if context is not None else None
    return chosen or locale_language()


def _keep(context: click.Context, parameter: click.Parameter, lang: Lang) -> Lang:
    context.meta[_KEY] = lang
    return lang


LANG: dict[str, Any] = {
    "type": Choice(LANGS),
    "default": locale_language,
    "is_eager": True,
    "expose_value": False,
    "callback": _keep,
    "help": "Language of messages.  [default: by locale]",
}
"""How `--lang` is declared; `language()` has its value."""

lang_option = click.option("--lang", **LANG)
