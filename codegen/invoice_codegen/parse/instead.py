"""What to write in place of a keyword that the contract language lacks: the remedy of its problem.

The first table of `codegen/docs/contracts.md` says the same in its rows for these keywords; a test compares.
"""

from __future__ import annotations

_ROWS: dict[str, str] = {
    "nullable": '`type: [string, "null"]`, where the page documents null',
    "allOf not if then else": (
        "one object with all members, none of them `required`; `x-sdk-envelope` distinguishes success from failure"
    ),
    "unevaluatedProperties": "leave it out: objects are closed",
    "patternProperties propertyNames": (
        "a map without named members; else `additionalProperties: true` and the rest in the description"
    ),
    "prefixItems contains uniqueItems multipleOf dependentRequired": "`items` with one schema; the rule in the description",
    "exclusiveMinimum exclusiveMaximum": "for integers the next `minimum` or `maximum`; else the description",
    "default": "the description: a client sends what the caller gives",
    "readOnly writeOnly xml": "the description; a request and a response have components of their own",
    "example": "one of them",
    "$defs $id $dynamicRef jsonSchemaDialect": "a component and a local `$ref`",
    "parameters": "a `$ref` to `components/parameters` in each operation",
    "servers": "`servers` of the root; another host is another folder",
    "head options trace": "nothing: `get`, `post`, `put`, `patch`, `delete`",
    "links callbacks": "leave them out; `x-sdk-envelope` names the headers that clients read",
    "authorizationCode implicit password refreshUrl": (
        "`type: http, scheme: bearer`, where callers get the token themselves; a function as `auth` renews it"
    ),
    "bearerFormat": "the description; a new scheme in the runtime",
}
INSTEAD = {keyword: text for keywords, text in _ROWS.items() for keyword in keywords.split()}
"""By keyword, in Markdown."""


def instead_of(keyword: str) -> str:
    """The remedy for a keyword that a contract can't have in its place."""
    return INSTEAD.get(keyword, "remove it; codegen/docs/contracts.md lists what is supported")
