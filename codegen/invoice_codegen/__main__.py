"""`python -m invoice_codegen` is the same as `invoice-codegen`."""

from .cli import main

main()
