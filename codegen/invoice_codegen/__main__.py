"""`python -m invoice_codegen`: the same as `invoice-codegen`."""

from .cli import main

main()
