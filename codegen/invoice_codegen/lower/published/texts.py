"""Descriptions in one language, as Markdown paragraphs: what the contract says in its own words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ... import ir
from ...parse.extensions import Code, Envelope, Permission, Source
from ...parse.openapi import Operation
from ...parse.schema import Described, Schema
from ...parse.union import Union
from ...parse.vendor_page import Entry
from ...runtime.i18n.message import Lang, Message
from ...runtime.validation.documentation import UNLISTED, decided
from ..outcomes import outcomes
from ..texts import union_texts
from .places import Encoded

_WORDS: Mapping[str, dict[Lang, str]] = {
    "codes": {"en": "Codes:", "zh": "代码："},
    "encoded": {
        "en": "On the wire this is base64 text of JSON. It decodes to:",
        "zh": "传输时为 JSON 的 base64 文本，解码后为：",
    },
    "member": {"en": "member", "zh": "成员"},
    "meaning": {"en": "meaning", "zh": "含义"},
    "sensitive": {
        "en": "Sensitive: personal or secret; keep it out of logs.",
        "zh": "敏感信息：个人或机密数据，勿写入日志。",
    },
    "identifier": {
        "en": "An identifier: a reader that takes it as a double loses digits.",
        "zh": "标识符：若按双精度浮点数读取会丢失数位。",
    },
    "limits": {"en": "The limits are not the vendor's, see {}.", "zh": "限制并非厂商规定，见 {}。"},
    "cipher": {"en": "The service can be set to encrypt it: `{}`.", "zh": "服务可设置为加密此成员：`{}`。"},
    "format": {"en": "Format: {}.", "zh": "格式：{}。"},
    "sources": {"en": "Sources:", "zh": "来源："},
    "permission": {"en": "Permission:", "zh": "所需权限："},
    "outcome": {"en": "Outcome: {}.", "zh": "结果判定：{}。"},
    "path": {
        "en": "The URL is `{}`; what follows the semicolon here only tells operations apart.",
        "zh": "实际 URL 为 `{}`；此处分号之后的部分只用于区分接口。",
    },
    "period": {"en": "`{}` must not be after `{}`.", "zh": "`{}` 不得晚于 `{}`。"},
    "paging": {"en": "The list `{}` comes in pages: {}.", "zh": "列表 `{}` 分页返回：{}。"},
    "page": {"en": "`{}` selects the page", "zh": "`{}` 选择页"},
    "size": {"en": "`{}` is its size", "zh": "`{}` 为每页条数"},
    "next": {"en": "`{}` leads to the next one", "zh": "`{}` 指向下一页"},
    "regions": {"en": "Regions: {}.", "zh": "地域：{}。"},
    "scheme": {"en": "Scheme: `{}`.", "zh": "鉴权方案：`{}`。"},
    "sample": {"en": "Sample of the vendor's page", "zh": "厂商页面上的示例"},
    "ledger": {
        "en": "Where the sources contradict each other, descriptions name the ledger entry with the decision.",
        "zh": "各来源互相矛盾之处，说明中注明台账条目及所作决定。",
    },
}


def word(name: str, lang: Lang, *values: object) -> str:
    """A sentence of our own."""
    return _WORDS[name][lang].format(*values)


def paragraphs(parts: Iterable[str]) -> str:
    """The paragraphs that are not empty."""
    return "\n\n".join(part.strip() for part in parts if part and part.strip())


def title(part: Described, own: str | None, lang: Lang) -> str:
    """The title. Where only English has one, the first sentence in Chinese; the English one without such text."""
    if lang == "zh" and part.zh and own:
        return part.zh.title or (part.zh.description or "").partition("。")[0].strip() or own
    return (part.zh.title if lang == "zh" and part.zh else None) or own or ""


def summary(part: Described, own: str | None, lang: Lang) -> str:
    """The title of an operation, or the first sentence of what it says."""
    first = ir.one_line(description(part, lang)).partition("。")[0].partition(". ")[0]
    return title(part, own, lang) or first.removesuffix(".")


def description(part: Described, lang: Lang) -> str:
    """The description; the English one where the contract has no other."""
    return (part.zh.description if lang == "zh" and part.zh else None) or part.description or ""


def rules(schema: Schema, lang: Lang) -> Iterator[str]:
    """What a schema says beside its description, and no standard word does."""
    logical = schema.logical
    if logical.code_rows and logical.codes:
        yield "\n".join([word("codes", lang), "", *(_code(*row, logical, lang) for row in logical.code_rows)])
    yield word("sensitive", lang) if schema.sensitive or logical.sensitive else ""
    yield word("identifier", lang) if logical.identifier else ""
    yield word("limits", lang, logical.own_limits.ledger) if logical.own_limits else ""
    yield word("cipher", lang, schema.cipher) if schema.cipher else ""
    if logical.format and (name := Message(logical.format).text(lang)) != logical.format:
        yield word("format", lang, name)


def union_rule(union: Union | None, lang: Lang) -> str:
    """The alternatives of a union, with their codes."""
    return union_texts(union, {})[lang] if union else ""


def _code(value: str | int, row: Code | None, schema: Schema, lang: Lang) -> str:
    label = ((row.zh if lang == "zh" else None) or row.en or row.name if row else "").strip()
    notes = [row.conflict or ""] if row and lang == "en" else []
    if schema.enum and value not in schema.enum:
        notes.append(UNLISTED.text(lang))
    note = "; ".join(filter(None, (one.rstrip(".") for one in notes)))
    return f"- `{value}` {label}" + (f" ({note})" if note else "")


def entry_text(entry: Entry, lang: Lang) -> str:
    """An entry of the ledger in one paragraph."""
    *first, last = decided(entry.conflict, entry.decision, entry.zh, lang)
    return f"{entry.id}: {ir.one_line(' '.join([*map(ir.sentence, first), last]))}"


def decoded(encoded: Encoded, sample: str, lang: Lang) -> Iterator[str]:
    """What the text of an encoded member decodes to: a table of its members, and a sample."""
    guide, start = encoded.documentation, encoded.pointer
    rows = [f"| {word('member', lang)} | {word('meaning', lang)} |", "|---|---|"]
    for pointer in guide.members:
        if pointer.startswith(f"{start}/") and (meaning := guide.meaning(pointer, lang)):
            rows.append(f"| `{_cell(pointer[len(start) :])}` | {_cell(meaning)} |")
    yield "\n".join([word("encoded", lang), "", *rows])
    yield f"```json\n{sample}\n```" if sample else ""


def _cell(text: str) -> str:
    return ir.one_line(text).replace("|", "\\|").replace("<", "&lt;")


def operation_rules(operation: Operation, lang: Lang) -> Iterator[str]:
    """What an operation says beside its description."""
    if operation.permission:
        yield _permission(operation.permission, lang)
    if paging := operation.paging:
        said = [word(name, lang, value) for name in ("page", "size", "next") if (value := getattr(paging, name))]
        yield word("paging", lang, paging.items, ("，" if lang == "zh" else ", ").join(said))
    yield from (word("period", lang, period.start, period.end) for period in operation.periods or [])


def outcome(envelope: Envelope | None, lang: Lang) -> str:
    """How a response says success or failure; nothing where the HTTP status does."""
    return word("outcome", lang, outcomes(envelope)[lang]) if envelope and not envelope.by_status else ""


def _permission(permission: Permission, lang: Lang) -> str:
    rows = permission.model_dump(exclude_unset=True, exclude={"note", "zh"})
    note = (permission.zh if lang == "zh" else None) or permission.note or ""
    return "\n".join(
        [word("permission", lang), "", *(f"- {name}: {value}" for name, value in rows.items() if value), "", note]
    )


def source_list(sources: Iterable[Source], lang: Lang) -> str:
    """The sources of an API."""
    items = [", ".join(filter(None, [item.page, item.date, item.url, item.note])) for item in sources]
    return "\n".join([word("sources", lang), "", *(f"- {ir.one_line(item)}" for item in items)])
