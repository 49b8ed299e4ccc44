"""`python -m invoice_apis` is the command `invoice-apis`.

Generated; edit the template in the toolkit instead.
"""

from ._runtime.command import main

if __name__ == "__main__":
    main(prog_name="invoice-apis")
