"""The site's own words, in two languages."""

from __future__ import annotations

import re

from ... import ir
from ...runtime.i18n.message import Lang
from ..markdown import code, markdown
from ..markup import Markup

WORDS: dict[str, tuple[str, str]] = {
    "title": ("Invoice API reference", "发票接口参考"),
    "intro": (
        "Every operation, member and code of the contracts, with the conflicts between their sources and what was decided.",
        "各契约的全部接口、成员和代码，以及各来源之间的矛盾与所作决定。",
    ),
    "apis": ("APIs", "接口"),
    "overviews": ("Across the APIs", "总览"),
    "guides": ("Guides to the package", "软件包指南（英文）"),
    "contracts": ("Contracts", "契约"),
    "codes": ("Codes", "代码"),
    "code": ("code", "代码"),
    "meaning": ("meaning", "含义"),
    "note": ("note", "备注"),
    "source": ("Source", "来源"),
    "sources": ("Sources", "来源"),
    "ledger": ("Ledger", "台账"),
    "ledger_intro": (
        "Where the sources of a contract contradict each other or leave something open, and what was decided.",
        "契约的各来源互相矛盾或未作说明之处，以及所作决定。",
    ),
    "concerns": ("Concerns", "涉及"),
    "conflict": ("Conflict", "矛盾"),
    "decision": ("Decision", "决定"),
    "effect": ("Effect", "效果"),
    "known": ("this drift is reported as known", "此偏差报告为已知"),
    "samples": ("Samples", "示例"),
    "example": ("Example", "示例"),
    "python": ("in Python", "Python 名称"),
    "members": ("Members", "成员"),
    "server": ("server", "服务器"),
    "servers": ("Servers", "服务器"),
    "regions": ("regions", "地域"),
    "security": ("Authentication", "鉴权"),
    "scheme": ("scheme", "方案"),
    "environment": ("in the environment", "环境变量"),
    "operations": ("Operations", "操作"),
    "argument": ("argument", "参数"),
    "wire": ("on the wire", "传输名称"),
    "place": ("in", "位置"),
    "type": ("type", "类型"),
    "permission": ("Permission", "所需权限"),
    "status": ("status", "状态码"),
    "reason": ("reason", "原因"),
    "message": ("message", "消息"),
    "webhooks": ("Webhooks", "回调"),
    "page": ("Vendor page", "厂商页面"),
    "version": ("Version", "版本"),
    "outcome": ("Outcome", "结果判定"),
    "other": ("中文", "English"),
    "whole": ("the whole API", "整个接口"),
    "colon": (": ", "："),
    "comma": (", ", "，"),
    "semicolon": ("; ", "；"),
    "stop": (". ", "。"),
}


def word(name: str, lang: Lang) -> Markup:
    """One of the site's own words."""
    return Markup(WORDS[name][lang == "zh"])


_SPAN = re.compile(r"`([^`\n]+)`")


def text(value: str) -> Markup:
    """A text of a contract on one line: code in backticks stays code, all else is escaped."""
    parts = _SPAN.split(ir.one_line(value))
    line = "".join(code(part) if index % 2 else _plain(part) for index, part in enumerate(parts))
    return Markup(re.sub(r"\A([%(+=:~^-])", r"\\\1", line))


def _plain(part: str) -> str:
    """Escaped text, with the spaces at its ends."""
    before, after = part[: len(part) - len(part.lstrip())], part[len(part.rstrip()) :] if part.strip() else ""
    return f"{before}{markdown(part)}{after}"


def paragraphs(value: str) -> Markup:
    """A text of a contract as paragraphs."""
    return Markup("\n\n".join(text(part) for part in value.split("\n\n") if part.strip()))
