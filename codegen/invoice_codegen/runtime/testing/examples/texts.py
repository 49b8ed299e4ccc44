"""Realistic texts for members of invoices, chosen by member name. None belongs to anybody."""

from __future__ import annotations

import random
import string
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

Producer = Callable[[random.Random], str]
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


def day(rng: random.Random) -> int:
    """A recent day, counted from 1970."""
    return (FIRST - EPOCH).days + rng.randrange(DAYS)


def year_month(rng: random.Random) -> str:
    """`yyyyMM`."""
    return (EPOCH + timedelta(day(rng))).strftime("%Y%m")


def _instant(form: str) -> Producer:
    def make(rng: random.Random) -> str:
        seconds = day(rng) * 24 * 60 * 60 + rng.randrange(24 * 60 * 60)
        return datetime.fromtimestamp(seconds, UTC).strftime(form)

    return make


def _decimal(rng: random.Random) -> str:
    return f"{rng.randrange(10_000)}.{rng.randrange(100):02}"


def _ms_json_date(rng: random.Random) -> str:
    return f"/Date({day(rng) * 24 * 60 * 60 * 1000}+0000)/"


def rate(rng: random.Random) -> str:
    """A tax rate."""
    return f"0.{rng.randrange(1, 18):02}"


FORMATS: dict[str, Producer] = {
    "date-time": _instant("%Y-%m-%dT%H:%M:%SZ"),
    "local-date-time": _instant("%Y-%m-%d %H:%M:%S"),
    "decimal": _decimal,
    "year-month": year_month,
    "date": _instant("%Y-%m-%d"),
    "ms-json-date": _ms_json_date,
}


def _choice(choices: tuple[str, ...]) -> Producer:
    return lambda rng: rng.choice(choices)


def _digits(count: int, before: str = "") -> Producer:
    return lambda rng: before + "".join(rng.choices(string.digits, k=count))


def _mail(rng: random.Random) -> str:
    return f"user{rng.randrange(1000)}@example.com"


def _url(rng: random.Random) -> str:
    return f"https://files.example.com/{rng.randrange(10**6):06}.pdf"


def _address(rng: random.Random) -> str:
    return f"{rng.choice(CITIES)}{rng.randrange(1, 300)}"


def _bank(rng: random.Random) -> str:
    return f"{rng.choice(BANKS)} {rng.randrange(10**15, 10**16)}"


def _word(rng: random.Random) -> str:
    return "".join(rng.choices(string.ascii_lowercase, k=rng.randint(4, 9)))


BY_MEMBER_NAME: tuple[tuple[tuple[str, ...], Producer], ...] = (
    (("mail",), _mail),
    (("url", "link"), _url),
    (("phone", "mobile", "tel"), _digits(8, "138")),
    (("address",), _address),
    (("bankno",), _digits(16)),
    (("bank",), _bank),
    (("goods", "product"), _choice(GOODS)),
    (("payee", "drawer", "reviewer", "recipient", "nick", "oper"), _choice(PEOPLE)),
    (("title", "name", "company"), _choice(COMPANIES)),
    (("remark", "reason", "message", "msg", "content", "description", "note"), _choice(NOTES)),
    (("zip",), _digits(6)),
    (("taxpayer", "registerno"), _digits(15)),
    (("flag", "type", "status", "source", "mode"), _choice(("0", "1", "2"))),
    (("code",), _digits(10)),
    (("no", "number", "id"), _digits(12)),
)
"""Parts of member names in lower case, specific ones first. The last row matches the end of a name only."""


def text_for(name: str, rng: random.Random) -> str:
    """Generate a text for a member of this name."""
    low = name.lower()
    for parts, producer in BY_MEMBER_NAME[:-1]:
        if any(part in low for part in parts):
            return producer(rng)
    ends, number = BY_MEMBER_NAME[-1]
    return number(rng) if low.endswith(ends) else _word(rng)
