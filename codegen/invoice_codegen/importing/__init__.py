"""From a vendor's OpenAPI document to a contract: rewrite what the language can say, account for the rest.

    document      choose           convert              contract + findings       stage, check, rename
    text      ->  operations  ->   schemas, calls   ->  values, losses        ->  schemas/<api>/

A wild document is evidence, not a contract. What the closed language says otherwise is rewritten; what it can't say is
degraded without losing a digit (an object of any members) or left out, and every such part is a `Loss`.
"""
