"""Follow the references: every call gets its parameters, bodies and rules, every schema its parts.

A resolved schema keeps the name of its component in `ref`, because components become classes.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..problem import Problem
from ..runtime.jsontext.pointer import join
from .check import Documents
from .definition import ApiDefinition, Call, Failure, Webhook, by_schema, is_success
from .extensions import Accept, Envelope
from .folder import ApiFolder
from .follow import Follower, TooLarge
from .openapi import Document, Operation, Parameter, Response
from .references import linked
from .schema import Schema

METHODS = ("get", "post", "put", "patch", "delete")


def resolve(folder: ApiFolder, documents: Documents) -> tuple[ApiDefinition, list[Problem]]:
    """Follow all references of one API."""
    resolver = _Resolver(documents.openapi, folder)
    try:
        calls, webhooks = tuple(resolver.calls()), tuple(resolver.webhooks())
    except TooLarge:
        calls, webhooks = (), ()
    definition = ApiDefinition(
        name=folder.name,
        openapi=documents.openapi,
        pages=tuple(documents.documented.pages),
        ledger=tuple(documents.ledger.entries),
        payloads=folder.payloads,
        calls=calls,
        openapi_file=folder.openapi,
        pages_file=folder.documented,
        ledger_file=folder.ledger,
        aside=documents.aside,
        webhooks=webhooks,
    )
    return definition, resolver.problems


class _Resolver:
    def __init__(self, document: Document, folder: ApiFolder) -> None:
        self.document = document
        self.file = folder.openapi
        self.problems: list[Problem] = []
        self.follower = Follower(document.components.schemas, self.report)

    def report(self, pointer: str, message: str, remedy: str) -> None:
        self.problems.append(self.file.problem(pointer, message, remedy))

    def calls(self) -> Iterator[Call]:
        for path, item in self.document.paths.items():
            for method in METHODS:
                operation: Operation | None = getattr(item, method)
                if operation is not None:
                    yield self.call(join(["paths", path, method]), path, method, operation)

    def call(self, pointer: str, path: str, method: str, operation: Operation) -> Call:
        responses = {
            status: self.response(f"{pointer}/responses/{status}", response)
            for status, response in operation.responses.items()
        }
        schemas = {
            status: self.response_schema(place, response)
            for status, (place, response) in responses.items()
            if response.json_body
        }
        download = self.download(pointer, {status: each for status, (_, each) in responses.items()}, schemas)
        success = self.success(f"{pointer}/responses", operation, schemas)
        failures = {status: schema for status, schema in schemas.items() if not is_success(status)}
        envelope = self.envelope(operation, success)
        is_object = success is not None and success.types in ([], ["object"])
        is_by_status = not is_object or (envelope is not None and bool(envelope.by_status))
        return Call(
            pointer=pointer,
            path=path,
            method=method.upper(),
            operation=operation,
            parameters=tuple(self.parameters(pointer, operation)),
            body=self.body(pointer, operation),
            success=success,
            download=download,
            failure=None if is_by_status else self.one_failure(f"{pointer}/responses", operation, failures),
            failures=tuple(Failure(*group) for group in by_schema(failures)) if is_by_status else (),
            responses={status: response for status, (_, response) in responses.items()},
            envelope=envelope,
            security=self.document.security if operation.security is None else operation.security,
        )

    def webhooks(self) -> Iterator[Webhook]:
        for name, item in self.document.webhooks.items():
            pointer, content = join(["webhooks", name, "post"]), item.post.request_body.content
            body = content["application/json"].body if content else None
            schema = self.reply_schema(f"{pointer}/requestBody", body, "the webhook has no named schema")
            yield Webhook(pointer, name, item.post, schema)

    def success(self, pointer: str, operation: Operation, schemas: dict[str, Schema]) -> Schema | None:
        """The schema of all successes with content."""
        if not any(map(is_success, operation.responses)):
            self.report(pointer, "no response is a success", "add one with the status 200, another 2xx, or 2XX")
            return Schema()
        found = [schema for status, schema in schemas.items() if is_success(status)]
        if any(schema != found[0] for schema in found):
            remedy = "use one component for all 2xx responses with content, with the same members beside the $ref"
            self.report(pointer, "the successful responses have different schemas", remedy)
        return found[0] if found else None

    def download(self, pointer: str, responses: dict[str, Response], schemas: dict[str, Schema]) -> tuple[str, ...]:
        """The media types of the documents that successes are."""
        found: dict[str, None] = {}
        for status, response in responses.items():
            place = f"{pointer}/responses/{status}"
            found |= dict.fromkeys(response.documents if is_success(status) else ())
            for name in response.documents:
                if response.content and response.content[name].body is not None:
                    self.report(place, f"a schema of {name}, which is no JSON", "remove it: a document has none")
                elif not is_success(status):
                    self.report(place, f"unsupported: a failure as {name}", "remove it: failures are JSON")
        if found and any(map(is_success, schemas)):
            remedy = "keep one: a call returns a model or a document"
            self.report(f"{pointer}/responses", f"unsupported: a success as JSON and as {', '.join(found)}", remedy)
        return tuple(found)

    def one_failure(self, pointer: str, operation: Operation, schemas: dict[str, Schema]) -> Schema | None:
        """The schema of all failures, which the envelope tells from a success."""
        found = list(schemas.values())
        successes = ", ".join(map(repr, filter(is_success, operation.responses)))
        if successes and any(schema != found[0] for schema in found):
            remedy = f"use one component for all responses but {successes}, with the same members beside the $ref"
            self.report(pointer, "the error responses have different schemas", remedy)
        return found[0] if found else None

    def envelope(self, operation: Operation, success: Schema | None) -> Envelope | None:
        """The envelope of an operation. That of all operations, if it tests members, does so in objects only."""
        inherited = self.document.envelope
        if operation.envelope or inherited is None or inherited.by_status or success is None:
            return operation.envelope or inherited
        return inherited if success.types in ([], ["object"]) else None

    def response(self, pointer: str, response: Response) -> tuple[str, Response]:
        """The pointer and the value of a response, its $ref followed."""
        if not response.ref:
            return pointer, response
        self.only_ref(pointer, response)
        return response.ref[1:], self.document.components.responses[response.ref.rpartition("/")[2]]

    def response_schema(self, pointer: str, response: Response) -> Schema:
        body = response.json_body.body if response.json_body else None
        return self.reply_schema(pointer, body, "the response has no named schema")

    def reply_schema(self, pointer: str, body: Schema | None, unnamed: str) -> Schema:
        """The schema of what comes from the vendor."""
        if body is None or not body.ref:
            self.report(pointer, unnamed, "add content application/json with a $ref to a component")
            return Schema()
        schema = self.follower.whole(f"{pointer}/content/application~1json/schema", body, is_reply=True)
        ledger = self.document.number_as_text
        return linked(_numbers_as_text(schema, Accept(type="string", ledger=ledger)) if ledger else schema)

    def body(self, pointer: str, operation: Operation) -> Schema | None:
        if operation.request_body is None:
            return None
        contents = operation.request_body.content
        if len(contents) > 1:
            self.report(f"{pointer}/requestBody/content", "unsupported: a body of two media types", "keep one of them")
        media, content = next(iter(contents.items()), ("application/json", None))
        place = f"{pointer}/requestBody/content{join([media])}/schema"
        if content is None or not content.body.ref:
            remedy = f"add content {media} with a $ref to a component"
            self.report(place, "the request body has no named schema", remedy)
            return Schema()
        return self.follower.whole(place, content.body)

    def parameters(self, pointer: str, operation: Operation) -> Iterator[Parameter]:
        for index, parameter in enumerate(operation.parameters):
            place = f"{pointer}/parameters/{index}"
            if parameter.ref:
                self.only_ref(place, parameter)
                place = parameter.ref[1:]
                parameter = self.document.components.parameters[place.rpartition("/")[2]]
            yield parameter.model_copy(
                update={"value": self.follower.whole(f"{place}/schema", parameter.value or Schema())}
            )

    def only_ref(self, pointer: str, use: Parameter | Response) -> None:
        """Report members beside the $ref of a parameter or a response."""
        if more := use.model_fields_set - {"ref"}:
            message = f"unsupported beside a $ref: {', '.join(use.aliases(more))}"
            self.report(pointer, message, "move it into the component")


def _numbers_as_text(schema: Schema, accept: Accept) -> Schema:
    """A schema in which text is accepted in place of every number; codes accept it anyway."""
    whole = schema.with_parts(_numbers_as_text(part, accept) for _, _, part in schema.parts())
    if {"integer", "number"} & set(schema.types) and not schema.is_code_list and "string" not in schema.tolerated:
        return whole.model_copy(update={"accept": [*(schema.accept or []), accept]})
    return whole
