"""Words that look like what stands in invoices: the name of a member says what kind, and none is anybody's."""

from __future__ import annotations

import random
import string
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

Maker = Callable[[random.Random], str]
EPOCH = date(1970, 1, 1)
FIRST, DAYS = date(2019, 1, 1), 7 * 365
COMPANIES = (
    "示例科技有限公司",
    "样本贸易有限公司",
    "Example Trading Ltd",
    "Sample Software GmbH",
    "测试餐饮服务有限公司",
)
PEOPLE = ("张三", "李四", "王五", "Ada Example", "Ben Sample")
CITIES = ("北京市海淀区示例路", "上海市浦东新区样本街", "1 Example Street, Springfield", "深圳市南山区测试大道")
BANKS = ("示例银行", "Sample Bank", "样本银行海淀支行")
GOODS = ("*信息技术服务*技术服务费", "*餐饮服务*餐费", "*谷物*大米", "*软件*软件使用费")
NOTES = ("", "示例备注", "sample only", "合同 2024-001")


def day(dice: random.Random) -> int:
    """A day of some recent year, counted from 1970."""
    return (FIRST - EPOCH).days + dice.randrange(DAYS)


def year_month(dice: random.Random) -> str:
    """`yyyyMM`."""
    return (EPOCH + timedelta(day(dice))).strftime("%Y%m")


def _instant(form: str) -> Maker:
    def make(dice: random.Random) -> str:
        seconds = day(dice) * 24 * 60 * 60 + dice.randrange(24 * 60 * 60)
        return datetime.fromtimestamp(seconds, UTC).strftime(form)

    return make


def _decimal(dice: random.Random) -> str:
    return f"{dice.randrange(10_000)}.{dice.randrange(100):02}"


def rate(dice: random.Random) -> str:
    """A tax rate."""
    return f"0.{dice.randrange(1, 18):02}"


FORMATS: dict[str, Maker] = {
    "date-time": _instant("%Y-%m-%dT%H:%M:%SZ"),
    "local-date-time": _instant("%Y-%m-%d %H:%M:%S"),
    "decimal": _decimal,
    "year-month": year_month,
}


def _of(choices: tuple[str, ...]) -> Maker:
    return lambda dice: dice.choice(choices)


def _digits(count: int, before: str = "") -> Maker:
    return lambda dice: before + "".join(dice.choices(string.digits, k=count))


def _mail(dice: random.Random) -> str:
    return f"user{dice.randrange(1000)}@example.com"


def _url(dice: random.Random) -> str:
    return f"https://files.example.com/{dice.randrange(10**6):06}.pdf"


def _address(dice: random.Random) -> str:
    return f"{dice.choice(CITIES)}{dice.randrange(1, 300)}"


def _bank(dice: random.Random) -> str:
    return f"{dice.choice(BANKS)} {dice.randrange(10**15, 10**16)}"


def _word(dice: random.Random) -> str:
    return "".join(dice.choices(string.ascii_lowercase, k=dice.randint(4, 9)))


BY_NAME: tuple[tuple[tuple[str, ...], Maker], ...] = (
    (("mail",), _mail),
    (("url", "link"), _url),
    (("phone", "mobile", "tel"), _digits(8, "138")),
    (("address",), _address),
    (("bankno",), _digits(16)),
    (("bank",), _bank),
    (("goods", "product"), _of(GOODS)),
    (("payee", "drawer", "reviewer", "recipient", "nick", "oper"), _of(PEOPLE)),
    (("title", "name", "company"), _of(COMPANIES)),
    (("remark", "reason", "message", "msg", "content", "description", "note"), _of(NOTES)),
    (("zip",), _digits(6)),
    (("taxpayer", "registerno"), _digits(15)),
    (("flag", "type", "status", "source", "mode"), _of(("0", "1", "2"))),
    (("code",), _digits(10)),
    (("no", "number", "id"), _digits(12)),
)
"""Parts of names in lower case, the telling ones first; the last row looks at the end of a name only."""


def of(name: str, dice: random.Random) -> str:
    """A text for a member of this name."""
    low = name.lower()
    for parts, maker in BY_NAME[:-1]:
        if any(part in low for part in parts):
            return maker(dice)
    ends, number = BY_NAME[-1]
    return number(dice) if low.endswith(ends) else _word(dice)
