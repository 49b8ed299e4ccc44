"""The conditions of an envelope, as JSON Schema and as sentences in two languages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ..parse.extensions import Condition, Envelope
from .schemas import Json, nested


def success_or_failure(envelope: Envelope, success: Json, failure: Json) -> Json:
    """`success` if all conditions of success hold; else `failure` and one of its conditions."""
    return {
        "type": "object",
        "if": success_schema(envelope),
        "then": success,
        "else": {**failure, "anyOf": [_schema(condition) for condition in envelope.failure]},
    }


def success_schema(envelope: Envelope) -> Json:
    """A schema that holds for a response with all conditions of success."""
    return {"type": "object", "allOf": [_schema(condition) for condition in envelope.success]}


def _schema(condition: Condition) -> Json:
    if condition.absent:
        return nested(condition.pointer, {"type": "null"}, None, required=False)
    if condition.present:
        return nested(condition.pointer, {"not": {"type": "null"}}, None)
    if condition.one_of is not None:
        return nested(condition.pointer, {"enum": condition.one_of}, None)
    return nested(condition.pointer, {"not": {"enum": [*(condition.none_of or []), None]}}, None)


def outcomes(envelope: Envelope | None) -> dict[str, str]:
    """The conditions as one sentence in each language."""
    if envelope is None or envelope.by_status:
        return {"en": "every response is a success", "zh": "所有响应均为成功"}
    success = " and ".join(map(_english, envelope.success))
    failure = " or ".join(map(_english, envelope.failure))
    zh_success = " 且 ".join(map(_chinese, envelope.success))
    zh_failure = " 或 ".join(map(_chinese, envelope.failure))
    return {
        "en": f"a success has {success}; a failure has {failure}",
        "zh": f"成功的响应：{zh_success}；失败的响应：{zh_failure}",
    }


def _english(condition: Condition) -> str:
    if condition.one_of is not None:
        return f"{condition.pointer} = {_values(condition.one_of, ' or ')}"
    if condition.none_of is not None:
        return f"{condition.pointer} other than {_values(condition.none_of, ' and ')}"
    return f"no {condition.pointer}" if condition.absent else f"a {condition.pointer}"


def _chinese(condition: Condition) -> str:
    if condition.one_of is not None:
        return f"{condition.pointer} 为 {_values(condition.one_of, ' 或 ')}"
    if condition.none_of is not None:
        return f"{condition.pointer} 不为 {_values(condition.none_of, '、')}"
    return f"没有 {condition.pointer}" if condition.absent else f"有 {condition.pointer}"


def _values(values: Sequence[Any], between: str) -> str:
    return between.join(json.dumps(value, default=str) for value in values)
