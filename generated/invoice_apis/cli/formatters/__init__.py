"""Output formats of `validate`, one module each."""
