"""`python -m invoice_apis` is the command `invoice-apis`."""

from .cli import main

if __name__ == "__main__":
    main(prog_name="invoice-apis")
