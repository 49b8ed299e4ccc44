"""The document: its paths, webhooks, components and security schemes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ...parse.definition import ApiDefinition, Call, Webhook, is_success
from ...parse.documents import JSON
from ...parse.openapi import Encoding, ExternalDocs, Parameter, RequestBody, Response
from ...parse.schema import Schema, Sourced
from ...runtime.i18n.message import LANGS, Lang
from ..schemas import Json
from . import texts
from .examples import Sample, decoded, of_outcome, samples, values
from .places import Places, parameters, places
from .schemas import Writer

_REFERENCE = re.compile(r"#/components/schemas/(.+)")


def published(definition: ApiDefinition) -> dict[str, Json]:
    """The documents by language."""
    found = places(definition)
    return {lang: _Document(definition, found, lang).written() for lang in LANGS}


class _Document:
    def __init__(self, definition: ApiDefinition, found: Places, lang: Lang) -> None:
        self.definition, self.lang, self.places = definition, lang, found
        self.writer = Writer(lang, found, definition.schemas, definition.ledger)
        self.samples = {owner.id: samples(definition, owner) for owner in definition.exchanges}
        self._keep_decoded()

    def _keep_decoded(self) -> None:
        """The decoded samples of encoded members."""
        for key, encoded in self.places.encoded.items():
            mine = (each for each in self.samples[encoded.owner] if each.direction == encoded.direction)
            if (sample := decoded(mine, encoded.pointer)) is not None:
                self.writer.decoded[key] = sample

    def written(self) -> Json:
        source = self.definition.openapi
        paths, hooks = self._paths(), self._webhooks()
        security = {name: self._scheme(name) for name in self.definition.security_schemes}
        components = {"schemas": self._schemas([paths, hooks]), "securitySchemes": security}
        found = _not_empty(
            openapi="3.1.0",
            info=self._info(),
            externalDocs=_docs(source.external_docs),
            servers=[self._server(index) for index in range(len(source.servers))],
            tags=[
                _not_empty(
                    name=self.definition.name, description=texts.title(source.info, source.info.title, self.lang)
                )
            ],
            paths=paths,
            webhooks=hooks,
            components=_not_empty(**components),
        )
        return found | {"security": source.security}  # none is said, too

    def _info(self) -> Json:
        info, lang = self.definition.openapi.info, self.lang
        entries = {entry.id: entry for entry in self.places.rest}
        if known := self.writer.ledger.get(self.definition.openapi.number_as_text or ""):
            entries[known.id] = known
        parts = [texts.description(info, lang)]
        parts += [texts.word("ledger", lang)] if self.definition.ledger else []
        parts += [texts.entry_text(entry, lang) for entry in entries.values()]
        parts.append(texts.source_list(self.definition.openapi.source, lang))
        title, summary = texts.title(info, info.title, lang), info.summary if lang == "en" else None
        return _not_empty(title=title, version=info.version, summary=summary, description=texts.paragraphs(parts))

    def _server(self, index: int) -> Json:
        server = self.definition.openapi.servers[index]
        regions = [texts.word("regions", self.lang, ", ".join(server.regions))] if server.regions else []
        variables = {
            name: _not_empty(default=each.default, enum=each.enum, description=texts.description(each, self.lang))
            for name, each in (server.variables or {}).items()
        }
        description = texts.paragraphs([texts.description(server, self.lang), *regions])
        return _not_empty(url=server.url, description=description, variables=variables)

    def _scheme(self, name: str) -> Json:
        scheme = self.definition.security_schemes[name]
        description = [texts.description(scheme, self.lang), texts.word("scheme", self.lang, scheme.auth.scheme)]
        flow = scheme.flows.client_credentials if scheme.flows else None
        found = _not_empty(
            type=scheme.type,
            name=scheme.name,
            **{"in": scheme.place},
            scheme=scheme.scheme,
            description=texts.paragraphs(description),
        )
        return found | (
            {"flows": {"clientCredentials": {"tokenUrl": flow.token_url, "scopes": flow.scopes}}} if flow else {}
        )

    def _schemas(self, users: list[Json]) -> Json:
        """The components that are referred to, in the order of the contract."""
        used: set[str] = set()
        written: Json = {}
        left = {name for user in users for name in _references(user)}
        while left:
            used |= left
            written |= {name: self.writer.schema(self.definition.schemas[name]) for name in left}
            left = {name for name in left for name in _references(written[name])} - used
        return {name: written[name] for name in self.definition.schemas if name in used}

    def _paths(self) -> Json:
        found: Json = {}
        for call in self.definition.calls:
            url = call.path.partition("#")[0]
            is_free = call.method.lower() not in found.get(url, {})
            path = url if is_free else f"{url};{call.id}"
            note = "" if is_free else texts.word("path", self.lang, url)
            found.setdefault(path, {})[call.method.lower()] = self._operation(call, note)
        return found

    def _head(self, owner: Call | Webhook, notes: Iterable[str]) -> Json:
        """What operations and webhooks begin with."""
        source = owner.operation
        parts = [texts.description(source, self.lang), *notes, *self.writer.notes(source)]
        return _not_empty(
            tags=[self.definition.name],
            operationId=source.operation_id,
            summary=texts.summary(source, source.summary, self.lang) or source.operation_id,
            description=texts.paragraphs(parts),
            externalDocs=_docs(source.external_docs),
        )

    def _operation(self, call: Call, note: str) -> Json:
        source, mine = call.operation, self.samples[call.id]
        requests = [sample for sample in mine if sample.direction == "request"]
        rules = [*texts.operation_rules(source, self.lang), texts.outcome(call.envelope, self.lang)]
        written = [self._parameter(parameter, requests) for parameter in parameters(self.definition, source)]
        head = self._head(call, [note, *rules]) | _not_empty(parameters=written)
        head |= {"requestBody": self._body(source.request_body, requests)} if source.request_body else {}
        head["responses"] = {
            status: self._response(status, response, list(self._of_status(call, status, mine)))
            for status, response in call.responses.items()
        }
        return head | ({"security": source.security} if source.security is not None else {})

    def _of_status(self, call: Call, status: str, mine: list[Sample]) -> Iterator[Sample]:
        own = [failure.direction for failure in call.failures if status in failure.statuses]
        if own:
            return (sample for sample in mine if sample.direction in own)
        responses = [sample for sample in mine if sample.direction == "response"]
        return of_outcome(responses, call.envelope, is_success(status))

    def _parameter(self, parameter: Parameter, requests: list[Sample]) -> Json:
        lang, schema = self.lang, parameter.value or Schema()
        whole = self.writer.whole(schema)
        parts = [texts.description(parameter, lang), *texts.rules(whole, lang), *self.writer.notes(parameter)]
        return _not_empty(
            name=parameter.name,
            **{"in": parameter.place},
            required=parameter.required or parameter.place == "path",
            description=texts.paragraphs(parts),
            style=parameter.style,
            **({"explode": parameter.explode} if parameter.explode is not None else {}),
            schema=_with_choice(self.writer.schema(schema)),
            **values(requests, f"/{parameter.place}/{parameter.name}", lang),
        )

    def _body(self, body: RequestBody, requests: list[Sample]) -> Json:
        content = {
            media: self._media(each.body, requests, "/body") | _not_empty(encoding=_encodings(each.encoding))
            for media, each in body.content.items()
        }
        return _not_empty(description=self._description(body), required=body.required, content=content)

    def _response(self, status: str, response: Response, mine: list[Sample]) -> Json:
        content = {
            media: self._media(each.body, mine, "") if media == JSON and each.body else {}
            for media, each in (response.content or {}).items()
        }
        return {"description": self._description(response) or f"HTTP {status}"} | _not_empty(content=content)

    def _webhooks(self) -> Json:
        return {webhook.path: {"post": self._webhook(webhook)} for webhook in self.definition.webhooks}

    def _webhook(self, webhook: Webhook) -> Json:
        body, mine = webhook.operation.request_body, self.samples[webhook.id]
        content = {media: self._media(each.body, mine, "") for media, each in body.content.items()}
        return self._head(webhook, []) | {
            "requestBody": _not_empty(description=self._description(body), content=content, required=True)
        }

    def _media(self, schema: Schema, mine: list[Sample], place: str) -> Json:
        return {"schema": self.writer.schema(schema)} | values(mine, place, self.lang)

    def _description(self, part: Sourced) -> str:
        return texts.description(part, self.lang).strip()


def _with_choice(schema: Json) -> Json:
    """A schema with a list of one value in place of `const`: generators know it in headers, too."""
    rest = {word: value for word, value in schema.items() if word != "const"}
    return rest | ({"enum": [schema["const"]]} if "const" in schema else {})


def _encodings(encodings: dict[str, Encoding]) -> Json:
    return {
        name: {word: value for word, value in (("style", each.style), ("explode", each.explode)) if value is not None}
        for name, each in encodings.items()
    }


def _docs(docs: ExternalDocs | None) -> Json:
    return _not_empty(url=docs.url, description=docs.description) if docs else {}


def _references(value: Any) -> Iterator[str]:
    """The names of the components that a value refers to."""
    if isinstance(value, dict):
        if isinstance(reference := value.get("$ref"), str) and (found := _REFERENCE.fullmatch(reference)):
            yield found[1]
        for part in value.values():
            yield from _references(part)
    elif isinstance(value, list):
        for part in value:
            yield from _references(part)


def _not_empty(**parts: Any) -> Json:
    return {name: value for name, value in parts.items() if value not in (None, False, "", [], {})}
