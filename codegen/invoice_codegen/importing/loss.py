"""What an import could not say as it stands."""

from __future__ import annotations

from typing import Literal, NamedTuple

Kind = Literal["degraded", "left out"]


class Loss(NamedTuple):
    """A part of the document that the contract says less of, or not at all."""

    kind: Kind
    reason: str
    """In few words, the same for all losses of a sort."""
    place: str
    """Where in the document."""
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.kind}: {self.reason}{f' ({self.detail})' if self.detail else ''}"


REMEDIES = {
    "any value": "Any value is taken, and kept with its digits.",
    "map": "The members beside those that are named are kept and not checked.",
    "one of several objects": "An object of any members; its content is kept and not checked.",
    "recursion": "Any members or items below this level: in a union, in a list or map of itself, or because too much contains itself.",
    "too large": "An object of any members: with all levels written out the contract would be too large.",
    "name": "Left out: the name is none that a contract takes; the object around it takes any member.",
    "failures": "Recognised by its HTTP status; its body, which is no object, has no contract.",
    "successes": "Left out: its schema is another than that of the first successful status with content.",
    "rule": "The rule is not checked.",
    "codes": "The list of codes is not checked: any value of the type is taken.",
    "null": "Null in place of the whole is an error.",
    "form": "Left out: a form has no text for it, or the document gives no style; the object around it takes any member.",
    "parameter": "Left out; callers can't send it.",
    "webhook parameter": "Left out: a webhook has a contract of its payload only.",
    "oauth2": "Callers get the access token themselves and give it to the client.",
}
"""What a contract says in place of a lost part, by reason; for the ledger."""
