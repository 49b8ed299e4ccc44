"""Docstrings of clients and their methods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .. import ir
from .arguments import Argument, client_arguments
from .docstrings import Part, Section, chinese

_LIMITS = (
    ("timeout", "Seconds for each step of an attempt; default: that of the client."),
    ("max_retries", "Retries after a failure that may pass; default: that of the client."),
)
_RAISES = (
    ("InvalidRequest", "The arguments break the contract; nothing was sent."),
    ("ApiError", "The service rejected the call."),
    ("InvalidResponse", "The response breaks its contract."),
    ("TransportError", "No response came."),
)


def client_parts(api: ir.Api, credentials: Sequence[str], has_cipher: bool) -> list[Part]:
    """The docstring of the blocking client."""
    values = client_arguments(api)
    arguments = [("auth", _auth(api, credentials))]
    arguments += [(name, _client_argument(env, text)) for name, env, text in values]
    arguments += [("aes_key", "Key that encrypts requests and decrypts responses.")] if has_cipher else []
    arguments += [("**options", "See `ClientOptions`.")]
    zh = _chinese_list((name, text) for name, _, text in values)
    return [f"Client for {api.title}.", api.text.title, Section("Args", tuple(arguments)), zh]


def method_parts(operation: ir.Operation, arguments: Sequence[Argument], codes: Sequence[ir.CodeList]) -> list[Part]:
    """The docstring of a method that makes one call."""
    text = operation.text
    given = ((argument.parameter.name, _argument_text(argument, codes)) for argument in arguments)
    return [
        ir.sentence(text.title),
        text.en,
        Section("Args", (*given, *_LIMITS)),
        Section("Returns", (("", _returns(operation)),)),
        Section("Raises", _raises(operation)),
        f"Vendor page: {operation.page.url}" if operation.page else "",
        chinese(text),
        _chinese_list((argument.parameter.name, argument.text) for argument in arguments),
    ]


def _returns(operation: ir.Operation) -> str:
    response, statuses = "The response; its `report` lists the drift.", operation.descriptor.no_content
    if operation.descriptor.download:
        response = f"The document ({', '.join(operation.descriptor.download)}): `content` has its bytes, `save(path)` writes it."
    if not statuses:
        return response
    without = f"None for HTTP {' and '.join(statuses)}, which {'has' if len(statuses) == 1 else 'have'} no content."
    has_content = operation.descriptor.reply or operation.descriptor.download
    return f"{response} {without}" if has_content else "None: the service answers without content."


def _raises(operation: ir.Operation) -> tuple[tuple[str, str], ...]:
    models = dict.fromkeys(failure.model for failure in operation.descriptor.failures if failure.model)
    if not models:
        return _RAISES
    kinds = " or ".join(f"`{model}`" for model in models)
    text_of_error = f"The service rejected the call; `failure` is {'an' if kinds[1] in 'AEIOU' else 'a'} {kinds}."
    return tuple((name, text_of_error if name == "ApiError" else text) for name, text in _RAISES)


def pages_parts(operation: ir.Operation, given: Sequence[str], size: str | None) -> list[Part]:
    """The docstring of a method that iterates over all pages of a list; `given` are its other arguments."""
    name = operation.descriptor.name
    others = ((argument, f"As in `{name}`.") for argument in given)
    sizes = [(size, "Records per page.")] if size else []
    strict = "Raise IncompletePages at the end if completeness can't be confirmed."
    return [
        f"Iterate over the records of all pages of `{name}`, each record once.",
        Section("Args", (*others, *sizes, ("strict", strict), *_LIMITS)),
        Section("Returns", (("", "An iterable; its `receipt` counts pages, records and duplicates."),)),
        Section("Raises", (("IncompletePages", "Records may be missing."),)),
        f"All other errors are those of `{name}`.",
    ]


def _argument_text(argument: Argument, codes: Sequence[ir.CodeList]) -> str:
    """The text of an argument, with the codes that it may have unless the text lists them."""
    known = [code for each in codes if each.name == argument.code_list for code in each.codes]
    if all(code.text.en and code.text.en in argument.text.en for code in known):
        return argument.text.en
    labels = (f"{code.value} {(code.text.en or code.name).rstrip('.')}" for code in known)
    return " ".join(filter(None, [ir.sentence(argument.text.en), f"Codes: {'; '.join(labels)}."]))


def _auth(api: ir.Api, credentials: Sequence[str]) -> str:
    fallback = "; read from the environment if omitted" if any(auth.descriptor.env for auth in api.auths) else ""
    if not credentials:
        return "Not needed."
    return f"{' or '.join(f'`{name}`' for name in credentials)}, or a function that returns it{fallback}."


def _client_argument(env: str | None, text: ir.Text) -> str:
    fallback = f"Read from {env} if omitted." if env else ""
    return " ".join(filter(None, [text.en, fallback])) or "Sent with every call."


def _chinese_list(texts: Iterable[tuple[str, ir.Text]]) -> str:
    return "\n".join(f"- {name}：{text.zh}" for name, text in texts if text.zh)
